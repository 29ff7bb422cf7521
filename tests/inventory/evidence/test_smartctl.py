"""smartctl: JSON and text, each bus, the bits of the exit status, what is no disk."""

from typing import Any

import pytest

from inventory.evidence.readers import smartctl
from tests.inventory.evidence.reading import codes, only_medium, read


def header(status: int = 0, **device: str) -> dict[str, Any]:
    return {
        "json_format_version": [1, 0],
        "smartctl": {"version": [7, 3], "argv": ["smartctl", "-j", "-a"], "exit_status": status},
        "device": {"name": "/dev/sda", "info_name": "/dev/sda [SAT]", "type": "sat"} | device,
    }


def attribute(number: int, name: str, value: int, raw: str) -> dict[str, Any]:
    return {"id": number, "name": name, "value": value, "thresh": 5, "raw": {"string": raw}}


ATA: dict[str, Any] = {
    "model_name": "ST500TEST-1AA",
    "serial_number": "ZTEST001",
    "firmware_version": "0001",
    "user_capacity": {"blocks": 976773168, "bytes": 500107862016},
    "rotation_rate": 7200,
    "sata_version": {"string": "SATA 3.0"},
    "smart_status": {"passed": True},
    "power_on_time": {"hours": 12345},
    "power_cycle_count": 67,
    "ata_smart_attributes": {
        "table": [
            attribute(5, "Reallocated_Sector_Ct", 100, "24"),
            attribute(197, "Current_Pending_Sector", 100, "3 (0 1)"),
            attribute(198, "Offline_Uncorrectable", 100, "0"),
        ]
    },
}


def test_a_hard_disk_tells_its_health() -> None:
    found = only_medium(read(smartctl, header(protocol="ATA") | ATA))
    assert (found.kind, found.kind_from, found.rotation_rpm) == ("hdd", "rotation", 7200)
    assert (found.serial, found.size_bytes) == ("ZTEST001", 500107862016)
    assert (found.smart_status, found.power_on_hours) == ("passed", 12345)
    assert (found.reallocated, found.pending, found.uncorrectable) == (24, 3, 0)
    assert (found.bus, found.removable, found.name) == ("sata", False, "/dev/sda")


@pytest.mark.parametrize(
    ("status", "expected", "health"),
    [
        (0, set(), "passed"),
        (8, {"failing_now"}, "failed"),
        (64, {"errors_logged"}, "passed"),
        (
            4 + 32 + 128,
            {"smart_command_failed", "below_threshold_before", "self_test_failed"},
            "passed",
        ),
        (16, {"prefail_now"}, "passed"),
    ],
)
def test_the_exit_status_is_a_mask_of_bits(status: int, expected: set[str], health: str) -> None:
    found = read(smartctl, header(status, protocol="ATA") | ATA)
    assert codes(found) == expected
    assert only_medium(found).smart_status == health
    assert only_medium(found).exit_status == status


def test_an_ssd_tells_its_wear_from_what_life_is_left() -> None:
    table = [attribute(233, "Media_Wearout_Indicator", 91, "0")]
    data = ATA | {"rotation_rate": 0, "ata_smart_attributes": {"table": table}}
    found = only_medium(read(smartctl, header(protocol="ATA") | data))
    assert (found.kind, found.wear_percent) == ("ssd", 9)


def test_an_nvme_tells_its_log() -> None:
    data = {
        "model_name": "TEST NVMe 1TB",
        "serial_number": "NVTEST9",
        "nvme_total_capacity": 1000204886016,
        "smart_status": {"passed": False, "nvme": {"value": 4}},
        "nvme_smart_health_information_log": {
            "critical_warning": 4,
            "available_spare": 3,
            "percentage_used": 104,
            "media_errors": 12,
            "power_on_hours": 9001,
            "power_cycles": 77,
        },
    }
    found = only_medium(read(smartctl, header(type="nvme", protocol="NVMe") | data))
    assert (found.kind, found.size_bytes, found.wear_percent) == ("nvme", 1000204886016, 104)
    assert (found.smart_status, found.critical_warning) == ("failed", 4)
    assert (found.media_errors, found.spare_percent, found.power_on_hours) == (12, 3, 9001)


