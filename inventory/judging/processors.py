"""A processor's name, read: who made it, which family, since when, whether Windows 11 takes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from inventory.judging.figures import table

LONGEST = 120


@dataclass(frozen=True, slots=True)
class Processor:
    """``windows11``: on Microsoft's list. ``year``: when the family came out, if it is one year."""

    vendor: str
    family: str
    year: int | None
    bits: int
    windows11: bool


def processor(name: str) -> Processor | None:
    """The first family of ``processors.csv`` whose pattern is in the name."""
    text = re.sub(r"\((?:R|TM)\)", " ", name[:LONGEST], flags=re.I)
    text = " ".join(text.split())
    return next((known for pattern, known in _families() if pattern.search(text)), None)


@cache
def _families() -> tuple[tuple[re.Pattern[str], Processor], ...]:
    return tuple(
        (
            re.compile(row["pattern"], re.IGNORECASE),
            Processor(
                row["vendor"],
                row["family"],
                int(row["year"]) if row["year"] else None,
                int(row["bits"]),
                row["windows11"] == "yes",
            ),
        )
        for row in table("processors")
    )
