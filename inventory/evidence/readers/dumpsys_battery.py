"""Reads Android's `dumpsys battery`.

Lines and codes: frameworks/base BatteryService.java and BatteryManager (source.android.com);
Samsung adds its own measures of wear (`mSavedBatteryAsoc`, `mSavedBatteryUsage`).
"""

import re

from inventory.evidence.description import Description, Sure
from inventory.evidence.finding import Finding
from inventory.evidence.material import Material
from inventory.evidence.quantities import decimal

NAME = "dumpsys_battery"
VERSION = 1

_OPENING = re.compile(r"^\s{0,8}Current Battery Service state:", re.MULTILINE)
_LINE = re.compile(r"^ {1,12}([A-Za-z][\w ().-]{1,60}?)\s*[:=]\s*\[?(-?[\w.%+ -]{1,60})\]?\s*$")
_HEALTH = {"2": "good", "3": "overheat", "4": "dead", "5": "over_voltage", "6": "failure"}
_HEALTH |= {"7": "cold"}
_STATUS = {"2": "charging", "3": "discharging", "4": "not_charging", "5": "full"}
_WEAR = ("msavedbatteryasoc", "battery asoc", "asoc", "state of health")
_CYCLES = ("cycle count", "battery cycle", "msavedbatterycyclecount", "charge cycle count")
_MOST_LINES = 200
OPENS = re.compile(r"\s{0,8}Current Battery Service state:")
Said = dict[str, tuple[str, str]]


def recognises(material: Material) -> bool:
    """Tell the service by the line that opens it."""
    return _OPENING.search(material.head) is not None


def describe(material: Material) -> Description:
    """Return the battery that the service tells of."""
    opening = next((n for n, line in enumerate(material.lines, 1) if _OPENING.match(line)), 1)
    said: Said = {}
    for number, line in enumerate(material.lines[opening : opening + _MOST_LINES], opening + 1):
        if match := _LINE.match(line):
            said.setdefault(match[1].strip().lower(), (match[2].strip(), f"line {number}"))
    found = Finding(NAME, VERSION)
    part = found.component("battery", path=f"line {opening}")
    for field, name in (("present", "present"), ("chemistry", "technology")):
        value, path = _at(said, name)
        part.tell(field, value, path=path)
    for field, name, words in (("health", "health", _HEALTH), ("status", "status", _STATUS)):
        value, path = _at(said, name)
        part.tell(field, words.get(value), path=path)
    value, path = _at(said, "level")
    scale = decimal(_at(said, "scale")[0]) or 100
    level = decimal(value)
    part.tell("percent", None if level is None else level * 100 / scale, path=path)
    value, path = _at(said, "voltage")
    part.tell("voltage_mv", _millivolts(value), path=path)
    value, path = _at(said, "temperature")
    tenths = decimal(value)
    part.tell("temperature_c", None if tenths is None else tenths / 10, path=path)
    value, path = _at(said, *_WEAR)
    health = decimal(value)
    part.tell("health_percent", health if health and 0 < health <= 100 else None, path=path)
    value, path = _at(said, *_CYCLES)
    part.tell("cycles", decimal(value), path=path)
    value, path = _at(said, "msavedbatteryusage")
    usage = decimal(value)
    if usage and usage > 0:
        part.tell("cycles", usage // 100, path=path, sure=Sure.DERIVED)
    found.note("no_media", "Ce relevé ne parle que de la batterie.")
    return found.description()


def _at(said: Said, *names: str) -> tuple[str, str]:
    """Return the first of these lines that is there, and its place."""
    return next((said[name] for name in names if name in said), ("", ""))


def _millivolts(text: str) -> int | None:
    """Return a voltage in mV: some phones say volts, others microvolts."""
    value = decimal(text)
    if not value or value < 0:
        return None
    if value < 100:
        return round(value * 1000)
    return round(value / 1000) if value > 100_000 else round(value)
