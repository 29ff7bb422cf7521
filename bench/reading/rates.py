"""Files per second of each reader, against a bare parse of the same bytes.

A JSON file is measured against ``json.loads``; a text against its decoding and a look at each
of its lines; what is no text (EDID) against nothing.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from inventory.evidence.description import Description
from inventory.evidence.material import Material
from inventory.evidence.opening import open_file
from inventory.evidence.readers import ereuse
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
        with held_outputs() as held:
            reader = _reader(raw)
        if not reader:
            continue
        _add(found, reader, raw, rounds)
        for inner in held.texts:
            if name := _reader(inner):
                _add(found, name, inner, rounds)
    return dict(sorted(found.items()))


def _reader(raw: bytes) -> str:
    """The one reader of a file, '' when there is none or several."""
    try:
        outcomes = open_file(raw)
    except Unreadable:
        return ""
    readers = {one.description.reader for one in outcomes if one.description}
    return readers.pop() if len(outcomes) == len(readers) == 1 else ""


def _add(found: dict[tuple[str, str], Rate], reader: str, raw: bytes, rounds: int) -> None:
    rate = found.setdefault((reader, _form(raw)), Rate())
    rate.files.append(raw)
    bare = _bare(raw)
    spent = [(_own(raw), _timed(bare)) for _ in range(rounds)]
    rate.reading += min(own for own, _ in spent)
    rate.bare += min(one for _, one in spent)


def _own(raw: bytes) -> float:
    """Seconds that a file takes, without those of the texts of other tools that it holds."""
    with held_outputs() as held:
        return _timed(lambda: open_file(raw)) - held.seconds


@dataclass
class Held:
    """Outputs of other tools that a snapshot holds as text, and the seconds they took."""

    texts: list[bytes] = field(default_factory=list)
    seconds: float = 0


@contextmanager
def held_outputs() -> Iterator[Held]:
    """Watch what the reader of eReuse gives to the readers of what it holds as text."""
    held, told_by = Held(), ereuse.told_by

    def watched(name: str, material: Material) -> Description | None:
        if "text" not in material.__dict__:
            return told_by(name, material)  # a document within the document: parsed with it
        start = time.perf_counter()
        told = told_by(name, material)
        held.seconds += time.perf_counter() - start
        held.texts.append(material.data)
        return told

    ereuse.told_by = watched
    try:
        yield held
    finally:
        ereuse.told_by = told_by


def _form(raw: bytes) -> str:
    material = Material(raw)
    if material.is_binary:
        return "octets"
    if material.looks_like_json:
        return "JSON" if _is_json(raw) else "presque JSON"
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


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start
