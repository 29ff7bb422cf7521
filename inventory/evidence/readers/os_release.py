"""Reads `/etc/os-release`: the system that ran the tools (freedesktop.org os-release)."""

import re
import shlex

from inventory.evidence.description import Description
from inventory.evidence.finding import Finding
from inventory.evidence.material import Material

NAME = "os-release"
VERSION = 2

_LINE = re.compile(r"^([A-Z][A-Z0-9_]{1,40})=(.{0,400})$")
_SIGN = re.compile(r"^(?:PRETTY_NAME|VERSION_ID|ID|NAME)=", re.MULTILINE)
_FIELDS = {
    "name": ("PRETTY_NAME", "NAME"),
    "version": ("VERSION_ID", "VERSION"),
    "build": ("BUILD_ID",),
}
_LIVE = frozenset({"grml", "systemrescue", "clonezilla", "shredos", "knoppix", "tails"})


def recognises(material: Material) -> bool:
    """Tell the file by two of its names."""
    return len(set(_SIGN.findall(material.head))) >= 2


def describe(material: Material) -> Description:
    """Return the system; one known to run from a key is no system of the device."""
    said: dict[str, tuple[str, str]] = {}
    for number, line in enumerate(material.lines[:200], 1):
        if match := _LINE.match(line):
            said.setdefault(match[1], (_unquoted(match[2]), f"line {number}"))
    found = Finding(NAME, VERSION)
    part = found.component("system", path="line 1")
    for field, names in _FIELDS.items():
        for name in names:
            value, path = said.get(name, ("", ""))
            part.tell(field, value, path=path)
    value, path = said.get("ID", ("", ""))
    if value.lower() in _LIVE:
        part.tell("live", value=True, path=path)
    return found.description()


def _unquoted(value: str) -> str:
    try:
        return " ".join(shlex.split(value))
    except ValueError:
        return value.strip("\"'")
