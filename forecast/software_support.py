"""Until when a system receives security updates, from the dates that endoflife.date keeps."""

from __future__ import annotations

import re
from datetime import date

from forecast.reference.tables import load

PRODUCTS = (
    (re.compile(r"windows (?P<cycle>7|8\.1|8)\b"), "windows"),
    (re.compile(r"windows 10\b"), "windows 10-22h2"),
    (re.compile(r"debian (?P<cycle>\d+)"), "debian"),
    (re.compile(r"linux mint (?P<cycle>\d+(?:\.\d)?)"), "linuxmint"),
    (re.compile(r"ubuntu (?P<cycle>\d+\.\d+)"), "ubuntu"),
    (re.compile(r"android (?P<cycle>\d+(?:\.\d)?)"), "android"),
    (re.compile(r"ipados (?P<cycle>\d+)"), "ipados"),
    (re.compile(r"ios (?P<cycle>\d+)"), "ios"),
    (re.compile(r"macos (?P<cycle>\d+(?:\.\d+)?)"), "macos"),
)
"""How a stated system reads as a product and a cycle of the table."""
SUPPORTED = "False"
"""What the table says of a system without an end yet."""


def ends_on(system: str) -> tuple[bool, date | None]:
    """Whether the table knows a system, and the day its updates end (None: not yet known).

    Examples
    --------
    >>> ends_on("Windows 10 Pro")
    (True, datetime.date(2025, 10, 14))
    >>> ends_on("PrimTux 8")
    (False, None)
    """
    table = load("software_end_of_life")
    for shape, product in PRODUCTS:
        found = shape.search(system.lower())
        if found is None:
            continue
        name, _, fixed = product.partition(" ")
        cycle = fixed or found["cycle"]
        rows = table[(table["product"] == name) & (table["cycle"] == cycle)]
        if not len(rows) and name == "windows":
            rows = table[(table["product"] == name) & table["cycle"].str.startswith(f"{cycle}-")]
        if not len(rows):
            return False, None
        told = str(rows["end_of_life"].iloc[0])
        return True, None if told in (SUPPORTED, "") else date.fromisoformat(told)
    return False, None
