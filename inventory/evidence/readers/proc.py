"""Reads `/proc/cpuinfo` and `/proc/meminfo`, as they are copied or printed by `cat`."""

import re

from inventory.evidence.description import Description, Sure
from inventory.evidence.finding import Finding
from inventory.evidence.material import Material
from inventory.evidence.quantities import decimal, whole

NAME = "proc"
VERSION = 2

_MEMORY = re.compile(r"^MemTotal:\s+(\d{3,15}) kB$", re.MULTILINE)
_CPU = re.compile(r"^processor\s*: \d+$", re.MULTILINE)
_OTHER_CPU = re.compile(
    r"^(?:Processor|system type|cpu)\s*: \S.*\n(?:.*\n){0,20}bogomips\s*:", re.I
)
"""Machines that are no PC: ARM, MIPS, SPARC, Alpha."""
_NAMES = ("model name", "cpu model", "Processor", "cpu", "Hardware")
_LINE = re.compile(rf"^({'|'.join(_NAMES)}|vendor_id|cpu cores|siblings)\s*: (\S.*)$")
_MOST_LINES = 20_000
OPENS = re.compile(r"MemTotal:\s+\d")


def recognises(material: Material) -> bool:
    """Tell the one by its first processor, the other by its first line."""
    head = material.head
    if head.startswith("MemTotal:") or (_CPU.match(head) is not None and "\n" in head):
        return True
    return _OTHER_CPU.match(head) is not None


def describe(material: Material) -> Description:
    """Return the processor or the memory that the kernel counts."""
    found = Finding(NAME, VERSION)
    if match := _MEMORY.search(material.text):
        kibibytes = whole(match[1]) or 0
        found.tell("memory_mib", kibibytes // 1024 or None, path="line 1", sure=Sure.DERIVED)
    said: dict[str, tuple[str, str]] = {}
    for number, line in enumerate(material.lines[:_MOST_LINES], 1):
        if match := _LINE.match(line):
            said.setdefault(match[1], (match[2].strip(), f"line {number}"))
    part = found.component("processor", path="line 1")
    for name in _NAMES:
        value, path = said.get(name, ("", ""))
        found.tell("cpu", value, path=path)
        part.tell("model", value, path=path)
    for field, name in (("cores", "cpu cores"), ("threads", "siblings")):
        value, path = said.get(name, ("", ""))
        part.tell(field, decimal(value), path=path)
    value, path = said.get("vendor_id", ("", ""))
    part.tell("brand", value, path=path)
    found.note("no_media", "Ce relevé ne voit pas les disques.")
    return found.description()
