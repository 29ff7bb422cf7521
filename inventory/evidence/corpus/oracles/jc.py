"""jc made JSON of the same outputs: dmidecode and upower, where its `.json` lies beside."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from inventory.evidence.corpus.compared import Compared
from inventory.evidence.description import Description
from inventory.evidence.opening import read_file
from inventory.evidence.quantities import mib, size_bytes
from inventory.evidence.serials import is_placeholder

NAME = "jc"
SYSTEM, PROCESSOR, MODULE = 1, 4, 17


def compare(folder: Path) -> Iterator[Compared]:
    """Yield what jc and we both read in each of its recordings."""
    for kind, told in (("dmidecode_text", _dmidecode), ("battery_text", _upower)):
        for file in sorted((folder / kind).glob("jc__*.out")):
            beside = file.with_suffix(".json")
            if not beside.exists():
                continue
            theirs = json.loads(beside.read_text(encoding="utf-8"))
            mine = read_file(file.read_bytes())
            for field, ours, other in told(mine, theirs if isinstance(theirs, list) else [theirs]):
                yield Compared(file.name, field, ours, other)


def _dmidecode(mine: Description, handles: list[dict[str, Any]]) -> Iterator[tuple[str, Any, Any]]:
    of: dict[int, list[dict[str, Any]]] = {}
    for handle in handles:
        of.setdefault(int(handle["type"]), []).append(handle.get("values") or {})
    system = of.get(SYSTEM, [{}])[0]
    for field, key in (("brand", "manufacturer"), ("serial", "serial_number"), ("uuid", "uuid")):
        said = str(system.get(key) or "")
        if not is_placeholder(said):
            yield field, mine.text(field), said
    sizes = [size_bytes(str(one.get("size") or "")) or 0 for one in of.get(MODULE, [])]
    if any(sizes):
        yield "memory_mib", mine.memory_mb, mib(sum(sizes))
    names = [str(one.get("version") or "") for one in of.get(PROCESSOR, [])]
    if names and names[0]:
        yield "cpu", mine.cpu, " ".join(names[0].split())


def _upower(mine: Description, devices: list[dict[str, Any]]) -> Iterator[tuple[str, Any, Any]]:
    batteries = [
        one
        for one in devices
        if one.get("native_path") and (one.get("detail") or {}).get("type") == "battery"
    ]
    parts = list(mine.of("battery"))
    yield "batteries", len(parts), len([one for one in batteries if one.get("power_supply")])
    for part, theirs in zip(parts, batteries, strict=False):
        detail = theirs["detail"]
        for field, key in (("design_mwh", "energy_full_design"), ("full_mwh", "energy_full")):
            if isinstance(detail.get(key), int | float) and detail[key]:
                yield field, part.get(field), round(detail[key] * 1000)
        for field in ("model", "serial"):
            if theirs.get(field):
                yield field, part.text(field), str(theirs[field])
