"""Reads i2c-tools' `decode-dimms`: the memory modules from their own EEPROM."""

import re

from inventory.evidence.description import Description, Sure
from inventory.evidence.finding import Finding
from inventory.evidence.material import Material
from inventory.evidence.quantities import mib, size_bytes

NAME = "decode-dimms"
VERSION = 1

_OPENING = re.compile(r"^# decode-dimms|^Decoding EEPROM: |^Memory Serial Presence Detect", re.M)
_NONE = re.compile(r"^(?:No EEPROM found|.{0,200}decode-dimms: .{0,60}(?:not found|error))", re.M)
_MODULE = re.compile(r"^Decoding EEPROM: ")
_FIELD = re.compile(r"^(\S[^\n]{1,46}?)(?:\s{2,}|\t)(\S.*)$")
_SPEED = re.compile(r"^(\d{2,5}) ?(?:MHz|MT/s)")
_FORMS = re.compile(
    r"\b(SO-?(?:R?DIMM|UDIMM)|UDIMM|RDIMM|DIMM|Mini-?DIMM|72b-SO-\w+)", re.IGNORECASE
)
_FIELDS = {
    "brand": ("Module Manufacturer", "Manufacturer"),
    "model": ("Part Number",),
    "serial": ("Assembly Serial Number",),
    "type": ("Fundamental Memory type",),
    "slot": ("Guessing DIMM is in",),
}
OPENS = re.compile(r"# decode-dimms version")


def recognises(material: Material) -> bool:
    """Tell decode-dimms by its opening, or by what it says when it finds nothing."""
    head = material.head
    return _OPENING.search(head) is not None or _NONE.match(head) is not None


def describe(material: Material) -> Description:
    """Return the modules whose EEPROM answered."""
    found = Finding(NAME, VERSION)
    modules: list[dict[str, tuple[str, str]]] = []
    for number, line in enumerate(material.lines, 1):
        if _MODULE.match(line):
            modules.append({"": ("", f"line {number}")})
        elif modules and (match := _FIELD.match(line)):
            modules[-1].setdefault(match[1].strip(), (match[2].strip(), f"line {number}"))
    total, place = 0, ""
    for said in modules:
        value, path = said.get("Size", ("", ""))
        size = mib(size_bytes(value))
        if not size:
            continue
        total, place = total + size, place or path
        part = found.component("memory", path=said[""][1])
        part.tell("size_mib", size, path=path)
        for field, names in _FIELDS.items():
            for name in names:
                value, path = said.get(name, ("", ""))
                part.tell(field, _clean(value), path=path)
        value, path = said.get("Maximum module speed", ("", ""))
        speed = _SPEED.match(value)
        part.tell("mhz", int(speed[1]) if speed else None, path=path)
        value, path = said.get("Module Type", ("", ""))
        form = _FORMS.search(value)
        part.tell("form", form[1] if form else "", path=path)
    found.tell("memory_mib", total or None, path=place, sure=Sure.DERIVED)
    if not total:
        found.note(
            "no_module", "Aucune barrette n'a répondu : ajoutez un relevé dmidecode ou lshw."
        )
    found.note("no_media", "decode-dimms ne voit que la mémoire.")
    return found.description()


def _clean(value: str) -> str:
    return "" if value.lower() in {"unknown", "undefined", "invalid"} else value.removeprefix("0x")
