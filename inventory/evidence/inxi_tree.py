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
_KEY = re.compile(r"^(\d{1,6})#(\d)#(\d{1,2})#(.{1,60})$")
SECTION = re.compile(r"^([A-Z][A-Za-z0-9 /-]{1,24}):(?:\s|$)")
_PAIR = re.compile(
    r"(?:^|(?<=\s))([A-Za-z0-9][A-Za-z0-9_/.-]{0,30}(?: \([A-Za-z]{1,4}\))?):(?=\s|$)"
)
_NUMBERED = re.compile(r"-\d{1,3}$")
_SUBJECTS = {
    "Machine": {"System", "Mobo", "UEFI", "BIOS", "UEFI-[Legacy]", "Chassis", "Firmware"},
    "Memory": {"Array", "Device", "RAM", "System RAM"},
    "Drives": {"ID", "Optical", "Local Storage", "Storage"},
    "Battery": {"ID", "Device"},
    "Graphics": {"Device", "Monitor", "Display", "Screen", "API", "Card"},
    "Network": {"Device", "IF", "IF-ID", "Card"},
    "Audio": {"Device", "API", "Server", "Sound", "Card", "Sound Server"},
    "CPU": {"Info", "Topology", "Speed (MHz)", "Speed", "Flags"},
}


@dataclass
class Subject:
    """One thing: its key without number, its value, and the first of each key that follows."""

    section: str
    key: str
    value: str
    path: str
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)

    def said(self, *keys: str) -> tuple[str, str]:
        """Return the first of these that says something; what inxi hides says nothing."""
        for key in keys:
            value, path = self.fields.get(key, ("", self.path))
            if value and not value.startswith("<") and value.upper() not in {"N/A", "NONE"}:
                return value, path
        return "", self.path


def subjects(pairs: Iterator[tuple[str, str, str, str]]) -> list[Subject]:
    """Return the subjects of (section, key, value, path), in order."""
    found: list[Subject] = []
    for section, key, value, path in pairs:
        plain = _NUMBERED.sub("", key)
        opens = plain in _SUBJECTS.get(section, set())
        if opens or not found or found[-1].section != section:
            found.append(Subject(section, plain if opens else "", value if opens else "", path))
            if len(found) > MOST:
                return found
        if not opens:
            found[-1].fields.setdefault(plain, (value, path))
    return found


def pairs_of_json(document: Any) -> Iterator[tuple[str, str, str, str]]:
    """Yield section, key, value and pointer, in the order of inxi's ranks."""
    for i, part in enumerate(document if isinstance(document, list) else []):
        for title, groups in part.items() if isinstance(part, dict) else ():
            match = _KEY.match(title)
            section = match[4] if match else title
            for j, group in enumerate(groups if isinstance(groups, list) else [groups]):
                if not isinstance(group, dict):
                    continue
                for key in sorted(group):
                    inner = _KEY.match(key)
                    yield (
                        section,
                        inner[4] if inner else key,
                        clean_text(group[key]) or _number(group[key]),
                        f"/{i}/{_escaped(title)}/{j}/{_escaped(key)}",
                    )


def pairs_of_text(lines: list[str]) -> Iterator[tuple[str, str, str, str]]:
    """Yield section, key, value and line; a value may run on to the next line."""
    section = ""
    pending: tuple[str, str, str, str] | None = None
    for number, line in enumerate(lines, start=1):
        match = SECTION.match(line)
        rest = line
        if match:
            section, rest = match[1], line[match.end() :]
        if not section or len(rest) > 4000:
            continue
        marks = list(_PAIR.finditer(rest))
        before = rest[: marks[0].start() if marks else len(rest)].strip()
        if before and pending and not match:
            pending = (pending[0], pending[1], f"{pending[2]} {before}".strip()[:300], pending[3])
        ends = [mark.start() for mark in marks[1:]] + [len(rest)]
        for mark, end in zip(marks, ends, strict=bool(marks)):
            if pending:
                yield pending
            pending = (section, mark[1], rest[mark.end() : end].strip()[:300], f"line {number}")
    if pending:
        yield pending


def _escaped(key: str) -> str:
    """Return a key as a JSON pointer writes it."""
    return key.replace("~", "~0").replace("/", "~1")[:100]


def _number(value: Any) -> str:
    return str(value) if isinstance(value, float) else ""
