"""The parts that inxi lists, as tables: which field of ours each name fills, and how."""

import re
from collections.abc import Callable
from itertools import repeat

from inventory.evidence.description import Component, Sure, Told, Value
from inventory.evidence.fields import COMPONENTS
from inventory.evidence.finding import READS, read_known, read_name
from inventory.evidence.inxi_layout import Rule, Table, Take
from inventory.evidence.inxi_tree import Subject, is_hidden, text
from inventory.evidence.plain_text import clean_text, whole_number
from inventory.evidence.quantities import decimal, mib, size_bytes, whole
from inventory.evidence.serials import is_placeholder

_NEW = tuple.__new__
"""As `Value(…)` does, without the call in between."""
_OLD_CPU = re.compile(
    r"^(?:\d )?(\w+)[ -]core (.{3,100}?)(?: CPU)?(?: \(-.{0,40})?$", re.IGNORECASE
)
"""Until inxi 2.9: `Quad core Intel Core i5-2500K (-MCP-)`."""
CORES = {"single": 1, "dual": 2, "triple": 3, "quad": 4, "hexa": 6, "octa": 8, "deca": 10}
_DATE = re.compile(r"^(\d{2})/(\d{2})/(\d{4})$")
_CONDITION = re.compile(r"^([\d.,]+)(?: ?Wh)?/([\d.,]+) Wh(?: \((\d+)[\d.,]*%\))?")
_CHARGE = re.compile(r"\((\d{1,3})[\d.,]*%\)")
_MM = re.compile(r"^(\d{2,5})x(\d{2,5}) ?mm")
_PIXELS = re.compile(r"^(\d{3,5})x(\d{3,5})")

Row = tuple[str, Told, str, Sure]
"""What a `Value` is made of."""


def rows(table: Table, subject: Subject) -> dict[str, Row]:
    """Return what a subject tells of a table, in the order of its fields.

    What the first group prints stands, even when it says nothing: the next may be of another.
    """
    found: dict[str, Row] = {}
    printed: frozenset[str] = frozenset()
    for keys, values, place in subject.told:
        plan, fields = keys.plans.get(table) or keys.plan(table)
        if printed and not printed.isdisjoint(fields):
            plan = tuple([step for step in plan if step[0] not in printed])
        for field, key, step, take, sure in plan:
            if field not in found:
                said = values[key]
                told = take(said if type(said) is str else text(said))
                if told is not None:
                    found[field] = (field, told, place + step, sure)
        printed = printed | fields if printed else fields
    return found if printed is fields else in_order(table, found)


def in_order(table: Table, told: dict[str, Row]) -> dict[str, Row]:
    """Return what is told in the order of the fields."""
    return {field: told[field] for field in table.fields if field in told}


def component(kind: str, subject: Subject, told: dict[str, Row]) -> Component:
    """Return the component that a subject is, of which this is told."""
    values = tuple(map(_NEW, repeat(Value), told.values()))
    return _NEW(Component, (kind, subject.path, values))


def take_name(said: str) -> Told | None:
    """Take what names one part, unless inxi hides it."""
    name = clean_text(said)
    return None if name[:1] == "<" or is_placeholder(name) else name


def _take_known(said: str) -> Told | None:
    """Take a maker, a model, unless inxi hides it."""
    name = read_known(said)
    return None if name is None or str(name)[:1] == "<" else name


def _beside(said: str) -> Told | None:
    """Take a text that stands beside the name of a subject: inxi hides none there."""
    return clean_text(said) or None


def take_text(said: str) -> Told | None:
    """Take a text, unless inxi hides it."""
    kept = clean_text(said)
    return None if is_hidden(kept) else kept


def _some(said: str) -> Told | None:
    return whole(said) or None


def _mib(said: str) -> Told | None:
    return mib(size_bytes(said))


def _before_version(said: str) -> Told | None:
    return read_known(said.partition(" v ")[0])


def _after_version(said: str) -> Told | None:
    return READS["firmware"]["version"](said.partition(" v ")[2])


def _old_model(said: str) -> Told | None:
    match = _OLD_CPU.match(said)
    return _take_known(match[2]) if match else None


def _old_cores(said: str) -> Told | None:
    match = _OLD_CPU.match(said)
    return CORES.get(match[1].lower()) if match else None


def _date(said: str) -> Told | None:
    match = _DATE.match(said)
    return f"{match[3]}-{match[1]}-{match[2]}" if match else None


