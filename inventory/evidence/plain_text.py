"""A stranger's value as one short line: no control character, no lone surrogate."""

import unicodedata
from typing import Any

LONGEST = 200
"""Characters kept of one value."""
_LARGEST = 2**62
_NUMBERS = (int, float)


def clean_text(value: Any) -> str:
    """Return a value as one line that any database takes; '' when it is no text nor number."""
    if type(value) is str and len(value) <= LONGEST and value.isprintable() and "  " not in value:
        return value.strip(" ")
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**30:
        value = str(value)
    if not isinstance(value, str):
        return ""
    value = value[: 2 * LONGEST]
    if value.isascii() and value.isprintable():
        return " ".join(value.split())[:LONGEST].rstrip()
    kept = "".join(
        " " if unicodedata.category(character) in {"Cc", "Cs"} else character for character in value
    )
    return " ".join(kept.split())[:LONGEST].rstrip()


def whole_number(value: Any) -> int | None:
    """Return a count that means something: a positive or null integer, or digits; else None."""
    if isinstance(value, str) and len(value) < 25 and value.strip().isdecimal():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, _NUMBERS):
        return None
    return int(value) if 0 <= value < _LARGEST else None
