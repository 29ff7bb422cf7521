"""Whether two tools say the same thing in two ways: names, sizes, speeds."""

import re
from functools import lru_cache

from inventory.evidence.description import Told
from inventory.evidence.serials import clean_serial

SERIALS = frozenset({"serial", "asset_tag", "uuid", "imei", "imei2", "meid"})
"""Fields compared as serial numbers are."""
_MAKERS = {
    "HEWLETTPACKARD": "HP",
    "HPINC": "HP",
    "ASUSTEKCOMPUTER": "ASUS",
    "ASUSTEK": "ASUS",
    "DELLEMC": "DELL",
    "MICROSTARINTERNATIONAL": "MSI",
    "GIGABYTETECHNOLOGY": "GIGABYTE",
    "GENUINEINTEL": "INTEL",
    "AUTHENTICAMD": "AMD",
    "ADVANCEDMICRODEVICESAMD": "AMD",
    "ADVANCEDMICRODEVICES": "AMD",
    "SAMSUNGELECTRONICS": "SAMSUNG",
}
_COMPANY = re.compile(
    r"\b(?:INC|CORP|CORPORATION|CO|LTD|LIMITED|GMBH|AG|COMPUTERS?|LLC|S\.?A)\b\.?", re.IGNORECASE
)
_TRADE = re.compile(r"\((?:R|TM|C)\)|®|™|\bCPU\b|\bPROCESSOR\b|@\s*[\d.]+\s*GHZ", re.IGNORECASE)
_LETTERS = re.compile(r"[^0-9A-Z]+")
# How far two figures may be apart and still be one: by the end of the field's name.
_NEAR = {"_mhz": 0.06, "mhz": 0.06, "_bytes": 0.015, "_mwh": 0.02, "_mm": 0.06, "percent": 0.02}
_USABLE = 0.85
"""Memory: what a system may use is at least this part of what is installed."""


@lru_cache(maxsize=8192, typed=True)
def key_of(field: str, value: Told) -> str:
    """Return what to compare a value by: a serial cleaned, a maker without its company form."""
    if not isinstance(value, str):
        return str(value)
    if field in SERIALS:
        return clean_serial(value) or value.upper()
    text = value.upper()
    if field == "brand":
        text = _LETTERS.sub("", _COMPANY.sub("", text))
        return _MAKERS.get(text, text)
    if field in {"cpu", "model"}:
        text = _TRADE.sub(" ", text)
    return _LETTERS.sub("", text)


def near(field: str, one: Told, other: Told) -> bool:
    """Tell whether two values are one, within what tools round."""
    if isinstance(one, str) or isinstance(other, str) or field == "kind_hint":
        return key_of(field, one) == key_of(field, other)
    share = next((share for end, share in _NEAR.items() if field.endswith(end)), 0.0)
    return abs(one - other) <= share * max(abs(one), abs(other))


def finer(field: str, one: Told, other: Told) -> bool:
    """Tell whether the first says all that the second says, and more."""
    if not isinstance(one, str) or not isinstance(other, str) or field in SERIALS:
        return False
    long, short = key_of(field, one), key_of(field, other)
    return len(short) >= 3 and len(long) > len(short) and short in long


def usable_part(field: str, one: Told, other: Told) -> bool:
    """Tell whether the second is what a system may use of the memory that the first counts."""
    if field != "memory_mib" or isinstance(one, str) or isinstance(other, str):
        return False
    return _USABLE * one <= other <= one
