"""nvme list, lsblk, hdparm and udev: the disks, each by its own tool."""

import json

import pytest

from inventory.evidence.material import Material
from inventory.evidence.readers import (
    hdparm,
    lsblk,
    lsblk_table,
    nvme_list,
    reader_of,
    storage_dump,
    udev,
)
from tests.inventory.evidence.reading import codes, only_medium, parts, read

FLAT = {
    "NameSpace": 1,
    "DevicePath": "/dev/nvme0n1",
    "Firmware": "FW1",
    "ModelNumber": "TEST SSD 500GB",
    "SerialNumber": "NVLIST01",
    "UsedBytes": 1000,
    "MaximumLBA": 976773168,
    "PhysicalSize": 500107862016,
    "SectorSize": 512,
}


def test_a_flat_list_gives_serial_and_size() -> None:
    found = only_medium(read(nvme_list, {"Devices": [FLAT]}))
    assert (found.serial, found.size_bytes, found.kind) == ("NVLIST01", 500107862016, "nvme")


def test_sizes_that_a_32_bit_counter_wrapped_are_not_believed() -> None:
    wrapped = FLAT | {"PhysicalSize": -2147483648, "MaximumLBA": -1551816016}
    found = read(nvme_list, {"Devices": [wrapped]})
    assert only_medium(found).size_bytes is None
    assert "size_unknown" in codes(found)
    right_blocks = FLAT | {"PhysicalSize": -2147483648}
    assert only_medium(read(nvme_list, {"Devices": [right_blocks]})).size_bytes == 500107862016


@pytest.mark.parametrize(
    "document", [[FLAT], [{"Devices": [FLAT]}], [[]], [1, {"Devices": 1}]], ids=str
)
def test_a_list_at_the_top_is_left_to_whoever_knows_it(document: list[object]) -> None:
    """Asked for the keys of an object, it would fall."""
    assert reader_of(Material(json.dumps(document, indent=1).encode())) is None


def nested(*controllers: dict[str, object], shared: tuple[dict[str, object], ...] = ()) -> object:
    subsystem = {"Subsystem": "nvme-subsys0", "Controllers": list(controllers)}
    return {"Devices": [{"HostID": "h", "Subsystems": [subsystem | {"Namespaces": list(shared)}]}]}


def space(name: str, size: int) -> dict[str, object]:
    return {"NameSpace": name, "NSID": 1, "PhysicalSize": size, "SectorSize": 512}


def controller(*spaces: dict[str, object], name: str = "nvme0") -> dict[str, object]:
    told = {"SerialNumber": "NEST01", "ModelNumber": "TEST NEST", "Firmware": "F"}
    return {"Controller": name, "Namespaces": list(spaces)} | told


@pytest.mark.parametrize(
    "document",
    [
        nested(controller(space("nvme0n1", 300), space("nvme0n2", 700))),
        nested(controller(), shared=(space("nvme0n1", 300), space("nvme0n2", 700))),
        nested(
            controller(name="nvme0"),
            controller(name="nvme1"),
            shared=(space("nvme0n1", 300), space("nvme0n2", 700)),
        ),
    ],
    ids=["of the controller", "shared", "two paths"],
)
def test_a_nested_list_is_one_medium_whose_namespaces_add_up(document: dict[str, object]) -> None:
    found = only_medium(read(nvme_list, document))
    assert (found.serial, found.model, found.size_bytes) == ("NEST01", "TEST NEST", 1000)


def test_the_table_is_read_by_its_columns() -> None:
    widths = (21, 21, 20, 40, 10, 26, 16, 8)
    heading = ("Node", "Generic", "SN", "Model", "Namespace", "Usage", "Format", "FW Rev")
    row = (
        *("/dev/nvme0n1", "/dev/ng0n1", "TABTEST01", "TEST PM981a NVMe 256GB", "0x1"),
        *("112,07  GB / 256,06  GB", "512   B +  0 B", "15302229"),
    )
    dashes = tuple("-" * width for width in widths)
    table = "\n".join(
        " ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        for line in (heading, dashes, row)
    )
    found = only_medium(read(nvme_list, table))
    assert (found.serial, found.model, found.name) == (
        "TABTEST01",
        "TEST PM981a NVMe 256GB",
        "/dev/nvme0n1",
    )
    assert (found.size_bytes, found.firmware) == (256_060_000_000, "15302229")


