"""The batteries that an SMBIOS table tells of: types 22, as dmidecode prints them."""

import re

from inventory.evidence.description import Sure
from inventory.evidence.dmi_table import Structure
from inventory.evidence.finding import Finding
from inventory.evidence.quantities import decimal

_NAMES = {
    "brand": ("Manufacturer",),
    "model": ("Name",),
    "chemistry": ("Chemistry", "SBDS Chemistry"),
}


def is_there(structure: Structure) -> bool:
    capacity = decimal(structure.text("Design Capacity"))
    return bool(capacity) or bool(structure.text("Name") and structure.text("Manufacturer"))


def tell(found: Finding, structures_: list[Structure]) -> None:
    """Tell each battery; one without a capacity in a fixed machine is a firmware's filler."""
    fixed = found.told("kind_hint") in {"desktop", "all_in_one"}
    for structure in structures_:
        unmeasured = not decimal(structure.text("Design Capacity"))
        if not is_there(structure) or (fixed and unmeasured):
            continue
        battery = found.component("battery", path=f"line {structure.line}")
        for name, keys in _NAMES.items():
            value, path = structure.said(*keys)
            battery.tell(name, value, path=path)
        value, path = structure.said("Serial Number")
        number = _from_hex(value) if re.search(r"^0|[A-F]", value) else ""
        battery.tell("serial", number, path=path, sure=Sure.DERIVED)
        battery.tell("serial", value, path=path)
        value, path = structure.said("SBDS Serial Number")
        battery.tell("serial", _from_hex(value), path=path, sure=Sure.DERIVED)
        value, path = structure.said("Design Capacity")
        capacity = decimal(value)
        volts = decimal(structure.text("Design Voltage"))
        battery.tell("design_mv", round(volts) if volts else None, path=path)
        if capacity and value.endswith("mWh"):
            battery.tell("design_mwh", round(capacity), path=path)
        if capacity and value.endswith("mAh"):
            battery.tell("design_mah", round(capacity), path=path)
        if capacity and value.endswith("mAh") and volts:
            battery.tell("design_mwh", round(capacity * volts / 1000), path=path, sure=Sure.DERIVED)
        value, path = structure.said("SBDS Manufacture Date", "Manufacture Date")
        battery.tell("manufactured", iso_date(value), path=path)


def _from_hex(text: str) -> str:
    """Return the serial of a smart battery as other tools print it: 61E6 is 25062."""
    return str(int(text, 16)) if re.fullmatch(r"[0-9A-Fa-f]{4}", text) and text != "0000" else ""


def iso_date(text: str) -> str:
    """Return a date of `MM/DD/YYYY`, `MM/DD/YY` or `YYYY-MM-DD` as ISO; '' when senseless."""
    if match := re.match(r"^(\d{2})/(\d{2})/(\d{4}|\d{2})$", text):
        year = match[3] if len(match[3]) == 4 else ("19" if match[3] > "80" else "20") + match[3]
        month, day = match[1], match[2]
    elif match := re.match(r"^(\d{4})-(\d{2})-(\d{2})$", text):
        year, month, day = match[1], match[2], match[3]
    else:
        return ""
    plausible = "1981" <= year <= "2099" and "01" <= month <= "12" and "01" <= day <= "31"
    return f"{year}-{month}-{day}" if plausible else ""
