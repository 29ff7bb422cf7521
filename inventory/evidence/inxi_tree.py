"""What inxi says, from its JSON or its text, as subjects: `ID /dev/sda` and what follows it.

A JSON key is `007#0#2#serial`: rank, whether it opens a group, depth, name. In a text the
rank is the order on the page. A subject ends where the next of its section begins.
"""

import re
from collections.abc import Callable, Iterator
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


Pair = tuple[str, str, str, int]
"""Section, key, value, number of the line."""

MOST_KEPT = 8192
"""Keys of which the parts are kept: inxi writes some thousands of ranks and names."""


class _Kept(dict[str, str]):
    """What a function makes of each key, kept: the same keys come in every file."""

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: str) -> str:
        """Make it, and keep it while there is room."""
        made = self._make(key)
        if len(self) < MOST_KEPT and len(key) <= 40:
            self[key] = made
        return made


def _name(key: str) -> str:
    """Return the name in a key, without its rank nor the number of one of several."""
    name = key[key.rfind("#") + 1 :]
    return _NUMBERED.sub("", name) if name[-1:].isdecimal() else name


def _step(name: str) -> str:
    """Return a name as a step of a JSON pointer."""
    return name.replace("~", "~0").replace("/", "~1")[:100]


_NAMES, _STEPS = _Kept(_name), _Kept(_step)


class _Group:
    """What a group of the JSON tells of one subject: the key of each name, each key's value."""

    __slots__ = ("_place", "keys", "values")

    def __init__(self, keys: dict[str, str], values: dict[str, Any], place: str) -> None:
        self.keys = keys
        self.values = values
        self._place = place

    def path(self, key: str) -> str:
        """Return the pointer of a key."""
        return self._place + _STEPS[key]


class _Lines:
    """What the lines of a text tell of one subject: each name is its own key."""

    __slots__ = ("_numbers", "keys", "values")

    def __init__(self) -> None:
        self.keys: dict[str, str] = {}
        self.values: dict[str, Any] = {}
        self._numbers: dict[str, int] = {}

    def add(self, name: str, value: str, number: int) -> None:
        """Keep what is told first."""
        if name not in self.keys:
            self.keys[name], self.values[name], self._numbers[name] = name, value, number

    def path(self, key: str) -> str:
        """Return the line of a name."""
        return f"line {self._numbers[key]}"


class Subject:
    """One thing: its key without number, its value, and the first of each key that follows."""

    __slots__ = ("key", "path", "section", "told", "value")

    def __init__(self, section: str, key: str, value: Any, path: str) -> None:
        self.section = section
        self.key = key
        self.value = _text(value)
        self.path = path
        self.told: list[_Group | _Lines] = []

    def holds(self, key: str) -> bool:
        """Tell whether a key was printed, whatever it says."""
        return any(key in group.keys for group in self.told)

    def said(self, *keys: str) -> tuple[str, str]:
        """Return the first of these that says something; what inxi hides says nothing."""
        for key in keys:
            for group in self.told:
                if (at := group.keys.get(key)) is not None:
                    value = _text(group.values[at])
                    if value and value[0] != "<" and value.upper() not in _HIDDEN:
                        return value, group.path(at)
                    break
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
                if isinstance(group, dict) and group:
                    _add(found, section, group, f"/{i}/{_STEPS[title]}/{j}/")
                if len(found) > MOST:
                    return found
    return found


def subjects_of_text(lines: list[str]) -> list[Subject]:
    """Return the subjects of the sections that are read, in the order of the page."""
    found: list[Subject] = []
    told = _Lines()
    for section, name, value, number in _pairs_of_text(lines):
        plain = _in_section(section, _NAMES[name])
        opens = plain in _SUBJECTS[section]
        if opens or not found or found[-1].section != section:
            told = _Lines()
            said = (plain, value) if opens else ("", "")
            found.append(Subject(section, *said, f"line {number}"))
            found[-1].told.append(told)
        if not opens:
            told.add(plain, value, number)
        if len(found) > MOST:
            break
    return found


def _add(found: list[Subject], section: str, group: dict[str, Any], place: str) -> None:
    """Add what a group tells: each subject that opens in it, and what follows."""
    openers = _SUBJECTS[section]
    names = [_NAMES[key] for key in group]
    opened = openers.intersection(names)
    if len(opened) == 1 and section != "Battery" and names.count(name := opened.pop()) == 1:
        keys = dict(zip(names, group, strict=True))
        first = min(group)
        if keys[name] == first:
            if len(keys) < len(group):
                keys = {_NAMES[key]: key for key in sorted(group, reverse=True)}
            subject = Subject(section, name, group[first], place + _STEPS[first])
            subject.told.append(_Group(keys, group, place))
            found.append(subject)
            return
    keys = {}
    for key in sorted(group):
        name = _in_section(section, _NAMES[key])
        opens = name in openers
        if opens or not found or found[-1].section != section:
            said: tuple[str, Any] = (name, group[key]) if opens else ("", "")
            found.append(Subject(section, *said, place + _STEPS[key]))
            keys = {}
        if not opens and name not in keys:
            if not keys:
                found[-1].told.append(_Group(keys, group, place))
            keys[name] = key


def _in_section(section: str, name: str) -> str:
    """Return a name as inxi 3 gives it; a battery's is its own."""
    if section == "Battery" and _BATTERY.match(name):
        return "ID"
    return _OLD_KEYS.get((section, name), name)


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
            longer = f"{pending[2]} {before}".strip()[:300]
            pending = (pending[0], pending[1], longer, pending[3])
        elif before and match:
            if pending:
                yield pending
            card = before.startswith("Card ")  # inxi 2 forgets the colon of a sound card
            name, value = ("Card", before[5:300]) if card else ("", before[:300])
            pending = (section, name, value, number)
        ends = [mark.start() for mark in marks[1:]] + [len(rest)]
        for mark, end in zip(marks, ends, strict=bool(marks)):
            if pending:
                yield pending
            value = rest[mark.end() : end].strip()[:300]
            pending = (section, mark[1], value, number)
    if pending:
        yield pending


def _text(value: Any) -> str:
    return str(value) if isinstance(value, float) else clean_text(value)
