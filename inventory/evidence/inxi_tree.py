"""What inxi says, from its JSON or its text, as subjects: `ID /dev/sda` and what follows it.

A JSON key is `007#0#2#serial`: rank, whether it opens a group, depth, name. In a text the
rank is the order on the page. A subject ends where the next of its section begins.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from inventory.evidence.plain_text import clean_text

MOST = 20_000
SECTION = re.compile(r"^(?:(Battery)\s+(?=(?:BAT|CMB)\w?:)|([A-Z][A-Za-z0-9 /-]{1,24}):(?:\s|$))")
"""inxi 2 forgets the colon after `Battery`."""
_PAIR = re.compile(
    r"(?:^|(?<=\s))(Display Server|[A-Za-z0-9][A-Za-z0-9_/.-]{0,30}"
    r"(?: \([A-Za-z]{1,4}\)| \[Legacy\])?):(?=\s|$)"
)
_BATTERY = re.compile(r"^(?:BAT|CMB)[A-Z]?\d?$")
_NUMBERED = re.compile(r"-\d{1,3}$")
_SUBJECTS = {
    "Machine": {
        "System",
        "Mobo",
        "UEFI",
        "BIOS",
        "UEFI-[Legacy]",
        "UEFI [Legacy]",
        "Chassis",
        "Firmware",
    },
    "Memory": {"Array", "Device", "RAM", "System RAM"},
    "Drives": {"ID", "Optical", "Local Storage", "Storage"},
    "Battery": {"ID", "Device"},
    "Graphics": {"Device", "Monitor", "Display", "Screen", "API", "Card"},
    "Network": {"Device", "IF", "IF-ID", "Card"},
    "Audio": {"Device", "API", "Server", "Sound", "Card", "Sound Server"},
    "CPU": {"Info", "Topology", "Speed (MHz)", "Speed", "Flags"},
    "Info": {"Memory"},
}


Place = tuple[int | str, ...]
"""Steps of a JSON pointer, or the number of a line: made text only when it is told."""
Pair = tuple[str, str, Any, Place]
"""Section, key, value as printed, place."""


@dataclass
class Subject:
    """One thing: its key without number, its value, and the first of each key that follows."""

    section: str
    key: str
    raw: Any
    place: Place
    fields: dict[str, tuple[Any, Place]] = field(default_factory=dict)

    @property
    def value(self) -> str:
        """What stands at the subject's own key."""
        return _text(self.raw)

    @property
    def path(self) -> str:
        """Where the subject begins."""
        return _path(self.place)

    def said(self, *keys: str) -> tuple[str, str]:
        """Return the first of these that says something; what inxi hides says nothing."""
        for key in keys:
            if key not in self.fields:
                continue
            raw, place = self.fields[key]
            value = _text(raw)
            if value and not value.startswith("<") and value.upper() not in {"N/A", "NONE"}:
                return value, _path(place)
        return "", self.path


def subjects(pairs: Iterator[Pair]) -> list[Subject]:
    """Return the subjects of the sections that are read, in order."""
    found: list[Subject] = []
    for section, key, value, place in pairs:
        plain = _NUMBERED.sub("", key) if key[-1:].isdecimal() else key
        plain = "ID" if section == "Battery" and _BATTERY.match(plain) else plain
        opens = plain in _SUBJECTS[section]
        if opens or not found or found[-1].section != section:
            found.append(Subject(section, plain if opens else "", value if opens else "", place))
            if len(found) > MOST:
                return found
        if not opens:
            found[-1].fields.setdefault(plain, (value, place))
    return found


def pairs_of_json(document: Any) -> Iterator[Pair]:
    """Yield the pairs of the sections that are read, in the order of inxi's ranks."""
    for i, part in enumerate(document if isinstance(document, list) else []):
        for title, groups in part.items() if isinstance(part, dict) else ():
            section = title.rpartition("#")[2]
            if section not in _SUBJECTS:
                continue
            for j, group in enumerate(groups if isinstance(groups, list) else [groups]):
                if isinstance(group, dict):
                    for key in sorted(group):
                        yield section, key.rpartition("#")[2], group[key], (i, title, j, key)


def pairs_of_text(lines: list[str]) -> Iterator[Pair]:
    """Yield section, key, value and line; a value may run on to the next line."""
    section = ""
    pending: Pair | None = None
    for number, line in enumerate(lines, start=1):
        match = SECTION.match(line)
        rest = line
        if match:
            section, rest = match[1] or match[2], line[match.end() :]
        if section not in _SUBJECTS or len(rest) > 4000:
            continue
        marks = list(_PAIR.finditer(rest))
        before = rest[: marks[0].start() if marks else len(rest)].strip()
        if before and pending and not match:
            pending = (pending[0], pending[1], f"{pending[2]} {before}".strip()[:300], pending[3])
        elif before and match:
            if pending:
                yield pending
            card = before.startswith("Card ")  # inxi 2 forgets the colon of a sound card
            told = ("Card", before[5:300]) if card else ("", before[:300])
            pending = (section, *told, (number,))
        ends = [mark.start() for mark in marks[1:]] + [len(rest)]
        for mark, end in zip(marks, ends, strict=bool(marks)):
            if pending:
                yield pending
            pending = (section, mark[1], rest[mark.end() : end].strip()[:300], (number,))
    if pending:
        yield pending


def _path(place: Place) -> str:
    if len(place) == 1:
        return f"line {place[0]}"
    steps = (str(step).replace("~", "~0").replace("/", "~1")[:100] for step in place)
    return "/" + "/".join(steps)


def _text(value: Any) -> str:
    return str(value) if isinstance(value, float) else clean_text(value)
