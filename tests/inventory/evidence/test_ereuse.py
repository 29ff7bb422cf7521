"""eReuse snapshots of each form: made up in the shape of its workbenches."""

import json
from typing import Any

import pytest

from inventory.evidence.description import Description
from inventory.evidence.readers import read
from inventory.evidence.unreadable import Unreadable

LSHW = {
    "id": "atelier",
    "class": "system",
    "vendor": "Acme",
    "product": "Rapide 5",
    "serial": "ZX81-0042",
    "configuration": {"chassis": "laptop", "uuid": "1"},
    "children": [
        {
            "id": "core",
            "class": "bus",
            "children": [
                {"id": "cpu", "class": "processor", "product": "Cortex 9000"},
                {
                    "id": "disk",
                    "class": "disk",
                    "product": "ST500LM999",
                    "serial": "W0X1-77",
                    "size": 500107862016,
                    "logicalname": "/dev/sda",
                },
            ],
        }
    ],
}
SMART = {
    "json_format_version": [1, 0],
    "smartctl": {"version": [7, 2], "argv": ["smartctl", "-j"], "exit_status": 0},
    "device": {"name": "/dev/sda", "type": "sat", "protocol": "ATA"},
    "model_name": "ST500LM999",
    "serial_number": "W0X177",
    "rotation_rate": 5400,
    "user_capacity": {"blocks": 976773168, "bytes": 500107862016},
    "smart_status": {"passed": True},
    "power_on_time": {"hours": 8627},
}


def snapshot(**more: Any) -> Description:
    return read(json.dumps({"type": "Snapshot", "software": "Workbench", **more}).encode())


def workbench(size: float = 500108.0, kind: str = "HardDrive") -> Description:
    return snapshot(
        version="11.0b11",
        device={
            "type": "Laptop",
            "manufacturer": "Acme",
            "model": "Rapide 5",
            "serialNumber": None,
        },
        components=[
            {"type": "Processor", "model": "Cortex 9000", "cores": 4, "threads": 8},
            {"type": "RamModule", "size": 4096.0, "interface": "DDR3", "speed": 1333.0},
            {"type": "RamModule", "size": 4096, "interface": "DDR3"},
            {
                "type": kind,
                "model": "ST500LM999",
                "serialNumber": "W0X1",
                "size": size,
                "actions": [{"type": "TestDataStorage", "lifetime": 8627, "assessment": False}],
            },
        ],
    )


def test_a_workbench_snapshot_tells_the_device_and_its_disks() -> None:
    device = workbench()
    assert (device.kind_hint, device.model, device.serial) == ("laptop", "Rapide 5", "")
    assert device.memory_mb == 8192
    (medium,) = device.media
    assert (medium.size_gb, medium.power_on_hours, medium.smart_status) == (500, 8627, "failed")
    assert medium.path == "/components/3"


def test_sizes_in_mib_of_old_workbenches_are_told_from_mb() -> None:
    assert [medium.size_gb for medium in workbench(size=305245).media] == [320]
    assert [medium.size_gb for medium in workbench(size=320073.0).media] == [320]


def test_a_hard_drive_of_workbench_may_be_an_ssd() -> None:
    assert workbench(kind="SolidStateDrive").media[0].kind == "ssd"
    device = snapshot(
        device={"type": "Desktop", "model": "Tour"},
        components=[{"type": "HardDrive", "model": "KINGSTON SA400S3", "size": 240057.0}],
    )
    assert device.media[0].kind == "ssd"


def test_outputs_held_as_text_or_as_documents_are_read_alike() -> None:
    told = [
        snapshot(version="2022.03.00", data={"lshw": lshw, "smart": smart, "hwinfo": ""})
        for lshw in (LSHW, json.dumps([LSHW]))
        for smart in ([SMART], [json.dumps(SMART)])
    ]
    for device in told:
        assert (device.brand, device.model, device.serial) == ("Acme", "Rapide 5", "ZX81-0042")
        (medium,) = device.media
        assert (medium.kind, medium.kind_from, medium.power_on_hours) == ("hdd", "rotation", 8627)
    assert told[0].source("model").startswith("/data/lshw")


def test_smartctl_as_text_of_a_list_gives_its_disks() -> None:
    device = snapshot(data={"smartctl": json.dumps([SMART, SMART | {"serial_number": "B2-99"}])})
    assert [medium.serial for medium in device.media] == ["W0X177", "B2-99"]


