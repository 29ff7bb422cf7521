"""Files per second of each reader, against a bare parse of the same bytes.

A JSON file is measured against ``json.loads``; a text against its decoding and a look at each
of its lines; what is no text (EDID) against nothing.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from inventory.evidence.material import Material
from inventory.evidence.opening import open_file
from inventory.evidence.unreadable import Unreadable

LEAST = 0.2
"""Of the rate of ``json.loads``: what is asked of readers of JSON."""


@dataclass
class Rate:
    """One reader's files of one form, and the seconds that reading and parsing them took."""

    files: list[bytes] = field(default_factory=list)
    reading: float = 0
    bare: float = 0

    @property
    def ratio(self) -> float:
        return self.bare / self.reading if self.reading else 0


def rates(files: Sequence[bytes], rounds: int) -> dict[tuple[str, str], Rate]:
    """Measure every file that one reader reads, grouped by reader and form."""
    found: dict[tuple[str, str], Rate] = {}
    for raw in files:
        try:
            outcomes = open_file(raw)
        except Unreadable:
            continue
        readers = {one.description.reader for one in outcomes if one.description}
        if len(outcomes) != 1 or len(readers) != 1:
            continue
        rate = found.setdefault((readers.pop(), _form(raw)), Rate())
        rate.files.append(raw)
        rate.reading += _best(lambda raw=raw: open_file(raw), rounds)
        rate.bare += _best(_bare(raw), rounds)
    return dict(sorted(found.items()))


def _form(raw: bytes) -> str:
    material = Material(raw)
    if material.is_binary:
        return "octets"
    if material.looks_like_json:
        return "JSON" if _is_json(raw) else "JSON réparé"
    return "XML" if material.looks_like_xml else "texte"


def _is_json(raw: bytes) -> bool:
    try:
        json.loads(raw)
    except ValueError:
        return False
    return True


def _bare(raw: bytes) -> Callable[[], object]:
    if _form(raw) == "JSON":
        return lambda: json.loads(raw)
    return lambda: [len(line) for line in raw.decode("latin-1").splitlines()]


def _best(act: Callable[[], object], rounds: int) -> float:
    """The shortest of some: the machine is shared."""
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        act()
        found.append(time.perf_counter() - start)
    return min(found)
