"""How Windows prints numbers, dates and virtual machines, in English and in French."""

import re
from datetime import UTC, datetime

from inventory.evidence.quantities import whole

_GROUPS = re.compile(r"(?<=\d)[\u00ff\u00a0\u202f\u2009 .,'\u2019](?=\d{3}(?!\d))")
"""Thousands; the old consoles' no-break space is read as ÿ."""
_VIRTUAL = re.compile(
    r"vmware|virtualbox|innotek|qemu|\bkvm\b|\bbochs\b|virtual machine|\bxen\b|parallels virtual"
    r"|hvm domu|proxmox|standard pc",
    re.IGNORECASE,
)
_DATE = re.compile(r"(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{2,4})")


def count(text: str) -> int | None:
    """Return a number whose thousands are grouped in any manner: `32,503`, `16 266`, `2.047`."""
    return whole(_GROUPS.sub("", text[:60].strip()))


def is_virtual(*names: str) -> bool:
    """Tell a virtual machine by the maker or the model it gives itself."""
    return any(_VIRTUAL.search(name) for name in names)


def iso_date(text: str, *, day_first: bool) -> str:
    """Return the first date of a text as ISO, '' when there is none or it cannot be."""
    if match := re.match(r"^(\d{4})(\d{2})(\d{2})\d{6}\.", text):
        return f"{match[1]}-{match[2]}-{match[3]}"
    match = _DATE.search(text[:80])
    if match is None:
        return ""
    first, second, third = match[1], match[2], match[3]
    if len(first) == 4:
        year, month, day = first, second, third
    else:
        year = third if len(third) == 4 else f"20{third}"
        day_first = int(second) <= 12 if int(first) > 12 else day_first and int(second) <= 12
        month, day = (second, first) if day_first else (first, second)
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return ""
    return f"{year}-{int(month):02}-{int(day):02}"


def of_epoch(milliseconds: int) -> str:
    """Return a date that ConvertTo-Json counted in milliseconds as ISO, '' when it cannot be."""
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return ""
