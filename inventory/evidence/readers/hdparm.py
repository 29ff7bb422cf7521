"""Reads `hdparm -I`: one drive or several, what it is and whether it is locked."""

import re

from inventory.evidence import medium_kinds
from inventory.evidence.description import Description, MediumSeen
from inventory.evidence.finding import Finding
from inventory.evidence.material import Material
from inventory.evidence.quantities import whole
from inventory.evidence.serials import is_placeholder
from inventory.evidence.unreadable import Unreadable

NAME = "hdparm"
VERSION = 1

_DEVICE = re.compile(r"^(/dev/[A-Za-z0-9/_-]{2,40}):$", re.MULTILINE)
_KIND = re.compile(r"^(?:ATA|ATAPI|CompactFlash ATA|non-ATA).{0,80}(?:device|CD-ROM|removable)", re.M)
_FIELD = re.compile(r"^\s+([A-Z][A-Za-z0-9/ *=]{2,50}?)\s*[:=]\s*(.+)$")
_SECTORS = re.compile(r"^\s+(LBA48?)\s+user addressable sectors:\s*(\d{1,15})", re.IGNORECASE)
_SECURITY = re.compile(r"^\s+(not)?\s+(enabled|locked|frozen)\s*$")


def recognises(material: Material) -> bool:
    """Tell hdparm by a device's name alone on its line, then its kind."""
    return _DEVICE.search(material.head) is not None and _KIND.search(material.head) is not None


def describe(material: Material) -> Description:
    """Return the drives that hdparm identified; raise Unreadable."""
    found = Finding(NAME, VERSION)
    drives: list[tuple[str, int, list[tuple[int, str]]]] = []
    for number, line in enumerate(material.lines, start=1):
        if match := _DEVICE.match(line):
            drives.append((match[1], number, []))
        elif drives:
            drives[-1][2].append((number, line))
    if not drives:
        raise Unreadable("no_device", "Ce relevé hdparm ne décrit aucun disque.")
    for name, number, lines in drives:
        _drive(found, name, f"line {number}", lines)
    return found.description()


def _drive(found: Finding, name: str, path: str, lines: list[tuple[int, str]]) -> None:
    facts: dict[str, tuple[str, int]] = {}
    sectors, security, optical = 0, set(), False
    for number, line in lines:
        if line.startswith("ATAPI CD-ROM"):
            optical = True
        elif match := _SECTORS.match(line):
            sectors = max(sectors, int(match[2]))
        elif match := _SECURITY.match(line):
            security |= set() if match[1] else {match[2]}
        elif match := _FIELD.match(line):
            facts.setdefault(match[1].strip(), (match[2].strip(), number))

    def said(*keys: str) -> str:
        return next((facts[key][0] for key in keys if key in facts), "")

    model = said("Model Number")
    if optical:
        found.component("optical", path=path).tell("model", model, path=path)
        return
    if not model and not said("Serial Number"):
        found.note("not_opened", "Un disque n'a pas répondu à hdparm (pont USB ?).")
        return
    sector = whole(said("Logical Sector size", "Logical/Physical Sector size")) or 512
    rotation = said("Nominal Media Rotation Rate")
    rpm = whole(rotation)
    if rotation.startswith("Solid State"):
        kind, known = "ssd", "rotation"
    elif rpm and rpm > 1000:
        kind, known = "hdd", "rotation"
    else:
        kind, known = medium_kinds.guess(model)
    serial = said("Serial Number")
    found.medium(
        MediumSeen(
            kind=kind,
            kind_from=known,
            serial="" if is_placeholder(serial) else serial,
            size_bytes=sectors * sector if 0 < sectors * sector < 2**62 else None,
            model=" ".join(model.split()),
            name=name,
            firmware=said("Firmware Revision"),
            bus="sata" if "Serial" in said("Transport") else "ata",
            rotation_rpm=rpm if kind == "hdd" else None,
            security=", ".join(sorted(security)),
            path=path,
        )
    )
    if "locked" in security:
        found.note("disk_locked", "Un disque est verrouillé par mot de passe (ATA).")
