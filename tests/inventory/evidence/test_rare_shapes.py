"""Shapes that few files have: old versions, signed files, disks named by the kernel alone."""

import base64
import json
from typing import Any

import pytest

from inventory.evidence.description import Sure
from inventory.evidence.material import Material
from inventory.evidence.opening import read_file
from inventory.evidence.readers import (
    dmidecode,
    ereuse,
    glpi,
    hwinfo,
    inxi,
    nvme_list,
    proc,
    storage_dump,
    system_profiler,
    udev,
    wmi,
)
from tests.inventory.evidence.reading import codes, only_medium, parts, read

OLD_PARTS = [
    {"@type": "Processor", "manufacturer": "Acme", "model": "Cortex 90", "numberOfCores": 2},
    {"@type": "RamModule", "size": 2048, "speed": 667.0, "serialNumber": "5A16"},
    {
        "@type": "HardDrive",
        "model": "ST160LM999",
        "serialNumber": "W0X1-78",
        "size": 152627,
        "test": {"@type": "TestHardDrive", "error": False, "lifetime": 7178},
    },
]


@pytest.mark.parametrize("name", ["Snapshot", "devices:Snapshot"])
def test_a_snapshot_of_workbench_7_to_10_counts_disks_in_mib(name: str) -> None:
    device = {"@type": "Computer", "type": "Laptop", "manufacturer": "Acme", "model": "Rapide 1"}
    told = read(ereuse, {"@type": name, "device": device, "components": OLD_PARTS})
    assert (told.brand, told.kind_hint, told.cpu) == ("Acme", "laptop", "Cortex 90")
    assert told.memory_mb == 2048
    medium = only_medium(told)
    assert (medium.size_gb, medium.serial_key, medium.power_on_hours) == (160, "W0X178", 7178)


def test_what_workbench_gathered_is_read_without_its_snapshot_and_signed() -> None:
    assert only_medium(read(ereuse, OLD_PARTS)).size_gb == 160
    device = {"@type": "Computer", "manufacturer": "Acme"}
    document = json.dumps(
        {"@type": "Snapshot", "device": device, "components": OLD_PARTS}, indent=1
    )
    mark = "-----BEGIN PGP SIGN"
    signed = f"{mark}ED MESSAGE-----\nHash: SHA512\n\n{document}\n{mark}ATURE-----\n\niQ==\n"
    assert read_file(signed.encode()).brand == "Acme"


def test_a_credential_holds_its_outputs_as_evidence() -> None:
    table = (
        "# dmidecode 3.4\nHandle 0x0001, DMI type 1, 27 bytes\nSystem Information\n"
        "\tManufacturer: Acme\n\tProduct Name: Rapide 5\n"
    )
    told = read(
        ereuse,
        {
            "type": ["VerifiableCredential"],
            "credentialSubject": {"uuid": "1"},
            "evidence": [{"type": "HardwareList", "operation": "dmidecode", "output": table}],
        },
    )
    assert (told.brand, told.model) == ("Acme", "Rapide 5")
    assert told.source("brand") == "/evidence/0/outputline 4"


def test_a_phone_s_snapshot_tells_battery_and_system() -> None:
    android: dict[str, Any] = {
        "android_version": "15",
        "cpu": {"soc_model": "Tensor", "cores": 8},
        "memory": {"total_bytes": 8 * 2**30},
        "storage": {"total_bytes": 128 * 10**9},
        "battery": {"level_percent": 85},
    }
    device = {"type": "Smartphone", "chassis": "Handheld", "model": "Rapide 6"}
    told = read(
        ereuse,
        {
            "type": "Snapshot",
            "software": "workbench-android",
            "data": {
                "device": device | {"serial_number": "ZX-0042"},
                "android": android,
                "usage": {"battery_cycle_count": 150},
            },
        },
    )
    assert (told.kind_hint, told.serial, told.memory_mb) == ("smartphone", "ZX-0042", 8192)
    assert parts(told, "battery") == [{"cycles": 150, "percent": 85}]
    assert parts(told, "system") == [{"name": "Android", "version": "15"}]
    assert "rough" in codes(told)