def disk(name: str, **more: object) -> dict[str, object]:
    return {"name": name, "type": "disk", "size": "465.8G", "rm": False} | more


def test_lsblk_tells_the_disks_and_not_what_the_kernel_makes_up() -> None:
    listed = {
        "blockdevices": [
            disk(
                "sda", rota=True, tran="sata", model="ST500TEST", serial="LSB1", vendor="ATA     "
            ),
            disk("nvme0n1", size=512110190592, tran="nvme", model="TEST NVMe", serial="LSB2"),
            disk("sdb", rm="1", tran="usb", model="Live Key", children=[{"mountpoint": "/cdrom"}]),
            disk("mmcblk0", size="29.1G", rm="0"),
            disk("mmcblk0boot0", size="4M", rm="0"),
            disk("zram0", size="4G"),
            disk("sdc", size="0B", rm=True, tran="usb"),
            {"name": "loop0", "type": "loop", "size": "64M"},
            {"name": "sr0", "type": "rom", "size": "1024M", "model": "DVD-TEST"},
        ]
    }
    found = read(lsblk, listed)
    assert [(m.name, m.kind, m.serial, m.removable) for m in found.media] == [
        ("/dev/sda", "hdd", "LSB1", False),
        ("/dev/nvme0n1", "nvme", "LSB2", False),
        ("/dev/sdb", "sd", "", True),
        ("/dev/mmcblk0", "emmc", "", False),
    ]
    assert found.media[0].size_gb == 500
    assert found.media[2].live
    assert parts(found, "optical") == [{"model": "DVD-TEST"}]
    assert found.media_complete


def test_lsblk_sees_a_raid_volume_and_trusts_no_list_with_it() -> None:
    found = read(lsblk, {"blockdevices": [disk("sda", vendor="DELL", model="PERC H330 Mini")]})
    assert not found.media_complete


HDPARM = """\

/dev/sda:

ATA device, with non-removable media
	Model Number:       TEST HDD 500
	Serial Number:      HDPTEST1
	Firmware Revision:  AA01
	Transport:          Serial, ATA8-AST, SATA 1.0a, SATA II Extensions
Configuration:
	LBA    user addressable sectors:  268435455
	LBA48  user addressable sectors:  976773168
	Logical  Sector size:                   512 bytes
	Nominal Media Rotation Rate: 5400
Security:
	Master password revision code = 65534
		supported
	not	enabled
		locked
		frozen
	not	expired: security count
"""


def test_hdparm_tells_size_rotation_and_locks() -> None:
    found = read(hdparm, HDPARM)
    medium = only_medium(found)
    assert (medium.kind, medium.serial, medium.size_bytes) == ("hdd", "HDPTEST1", 500107862016)
    assert medium.security == "frozen, locked"
    assert "disk_locked" in codes(found)


def test_hdparm_says_when_a_bridge_hides_the_disk() -> None:
    found = read(hdparm, "\n/dev/sdb:\n\nATA device, with non-removable media\nStandards:\n")
    assert not found.media
    assert "not_opened" in codes(found)


UDEV = """\
P: /devices/pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0/block/sda
N: sda
S: disk/by-id/ata-TEST
E: DEVNAME=/dev/sda
E: DEVTYPE=disk
E: SUBSYSTEM=block
E: ID_BUS=ata
E: ID_TYPE=disk
E: ID_MODEL=TEST_MODEL_X
E: ID_MODEL_ENC=TEST\\x20MODEL\\x20X\\x20\\x20
E: ID_SERIAL=TEST_MODEL_X_UDEV1
E: ID_SERIAL_SHORT=UDEV1
E: ID_ATA_ROTATION_RATE_RPM=7200

P: /devices/pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0/block/sda/sda1
N: sda1
E: DEVNAME=/dev/sda1
E: DEVTYPE=partition
E: SUBSYSTEM=block
E: ID_SERIAL_SHORT=UDEV1

P: /devices/pci0000:00/0000:00:1f.2/block/sr0
N: sr0
E: DEVNAME=/dev/sr0
E: DEVTYPE=disk
E: SUBSYSTEM=block
E: ID_TYPE=cd
E: ID_MODEL=DVD_TEST
E: ID_SERIAL=DVD_TEST
"""