def test_what_stands_behind_a_usb_bridge_may_be_of_who_ran_the_tool() -> None:
    bridge = header(type="usbjmicron", info_name="/dev/sdb [USB JMicron]", protocol="ATA")
    found = only_medium(read(smartctl, [bridge | ATA]))
    assert (found.removable, found.slot, found.path) == (True, "usb", "/0")


def test_a_disk_that_does_not_answer_hides_a_medium() -> None:
    found = read(smartctl, header(2, protocol="ATA"))
    assert not found.media
    assert {"not_opened", "hidden_medium"} <= codes(found)


def test_sas_names_its_vendor_and_counts_its_defects() -> None:
    data = {
        "scsi_vendor": "TESTCO",
        "scsi_product": "TC0900",
        "serial_number": "SAS77",
        "device_type": {"name": "disk"},
        "scsi_transport_protocol": {"name": "SAS (SPL-4)"},
        "rotation_rate": 10000,
        "scsi_grown_defect_list": 6,
    }
    found = only_medium(read(smartctl, header(type="scsi", protocol="SCSI") | data))
    assert (found.model, found.bus, found.reallocated) == ("TESTCO TC0900", "sas", 6)


def test_a_list_of_names_describes_no_disk() -> None:
    scan = {"smartctl": {"exit_status": 0}, "devices": [{"name": "/dev/sda", "type": "scsi"}]}
    found = read(smartctl, scan)
    assert codes(found) == {"list_only"}
    assert not found.media_complete


ATA_TEXT = """\
smartctl 7.3 2022-02-28 r5338 [x86_64-linux-6.1.0] (local build)
Copyright (C) 2002-22, Bruce Allen, Christian Franke, www.smartmontools.org

=== START OF INFORMATION SECTION ===
Device Model:     TEST SSD 256GB
Serial Number:    SSDTEST5
Firmware Version: 1.0
User Capacity:    256,060,514,304 bytes [256 GB]
Rotation Rate:    Solid State Device
SATA Version is:  SATA 3.2, 6.0 Gb/s (current: 6.0 Gb/s)

=== START OF READ SMART DATA SECTION ===
SMART overall-health self-assessment test result: FAILED!
  5 Reallocated_Sector_Ct   0x0033   100   100   010    Pre-fail  Always       -       8
  9 Power_On_Hours          0x0032   099   099   000    Old_age  Always     -     1234h+56m+07.890s
 12 Power_Cycle_Count       0x0032   099   099   000    Old_age   Always       -       321
177 Wear_Leveling_Count     0x0013   088   088   005    Pre-fail  Always   FAILING_NOW 120
"""
NVME_TEXT = """\
smartctl 7.4 2023-08-01 r5530 [x86_64-linux-6.8.1] (local build)

=== START OF INFORMATION SECTION ===
Model Number:                       TEST NVMe 512GB
Serial Number:                      NVTEXT1
Firmware Version:                   2B2Q
Total NVM Capacity:                 512,110,190,592 [512 GB]

=== START OF SMART DATA SECTION ===
SMART overall-health self-assessment test result: PASSED

SMART/Health Information (NVMe Log 0x02)
Critical Warning:                   0x00
Temperature:                        48 Celsius
Available Spare:                    100%
Percentage Used:                    4%
Power Cycles:                       1,815
Power On Hours:                     8,733
Media and Data Integrity Errors:    0
"""


def test_the_text_says_the_same() -> None:
    found = only_medium(read(smartctl, ATA_TEXT))
    assert (found.kind, found.serial, found.size_bytes) == ("ssd", "SSDTEST5", 256060514304)
    assert (found.smart_status, found.power_on_hours, found.power_cycles) == ("failed", 1234, 321)
    assert (found.reallocated, found.wear_percent, found.bus) == (8, 12, "sata")


def test_thousands_in_a_text_are_counted_whole() -> None:
    found = only_medium(read(smartctl, NVME_TEXT))
    assert (found.kind, found.size_bytes) == ("nvme", 512110190592)
    assert (found.power_on_hours, found.power_cycles, found.wear_percent) == (8733, 1815, 4)
    assert (found.temperature_c, found.spare_percent) == (48, 100)