def test_a_disk_behind_scsi_gives_its_serial_by_the_kernel_s_page() -> None:
    dump = (
        "$SYSTEM = {'sys' => {'block' => {"
        "'sda' => {'device' => {'model' => 'ACME SSD 840 \n', "
        "'vpd_pg80' => '\0\x80\0\x14      S14TEST36   '}, 'size' => '234441648\n'},"
        "'sdb' => {'device' => {'model' => 'ACME SSD 860 EVO\n'}, 'size' => '234441648\n'},"
        "'vda' => {'device' => {'vendor' => '0x1af4\n'}, 'serial' => '0837-5c8f', "
        "'size' => '104857600\n'}}},"
        "'udisksctl-sdb' => '\n    Drive:    \\'/org/freedesktop/UDisks2/drives/"
        "ACME_SSD_860_EVO_500G_S3ZTEST\\'\n'};\n"
    )
    told = read(storage_dump, dump.encode("latin-1"))
    assert [one.serial for one in told.media] == ["S14TEST36", "S3ZTEST", "0837-5c8f"]


def test_dmidecode_tells_the_password_and_what_old_tables_hide() -> None:
    table = """# dmidecode 2.9
Handle 0x0600, DMI type 6, 12 bytes
Memory Module Information
	Socket Designation: DIMM1
	Installed Size: 256Mbyte
Handle 0x0010, DMI type 16, 15 bytes
Physical Memory Array
Handle 0x0011, DMI type 17, 23 bytes
Memory Device
Handle 0x0000, DMI type 0, 24 bytes
BIOS Information
	Vendor: Acme
Handle 0x0018, DMI type 24, 5 bytes
Hardware Security
	Power-On Password Status: Disabled
	Administrator Password Status: Enabled
"""
    told = read(dmidecode, table)
    assert told.memory_mb == 256
    assert parts(told, "firmware") == [{"brand": "Acme", "password": "enabled"}]
    module = """Handle 0x0011, DMI type 17, 28 bytes
Memory Device
	Size: 2048 MB
	Type: <OUT OF SPEC>
	Speed: 1333 MHz (0.8 ns)
	Part Number: 0x4D332037385432393533
"""
    (memory,) = read(dmidecode, module).of("memory")
    assert memory.get("model") == "M3 78T2953"
    assert [one.sure for one in memory.values if one.value == "DDR3"] == [Sure.GUESSED]


def test_exports_of_wmi_begin_with_a_comment_or_a_doubled_mark() -> None:
    accounts = (
        "# wmic path win32_useraccount get /format:list\r\n\r\nLocalAccount=TRUE\r\nSID=S-1-5\r\n"
    )
    assert codes(read(wmi, accounts.encode("utf-16"))) == {"nothing"}
    adapter = (
        "\ufeff\r\nDescription=Acme PRO/1000\r\nIPEnabled=FALSE\r\nMACAddress=08:00:27:37:A7:5D\r\n"
    )
    told = read(wmi, adapter.encode("utf-16"))
    assert parts(told, "network") == [{"model": "Acme PRO/1000", "mac": "08:00:27:37:a7:5d"}]


def test_a_mac_s_fibre_channel_ports_are_told() -> None:
    text = (
        "Fibre Channel:\n\n    Fibre Channel Domain 0:\n\n"
        "      Vendor: Acme\n      Product: FC-42\n"
    )
    assert parts(read(system_profiler, text), "controller") == [{"brand": "Acme", "model": "FC-42"}]


def test_a_record_of_old_udev_and_processors_that_are_no_pc() -> None:
    record = (
        "N:sda\nS:block/8:0\nW:20\nE:ID_TYPE=disk\nE:ID_BUS=ata\nE:ID_MODEL=ACME_SSD\n"
        "E:ID_SERIAL_SHORT=DFW1\n"
    )
    assert only_medium(read(udev, record)).serial == "DFW1"
    arm = "Processor\t: ARMv6-compatible rev 7\nBogoMIPS\t: 593.10\nHardware\t: Acme board\n"
    assert read(proc, arm).cpu == "ARMv6-compatible rev 7"


