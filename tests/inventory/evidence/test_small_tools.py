"""lscpu, lspci, glxinfo, decode-dimms, lsblk's table, os-release, hw-probe: made up."""

import io
import json
import tarfile

import pytest

from inventory.evidence.description import Description
from inventory.evidence.opening import read_file
from inventory.evidence.readers import read

LSCPU = """Architecture:        x86_64
CPU op-mode(s):      32-bit, 64-bit
CPU(s):              8
On-line CPU(s) list: 0-7
Thread(s) per core:  2
Core(s) per socket:  4
Socket(s):           1
Vendor ID:           GenuineIntel
Model name:          Cortex 9000
CPU MHz:             800.000
CPU max MHz:         3800,0000
"""
FRENCH_LSCPU = """Architecture :                            x86_64
Mode(s) opératoire(s) des processeurs :   32-bit, 64-bit
Processeur(s) :                           8
Liste de processeur(s) en ligne :         0-7
Identifiant constructeur :                GenuineIntel
Nom de modèle :                           Cortex 9000
Thread(s) par cœur :                      2
Cœur(s) par socket :                      4
Vitesse maximale du processeur en MHz :   3800,0000
"""
LSPCI = """00:00.0 Host bridge: Intel Corporation Device 0d57
00:02.0 VGA compatible controller [0300]: Intel Corporation HD Graphics 520 [8086:1916] (rev 07)
	Memory at e0000000 (64-bit, prefetchable) [size=256M]
	Memory at d0000000 (64-bit, non-prefetchable) [size=16M]
	Kernel driver in use: i915
00:17.0 SATA controller: Intel Corporation Sunrise Point-LP SATA Controller [AHCI mode] (rev 21)
02:00.0 Network controller: Intel Corporation Wireless 8260 (rev 3a)
"""
DIMMS = """# decode-dimms version 4.1

Decoding EEPROM: /sys/bus/i2c/drivers/eeprom/0-0050
Guessing DIMM is in                             bank 1
Fundamental Memory type                         DDR3 SDRAM
Maximum module speed                            1600 MHz (PC3-12800)
Size                                            4096 MB
Module Type                                     SO-DIMM
Module Manufacturer                             Samsung
Assembly Serial Number                          0x8036448B
"""
LSBLK = """NAME        MAJ:MIN RM   SIZE RO TYPE MOUNTPOINT ROTA TRAN   MODEL          SERIAL
sda           8:0    0 465,8G  0 disk               1 sata   ST500LM999     W0X1-77
├─sda1        8:1    0   512M  0 part /boot/efi     1
└─sda2        8:2    0 465,3G  0 part /             1
sdb           8:16   1   7,5G  0 disk               1 usb    Clef USB       9F-12
sr0          11:0    1  1024M  0 rom                1 sata   HL-DT-ST DVD   K1
nvme0n1     259:0    0 238,5G  0 disk               0 nvme   Disque B       S2-41
"""


def part(device: Description, kind: str) -> dict[str, object]:
    return {value.field: value.value for value in next(device.of(kind)).values}


@pytest.mark.parametrize(
    "data",
    [
        LSCPU,
        FRENCH_LSCPU,
        json.dumps(
            {
                "lscpu": [
                    {"field": "Architecture:", "data": "x86_64"},
                    {"field": "CPU op-mode(s):", "data": "32-bit, 64-bit"},
                    {
                        "field": "Vendor ID:",
                        "data": "GenuineIntel",
                        "children": [
                            {"field": "Model name:", "data": "Cortex 9000"},
                            {"field": "Thread(s) per core:", "data": "2"},
                            {"field": "Core(s) per socket:", "data": "4"},
                            {"field": "CPU max MHz:", "data": "3800.0000"},
                        ],
                    },
                ]
            }
        ),
    ],
    ids=["text", "french", "json"],
)
def test_lscpu_tells_the_processor(data: str) -> None:
    told = part(read(data.encode()), "processor")
    assert told["model"] == "Cortex 9000"
    assert (told["cores"], told["threads"], told["mhz"], told["bits"]) == (4, 8, 3800, 64)


def test_lscpu_of_a_board_prints_a_mask() -> None:
    text = """Architecture:          armv7l
CPU(s):                4
On-line CPU(s) mask:   0xf
BogoMIPS:              50.00
Model name:            ARMv7 Processor rev 5 (v7l)
"""
    assert part(read(text.encode()), "processor")["model"] == "ARMv7 Processor rev 5 (v7l)"


