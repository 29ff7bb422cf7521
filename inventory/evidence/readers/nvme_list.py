"""Reads `nvme list`: JSON, flat or nested (since 2.11), and the table for people."""

import re
from collections.abc import Iterator
from typing import Any

from inventory.evidence.description import Description, MediumSeen
from inventory.evidence.finding import Finding
from inventory.evidence.material import Material
from inventory.evidence.plain_text import clean_text
from inventory.evidence.quantities import size_bytes
from inventory.evidence.serials import is_placeholder

NAME = "nvme-list"
VERSION = 2
JSON_KEYS = frozenset({"Devices"})
OPENS = re.compile(r"(?:Node|Device) {2,40}(?:Generic {2,40})?SN ")

_HEADING = re.compile(r"^(?:Node|Device|Namespace) .{0,200}\bSN\b.{0,200}\b(?:Model|MN)\b", re.M)
_USAGE = re.compile(r"/\s*([0-9][0-9.,]*\s*[kMGTP]?B)")
_NAMESPACE = re.compile(r"^(/dev/nvme\d{1,4}n\d{1,4}) .{0,200}[ ,](nvme\d{1,4})\s*$")
_OVERFLOWN = frozenset({2**31 - 1, 2**32 - 1, 2**31})
"""Sizes that a 32-bit counter stops at (nvme-cli issue 2028)."""
_LARGEST = 2**62
_DRIVE = frozenset({"SerialNumber", "ModelNumber"})
MOST = 200

Row = dict[str, Any]


def recognises(material: Material) -> bool:
    """Tell the table by its heading, the JSON by what a device holds."""
    if not material.looks_like_json:
        return _HEADING.search(material.head) is not None
    document = material.json_or_none
    if document is None:
        return '"Devices"' in material.head and (
            '"NameSpace"' in material.head or '"Subsystems"' in material.head
        )
    return isinstance(document, dict) and "Devices" in document and _is_list(document["Devices"])


def describe(material: Material) -> Description:
    """Return the NVMe drives listed, one per serial; raise Unreadable."""
    rows = list(_rows(material.json) if material.looks_like_json else _table(material.lines))
    found = Finding(NAME, VERSION)
    drives: dict[tuple[str, str], list[Row]] = {}
    for row in rows[:MOST]:
        name = row["name"] if not row["serial"] else ""
        drives.setdefault((row["serial"], name), []).append(row)
    for (serial, _), group in drives.items():
        sizes = {row["name"]: row["size"] for row in group}.values()
        first = group[0]
        if not all(sizes):
            found.note(
                "size_unknown", "La taille d'un disque NVMe est fausse ou absente de ce relevé."
            )
        found.medium(
            MediumSeen(
                kind="nvme",
                kind_from="bus",
                serial="" if is_placeholder(serial) else serial,
                size_bytes=sum(sizes) if all(sizes) else None,
                model="" if is_placeholder(first["model"]) else first["model"],
                name=first["name"],
                firmware=first["firmware"],
                bus="nvme",
                path=first["path"],
            )
        )
    if not rows:
        found.note("no_nvme", "Aucun disque NVMe dans ce relevé.")
    return found.description()


def _is_list(devices: Any) -> bool:
    """Tell the list: empty, or a device with a drive's names or what hangs from a subsystem."""
    if not isinstance(devices, list):
        return False
    for device in devices[:MOST]:
        if isinstance(device, dict) and (
            not _DRIVE.isdisjoint(device) or any(_of_device(device, ""))
        ):
            return True
    return not devices


def _rows(document: Any) -> Iterator[Row]:
    """Yield a row per namespace, or per controller that shows none."""
    devices = document.get("Devices") if isinstance(document, dict) else None
    for i, device in _dicts(devices):
        if "Subsystems" in device or "Controllers" in device:
            yield from _of_device(device, f"/Devices/{i}")
        elif not _DRIVE.isdisjoint(device):
            yield _row(device, device, f"/Devices/{i}")


