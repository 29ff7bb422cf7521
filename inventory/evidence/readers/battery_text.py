"""Reads battery reports: upower, acpi, acpiconf, and the kernel's own (power_supply)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from inventory.evidence.description import Description, Sure
from inventory.evidence.finding import Finding, Part
from inventory.evidence.material import Material
from inventory.evidence.quantities import decimal, whole

NAME = "battery"
VERSION = 2

_UPOWER = re.compile(r"^\s{0,4}native-path:|^/org/freedesktop/UPower/devices/", re.MULTILINE)
_ACPI = re.compile(r"^ {0,6}(?:Battery|(?:AC )?Adapter) \d: ", re.MULTILINE)
_ACPICONF = re.compile(r"^Last full capacity:\s", re.MULTILINE)
_KERNEL = re.compile(r"^(?:\S{0,80}:)?POWER_SUPPLY_NAME=", re.MULTILINE)
_ENUMERATED = re.compile(r"^/org/freedesktop/UPower/devices/battery_(?!hid|gip|ps_)(\S{1,80})$")
_ACPI_LINE = re.compile(r"^ {0,6}Battery (\d): (.{1,200})$")
_ACPI_DESIGN = re.compile(
    r"design capacity (\d{1,7}) mAh, last full capacity (\d{1,7}) mAh = (\d+)%"
)
_FIELD = re.compile(r"^\s*([A-Za-z][A-Za-z -]{1,40}?):\s*(.*)$")


@dataclass
class _Block:
    """The fields of one power source, each with its line."""

    path: str
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)
    titles: set[str] = field(default_factory=set)

    def said(self, key: str) -> tuple[str, str]:
        return self.fields.get(key, ("", self.path))


def recognises(material: Material) -> bool:
    """Tell one of the four by its own words."""
    head = material.head
    return any(p.search(head) for p in (_UPOWER, _ACPI, _ACPICONF, _KERNEL))


def describe(material: Material) -> Description:
    """Return the batteries of the device; those of mice and keyboards are not its own."""
    found = Finding(NAME, VERSION)
    text = material.text
    if _KERNEL.search(text):
        _kernel(found, material.lines)
    elif _ACPICONF.search(text):
        _acpiconf(found, material.lines)
    elif _ACPI.search(text):
        _acpi(found, material.lines)
    else:
        _upower(found, material.lines)
    if not any(True for part in found.description().of("battery")):
        found.note("no_battery", "Ce relevé ne montre aucune batterie de l'appareil.")
    return found.description()


def _blocks(lines: list[str], opens: re.Pattern[str]) -> Iterator[_Block]:
    """Yield blocks of `key: value` lines; a line that matches `opens` begins one."""
    current = _Block("line 1")
    for number, line in enumerate(lines, start=1):
        if opens.match(line) and current.fields:
            yield current
            current = _Block(f"line {number}")
        if match := _FIELD.match(line):
            current.fields.setdefault(match[1].lower(), (match[2].strip(), f"line {number}"))
        elif line.startswith(" ") and ":" not in line and line.strip():
            current.titles.add(line.strip())
    if current.fields:
        yield current


def _upower(found: Finding, lines: list[str]) -> None:
    for number, line in enumerate(lines, start=1):
        if _ENUMERATED.match(line.strip()):
            found.component("battery", path=f"line {number}").tell(
                "present", True, path=f"line {number}", sure=Sure.DERIVED
            )
    for block in _blocks(lines, re.compile(r"^Device:|^\s{0,4}native-path:|^Daemon:")):
        native = block.said("native-path")[0]
        own = block.said("power supply")[0].lower() == "yes"
        if "battery" not in block.titles or not own or native in {"", "(null)"}:
            continue
        battery = found.component("battery", path=block.said("native-path")[1])
        for name, key in (
            *(("brand", "vendor"), ("model", "model"), ("serial", "serial")),
            *(("chemistry", "technology"), ("status", "state"), ("present", "present")),
        ):
            value, path = block.said(key)
            battery.tell(name, value, path=path)
        for name, key, scale in (
            *(("design_mwh", "energy-full-design", 1000), ("full_mwh", "energy-full", 1000)),
            *(("now_mwh", "energy", 1000), ("voltage_mv", "voltage", 1000)),
            *(("percent", "percentage", 1), ("cycles", "charge-cycles", 1)),
            ("health_percent", "capacity", 1),
        ):
            value, path = block.said(key)
            _measure(battery, name, value, scale, path)
        _health(battery, "design_mwh", "full_mwh", block.said("energy-full")[1])


def _measure(battery: Part, name: str, text: str, scale: int, path: str) -> None:
    number = decimal(text)
    if number is not None and (number > 0 or name in {"percent", "cycles", "now_mwh"}):
        battery.tell(name, round(number * scale), path=path)


def _health(battery: Part, design: str, full: str, path: str) -> None:
    """Tell what is left of the design capacity, when both are known."""
    whole_, left = battery.told(design), battery.told(full)
    if isinstance(whole_, int) and isinstance(left, int) and whole_ > 0:
        battery.tell("health_percent", round(100 * left / whole_), path=path, sure=Sure.DERIVED)


def _acpi(found: Finding, lines: list[str]) -> None:
    batteries: dict[str, Part] = {}
    for number, line in enumerate(lines, start=1):
        match = _ACPI_LINE.match(line)
        if match is None:
            continue
        path = f"line {number}"
        if match[1] not in batteries:
            batteries[match[1]] = found.component("battery", path=path)
            batteries[match[1]].tell("present", True, path=path, sure=Sure.DERIVED)
        battery = batteries[match[1]]
        if told := _ACPI_DESIGN.search(match[2]):
            battery.tell("design_mah", int(told[1]), path=path)
            battery.tell("full_mah", int(told[2]), path=path)
            battery.tell("health_percent", int(told[3]), path=path)
        elif charge := re.match(r"^(?:([A-Za-z ]{3,20}), )?(\d{1,3})%", match[2]):
            battery.tell("status", (charge[1] or "").lower(), path=path)
            battery.tell("percent", int(charge[2]), path=path)


def _acpiconf(found: Finding, lines: list[str]) -> None:
    for block in _blocks(lines, re.compile(r"^Design capacity:\s")):
        state = block.said("state")[0]
        design, path = block.said("design capacity")
        if state == "not present":
            continue
        battery = found.component("battery", path=path)
        for name, key in (
            *(("brand", "oem info"), ("model", "model number"), ("serial", "serial number")),
            *(("chemistry", "type"), ("status", "state")),
        ):
            value, path = block.said(key)
            battery.tell(name, value, path=path)
        unit = "mah" if design.endswith("mAh") else "mwh"
        for name, key in (
            *((f"design_{unit}", "design capacity"), (f"full_{unit}", "last full capacity")),
            *(("design_mv", "design voltage"), ("voltage_mv", "present voltage")),
            *(("percent", "remaining capacity"), ("cycles", "cycle count")),
        ):
            value, path = block.said(key)
            battery.tell(name, whole(value), path=path)
        _health(battery, f"design_{unit}", f"full_{unit}", block.said("last full capacity")[1])


def _kernel(found: Finding, lines: list[str]) -> None:
    """Read `uevent` files of /sys/class/power_supply: micro-units, POWER_SUPPLY_ in front."""
    blocks: list[_Block] = []
    for number, line in enumerate(lines, start=1):
        key, mark, value = line.rpartition("POWER_SUPPLY_")[2].partition("=")
        if not mark or "POWER_SUPPLY_" not in line:
            continue
        if key == "NAME" or not blocks:
            blocks.append(_Block(f"line {number}"))
        blocks[-1].fields.setdefault(key, (value.strip(), f"line {number}"))
    for block in blocks:
        kind = block.said("TYPE")[0] or ("Battery" if "PRESENT" in block.fields else "")
        device = block.said("SCOPE")[0] == "Device" or block.said("NAME")[0].startswith("hid")
        if kind != "Battery" or device or block.said("PRESENT")[0] == "0":
            continue
        battery = found.component("battery", path=block.path)
        for name, key in (
            *(("brand", "MANUFACTURER"), ("model", "MODEL_NAME"), ("serial", "SERIAL_NUMBER")),
            *(("chemistry", "TECHNOLOGY"), ("status", "STATUS"), ("present", "PRESENT")),
            *(("health", "HEALTH"), ("percent", "CAPACITY")),
        ):
            value, path = block.said(key)
            battery.tell(name, value, path=path)
        for name, key in (
            *(("design_mwh", "ENERGY_FULL_DESIGN"), ("full_mwh", "ENERGY_FULL")),
            *(("now_mwh", "ENERGY_NOW"), ("voltage_mv", "VOLTAGE_NOW")),
            *(("design_mv", "VOLTAGE_MIN_DESIGN"), ("design_mah", "CHARGE_FULL_DESIGN")),
            ("full_mah", "CHARGE_FULL"),
        ):
            value, path = block.said(key)
            number_ = whole(value)
            battery.tell(name, number_ // 1000 if number_ else None, path=path)
        value, path = block.said("CYCLE_COUNT")
        cycles = whole(value)
        battery.tell("cycles", cycles or None, path=path)
        _health(battery, "design_mwh", "full_mwh", block.path)
        _health(battery, "design_mah", "full_mah", block.path)