def test_inxi_2_says_less_in_other_words() -> None:
    text = """Machine:   Device: laptop System: Acme product: Rapide 5 v: A00 serial: N/A
           Mobo: Acme model: 161C serial: N/A UEFI [Legacy]: Acme v: F.50 date: 08/04/2014
Battery    BAT0: charge: 37.2 Wh 87.6% condition: 42.5/55.1 Wh (77%) model: Primary
CPU:       Dual core Acme Cortex-2520M (-HT-MCP-) cache: 3072 KB
Graphics:  Card: Acme Graphics
           Display Server: x11 drivers: modesetting
Audio:     Card Acme High Definition Audio driver: snd_hda_intel
Drives:    HDD Total Size: 320.1GB (3.0% used)
           ID-1: /dev/sda model: Acme_HTS72323 size: 320.1GB
Info:      Processes: 200 Uptime: 5 min Memory: 1234.5/7867.3MB Init: systemd
"""
    told = read(inxi, text)
    assert (told.brand, told.kind_hint, told.cpu) == ("Acme", "laptop", "Acme Cortex-2520M")
    assert (told.memory_mb, only_medium(told).size_bytes) == (7867, 320_100_000_000)
    assert parts(told, "battery")[0]["full_mwh"] == 42500
    assert parts(told, "firmware")[0]["uefi"] is False
    assert [part["model"] for part in parts(told, "sound")] == ["Acme High Definition Audio"]
    assert [part["model"] for part in parts(told, "graphics")] == ["Acme Graphics"]


def test_inxi_1_numbers_its_drives_before_their_key_and_says_usb_before_their_name() -> None:
    text = """Machine:   System: Acme product: Tour 5 Chassis: type: 3
           Mobo: Acme model: 0X85 version: 1.0 Bios: Acme version: A05 date: 02/21/2006
CPU:       Dual core Acme Pentium CPU (-MCP-) cache: 1024 KB
Network:   Card: Acme LAN Controller driver: e100 port: ccc0
           IF: eth0 state: up mac: 02:00:00:00:00:0a
Drives:    HDD Total Size: 580.0GB (5.6% used) 1: id: /dev/sda model: WDC_WDS500G2B size: 80.0GB
           2: id: USB /dev/sdb model: Acme_Passeport size: 500.1GB
Info:      Processes: 167 Uptime: 38 min Memory: 622.2/3028.3MB inxi: 1.9.17
"""
    told = read(inxi, text)
    assert [(m.name, m.kind, m.size_gb, m.removable) for m in told.media] == [
        ("/dev/sda", "ssd", 80, False),
        ("/dev/sdb", "ssd", 500, True),
    ]
    assert parts(told, "board") == [{"brand": "Acme", "model": "0X85", "version": "1.0"}]
    assert parts(told, "firmware")[0]["version"] == "A05"
    assert parts(told, "network")[0]["mac"] == "02:00:00:00:00:0a"


def test_nvme_list_at_length_hangs_namespaces_from_the_subsystem() -> None:
    controller = {"Controller": "nvme0", "SerialNumber": "ANB7", "ModelNumber": "Acme HFS256"}
    space = {"NameSpace": "nvme0n1", "PhysicalSize": 256060514304, "SectorSize": 512}
    device = {"Subsystem": "nvme-subsys0", "Controllers": [controller], "Namespaces": [space]}
    told = only_medium(read(nvme_list, {"Devices": [device]}))
    assert (told.serial, told.name, told.size_gb) == ("ANB7", "/dev/nvme0n1", 256)
    table = """atelier:/srv/x # nvme list -v
Device   SN           MN                  FR       TxPort Address        Subsystem    Namespaces
-------- ------------ ------------------- -------- ------ -------------- ------------ ----------
nvme0    49MA23BZK    Acme KXG60 512GB    10604107 pcie   0000:3d:00.0   nvme-subsys0 nvme0n1

Device       Generic      NSID       Usage                      Format           Controllers
------------ ------------ ---------- -------------------------- ---------------- ----------------
/dev/nvme0n1 /dev/ng0n1   0x1        512.11  GB / 512.11  GB    512   B +  0 B   nvme0
"""
    told = only_medium(read_file(table.encode()))
    assert (told.serial, told.name, told.size_gb) == ("49MA23BZK", "/dev/nvme0n1", 512)


