"""macOS reports in their three forms: made up in the shape of system_profiler."""

import json
import plistlib
from typing import Any

import pytest

from inventory.evidence.description import Description
from inventory.evidence.readers import read

TEXT = """Hardware:

    Hardware Overview:

      Model Name: MacBook Pro
      Model Identifier: MacBookPro8,1
      Processor Name: Intel Core i5
      Processor Speed: 2,4 GHz
      Total Number of Cores: 2
      Memory: 4 GB
      Serial Number (system): C02-ZX81

Memory:

    BANK 0/DIMM0:

      Size: 4 GB
      Type: DDR3
      Speed: 1333 MHz
      Part Number: 0x4B31323334
    BANK 1/DIMM0:

      Size: Empty

Power:

    Battery Information:

      Model Information:
          Serial Number: BAT-9
      Charge Information:
          Full Charge Capacity (mAh): 5770
      Health Information:
          Cycle Count: 312
          Condition: Normal

Serial-ATA:

    Intel 6 Series Chipset:

      Vendor: Intel

        TOSHIBA MK3265GSXF:

          Capacity: 320,07 GB (320 072 933 376 bytes)
          Model: TOSHIBA MK3265GSXF
          Serial Number:            81ABC-77
          BSD Name: disk0
          Medium Type: Rotational
          S.M.A.R.T. status: Failing
          Volumes:
            Disque:
              Capacity: 319,21 GB (319 213 174 784 bytes)
              BSD Name: disk0s2

USB:

    USB Bus:

        Clef:

          Capacity: 8 GB (8 000 000 000 bytes)
          Removable Media: Yes
          BSD Name: disk1
"""


def machine() -> dict[str, Any]:
    return {
        "SPHardwareDataType": [
            {
                "_name": "hardware_overview",
                "machine_model": "Mac14,2",
                "machine_name": "MacBook Air",
                "chip_type": "Apple M2",
                "number_processors": "proc 8:4:4",
                "physical_memory": "16 GB",
                "serial_number": "C02-ZX81",
                "activation_lock_status": "activation_lock_enabled",
            }
        ],
        "SPNVMeDataType": [
            {
                "_name": "Apple SSD Controller",
                "_items": [
                    {
                        "_name": "APPLE SSD AP0512Z",
                        "bsd_name": "disk0",
                        "device_model": "APPLE SSD AP0512Z",
                        "device_serial": "0ba0-77",
                        "size_in_bytes": 500277792768,
                        "smart_status": "Verified",
                        "volumes": [{"_name": "x", "bsd_name": "disk0s1", "size_in_bytes": 1}],
                    }
                ],
            }
        ],
        "SPSerialATADataType": [],
    }


def as_plist(document: dict[str, Any]) -> bytes:
    return plistlib.dumps([{"_dataType": key, "_items": value} for key, value in document.items()])


def test_the_text_of_an_intel_mac_tells_its_parts() -> None:
    mac = read(TEXT.encode())
    assert (mac.kind_hint, mac.model, mac.serial) == ("laptop", "MacBookPro8,1", "C02-ZX81")
    assert (mac.memory_mb, mac.source("model")) == (4096, "line 6")
    (module,) = mac.of("memory")
    assert (module.get("size_mib"), module.text("model")) == (4096, "K1234")
    (battery,) = mac.of("battery")
    assert (battery.get("full_mah"), battery.get("cycles"), battery.text("serial")) == (
        *(5770, 312),
        "BAT-9",
    )


def test_its_disk_is_its_own_a_key_is_not_a_volume_is_no_disk() -> None:
    mac = read(TEXT.encode())
    disk, key = mac.media
    assert (disk.kind, disk.serial, disk.size_bytes) == ("hdd", "81ABC-77", 320072933376)
    assert disk.smart_status == "failed"
    assert [medium.removable for medium in mac.media] == [False, True]
    assert key.size_gb == 8
    assert mac.media_complete


@pytest.mark.parametrize("form", ["json", "plist"])
def test_json_and_property_list_say_the_same(form: str) -> None:
    data = json.dumps(machine()).encode() if form == "json" else as_plist(machine())
    mac: Description = read(data)
    assert (mac.kind_hint, mac.cpu, mac.memory_mb) == ("laptop", "Apple M2", 16384)
    (medium,) = mac.media
    assert (medium.kind, medium.serial, medium.size_gb) == ("nvme", "0ba0-77", 500)
    assert mac.media_complete
    assert mac.get("locked") is True
    assert "activation_lock" in {note.code for note in mac.notes}


def test_one_data_type_alone_never_stands_for_all_the_media() -> None:
    only = {"SPSerialATADataType": []}
    assert not read(as_plist(only)).media_complete
    assert not read(
        json.dumps({"SPNVMeDataType": machine()["SPNVMeDataType"]}).encode()
    ).media_complete


def test_the_drive_under_a_volume_is_the_one_that_its_bus_lists() -> None:
    volumes = "".join(
        f"""
    {name}:

      Capacity: {size} (bytes)
      Physical Drive:
          Device Name: APPLE SSD AP0512Q
          Medium Type: SSD
          Protocol: Apple Fabric
          Internal: Yes
"""
        for name, size in (("Data", "494,38 GB"), ("Boot", "2,1 GB"))
    )
    storage = f"Storage:\n{volumes}"
    nvme = """NVMExpress:

    Apple SSD Controller:

        APPLE SSD AP0512Q:

          Capacity: 500,28 GB (500 277 792 768 bytes)
          Model: APPLE SSD AP0512Q
          Serial Number: 0ba0000000000c1d
          BSD Name: disk0

"""
    (medium,) = read((nvme + storage).encode()).media
    assert (medium.serial, medium.size_gb, medium.kind) == ("0ba0000000000c1d", 500, "nvme")
    (medium,) = read(("Hardware:\n\n    Model Name: MacBook Air\n\n" + storage).encode()).media
    assert (medium.size_gb, medium.kind) == (None, "ssd")
