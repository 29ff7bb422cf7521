"""eReuse Workbench kept, inside its snapshots, the lshw output it had read: both compared."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from inventory.evidence.corpus.compared import Compared
from inventory.evidence.material import Material
from inventory.evidence.readers import lshw
from inventory.evidence.serials import clean_serial, is_placeholder

NAME = "eReuse Workbench (snapshots)"
_SAME_SIZE = 0.01
"""Part of a size: workbench rounds to megabytes."""


def compare(folder: Path) -> Iterator[Compared]:
    """Yield identity, memory, processor and disks of each snapshot that holds its lshw."""
    for file in sorted((folder / "ereuse_snapshot").glob("*.json")):
        snapshot = json.loads(file.read_text(encoding="utf-8"))
        held = (snapshot.get("debug") or {}).get("lshw") if isinstance(snapshot, dict) else None
        if held and "components" in snapshot:
            yield from _compared(file.name, snapshot, held)


def _compared(name: str, snapshot: dict[str, Any], held: Any) -> Iterator[Compared]:
    mine = lshw.describe(Material.of_text(held if isinstance(held, str) else json.dumps(held)))
    device, parts = snapshot["device"], snapshot["components"]
    for field, theirs in (("brand", device.get("manufacturer")), ("model", device.get("model"))):
        ours = mine.text(field)
        if theirs and ours and not is_placeholder(theirs):
            agreed = _plain(theirs) in _plain(ours) or _plain(ours) in _plain(theirs)
            yield Compared(name, field, theirs if agreed else ours, theirs)
    serial = clean_serial(device.get("serialNumber") or "")
    if serial and mine.serial_key:
        yield Compared(name, "serial", mine.serial_key, serial)
    memory = sum(part.get("size") or 0 for part in parts if part["type"] == "RamModule")
    if memory and mine.memory_mb:
        yield Compared(name, "memory_mib", mine.memory_mb, round(memory))
    for part in parts:
        if part["type"] in {"HardDrive", "SolidStateDrive"}:
            yield from _disk(name, part, {one.serial_key: one.size_bytes for one in mine.media})


def _disk(name: str, part: dict[str, Any], ours: dict[str, int | None]) -> Iterator[Compared]:
    key = clean_serial(part.get("serialNumber") or "")
    size = ours.get(key)
    theirs = round((part.get("size") or 0) * 10**6)
    if key and size and theirs:
        near = abs(size - theirs) <= _SAME_SIZE * theirs
        yield Compared(name, f"media {key}", theirs if near else size, theirs)


def _plain(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())
