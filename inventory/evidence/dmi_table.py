"""The structures that dmidecode prints, whatever its version: 2.2 indents, 2.7 does not."""

import re
from dataclasses import dataclass, field

MOST_STRUCTURES = 5_000
LONGEST_KEY = 60
READ = frozenset({-1, 0, 1, 2, 3, 4, 6, 16, 17, 22, 24, 43})
"""Types whose fields are read; -1 is one not yet told, in the layout of old versions."""

HANDLE = re.compile(
    r"^[ \t]*Handle 0x([0-9A-Fa-f]{2,8})(?:, DMI type (\d{1,3}), \d{1,5} bytes)?\.?[ \t]*$"
)
_TYPE = re.compile(r"^[ \t]+DMI type (\d{1,3}), \d{1,5} bytes\.?[ \t]*$")
_SILENT = frozenset(
    {
        *("", "--", "UNKNOWN", "NONE", "OTHER", "NOT SPECIFIED", "NOT PROVIDED", "NOT PRESENT"),
        *("NOT AVAILABLE", "NOT APPLICABLE", "NOT SET", "NOT SETTABLE", "UNSPECIFIED", "NO DIMM"),
        *("<BAD INDEX>", "<OUT OF SPEC>", "OUT OF SPEC", "RESERVED", "NO MODULE INSTALLED"),
        *("NOT INSTALLED", "FILL BY OEM", "N/A", "NULL", "UNDEFINED", "INVALID"),
    }
)


@dataclass
class Structure:
    """One structure: its type by number, and its fields each with the line it is on."""

    type: int
    line: int
    title: str = ""
    fields: dict[str, tuple[str, int]] = field(default_factory=dict)
    uefi_line: int = 0

    def text(self, *keys: str) -> str:
        """Return the first of these fields that says something, else ''."""
        return self.said(*keys)[0]

    def said(self, *keys: str) -> tuple[str, str]:
        """Return the first of these fields that says something, and where it is."""
        for key in keys:
            value, line = self.fields.get(key, ("", self.line))
            if value.upper() not in _SILENT and not value.startswith("<BAD INDEX"):
                return value, f"line {line}"
        return "", f"line {self.line}"


def structures(lines: list[str]) -> list[Structure]:
    """Return the structures, in the order printed; at most MOST_STRUCTURES.

    Those of no type in READ are there without their fields.
    """
    found: list[Structure] = []
    current: Structure | None = None
    for number, line in enumerate(lines, start=1):
        if "Handle 0x" in line and (match := HANDLE.match(line)):
            if len(found) >= MOST_STRUCTURES:
                break
            current = Structure(type=int(match[2]) if match[2] else -1, line=number)
            found.append(current)
        elif current is not None and current.type in READ:
            _line(current, line, number)
    return found


def _line(structure: Structure, line: str, number: int) -> None:
    """Keep what one line under a handle says: a type, a title, or a field."""
    said = line.strip()
    if not said:
        return
    if structure.type < 0 and (match := _TYPE.match(line)):
        structure.type = int(match[1])
    elif not structure.title:
        structure.title = said[:80]
    elif said == "UEFI is supported":
        structure.uefi_line = number
    elif line[0] in " \t":
        key, mark, value = said.partition(":")
        told = mark and (not value or value[0] == " ") and 0 < len(key) <= LONGEST_KEY
        if told and key not in structure.fields:
            # dmidecode 3.2 forgets the end of line behind a TPM's version: a tab ends it too
            structure.fields[key] = (value.strip().partition("\t")[0][:300], number)
