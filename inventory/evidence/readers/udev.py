"""Reads the udev database: `udevadm info`, old and new; which disks hang where."""

import re
from dataclasses import dataclass, field

from inventory.evidence import medium_kinds
from inventory.evidence.description import Description, MediumSeen
from inventory.evidence.finding import Finding
from inventory.evidence.material import Material
from inventory.evidence.quantities import whole
from inventory.evidence.serials import is_placeholder

NAME = "udev"
VERSION = 2

_LINE = re.compile(r"^([PNSELIRUV]): ?(.{0,2000})$")
_DATABASE = re.compile(r"^P: ?/", re.MULTILINE)
_RECORD = re.compile(r"^N:\S{1,60}\n(?:[SWLIVR]:.*\n)+E:\w+=", re.MULTILINE)
"""A file of /dev/.udev/db, as udev kept them before 2012."""
_PROPERTIES = re.compile(r"^DEVPATH=/\S+$", re.MULTILINE)
_VIRTUAL = re.compile(r"^(?:/dev/)?(?:loop|ram|zram|dm-|md|fd|nbd|sr|zd)\d")
_ESCAPED = re.compile(r"\\x([0-9a-fA-F]{2})")
_BOOT_AREA = re.compile(r"mmcblk\d+(?:boot\d+|rpmb)$")
MOST = 20_000


@dataclass
class _Device:
    path: str
    name: str = ""
    said: dict[str, str] = field(default_factory=dict)


def recognises(material: Material) -> bool:
    """Tell a udev database by its `P:` lines, or properties by their DEVPATH."""
    head = material.head
    return (
        _DATABASE.search(head) is not None
        or _RECORD.match(head) is not None
        or (_PROPERTIES.search(head) is not None and "SUBSYSTEM=" in material.text)
    )


def describe(material: Material) -> Description:
    """Return the disks in a udev database. It knows no size."""
    found = Finding(NAME, VERSION)
    whole_database = False
    for device in _devices(material.lines):
        said = device.said
        name = said.get("DEVNAME") or device.name
        name = name if name.startswith("/") or not name else f"/dev/{name}"
        if said.get("DEVTYPE", "disk") != "disk" or said.get("SUBSYSTEM", "block") != "block":
            continue
        if not said.get("ID_TYPE") and not said.get("ID_SERIAL") and not said.get("ID_MODEL"):
            continue
        whole_database = True
        if said.get("ID_TYPE") == "cd" or said.get("ID_CDROM") == "1":
            drive = found.component("optical", path=device.path)
            drive.tell("model", _name(said, "ID_MODEL"), path=device.path)
        elif not _VIRTUAL.match(name.removeprefix("/dev/")) and not _BOOT_AREA.search(name):
            _disk(found, device, name)
    if not whole_database:
        found.note("no_disk", "Ce relevé udev ne montre aucun disque.")
    return found.description()


def _devices(lines: list[str]) -> list[_Device]:
    devices: list[_Device] = []
    for number, line in enumerate(lines, start=1):
        match = _LINE.match(line)
        letter, value = (match[1], match[2]) if match else ("E", line)
        if (
            letter == "P"
            or (letter == "N" and not devices)
            or (match is None and line.startswith("DEVPATH="))
        ):
            if len(devices) >= MOST:
                break
            devices.append(_Device(f"line {number}"))
        if not devices:
            continue
        if letter == "N":
            devices[-1].name = value.strip()
        elif letter == "E":
            key, mark, said = value.partition("=")
            if mark:
                devices[-1].said.setdefault(key.strip(), said.strip().strip("'"))
    return devices


def _name(said: dict[str, str], key: str) -> str:
    """Return a name, from its escaped form when there is one: it kept the spaces."""
    escaped = said.get(f"{key}_ENC", "")
    text = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), escaped) or said.get(key, "").replace(
        "_", " "
    )
    return " ".join(text.split())[:200]


def _disk(found: Finding, device: _Device, name: str) -> None:
    said = device.said
    bus = said.get("ID_BUS", "").lower()
    model = _name(said, "ID_MODEL") or said.get("ID_NAME", "")
    serial = said.get("ID_SERIAL_SHORT") or said.get("ID_SCSI_SERIAL") or ""
    rpm = whole(said.get("ID_ATA_ROTATION_RATE_RPM", ""))
    short = name.removeprefix("/dev/")
    usb = bus == "usb" or said.get("ID_USB_DRIVER", "") in {"usb-storage", "uas"}
    card = said.get("ID_DRIVE_FLASH_SD") == "1" or said.get("ID_DRIVE_MEDIA_FLASH_SD") == "1"
    if short.startswith("nvme"):
        kind, known = "nvme", "bus"
    elif short.startswith("mmcblk"):
        kind, known = ("sd" if card else "emmc"), "bus"
    elif rpm is not None:
        kind, known = ("hdd" if rpm > 1 else "ssd"), "rotation"
    else:
        kind, known = medium_kinds.guess(model)
    found.medium(
        MediumSeen(
            kind=kind,
            kind_from=known,
            serial="" if is_placeholder(serial) else serial[:200],
            model=model,
            name=name,
            firmware=said.get("ID_REVISION", "")[:200],
            bus=bus[:40],
            rotation_rpm=rpm if rpm and rpm > 1 else None,
            removable=usb or card,
            slot="usb" if usb else "card" if card else "",
            path=device.path,
        )
    )
