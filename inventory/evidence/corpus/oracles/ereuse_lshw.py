"""eReuse Workbench made a snapshot of the same lshw files: identity, memory and media."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from inventory.evidence.corpus.compared import Compared
from inventory.evidence.opening import read_file
from inventory.evidence.serials import clean_serial

NAME = "eReuse Workbench (lshw)"
_ORIGINS = ("workbench__tests_output_", "devicehub-teal__tests_workbench_files_")


def compare(folder: Path) -> Iterator[Compared]:
    """Yield kind, serial, memory and media of every lshw file that has a snapshot.

    On a virtual machine the workbench sees no module, and lshw no chassis: neither is compared.
    """
    for file in sorted((folder / "lshw_json").glob("*.lshw.json")):
        snapshot = _snapshot_of(file, folder / "ereuse_snapshot")
        if snapshot is None or "components" not in snapshot:
            continue
        mine = read_file(file.read_bytes())
        parts = snapshot["components"]
        drives = [part for part in parts if part["type"] in {"HardDrive", "SolidStateDrive"}]
        banks = [part["size"] for part in parts if part["type"] == "RamModule"]
        name, device = file.name, snapshot["device"]
        theirs = {clean_serial(d["serialNumber"] or ""): round(d["size"] / 1000) for d in drives}
        ours = {medium.serial_key: medium.size_gb for medium in mine.own_media}
        if mine.kind_hint:
            yield Compared(name, "kind_hint", mine.kind_hint, device["type"].lower())
        serial = clean_serial(device["serialNumber"] or "")
        yield Compared(name, "serial", mine.serial_key, serial)
        if any(banks):
            yield Compared(name, "memory_mib", mine.memory_mb, sum(filter(None, banks)))
        for key in sorted(theirs.keys() | ours.keys()):
            yield Compared(name, f"media {key}", ours.get(key), theirs.get(key))


def _snapshot_of(file: Path, folder: Path) -> dict[str, Any] | None:
    stem = file.name.removeprefix("workbench__tests_fixtures_").removesuffix(".lshw.json")
    for origin in _ORIGINS:
        path = folder / f"{origin}{stem}.snapshot.json"
        if path.exists():
            found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return found
    return None
