"""peracotta reads the same files: what its own tests expect of them, as facts in a table.

`data/peracotta.csv` was taken from github.com/WEEE-Open/peracotta, tests/parsers/test_*.py
(2026), for the machines read so far. Three of its habits are set right before comparing: it
shortens the processor's name, writes the serial of a module in decimal, and its speed is
rounded (667 for the 666 that decode-dimms prints).
"""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from inventory.evidence.corpus.compared import Compared
from inventory.evidence.description import Component, Description
from inventory.evidence.opening import read_file
from inventory.evidence.serials import clean_serial

NAME = "peracotta"
TABLE = Path(__file__).parents[1] / "data" / "peracotta.csv"
_KINDS = {"lscpu": "processor", "baseboard": "board", "dimms": "memory"}
_NUMBERS = frozenset({"cores", "threads", "size_mib", "mhz"})


def compare(folder: Path) -> Iterator[Compared]:
    """Yield what its tests expect of each file that is there, and what we read in it."""
    expected: dict[tuple[str, str], list[tuple[str, str]]] = {}
    with TABLE.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            found = expected.setdefault((row["machine"], row["piece"]), [])
            found.append((row["field"], row["value"]))
    for (machine, piece), facts in expected.items():
        file = folder / "peracotta_set" / f"peracotta__tests_source_files_{machine}_{piece}.txt"
        if file.exists():
            yield from _compared(file.name, read_file(file.read_bytes()), _KINDS[piece], facts)


def _compared(
    name: str, mine: Description, kind: str, facts: list[tuple[str, str]]
) -> Iterator[Compared]:
    parts = list(mine.of(kind))
    number = 0
    told: set[str] = set()
    for field, theirs in facts:
        if field == "modules":
            yield Compared(name, field, len(parts), int(theirs))
            continue
        if field in told:
            number, told = number + 1, set()
        told.add(field)
        part = parts[number] if number < len(parts) else None
        ours = part.get(field) if part else None
        if ours is None:
            continue
        same = _same(kind, field, part, theirs)
        yield Compared(name, f"{field} {number + 1}", theirs if same else ours, theirs)


def _same(kind: str, field: str, part: Component | None, theirs: str) -> bool:
    ours = part.get(field) if part else None
    if field in _NUMBERS:
        return isinstance(ours, int) and abs(ours - int(theirs)) <= (1 if field == "mhz" else 0)
    text = str(ours)
    if kind == "processor":
        return set(_words(theirs)) <= set(_words(text))
    if kind == "memory" and field == "serial":
        counted = theirs.isdecimal() and re.fullmatch(r"[0-9A-Fa-f]+", text)
        return int(text, 16) == int(theirs) if counted else text == theirs.removeprefix("0x")
    if kind == "memory" and field == "type":
        return text.upper().startswith(theirs)
    if field == "serial":
        return clean_serial(text) == clean_serial(theirs)
    return text == " ".join(theirs.split())


def _words(name: str) -> list[str]:
    return re.sub(r"\((?:R|TM)\)", " ", name).lower().split()