def test_a_mac_s_card_reader_and_a_network_adapter_of_windows() -> None:
    text = "Card Reader:\n\n    Internal Card Reader:\n\n      Serial Number: ACME-0820\n"
    assert parts(read(system_profiler, text), "reader") == [{"serial": "ACME-0820", "type": "SD"}]
    adapter = "CreationClassName=MSFT_NetAdapter\r\nInterfaceDescription=Acme GbE\r\nVirtual={}\r\n"
    rest = "HardwareInterface=TRUE\r\nPermanentAddress=0050B600006D\r\n"
    told = read(wmi, adapter.format("FALSE") + rest)
    assert parts(told, "network") == [{"model": "Acme GbE", "mac": "00:50:b6:00:00:6d"}]
    assert not list(read(wmi, adapter.format("TRUE") + rest).of("network"))


def test_fillers_images_and_numbers_that_are_not_what_they_look_like() -> None:
    chassis = "Handle 0x0003, DMI type 3, 21 bytes\nChassis Information\n\tManufacturer: {}\n"
    assert read(dmidecode, chassis.format("Chassis Manufacture")).brand == ""
    assert read(dmidecode, chassis.format("Acme")).brand == "Acme"
    battery = (
        "Handle 0x1600, DMI type 22, 26 bytes\nPortable Battery\n\tManufacturer: Acme\n"
        "\tName: BAT-9\n\tSerial Number: {}\n"
    )
    numbers = [parts(read(dmidecode, battery.format(one)), "battery") for one in ("0A75", "7734")]
    assert [battery["serial"] for (battery,) in numbers] == ["2677", "7734"]
    volume = (
        "Storage:\n\n    {0}:\n\n      Capacity: 27,8 MB (27 774 976 bytes)\n"
        "      Physical Drive:\n          Device Name: {0}\n          Protocol: {1}\n"
    )
    image, disk = volume.format("Image", "Disk Image"), volume.format("ACME SSD", "Apple Fabric")
    assert not read(system_profiler, image).media
    assert only_medium(read(system_profiler, disk)).model == "ACME SSD"


def test_a_printer_that_an_agent_found_tells_how_much_it_printed() -> None:
    device = {"manufacturer": "Acme", "model": "Laser 5", "type": "Printer", "serial": "PH-191"}
    content = {"network_device": device, "pagecounters": {"rectoverso": 831, "total": 1802}}
    told = read(glpi, {"content": content, "action": "netinventory", "deviceid": "NPI-1"})
    assert (told.kind_hint, parts(told, "printer")) == ("printer", [{"pages": 1802}])


def test_a_snapshot_sent_as_a_token_is_read() -> None:
    document = {
        "type": "Snapshot",
        "device": {"type": "Laptop", "manufacturer": "Acme", "model": "Rapide 5"},
        "components": [],
    }
    head, body = (
        base64.urlsafe_b64encode(json.dumps(one).encode()).decode().rstrip("=")
        for one in ({"typ": "JWT", "alg": "HS256"}, document)
    )
    assert read(ereuse, f"{head}.{body}.c2lnbmF0dXJl\n").model == "Rapide 5"
    assert not ereuse.recognises(Material(f"{head}.e30.c2ln".encode()))


def test_hwinfo_tells_the_password_and_young_memory() -> None:
    text = """01: None 00.0: 10105 BIOS
  [Created at bios.186]
  Hardware Class: bios
  BIOS Info: #1
    Vendor: "Acme"
  Memory Device: #56
    Type: 0x18 (Other)
    Size: 2 GB
  Hardware Security: #74
    Power-on Password: 0x01 (Enabled)
    Keyboard Password: 0x02 (Not Implemented)
    Admin Password: 0x00 (Disabled)
  Type 32 Record: #75
"""
    told = read(hwinfo, text)
    assert parts(told, "firmware") == [{"brand": "Acme", "password": "enabled"}]
    assert parts(told, "memory") == [{"size_mib": 2048, "type": "DDR3"}]
