"""How the groups of inxi's JSON are laid out: found from their keys once, for they recur.

A key is `007#0#2#serial`: rank, whether it opens a group, depth, name. In the order of the
ranks, a name such as `ID` opens a subject, and what follows tells of it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from inventory.evidence.description import Sure, Told

SUBJECTS = {
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
"""Of each section that is read, the names that open a subject."""
_UNREAD = {
    "Machine": {"Firmware"},
    "Graphics": {"Display", "Screen", "API"},
    "Network": {"IF-ID"},
    "Audio": {"API", "Server", "Sound", "Sound Server"},
    "CPU": {"Speed (MHz)", "Speed", "Flags"},
}
"""Those that only end the subject before them."""

MOST_KEYS = 4096
"""Of the groups of one section whose layouts are kept; then they are all found anew."""
LONGEST_KEY = 40

_BATTERY = re.compile(r"^(?:BAT|CMB)[A-Z]?\d?$")
_OLD_KEYS = {
    ("Drives", "id"): "ID",
    ("Machine", "Bios"): "BIOS",
    ("Graphics", "Card"): "Device",
    ("Network", "Card"): "Device",
    ("Audio", "Card"): "Device",
}
"""What inxi 1 and 2 call what 3 names; `Drives: 1: id: /dev/sda` is of inxi 1."""
_NUMBERED = re.compile(r"-\d{1,3}$")

Take = Callable[[str], Told | None]
Rule = tuple[str, str, Take, Sure]
"""A field of ours, the name that tells it, how its value is taken, how surely."""
Step = tuple[str, str, str, Take, Sure]
"""As a rule, with the key that has the name and its step in the path in place of the name."""
Plan = tuple[tuple[Step, ...], frozenset[str]]
"""The steps that some keys allow, and their fields."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The rules of a kind of part; of several for one field, the first that tells stands."""

    kind: str
    fields: tuple[str, ...]
    rules: tuple[Rule, ...]


class Keys(dict[str, tuple[str, str]]):
    """Of each name in a group: its key, and the step of the path there; the first rank wins."""

    def __init__(self) -> None:
        super().__init__()
        self.plans: dict[Table, Plan] = {}

    def plan(self, table: Table) -> Plan:
        """Find what these keys tell of a table; it is kept in `plans`."""
        steps = tuple(
            (field, *self[name], take, sure)
            for field, name, take, sure in table.rules
            if name in self
        )
        made = self.plans[table] = steps, frozenset([step[0] for step in steps])
        return made


Stretch = tuple[str, str, str, Keys | None]
"""A subject, `Drives ID`; the name that opens it, '' when it goes on; the step to it; what is
told, None when nothing of the subject is read."""


class Layouts(dict[frozenset[str], tuple[Stretch, ...]]):
    """The stretches of a group of one section, by its keys. Of values nothing is kept."""

    def __init__(self, section: str) -> None:
        super().__init__()
        self.section = section
        self._kept = 0

    def __missing__(self, keys: frozenset[str]) -> tuple[Stretch, ...]:
        """Find the stretches, and keep them when the keys are as inxi writes them."""
        found = _stretches(self.section, sorted(keys))
        if all(len(key) <= LONGEST_KEY for key in keys):
            self._kept += len(keys)
            if self._kept > MOST_KEYS:
                self.clear()
                self._kept = len(keys)
            if self._kept <= MOST_KEYS:
                self[keys] = found
        return found


LAYOUTS = {section: Layouts(section) for section in SUBJECTS}


def plain_name(section: str, key: str) -> str:
    """Return the name in a key as inxi 3 gives it: no rank, no number; a battery's is `ID`."""
    name = key[key.rfind("#") + 1 :]
    if name[-1:].isdecimal():
        name = _NUMBERED.sub("", name)
    if section == "Battery" and _BATTERY.match(name):
        return "ID"
    return _OLD_KEYS.get((section, name), name)


def subject_name(section: str, opener: str) -> str:
    """Return what a subject is called: `Drives ID`, `Machine` when no name opens it."""
    return f"{section} {opener}" if opener else section


def step(key: str) -> str:
    """Return a key as a step of a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1")[:100]


def _stretches(section: str, ranked: list[str]) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    keys = Keys()
    for key in ranked:
        name = plain_name(section, key)
        opens = name in SUBJECTS[section]
        if opens or not found:
            keys = Keys()
            unread = opens and name in _UNREAD.get(section, ())
            opener = name if opens else ""
            told = None if unread else keys
            found.append((subject_name(section, opener), opener, step(key), told))
        keys.setdefault(name, (key, step(key)))
    return tuple(found)