def test_two_drives_in_one_text_are_two_media() -> None:
    found = read(smartctl, ATA_TEXT + "\n" + NVME_TEXT)
    assert [medium.serial for medium in found.media] == ["SSDTEST5", "NVTEXT1"]


def test_an_optical_drive_is_no_medium() -> None:
    text = """\
smartctl 7.0 2018-12-30 r4883 [x86_64-linux] (local build)

=== START OF INFORMATION SECTION ===
Vendor:               test
Product:              DVD A  TEST
User Capacity:        7,757,100,351,738,617,888 bytes [7757 PB]
Device type:          CD/DVD
NO MEDIUM present in device
"""
    found = read(smartctl, text)
    assert not found.media
    assert codes(found) == {"not_a_disk"}


def test_the_one_line_of_old_versions_is_model_and_revision() -> None:
    text = """\
smartctl version 5.38 [x86_64-redhat-linux-gnu] Copyright (C) 2002-8 Bruce Allen

Device: TESTCO   TC3073NC         Version: 5207
Serial number: OLDSCSI1
Device type: disk
SMART Health Status: OK
"""
    found = only_medium(read(smartctl, text))
    assert (found.model, found.firmware) == ("TESTCO TC3073NC", "5207")
    assert (found.serial, found.smart_status) == ("OLDSCSI1", "passed")


def test_an_enclosure_is_no_medium() -> None:
    text = "smartctl version 5.38 [x]\n\nDevice: TESTCO SES\nDevice type: enclosure\n"
    assert codes(read(smartctl, text)) == {"not_a_disk"}


TEXT = """=== START OF INFORMATION SECTION ===
Device Model:     ST500TEST-1AA
Serial Number:    ZTEST002
User Capacity:    500,107,862,016 bytes [500 GB]
Rotation Rate:    7200 rpm

194 Temperature_Celsius 0x0022  033  045  000  Old_age   Always       -       33 (Min/Max 14/45)
"""


@pytest.mark.parametrize("header", ["", "smartctl pre-7.4 2023-04-01 r5466 [x86_64-linux]\n\n"])
def test_text_before_a_release_or_without_its_first_line(header: str) -> None:
    medium = only_medium(read(smartctl, header + TEXT))
    assert (medium.serial, medium.size_bytes) == ("ZTEST002", 500107862016)
    assert medium.temperature_c == 33


def test_a_scan_in_text_only_lists() -> None:
    device = read(smartctl, "/dev/sda -d sat # /dev/sda [SAT], ATA device\n")
    assert "list_only" in codes(device)


def test_a_namespace_tells_the_size_when_the_total_is_nought() -> None:
    text = """smartctl 7.3 2022-02-28 r5338 [x86_64-linux]

=== START OF INFORMATION SECTION ===
Model Number:                       TEST NVMe 512GB
Serial Number:                      NTEST003
NVMe Version:                       1.3
Total NVM Capacity:                 0 [0 B]
Namespace 1 Size/Capacity:          512,110,190,592 [512 GB]
"""
    assert only_medium(read(smartctl, text)).size_bytes == 512110190592


@pytest.mark.parametrize(
    "quoted",
    [
        pytest.param("\n".join(f"    {line}" for line in TEXT.split("\n")), id="margin"),
        pytest.param("\r\r\n".join(TEXT.split("\n")), id="doubled returns"),
        pytest.param("\n".join(f"{line}  " for line in TEXT.split("\n")), id="blanks at ends"),
    ],
)
def test_a_text_pasted_with_a_margin_or_odd_ends(quoted: str) -> None:
    medium = only_medium(read(smartctl, quoted))
    assert (medium.serial, medium.temperature_c) == ("ZTEST002", 33)


def test_a_card_turns_at_no_speed_whatever_its_bridge_prints() -> None:
    card = only_medium(read(smartctl, header() | ATA | {"form_factor": {"name": "M.2"}}))
    assert (card.kind, card.rotation_rpm) == ("ssd", None)


def test_a_sas_disk_tells_its_temperature_among_its_environment() -> None:
    told = {
        "temperature": {"current": 0},
        "scsi_environmental_reports": {"temperature_1": {"current": 38}},
    }
    assert only_medium(read(smartctl, header(type="scsi") | ATA | told)).temperature_c == 38
