"""Reads the `host` file of a hw-probe archive (github.com/linuxhw/hw-probe).

The archive's logs (lspci, hwinfo, dmidecode, smartctl…) are read each by its own reader.
"""

import re

from inventory.evidence.chassis import kind_of
from inventory.evidence.description import Description
from inventory.evidence.finding import Finding
from inventory.evidence.material import Material

NAME = "hw-probe"
VERSION = 1

_LINE = re.compile(r"^(\w{2,30}):(.{0,200})$")
_SIGN = re.compile(
    r"^(?:system|arch|vendor|model|year|type|kernel|probe_ver|hwaddr):", re.MULTILINE
)
_PLACE = {"brand": "vendor", "model": "model"}


def recognises(material: Material) -> bool:
    """Tell the file by four of its names."""
    head = material.head
    return head.count("\n") < 60 and len(set(_SIGN.findall(head))) >= 4


def describe(material: Material) -> Description:
    """Return the machine that hw-probe names."""
    said: dict[str, tuple[str, str]] = {}
    for number, line in enumerate(material.lines[:80], 1):
        if match := _LINE.match(line):
            said.setdefault(match[1], (match[2].strip(), f"line {number}"))
    found = Finding(NAME, VERSION)
    for field, name in _PLACE.items():
        value, path = said.get(name, ("", ""))
        found.tell(field, value, path=path)
    value, path = said.get("type", ("", ""))
    found.tell("kind_hint", kind_of(value), path=path)
    part = found.component("system", path="line 1")
    for field, name in (("name", "system"), ("kernel", "kernel"), ("architecture", "arch")):
        value, path = said.get(name, ("", ""))
        part.tell(field, value, path=path)
    found.note("no_media", "Ce fichier ne liste pas les disques : joignez toute l'archive.")
    return found.description()