@pytest.mark.parametrize("text", [UDEV, UDEV.replace("E: ", "E:")], ids=["new", "old"])
def test_udev_tells_whole_disks_once(text: str) -> None:
    found = read(udev, text)
    medium = only_medium(found)
    assert (medium.model, medium.serial, medium.kind) == ("TEST MODEL X", "UDEV1", "hdd")
    assert parts(found, "optical") == [{"model": "DVD TEST"}]


def test_a_storage_dump_is_read_without_running_it() -> None:
    smart = (
        "smartctl 7.1 2019 [x]\\n\\nDevice Model:     TEST DUMP\\nSerial Number:    DMP1\\n"
        "Rotation Rate:    7200 rpm\\n"
    )
    dump = (
        "$SYSTEM = {\n  'smartctl-sda' => '" + smart.replace("\\n", "\n") + "',\n"
        "  'sys' => { 'block' => { 'sda' => { 'device' => { 'model' => 'TEST',"
        " 'subsystem' => [ 'link', '../x' ] }, 'removable' => '0\n', 'size' => '976773168\n' },"
        " 'loop0' => {} } }\n};\n$STORAGE = [ { 'NAME' => 'sda' } ];\n# Dumped by: root\n"
    )
    medium = only_medium(read(storage_dump, dump))
    assert (medium.serial, medium.size_bytes, medium.kind) == ("DMP1", 500107862016, "hdd")


def test_the_short_form_of_hdparm_is_read_too() -> None:
    text = """\

/dev/sdb:

 Model=TEST SSD 512, FwRev=LHF0, SerialNo=HDPSHORT1
 Config={ Fixed }
 CurCHS=16383/16/63, CurSects=16514064, LBA=yes, LBAsects=1000215216
"""
    medium = only_medium(read(hdparm, text))
    assert (medium.model, medium.serial, medium.firmware) == ("TEST SSD 512", "HDPSHORT1", "LHF0")
    assert medium.size_gb == 512


def test_the_pairs_of_lsblk_say_what_its_json_says() -> None:
    text = """\
NAME="sda" RM="0" SIZE="149G" ROTA="1" TRAN="sata" TYPE="disk" MODEL="TEST HDD " SERIAL="PAIR-01"
NAME="sda1" RM="0" SIZE="148G" ROTA="1" TYPE="part" MOUNTPOINT="/run/live/medium"
NAME="loop0" SIZE="1G" TYPE="loop"
"""
    found = only_medium(read(lsblk, text))
    assert (found.kind, found.serial, found.model) == ("hdd", "PAIR-01", "TEST HDD")
    assert (found.size_bytes, found.live) == (149 * 2**30, True)


def test_a_table_of_lsblk_without_sizes_still_lists_its_disks() -> None:
    text = """\
NAME        MODEL                VENDOR    REV
sda         TEST HDD 500         ATA      0001
`-sda1
nvme0n1     TEST NVME 250
"""
    sda, nvme = read(lsblk_table, text).media
    assert (sda.model, sda.size_bytes, nvme.kind) == ("TEST HDD 500", None, "nvme")


def test_hdparm_of_old_tells_the_size_of_a_disk_without_lba48() -> None:
    text = """\
/dev/hdc:

non-removable ATA device, with non-removable media
        Model Number:           IBM-DTST-371440
        Serial Number:                      WK0TEST
Configuration:
        LBA user addressable sectors = 28229040
"""
    found = only_medium(read(hdparm, text))
    assert (found.serial, found.size_bytes, found.kind) == ("WK0TEST", 28229040 * 512, "hdd")
