"""What inxi says, from its JSON or its text, as subjects: `ID /dev/sda` and what follows it.

In the JSON the order is that of the ranks, in a text that of the page. A subject ends where
the next of its section begins.
"""

import re
from collections.abc import Iterator
from typing import Any

from inventory.evidence.inxi_layout import (
    LAYOUTS,
    SUBJECTS,
    Keys,
    Layouts,
    plain_name,
    step,
    subject_name,
)
from inventory.evidence.plain_text import clean_text

MOST = 20_000
SECTION = re.compile(r"^(?:(Battery)\s+(?=(?:BAT|CMB)\w?:)|([A-Z][A-Za-z0-9 /-]{1,24}):(?:\s|$))")
"""inxi 2 forgets the colon after `Battery`."""
_PAIR = re.compile(
    r"(?:^|(?<=\s))(Display Server|[A-Za-z0-9][A-Za-z0-9_/.-]{0,30}"
    r"(?: \([A-Za-z]{1,4}\)| \[Legacy\])?):(?=\s|$)"
)
_HIDDEN = frozenset({"N/A", "NONE"})
_GOES_ON = {
    "CPU Topology": "CPU Info",
    "Memory Array": "Machine Mobo",
    "Network IF": "Network Device",
}
"""A subject that only goes on about the last of another: SMP's cores, a card's interface."""

Group = tuple[Keys, dict[str, Any], str]
"""Where names are, their values, the place that steps start from."""
Pair = tuple[str, str, str, int]
"""Section, key, value, number of the line."""


class Subject:
    """One thing: its section and what opens it, and what is told of it."""

    __slots__ = ("name", "opener", "path", "told")

    def __init__(self, name: str, opener: str, path: str) -> None:
        self.name = name
        self.opener = opener
        self.path = path
        self.told: list[Group] = []

    @property
    def value(self) -> str:
        """What stands beside the name that opens it."""
        keys, values, _ = self.told[0]
        return text(values[keys[self.opener][0]]) if self.opener else ""

    def holds(self, name: str) -> bool:
        """Tell whether a name was printed, whatever it says."""
        return any(name in keys for keys, _, _ in self.told)

    def said(self, name: str) -> tuple[str, str]:
        """Return what a name says; what inxi hides says nothing."""
        for keys, values, place in self.told:
            if name in keys:
                key, at = keys[name]
                value = text(values[key])
                return ("", self.path) if is_hidden(value) else (value, place + at)
        return "", self.path


class _Subjects:
    """The subjects found so far, and what is told of the last."""

    def __init__(self) -> None:
        self.found: list[Subject] = []
        self.section = ""
        self.count = 0
        self.told: list[Group] | None = None
        self._last: dict[str, Subject] = {}

    def close(self, section: str) -> None:
        """End the last subject: of what follows in the section nothing is read."""
        self.section = section
        self.count += 1
        self.told = None

    def open(self, section: str, name: str, opener: str, path: str) -> None:
        """Open a subject, or go on about the one that it only adds to."""
        self.section = section
        self.count += 1
        subject = self._last.get(_GOES_ON[name]) if name in _GOES_ON else None
        if subject is None:
            subject = self._last[name] = Subject(name, opener, path)
            self.found.append(subject)
        self.told = subject.told


def subjects_of_json(document: Any) -> list[Subject]:
    """Return the subjects of the sections that are read, in the order of inxi's ranks."""
    subjects = _Subjects()
    for i, part in enumerate(document if isinstance(document, list) else []):
        for title, groups in part.items() if isinstance(part, dict) else ():
            layouts = LAYOUTS.get(title.rpartition("#")[2])
            if layouts is not None:
                _add(subjects, layouts, groups, f"/{i}/{step(title)}/")
    return subjects.found


def _add(subjects: _Subjects, layouts: Layouts, groups: Any, place: str) -> None:
    """Add what the groups of a section tell."""
    section = layouts.section
    for j, group in enumerate(groups if isinstance(groups, list) else [groups]):
        if subjects.count > MOST:
            break
        stretches = layouts[frozenset(group)] if isinstance(group, dict) else ()
        for name, opener, first, keys in stretches:
            if keys is None:
                subjects.close(section)
                continue
            here = f"{place}{j}/"
            if opener or subjects.section != section:
                subjects.open(section, name, opener, here + first)
            if subjects.told is not None:
                subjects.told.append((keys, group, here))


def subjects_of_text(lines: list[str]) -> list[Subject]:
    """Return the subjects of the sections that are read, in the order of the page."""
    subjects = _Subjects()
    keys, values = Keys(), dict[str, Any]()
    for section, key, value, number in _pairs_of_text(lines):
        name = plain_name(section, key)
        opens = name in SUBJECTS[section]
        if opens or section != subjects.section:
            keys, values = Keys(), {}
            opener = name if opens else ""
            subjects.open(section, subject_name(section, opener), opener, f"line {number}")
            if subjects.told is not None:
                subjects.told.append((keys, values, "line "))
        if name not in keys:
            keys[name], values[name] = (name, str(number)), value
        if subjects.count > MOST:
            break
    return subjects.found


def _pairs_of_text(lines: list[str]) -> Iterator[Pair]:
    """Yield section, key, value and line; a value may run on to the next line."""
    section = ""
    pending: Pair | None = None
    for number, line in enumerate(lines, start=1):
        match = SECTION.match(line)
        rest = line
        if match:
            section, rest = match[1] or match[2], line[match.end() :]
        if section not in SUBJECTS or len(rest) > 4000:
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


def text(value: Any) -> str:
    """Return a value as text: of numbers, those with a point too."""
    return clean_text(str(value) if type(value) is float else value)


def is_hidden(said: str) -> bool:
    """Tell whether inxi says nothing, or prints a word in place of what it hides."""
    return not said or said[0] == "<" or said.upper() in _HIDDEN
