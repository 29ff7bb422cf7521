"""What was searched for and not found, or found in part: said beside the sources."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("searched.csv")
WHERE = (
    "Cherché dans des copies de pages publiques (Insee, presse, sites spécialisés) et de dépôts de "
    "code : une copie peut être ancienne ou incomplète, une source absente ici peut exister."
)


@dataclass(frozen=True, slots=True)
class Searched:
    """One figure looked for: what was found of it, and when."""

    what: str
    found: str
    when: date


@cache
def searched() -> tuple[Searched, ...]:
    """Every search that left something to be found.

    Examples
    --------
    >>> any("QPV" in one.what for one in searched())
    True
    """
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Searched(row["what"], row["found"], date.fromisoformat(row["when"]))
            for row in csv.DictReader(lines)
        )