def test_lspci_tells_graphics_network_and_storage_controllers() -> None:
    device = read(LSPCI.encode())
    assert part(device, "graphics") == {
        "brand": "Intel Corporation",
        "model": "HD Graphics 520",
        "memory_mib": 256,
        "driver": "i915",
    }
    assert part(device, "controller")["mode"] == "ahci"
    assert part(device, "network")["type"] == "wireless"


def test_a_card_drawn_by_the_processor_is_no_card() -> None:
    text = "name of display: :0\nOpenGL vendor string: {}\nOpenGL renderer string: {}\n"
    told = part(read(text.format("Intel", "Mesa Intel HD Graphics").encode()), "graphics")
    assert told["model"] == "Mesa Intel HD Graphics"
    assert not list(read(text.format("Mesa", "llvmpipe (LLVM 15)").encode()).of("graphics"))


def test_decode_dimms_tells_modules_or_that_none_answered() -> None:
    device = read(DIMMS.encode())
    told = part(device, "memory")
    assert (told["size_mib"], told["serial"], told["form"]) == (4096, "8036448B", "SO-DIMM")
    assert device.memory_mb == 4096
    none = read(b"No EEPROM found, the kernel probably does not support your hardware.\n")
    assert "no_module" in {note.code for note in none.notes}


def test_the_table_of_lsblk_lists_disks_not_partitions_nor_drives() -> None:
    device = read(LSBLK.encode())
    assert [(medium.kind, medium.serial, medium.size_gb) for medium in device.media] == [
        ("hdd", "W0X1-77", 500),
        ("sd", "9F-12", 8),
        ("nvme", "S2-41", 256),
    ]
    assert [medium.removable for medium in device.media] == [False, True, False]


def test_os_release_tells_the_system() -> None:
    device = read(b'PRETTY_NAME="Debian GNU/Linux 12"\nNAME="Debian"\nVERSION_ID="12"\nID=debian\n')
    assert part(device, "system") == {"name": "Debian GNU/Linux 12", "version": "12"}


def test_the_host_of_a_probe_names_the_machine() -> None:
    device = read(b"system:debian-12\narch:x86_64\nvendor:Acme\nmodel:Rapide 5\ntype:notebook\n")
    assert (device.brand, device.model, device.kind_hint) == ("Acme", "Rapide 5", "laptop")


def test_the_kernel_s_own_counts_are_read() -> None:
    memory = read(b"MemTotal:        8088888 kB\nMemFree:          123456 kB\n")
    assert memory.memory_mb == 7899
    text = (
        "processor\t: {}\nvendor_id\t: GenuineIntel\nmodel name\t: Cortex 9000\n"
        "cpu cores\t: 4\nsiblings\t: 8\n\n"
    )
    told = part(read((text.format(0) + text.format(1)).encode()), "processor")
    assert (told["model"], told["cores"], told["threads"]) == ("Cortex 9000", 4, 8)


def test_lsusb_tells_cameras_and_radios_not_keys() -> None:
    device = read(
        b"Bus 001 Device 003: ID 0000:0001 Acme Integrated Camera\n"
        b"Bus 001 Device 002: ID 0000:0002 Acme Bluetooth Module\n"
        b"Bus 001 Device 001: ID 1d6b:0002 Linux Foundation 2.0 root hub\n"
    )
    assert part(device, "camera")["model"] == "Acme Integrated Camera"
    assert part(device, "network")["type"] == "bluetooth"
    assert len(device.components) == 2


def test_a_table_without_an_inner_disk_never_stands_for_all_the_media() -> None:
    device = read(LSBLK[: LSBLK.index("sda ")].encode() + b"loop0  7:0  0  64M  0 loop\n")
    assert device.media == ()
    assert not device.media_complete


def test_an_archive_of_logs_is_one_device() -> None:
    logs = {
        "hw.info/host": "system:debian-12\narch:x86_64\nvendor:Acme\nmodel:Un\ntype:notebook\n",
        "hw.info/logs/lscpu": LSCPU,
        "hw.info/logs/lsblk": LSBLK,
        "hw.info/logs/lspci": LSPCI,
        "hw.info/logs/dmesg": "[    0.000000] Linux version 6.1.0-18-amd64\n" * 5,
    }
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:xz") as archive:
        for name, text in logs.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(text.encode())
            archive.addfile(entry, io.BytesIO(text.encode()))
    device = read_file(made.getvalue())
    assert (device.brand, device.cpu) == ("Acme", "Cortex 9000")
    assert len(device.media) == 3
    assert part(device, "graphics")["model"] == "HD Graphics 520"
    assert "piece_unread" in {note.code for note in device.notes}
