"""Reads the table that `lsblk` prints, with whatever columns were asked (`lsblk -o …`)."""

import re

from inventory.evidence import told_media
from inventory.evidence.description import Description
from inventory.evidence.finding import Finding
from inventory.evidence.material import Material
from inventory.evidence.quantities import size_bytes

NAME = "lsblk-table"
VERSION = 2

_HEAD = re.compile(
    r"^K?NAME\s+(?:[A-Z][A-Z0-9:_%-]+\s+)*?(?:SIZE|TYPE|MAJ:MIN|MODEL|SERIAL)\b[A-Z0-9:_ %-]*$",
    re.M,
)
_TREE = re.compile(r"^[\s|`├└│─-]*")
_VIRTUAL = re.compile(r"^(?:loop|ram|zram|dm-|md|fd|nbd|sr|zd)\d*")
_RIGHT = frozenset({"SIZE", "MAJ:MIN", "RM", "RO", "ROTA", "RA"})
_MOST = 500
OPENS = re.compile(r"NAME\s+(?:[A-Z][A-Z0-9:-]+\s+){1,30}[A-Z:]+\s*$")


def recognises(material: Material) -> bool:
    """Tell the table by its line of names."""
    return not material.looks_like_json and _HEAD.search(material.head) is not None


def describe(material: Material) -> Description:
    """Return the disks of the table; without a TYPE column, those at the margin."""
    found = Finding(NAME, VERSION)
    lines = material.lines
    head = next((number for number, line in enumerate(lines) if _HEAD.match(line)), 0)
    columns = [(match[0], match.start(), match.end()) for match in re.finditer(r"\S+", lines[head])]
    sized = any(name == "SIZE" for name, _, _ in columns)
    for number, line in enumerate(lines[head + 1 : head + _MOST], head + 2):
        if not line.strip():
            break
        said = _cells(line, columns)
        name = _TREE.sub("", said.get("NAME", said.get("KNAME", ""))).removeprefix("/dev/")
        margin = not line.startswith((" ", "|", "`", "├", "└", "│"))
        if said.get("TYPE", "disk" if margin else "part") != "disk" or _VIRTUAL.match(name):
            continue
        size = size_bytes(said.get("SIZE", ""))
        if sized and not size:
            continue
        bus = said.get("TRAN", "") or ("nvme" if name.startswith("nvme") else "")
        bus = "mmc" if name.startswith("mmcblk") and not bus else bus
        rota = (
            {"0": "ssd", "1": "hdd"}.get(said.get("ROTA", "")) if bus not in {"usb", "mmc"} else ""
        )
        found.medium(
            told_media.told(
                path=f"line {number}",
                model=said.get("MODEL", ""),
                serial=said.get("SERIAL", ""),
                size=size,
                bus=bus,
                kind=rota or "",
                removable=said.get("RM", "0") == "1",
                name=name,
            )
        )
    found.lists_media()
    if all(medium.removable for medium in found.media):
        found.note(
            "no_internal_medium",
            "Aucun disque interne n'apparaît : vérifiez à l'œil, une mémoire soudée "
            "peut être invisible.",
        )
    if any(medium.kind_from == "assumed" for medium in found.media):
        found.note("kind_assumed", "Le type d'un support (disque dur ou SSD) est à confirmer.")
    return found.description()


def _cells(line: str, columns: list[tuple[str, int, int]]) -> dict[str, str]:
    """Return each column's text: what stands under its name, as far as blanks let it spread."""
    said: dict[str, str] = {}
    for match in re.finditer(r"\S+(?: \S+)*", line):
        start, end = match.span()
        inside = [
            name
            for name, left, right in columns
            if (start < right and end > left) or (name in _RIGHT and end == right)
        ]
        words = match[0].split(" ")
        if len(inside) > 1 and len(words) >= len(inside):
            for position, name in enumerate(inside[:-1]):
                said.setdefault(name, words[position])
            said.setdefault(inside[-1], " ".join(words[len(inside) - 1 :]))
        elif inside:
            said.setdefault(inside[0], match[0])
    return said