def test_a_snapshot_wrapped_by_devicehub_is_unwrapped() -> None:
    inner = {"type": "Snapshot", "data": {"lshw": LSHW}}
    device = read(json.dumps({"type": "DeviceSnapshotV1", "data": inner}).encode())
    assert device.source("serial").startswith("/data/data/lshw")


def test_the_address_that_android_makes_up_is_no_serial() -> None:
    device = snapshot(
        software="WorkbenchAndroid",
        device={
            "type": "Mobile",
            "model": "Un",
            "serialNumber": "02:00:00:00:00:00",
            "ramSize": 31138,
        },
    )
    assert (device.kind_hint, device.serial, device.memory_mb) == ("smartphone", "", None)


def test_a_snapshot_of_nothing_readable_is_refused() -> None:
    with pytest.raises(Unreadable) as refusal:
        snapshot(data={"lshw": "lshw: command not found", "smart": [""]})
    assert refusal.value.code == "no_device"


IN_BLOCKS = """# Invented numbers
---
type: Snapshot
software: Workbench
version: '11.0'
expectedEvents: [Benchmark, {'type': Install}]
device:
  type: Desktop
  manufacturer: 'L''Acme'
  model: Rapide 5   # of the year
  serialNumber: 0042
  tags:
  - type: Tag
components:
- type: Processor
  model: Cortex 9000 with a name that goes
    on below
  events:
  - {'type': BenchmarkProcessor, rate: 12.5,
    elapsed: 1}
- type: HardDrive
  model: ST500LM999
  serialNumber: W0X1
  interface: 'ata

    '
  size: 500108
  events:
    - type: TestDataStorage
      assessment: False
      lifetime: 8627
  variant:
"""
IN_BRACKETS = """{"type": "Snapshot", "device": {"model": "Rapide 5", "type": Laptop},
  "components": [ {"type": "HardDrive", 'model': "ST500LM999", "size": 500108,
    "events": [{"type": "TestDataStorage", "length": Short, "lifetime": 12}] } ] }
"""


def test_a_snapshot_in_yaml_is_read_as_one_in_json() -> None:
    device = read(IN_BLOCKS.encode())
    assert (device.brand, device.model, device.serial) == ("L'Acme", "Rapide 5", "0042")
    assert device.cpu == "Cortex 9000 with a name that goes on below"
    (medium,) = device.media
    assert (medium.serial, medium.size_gb, medium.smart_status) == ("W0X1", 500, "failed")
    assert (medium.path, medium.power_on_hours) == ("/components/1", 8627)
    (medium,) = read(IN_BRACKETS.encode()).media
    assert (medium.model, medium.power_on_hours) == ("ST500LM999", 12)


@pytest.mark.parametrize("name", ["null", "true", "~", "12"])
def test_a_name_in_yaml_is_a_text_whatever_it_says(name: str) -> None:
    odd = IN_BLOCKS.replace("components:\n", f"components:\n- {name}: 1\n  type: Processor\n")
    assert odd != IN_BLOCKS
    assert read(odd.encode()).serial == "0042"


@pytest.mark.parametrize(
    "odd",
    ["a: &one b\nb: *one", "a: *one", "a: !!int 3", "a: b: c", "a: 'b", "a: [b", "a", "--- \na: b"],
)
def test_yaml_that_is_not_known_for_sure_is_refused_whole(odd: str) -> None:
    with pytest.raises(Unreadable):
        read(f"{IN_BLOCKS}{odd}\n".encode())


def test_adapters_that_windows_lists_beside_other_outputs_are_read() -> None:
    adapter = {"CreationClassName": "MSFT_NetAdapter", "PermanentAddress": "E09D31000064"}
    adapter |= {"InterfaceDescription": "Centrino 6205", "ConnectorPresent": True}
    device = snapshot(data={"lshw": LSHW, "inxi": "", "get-netadapter": json.dumps([adapter])})
    (card,) = device.of("network")
    assert card.text("model") == "Centrino 6205"


def test_the_address_of_a_card_is_no_serial() -> None:
    phone = {"type": "Mobile", "model": "Un", "serialNumber": "A4:50:46:00:EA:71"}
    assert snapshot(software="WorkbenchAndroid", device=phone).serial == ""
