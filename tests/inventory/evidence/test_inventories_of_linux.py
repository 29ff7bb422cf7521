"""inxi and hwinfo: whole machines, in JSON and in text."""

from typing import Any

from inventory.evidence.inxi_layout import MOST_KEYS, Layouts
from inventory.evidence.readers import hwinfo, inxi
from tests.inventory.evidence.reading import parts, read

INXI_TEXT = """\
Machine:
  Type: Laptop System: LENOVO product: 20ZZS0TEST v: ThinkPad T999
    serial: PFTEST01 Chassis: type: 10 serial: PFTEST01
  Mobo: LENOVO model: 20ZZS0TEST v: SDK0J WIN serial: <superuser required>
    UEFI: LENOVO v: N1CET81W (1.49 ) date: 09/17/2020
Battery:
  ID-1: BAT0 charge: 19.9 Wh (98.0%) condition: 20.3/23.5 Wh (86.2%)
    volts: 12.6 min: 11.4 model: SONY TEST type: Li-poly serial: 1357
    status: not charging cycles: 244
Memory:
  System RAM: total: 8 GiB note: est. available: 7.66 GiB used: 1.2 GiB (15.7%)
  Array-1: capacity: 20 GiB slots: 2 modules: 1 EC: None
  Device-1: ChannelA-DIMM0 type: DDR4 size: 8 GiB speed: 2133 MT/s
CPU:
  Info: dual core model: Intel Core i5-6300U bits: 64 type: MT MCP
    arch: Skylake rev: 3 cache: L1: 128 KiB L2: 512 KiB L3: 3 MiB
Drives:
  Local Storage: total: 238.47 GiB used: 20 GiB (8.4%)
  ID-1: /dev/sda vendor: Samsung model: MZ7TEST size: 238.47 GiB
    speed: 6.0 Gb/s tech: SSD serial: S20TESTX123456 temp: 30 C
  ID-2: /dev/sdb type: USB vendor: Kingston model: DataTraveler 3.0
    size: 14.41 GiB serial: <filter>
"""


def group(**pairs: Any) -> dict[str, Any]:
    """Return a group as inxi prints it: ranks in front, and out of order."""
    keyed = [
        (f"{rank:03}#{int(key[0].isupper())}#2#{key}", value)
        for rank, (key, value) in enumerate(pairs.items())
    ]
    return dict(reversed(keyed))


INXI_JSON = [
    {
        "000#1#0#Machine": [
            group(Type="Laptop", System="LENOVO", product="20ZZS0TEST", v="ThinkPad T999"),
            group(Mobo="LENOVO", model="20ZZS0TEST", UEFI="LENOVO", v="N1C", date="09/17/2020"),
        ]
    },
    {"001#1#0#Memory": [group(RAM="", total="7.66 GiB"), group(Device="A", size="8 GiB")]},
    {
        "002#1#0#Drives": [
            {"000#1#1#Local Storage": ""},
            group(ID="/dev/sda", vendor="Samsung", model="MZ7TEST", size="238.47 GiB", type="SSD")
            | {"005#0#2#serial": "S20TESTX123456"},
            group(SMART="yes", health="PASSED", on="2y 7d 14h", cycles="42"),
        ]
    },
]


def test_the_text_of_inxi_tells_a_machine_though_its_lines_are_folded() -> None:
    found = read(inxi, INXI_TEXT)
    assert (found.brand, found.model) == ("LENOVO", "ThinkPad T999 (20ZZS0TEST)")
    assert (found.serial, found.kind_hint, found.memory_mb) == ("PFTEST01", "laptop", 8192)
    assert parts(found, "processor") == [{"model": "Intel Core i5-6300U", "cores": 2, "bits": 64}]
    (battery,) = parts(found, "battery")
    assert (battery["full_mwh"], battery["design_mwh"], battery["cycles"]) == (20300, 23500, 244)
    (board,) = parts(found, "board")
    assert board["memory_max_mib"] == 20480
    assert "serial" not in board


def test_inxi_tells_the_disks_and_which_hang_by_usb() -> None:
    inside, key = read(inxi, INXI_TEXT).media
    assert (inside.serial, inside.kind, inside.size_gb) == ("S20TESTX123456", "ssd", 256)
    assert (key.serial, key.removable) == ("", True)


