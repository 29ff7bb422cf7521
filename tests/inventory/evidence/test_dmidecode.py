"""dmidecode: every version's layout, units mixed, fillers silent."""

from inventory.evidence.description import Sure
from inventory.evidence.readers import dmidecode
from tests.inventory.evidence.reading import codes, parts, read

LAPTOP = """\
# dmidecode 3.4
Getting SMBIOS data from sysfs.
SMBIOS 3.1.1 present.

Handle 0x0000, DMI type 0, 26 bytes
BIOS Information
	Vendor: LENOVO
	Version: N1TET99W (9.99 )
	Release Date: 03/28/2023
	Characteristics:
		PCI is supported
		UEFI is supported

Handle 0x0001, DMI type 1, 27 bytes
System Information
	Manufacturer: LENOVO
	Product Name: 20ZZS0TEST
	Version: ThinkPad T999
	Serial Number: PFTEST01
	UUID: 11112222-3333-4444-5555-666677778888
	SKU Number: LENOVO_MT_20ZZ
	Family: ThinkPad T999

Handle 0x0002, DMI type 3, 22 bytes
Chassis Information
	Manufacturer: LENOVO
	Type: Notebook
	Serial Number: To Be Filled By O.E.M.
	Asset Tag: No Asset Information

Handle 0x0003, DMI type 4, 48 bytes
Processor Information
	Socket Designation: U3E1
	Type: Central Processor
	Manufacturer: Intel(R) Corporation
	Version: Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz
	Max Speed: 3400 MHz
	Status: Populated, Enabled
	Core Count: 4
	Thread Count: 8

Handle 0x0004, DMI type 4, 48 bytes
Processor Information
	Socket Designation: U4
	Version: Not Specified
	Status: Unpopulated

Handle 0x0005, DMI type 16, 23 bytes
Physical Memory Array
	Use: System Memory
	Maximum Capacity: 32 GB
	Number Of Devices: 2

Handle 0x0006, DMI type 17, 40 bytes
Memory Device
	Size: 8192 MB
	Form Factor: SODIMM
	Locator: ChannelA-DIMM0
	Type: DDR4
	Speed: 2667 MT/s
	Manufacturer: Samsung
	Serial Number: 00000000
	Part Number: M471TEST
	Configured Memory Speed: 2400 MT/s

Handle 0x0007, DMI type 17, 40 bytes
Memory Device
	Size: 4 GB
	Form Factor: SODIMM
	Type: DDR4
	Manufacturer: Unknown

Handle 0x0008, DMI type 17, 40 bytes
Memory Device
	Size: 8192 kB
	Form Factor: Chip
	Type: Flash

Handle 0x0009, DMI type 17, 40 bytes
Memory Device
	Size: No Module Installed

Handle 0x000A, DMI type 22, 26 bytes
Portable Battery
	Location: Front
	Manufacturer: SMP
	Name: 01AVTEST
	Design Capacity: 3900 mAh
	Design Voltage: 11520 mV
	SBDS Serial Number: 61E6
	SBDS Chemistry: LiP
	SBDS Manufacture Date: 2019-02-03

Handle 0x000B, DMI type 43, 31 bytes
TPM Device
	Vendor ID: STM
	Specification Version: 2.0
"""


def test_a_laptop_tells_what_it_is_and_what_is_in_it() -> None:
    found = read(dmidecode, LAPTOP)
    assert (found.brand, found.model) == ("LENOVO", "ThinkPad T999 (20ZZS0TEST)")
    assert (found.serial, found.kind_hint) == ("PFTEST01", "laptop")
    assert found.cpu == "Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz"
    assert parts(found, "processor") == [
        {
            "brand": "Intel(R) Corporation",
            "model": "Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz",
            "cores": 4,
            "threads": 8,
            "mhz": 3400,
            "socket": "U3E1",
        }
    ]
    assert parts(found, "firmware")[0] == {
        "brand": "LENOVO",
        "version": "N1TET99W (9.99 )",
        "date": "2023-03-28",
        "uefi": True,
    }
    assert parts(found, "tpm") == [{"brand": "STM", "version": "2.0"}]
    assert not found.media_complete


def test_modules_of_mixed_units_add_up_and_firmware_chips_do_not_count() -> None:
    found = read(dmidecode, LAPTOP)
    assert found.memory_mb == 12288
    first, second = parts(found, "memory")
    assert first == {
        "brand": "Samsung",
        "model": "M471TEST",
        "size_mib": 8192,
        "type": "DDR4",
        "form": "SODIMM",
        "mhz": 2400,
        "slot": "ChannelA-DIMM0",
    }
    assert second == {"size_mib": 4096, "type": "DDR4", "form": "SODIMM"}
    (board,) = parts(found, "board")
    assert board == {"memory_slots": 2, "memory_max_mib": 32768}


