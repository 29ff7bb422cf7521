"""Sizes and numbers as tools print them, brought to one unit each, exactly or not at all."""

import re

_SIZE = re.compile(
    r"^\s*([0-9][0-9.,\u00a0\u202f ]{0,30})\s*([kKMGTP]?)(?:i?[Bb](?:ytes?|\b)?|byte|o\b)?"
)
_COMMON_SIZE = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,9})?) ?([KMGTP])(i?)B")
"""What most tools print; the pattern above knows the rest."""
_POWER = {"": 0, "K": 1, "M": 2, "G": 3, "T": 4, "P": 5}
_DECIMAL = re.compile(r"^\s*([+-]?[0-9]{1,15})(?:[.,]([0-9]{1,9}))?(?![0-9.,]*[.,][0-9])")
_WHOLE = re.compile(
    r"^\s*([0-9]{1,3}(?:[ ,.'\u2019\u00a0\u202f][0-9]{3}){1,7}|[0-9]{1,24})(?![0-9])"
)
_NOT_DIGITS = re.compile(r"[^0-9]")
_LARGEST = 2**62


def decimal(text: str) -> float | None:
    """Return the number at the start of a text; a comma or a dot opens the decimals.

    For measures (Wh, V, %), never for counts with thousands: `57,532` is 57.532 here.
    """
    match = _DECIMAL.match(text[:60])
    return float(f"{match[1]}.{match[2] or 0}") if match else None


def whole(text: str) -> int | None:
    """Return the count at the start of a text, its thousands grouped in any manner."""
    if text.isdecimal() and text.isascii() and len(text) <= 18:
        return int(text)
    match = _WHOLE.match(text[:60])
    if match is None:
        return None
    digits = match[1]
    value = int(digits if digits.isdecimal() else _NOT_DIGITS.sub("", digits))
    return value if value < _LARGEST else None


def size_bytes(text: str, *, base: int = 1024) -> int | None:
    """Return a size such as `8 GB`, `8192 MB`, `256Mbyte`, `7.5G`, `448K` in bytes.

    `base` is what a kilo is in the tool that printed it; `GiB` is always of 1024.
    """
    if common := _COMMON_SIZE.fullmatch(text):
        base = 1024 if common[3] else base
        value = round(float(common[1]) * base ** _POWER[common[2]])
        return value if value < _LARGEST else None
    match = _SIZE.match(text[:80])
    if match is None:
        return None
    number = decimal(match[1])
    if number is None or number < 0:
        return None
    unit = text[match.start(2) : match.end(2) + 1]
    base = 1024 if unit[1:2] == "i" else base
    value = round(number * base ** _POWER[match[2].upper()])
    return value if value < _LARGEST else None


def mib(size: int | None) -> int | None:
    """Return bytes as MiB, None below one."""
    return size // 2**20 or None if size else None
