"""Reads `hdparm -I` (and `-i`): one drive or several, what it is and whether it is locked."""

import re
from dataclasses import dataclass

from inventory.evidence import medium_kinds
from inventory.evidence.description import Description, MediumSeen
from inventory.evidence.finding import Finding
from inventory.evidence.material import Material
from inventory.evidence.quantities import whole
from inventory.evidence.serials import is_placeholder
from inventory.evidence.unreadable import Unreadable

NAME = "hdparm"
VERSION = 2
OPENS = re.compile(r"/dev/(?:sd[a-z]{1,3}|hd[a-z]):\n\n(?:ATA|non-ATA|CompactFlash)")

_DEVICE = re.compile(r"^(/dev/[A-Za-z0-9/_-]{2,40}):$", re.MULTILINE)
_KIND = re.compile(
    r"^(?:(?:non-)?removable )?(?:ATA|ATAPI|CompactFlash ATA|non-ATA)"
    r".{0,80}(?:device|CD-ROM|removable)",
    re.M,
)
_FIELD = re.compile(r"^\s+([A-Z][A-Za-z0-9/ *=]{2,50}?)\s*[:=]\s*(.+)$")
_SECTORS = re.compile(
    r"^\s+(LBA(?:48)?)\s+user addressable sectors\s?[:=]\s*(\d{1,15})", re.IGNORECASE
)
_BRIEF = re.compile(
    r"^ Model=([^,\n]{1,60}), FwRev=([^,\n]{0,30}), SerialNo=([^,\n]{0,40})", re.MULTILINE
)
_BRIEF_SECTORS = re.compile(r" LBAsects=(\d{1,15})$")
_SECURITY = re.compile(r"^\s+(not)?\s+(enabled|locked|frozen)\s*$")


def recognises(material: Material) -> bool:
    """Tell hdparm by a device's name alone on its line, then its kind."""
    head = material.head
    kind = _KIND.search(head) or _BRIEF.search(head)
    return kind is not None and _DEVICE.search(head) is not None


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


@dataclass
class _Identity:
    """What `hdparm -I` says of one drive."""

    facts: dict[str, str]
    sectors: int
    security: set[str]
    optical: bool

    def said(self, *keys: str) -> str:
        """Return the first of these that is said, else ''."""
        return next((self.facts[key] for key in keys if key in self.facts), "")

    @property
    def kind(self) -> tuple[str, str]:
        """The kind of medium, and how it is known."""
        rotation = self.said("Nominal Media Rotation Rate")
        if rotation.startswith("Solid State"):
            return "ssd", "rotation"
        if (whole(rotation) or 0) > 1000:
            return "hdd", "rotation"
        return medium_kinds.guess(self.said("Model Number"))


def _identity(lines: list[tuple[int, str]]) -> _Identity:
    drive = _Identity({}, 0, set(), optical=False)
    for _, line in lines:
        if line.startswith("ATAPI CD-ROM"):
            drive.optical = True
        elif match := _SECTORS.match(line):
            drive.sectors = max(drive.sectors, int(match[2]))
        elif match := _BRIEF.match(line):
            names = ("Model Number", "Firmware Revision", "Serial Number")
            drive.facts |= dict(zip(names, (text.strip() for text in match.groups()), strict=True))
        elif match := _BRIEF_SECTORS.search(line):
            drive.sectors = max(drive.sectors, int(match[1]))
        elif match := _SECURITY.match(line):
            drive.security |= set() if match[1] else {match[2]}
        elif match := _FIELD.match(line):
            drive.facts.setdefault(match[1].strip(), match[2].strip())
    return drive


def _drive(found: Finding, name: str, path: str, lines: list[tuple[int, str]]) -> None:
    drive = _identity(lines)
    model, serial = drive.said("Model Number"), drive.said("Serial Number")
    if drive.optical:
        found.component("optical", path=path).tell("model", model, path=path)
        return
    if not model and not serial:
        found.note("not_opened", "Un disque n'a pas répondu à hdparm (pont USB ?).")
        return
    sector = whole(drive.said("Logical Sector size", "Logical/Physical Sector size")) or 512
    size = drive.sectors * sector
    kind, known = drive.kind
    rpm = whole(drive.said("Nominal Media Rotation Rate"))
    found.medium(
        MediumSeen(
            kind=kind,
            kind_from=known,
            serial="" if is_placeholder(serial) else serial,
            size_bytes=size if 0 < size < 2**62 else None,
            model=" ".join(model.split()),
            name=name,
            firmware=drive.said("Firmware Revision"),
            bus="sata" if "Serial" in drive.said("Transport") else "ata",
            rotation_rpm=rpm if kind == "hdd" else None,
            security=", ".join(sorted(drive.security)),
            path=path,
        )
    )
    if "locked" in drive.security:
        found.note("disk_locked", "Un disque est verrouillé par mot de passe (ATA).")
