"""What inxi says, from its JSON or its text, as subjects: `ID /dev/sda` and what follows it.

A JSON key is `007#0#2#serial`: rank, whether it opens a group, depth, name. In a text the
rank is the order on the page. A subject ends where the next of its section begins.
"""

import re
from collections.abc import Iterator
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
_OLD_KEYS = {
    ("Drives", "id"): "ID",
    ("Machine", "Bios"): "BIOS",
    ("Graphics", "Card"): "Device",
    ("Network", "Card"): "Device",
    ("Audio", "Card"): "Device",
}
"""What inxi 1 and 2 call what 3 names; `Drives: 1: id: /dev/sda` is of inxi 1."""
_HIDDEN = frozenset({"N/A", "NONE"})
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
    "Graphics": {"Device", "Monitor", "Display", "Screen", "API"},
    "Network": {"Device", "IF", "IF-ID"},
    "Audio": {"Device", "API", "Server", "Sound", "Sound Server"},
    "CPU": {"Info", "Topology", "Speed (MHz)", "Speed", "Flags"},
    "Info": {"Memory"},
}


Told = tuple[Any, str, int | str]
"""A value as printed; where its group begins, and its key there or the number of its line."""
Pair = tuple[str, str, Told]
"""Section, key, what is told."""


class Subject:
    """One thing: its key without number, its value, and the first of each key that follows."""

    __slots__ = ("_told", "fields", "key", "section")

    def __init__(self, section: str, key: str, told: Told) -> None:
        self.section = section
        self.key = key
        self._told = told
        self.fields: dict[str, Told] = {}

    @property
    def value(self) -> str:
        """What stands at the subject's own key."""
        return _text(self._told[0])

    @property
    def path(self) -> str:
        """Where the subject begins."""
        return _path(self._told)

    def said(self, *keys: str) -> tuple[str, str]:
        """Return the first of these that says something; what inxi hides says nothing."""
        for key in keys:
            told = self.fields.get(key)
            if told is None:
                continue
            value = _text(told[0])
            if value and value[0] != "<" and not (len(value) < 5 and value.upper() in _HIDDEN):
                return value, _path(told)
        return "", self.path


def subjects_of_json(document: Any) -> list[Subject]:
    """Return the subjects of the sections that are read, in the order of inxi's ranks."""
    found: list[Subject] = []
    for i, part in enumerate(document if isinstance(document, list) else []):
        for title, groups in part.items() if isinstance(part, dict) else ():
            section = title.rpartition("#")[2]
            if section not in _SUBJECTS:
                continue
            for j, group in enumerate(groups if isinstance(groups, list) else [groups]):
                if isinstance(group, dict):
                    _add(found, section, _pairs(group, f"/{i}/{_step(title)}/{j}/"))
                if len(found) > MOST:
                    return found
    return found


def subjects_of_text(lines: list[str]) -> list[Subject]:
    """Return the subjects of the sections that are read, in the order of the page."""
    found: list[Subject] = []
    for section, name, told in _pairs_of_text(lines):
        _add(found, section, [(name, told)])
        if len(found) > MOST:
            break
    return found


def _pairs(group: dict[str, Any], place: str) -> list[tuple[str, Told]]:
    return [(key[key.rfind("#") + 1 :], (group[key], place, key)) for key in sorted(group)]


def _add(found: list[Subject], section: str, pairs: list[tuple[str, Told]]) -> None:
    """Add what a group tells: each subject that opens in it, and what follows."""
    openers = _SUBJECTS[section]
    fields = found[-1].fields if found and found[-1].section == section else None
    for name, told in pairs:
        plain = _NUMBERED.sub("", name) if name[-1:].isdecimal() else name
        plain = "ID" if section == "Battery" and _BATTERY.match(plain) else plain
        plain = _OLD_KEYS.get((section, plain), plain)
        if plain in openers:
            found.append(Subject(section, plain, told))
            fields = found[-1].fields
        else:
            if fields is None:
                found.append(Subject(section, "", ("", *told[1:])))
                fields = found[-1].fields
            if plain not in fields:
                fields[plain] = told


def _pairs_of_text(lines: list[str]) -> Iterator[Pair]:
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
            longer = f"{pending[2][0]} {before}".strip()[:300]
            pending = (pending[0], pending[1], (longer, *pending[2][1:]))
        elif before and match:
            if pending:
                yield pending
            card = before.startswith("Card ")  # inxi 2 forgets the colon of a sound card
            name, value = ("Card", before[5:300]) if card else ("", before[:300])
            pending = (section, name, (value, "line ", number))
        ends = [mark.start() for mark in marks[1:]] + [len(rest)]
        for mark, end in zip(marks, ends, strict=bool(marks)):
            if pending:
                yield pending
            value = rest[mark.end() : end].strip()[:300]
            pending = (section, mark[1], (value, "line ", number))
    if pending:
        yield pending


def _path(told: Told) -> str:
    return told[1] + _step(str(told[2]))


def _step(name: str) -> str:
    """Return a name as a step of a JSON pointer."""
    return name.replace("~", "~0").replace("/", "~1")[:100]


def _text(value: Any) -> str:
    return str(value) if isinstance(value, float) else clean_text(value)