def _of_device(device: Row, pointer: str) -> Iterator[Row]:
    """Yield what hangs from a host's subsystems, or from one subsystem (`-v` until 2.10)."""
    if "Controllers" in device:
        yield from _subsystem(device, pointer)
    for j, subsystem in _dicts(device.get("Subsystems")):
        yield from _subsystem(subsystem, f"{pointer}/Subsystems/{j}")


def _subsystem(subsystem: Row, pointer: str) -> Iterator[Row]:
    """Yield a subsystem's namespaces; shared ones hang from it, not from a controller."""
    shared = _dicts(subsystem.get("Namespaces"))
    for k, controller in _dicts(subsystem.get("Controllers")):
        place = f"{pointer}/Controllers/{k}"
        own = _dicts(controller.get("Namespaces"))
        for _, space in own or shared:
            yield _row(controller, space, place)
        if not own and not shared:
            yield _row(controller, {"NameSpace": controller.get("Controller")}, place)


def _row(drive: Row, space: Row, pointer: str) -> Row:
    name = clean_text(space.get("DevicePath")) or clean_text(space.get("NameSpace"))
    if name and not name.startswith("/"):
        name = f"/dev/{name}"
    return {
        "serial": clean_text(drive.get("SerialNumber")),
        "model": clean_text(drive.get("ModelNumber")),
        "firmware": clean_text(drive.get("Firmware")),
        "name": name,
        "size": _size(space),
        "path": pointer,
    }


def _size(space: Row) -> int | None:
    """Return the size in bytes; what a 32-bit counter wrapped says nothing."""
    if size := _count(space.get("PhysicalSize")):
        return size
    blocks, sector = _count(space.get("MaximumLBA")), _count(space.get("SectorSize"))
    return blocks * sector if blocks and 0 < sector <= 65536 else None


def _count(value: Any) -> int:
    """Return a count, 0 for what is none or what a counter of 32 bits made of it."""
    if type(value) is int and 0 < value < _LARGEST and value not in _OVERFLOWN:
        return value
    return 0


def _dicts(value: Any) -> list[tuple[int, Row]]:
    return (
        [(i, v) for i, v in enumerate(value[:MOST]) if isinstance(v, dict)]
        if isinstance(value, list)
        else []
    )


def _table(lines: list[str]) -> Iterator[Row]:
    """Yield the rows of the table; its line of dashes says where each column lies."""
    sizes = dict(_sizes(lines))
    for at, line in enumerate(lines[:-1]):
        if not _HEADING.match(line) or not lines[at + 1].startswith("---"):
            continue
        columns = {
            line[m.start() : m.end()].strip(): slice(m.start(), m.end())
            for m in re.finditer(r"-+", lines[at + 1])
        }
        for number, row in enumerate(lines[at + 2 :][:MOST], start=at + 3):
            if not row.strip() or row.startswith("-"):
                break
            cells = {name: row[place].strip() for name, place in columns.items()}
            made = _of_cells(cells, f"line {number}")
            if made["name"] and (made["serial"] or made["model"]):
                yield made | sizes.get(cells.get("Device", ""), {})


def _sizes(lines: list[str]) -> Iterator[tuple[str, Row]]:
    """Yield the name and the size of a controller's namespace, in the last table of `-v`."""
    for line in lines[:MOST]:
        if (match := _NAMESPACE.match(line)) and (usage := _USAGE.search(line)):
            size = size_bytes(usage[1], base=1000)
            yield match[2], {"name": match[1], "size": size}


def _of_cells(cells: dict[str, str], path: str) -> Row:
    name = cells.get("Node") or cells.get("Device") or ""
    usage = _USAGE.search(cells.get("Usage", ""))
    return {
        "serial": cells.get("SN", ""),
        "model": cells.get("Model") or cells.get("MN") or "",
        "firmware": cells.get("FW Rev") or cells.get("FR") or "",
        "name": name if name.startswith("/") or not name else f"/dev/{name}",
        "size": size_bytes(usage[1], base=1000) if usage else None,
        "path": path,
    }