def _matched(find: Callable[[str], re.Match[str] | None], group: int) -> Take:
    """Take the count that a group of a pattern finds."""

    def take(said: str) -> Told | None:
        match = find(said)
        return whole_number(match[group]) if match else None

    return take


def _energy(group: int) -> Take:
    """Take the mWh of a battery's condition."""

    def take(said: str) -> Told | None:
        match = _CONDITION.match(said)
        found = decimal(match[group]) if match else None
        return round(found * 1000) if found else None

    return take


def _is_internal(said: str) -> Told | None:
    return said.upper().startswith(("EDP", "LVDS", "DSI"))


def _in_its_words(kind: str, field: str) -> Take:
    """Return how a field takes what is said in its own words."""
    known, read = COMPONENTS[kind][1][field], READS[kind][field]
    if known.type is int:
        return whole_number
    if not known.identity:
        return take_text
    if read is read_known:
        return _take_known
    return take_name if read is read_name else lambda said: None if is_hidden(said) else read(said)


def _table(kind: str, *rules: tuple[str, str] | tuple[str, str, Take]) -> Table:
    """Return the table, its rules in the order of the fields."""
    made: list[Rule] = []
    for field, name, *take in rules:
        sure = Sure.DERIVED if field in _DERIVED else Sure.TOLD
        made.append((field, name, take[0] if take else _in_its_words(kind, field), sure))
    fields = list(COMPONENTS[kind][1])
    return Table(kind, tuple(fields), tuple(sorted(made, key=lambda rule: fields.index(rule[0]))))


_DERIVED = {"internal", "present"}
_MODEL = ("model", "model")
_SERIAL = ("serial", "serial")
_DEVICE = (("model", "Device", read_known), _SERIAL)
_DRIVER = ("driver", "driver")
_NOT_UEFI = ("BIOS", "UEFI-[Legacy]", "UEFI [Legacy]")

PROCESSOR = _table(
    "processor",
    ("model", "", _old_model),
    _MODEL,
    ("cores", "", _old_cores),
    ("cores", "cores", _some),
    ("threads", "threads", whole),
    ("bits", "bits"),
    ("socket", "socket"),
)
FIRMWARE = _table(
    "firmware",
    *(("brand", name, _before_version) for name in ("UEFI", *_NOT_UEFI)),
    ("version", "v"),
    *(("version", name, _after_version) for name in ("UEFI", *_NOT_UEFI)),
    ("version", "version"),
    ("date", "date", _date),
    ("uefi", "UEFI", lambda _: True),
    *(("uefi", name, lambda _: False) for name in _NOT_UEFI),
)
BOARD = _table(
    "board",
    ("brand", "Mobo", read_known),
    _MODEL,
    _SERIAL,
    ("version", "v"),
    ("version", "version"),
    ("memory_slots", "slots", whole),
    ("memory_max_mib", "capacity", _mib),
)
MODULE = _table(
    "memory",
    ("brand", "manufacturer"),
    ("model", "part-no"),
    _SERIAL,
    ("size_mib", "size", _mib),
    ("type", "type"),
    ("mhz", "speed", _some),
    ("mhz", "actual", _some),
    ("mhz", "spec", _some),
    ("slot", "Device", _beside),
)
OPTICAL = _table("optical", ("brand", "vendor"), _MODEL)
BATTERY = _table(
    "battery",
    _MODEL,
    _SERIAL,
    ("chemistry", "type"),
    ("design_mwh", "condition", _energy(2)),
    ("full_mwh", "condition", _energy(1)),
    ("cycles", "cycles", whole),
    ("percent", "charge", _matched(_CHARGE.search, 1)),
    ("health_percent", "condition", _matched(_CONDITION.match, 3)),
    ("status", "status"),
    ("present", "ID", lambda _: True),
)
GRAPHICS = _table("graphics", *_DEVICE, _DRIVER)
SOUND = _table("sound", *_DEVICE, _DRIVER)
NETWORK = _table("network", *_DEVICE, ("mac", "mac"), _DRIVER)
DISPLAY = _table(
    "display",
    _MODEL,
    _SERIAL,
    ("width_mm", "size", _matched(_MM.match, 1)),
    ("height_mm", "size", _matched(_MM.match, 2)),
    ("width_px", "modes", _matched(_PIXELS.match, 1)),
    ("width_px", "res", _matched(_PIXELS.match, 1)),
    ("height_px", "modes", _matched(_PIXELS.match, 2)),
    ("height_px", "res", _matched(_PIXELS.match, 2)),
    ("year", "built"),
    ("internal", "Monitor", _is_internal),
    ("connector", "Monitor", _beside),
)