def test_a_battery_in_mah_is_told_in_mwh_too_as_derived() -> None:
    found = read(dmidecode, LAPTOP)
    (battery,) = found.of("battery")
    assert battery.get("design_mah") == 3900
    assert battery.get("design_mwh") == 44928
    sure = {value.field: value.sure for value in battery.values}
    assert sure["design_mwh"] is Sure.DERIVED
    assert battery.get("manufactured") == "2019-02-03"
    assert battery.get("serial") == "25062"


def test_every_value_says_its_line() -> None:
    lines = LAPTOP.split("\n")
    found = read(dmidecode, LAPTOP)
    for field, word in (("brand", "LENOVO"), ("serial", "PFTEST01"), ("cpu", "i5-8250U")):
        place = found.source(field)
        assert word in lines[int(place.removeprefix("line ")) - 1]


OLD = """\
# dmidecode 2.4
SMBIOS 2.3 present.
Handle 0x0001
        DMI type 1, 25 bytes.
        System Information
                Manufacturer: MSI
                Product Name: System Product Name
                Serial Number: System Serial Number
Handle 0x0002
        DMI type 2, 8 bytes.
        Base Board Information
                Manufacturer: MICRO-STAR INTERNATIONAL
                Product Name: MS-TEST
Handle 0x0003
        DMI type 3, 17 bytes.
        Chassis Information
                Type: Mini Tower
Handle 0x0006
        DMI type 6, 12 bytes.
        Memory Bank
                Socket: DIMM1
                Installed Size: 256Mbyte
Handle 0x0007
        DMI type 6, 12 bytes.
        Memory Bank
                Socket: DIMM2
                Installed Size: Not Installed
"""


def test_the_indented_layout_of_old_versions_is_read_and_fillers_are_silent() -> None:
    found = read(dmidecode, OLD)
    assert (found.brand, found.model, found.serial) == ("MSI", "MS-TEST", "")
    assert (found.kind_hint, found.memory_mb) == ("desktop", 256)
    assert parts(found, "memory") == [{"size_mib": 256, "slot": "DIMM1"}]


def test_a_part_of_the_table_says_that_it_is_one() -> None:
    part = LAPTOP[LAPTOP.index("Handle 0x0002") : LAPTOP.index("Handle 0x0003")]
    found = read(dmidecode, "# dmidecode 3.4\n\n" + part)
    assert found.kind_hint == "laptop"
    assert "table_partial" in codes(found)


def test_a_virtual_machine_is_known_as_one() -> None:
    text = LAPTOP.replace("LENOVO", "QEMU").replace("20ZZS0TEST", "Standard PC")
    assert read(dmidecode, text).get("virtual") is True


FIXED = """\
# dmidecode 3.4

Handle 0x0001, DMI type 1, 27 bytes
System Information
	Manufacturer: TESTCO
	Product Name: TC10 pro tablet

Handle 0x0002, DMI type 3, 22 bytes
Chassis Information
	Type: Desktop

Handle 0x0003, DMI type 17, 40 bytes
Memory Device
	Size: 8 GB
	Manufacturer: 80AD000080AD

Handle 0x0004, DMI type 17, 40 bytes
Memory Device
	Size: 8 GB
	Manufacturer: ABCD

Handle 0x0005, DMI type 22, 26 bytes
Portable Battery
	Manufacturer: Filler Battery
	Name: Filler Plus
	Design Capacity: Unknown
"""


def test_a_name_that_says_tablet_outdoes_a_chassis_left_desktop() -> None:
    assert read(dmidecode, FIXED).get("kind_hint") == "tablet"
    assert read(dmidecode, FIXED.replace("tablet", "AIO")).get("kind_hint") == "all_in_one"
    laptop = FIXED.replace("Type: Desktop", "Type: Notebook")
    assert read(dmidecode, laptop).get("kind_hint") == "laptop"


def test_the_code_of_a_maker_of_memory_is_its_name_or_nothing() -> None:
    modules = parts(read(dmidecode, FIXED), "memory")
    assert [module.get("brand") for module in modules] == ["SK Hynix", None]


def test_a_battery_without_capacity_in_a_fixed_machine_is_a_filler() -> None:
    found = read(dmidecode, FIXED.replace("pro tablet", "tower"))
    assert not parts(found, "battery")
    assert "no_battery" in codes(found)


def test_a_table_that_names_nothing_says_so_and_a_tpm_tells_its_version_alone() -> None:
    text = """\
Handle 0x0001, DMI type 1, 27 bytes
System Information
	Manufacturer: Unknown
	Product Name: Unknown Product

Handle 0x0002, DMI type 43, 31 bytes
TPM Device
	Vendor ID: CTNI
	Specification Version: 2.0\tFirmware Revision: 402.0
"""
    found = read(dmidecode, text)
    assert "unnamed" in codes(found)
    assert parts(found, "tpm") == [{"brand": "CTNI", "version": "2.0"}]