def test_the_json_of_inxi_is_read_by_its_ranks() -> None:
    found = read(inxi, INXI_JSON)
    assert (found.brand, found.model) == ("LENOVO", "ThinkPad T999 (20ZZS0TEST)")
    assert found.memory_mb == 8192
    (disk,) = found.media
    assert (disk.serial, disk.smart_status) == ("S20TESTX123456", "passed")
    assert (disk.power_on_hours, disk.power_cycles) == (2 * 8760 + 7 * 24 + 14, 42)


def test_what_inxi_says_of_a_thing_in_two_groups_is_told_in_the_order_of_the_fields() -> None:
    said = [
        group(Device="Intel I219-V", driver="e1000e"),
        group(IF="eno1", mac="54:e1:ad:11:fb:b7", serial="SN-77AB"),
        group(Device="Cam 920", driver="uvcvideo", serial="EAC2BABF", mac="54:e1:ad:11:fb:b8"),
    ]
    found = read(inxi, [*INXI_JSON, {"005#1#0#Network": said}])
    (card,) = found.of("network")
    assert [value.field for value in card.values] == ["model", "serial", "mac", "driver"]
    assert card.values[2].path == "/3/005#1#0#Network/1/001#0#2#mac"
    (camera,) = found.of("camera")
    assert [value.value for value in camera.values] == ["Cam 920", "EAC2BABF"]


def test_the_layouts_that_are_kept_stay_few() -> None:
    layouts = Layouts("Audio")
    found = [layouts[frozenset({f"{n:05}#1#1#Device"})] for n in range(MOST_KEYS + 2)]
    assert len(layouts) == 2
    assert layouts[frozenset({"00000#1#1#Device"})][0][:2] == found[0][0][:2]
    layouts[frozenset({"x" * 50})]
    assert len(layouts) == 3


HWINFO = """\
01: None 00.0: 10105 BIOS
  [Created at bios.186]
  Hardware Class: bios
  BIOS Info: #0
    Vendor: "TESTBIOS"
    Version: "V1.0"
  System Info: #1
    Manufacturer: "acer"
    Product: "Tab TEST"
    Serial: "HWTEST01"
    UUID: undefined, but settable
  Chassis Info: #3
    Type: 0x0a (Notebook)
  Memory Device: #15
    Location: "DIMM0"
    Manufacturer: "Micron"
    Serial: "D8718C57"
    Type: 0x18 (DDR3)
    Form Factor: 0x0d (SODIMM)
    Speed: 1066 MHz
    Size: 2 GB
  Config Status: cfg=new, avail=yes

16: None 00.0: 10102 Main Memory
  [Created at memory.74]
  Hardware Class: memory
  Memory Size: 1 GB + 896 MB

17: None 00.0: 10103 CPU
  [Created at cpu.460]
  Hardware Class: cpu
  Arch: X86-64
  Vendor: "AuthenticAMD"
  Model: 20.1.0 "AMD C-50 Processor"

18: None 01.0: 10103 CPU
  [Created at cpu.460]
  Hardware Class: cpu
  Model: 20.1.0 "AMD C-50 Processor"

20: IDE 00.0: 10600 Disk
  [Created at block.245]
  Hardware Class: disk
  Model: "SanDisk SSD P4 3"
  Serial ID: "110900000001"
  Driver: "ahci", "sd"
  Device File: /dev/sda
  Size: 62533296 sectors a 512 bytes
  Capacity: 29 GB (32017047552 bytes)

21: SCSI 100.0: 10600 Disk
  [Created at block.256]
  Hardware Class: disk
  Model: "Generic MS/MS-Pro"
  Serial ID: "2002"
  Driver: "usb-storage", "sd"
  Device File: /dev/sdd (/dev/sg3)
  Drive status: no medium
"""


def test_hwinfo_tells_a_machine_and_leaves_empty_readers_out() -> None:
    found = read(hwinfo, HWINFO)
    assert (found.brand, found.model, found.serial) == ("acer", "Tab TEST", "HWTEST01")
    assert (found.kind_hint, found.memory_mb, found.cpu) == ("laptop", 2048, "AMD C-50 Processor")
    assert len(parts(found, "processor")) == 1
    (disk,) = found.media
    assert (disk.serial, disk.size_bytes, disk.kind) == ("110900000001", 32017047552, "ssd")
    (module,) = parts(found, "memory")
    assert (module["size_mib"], module["type"], module["form"]) == (2048, "DDR3", "SODIMM")
