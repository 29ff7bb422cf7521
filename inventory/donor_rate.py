"""The rate of décret 2023-266 on what came to us, with each of its terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from inventory.reform import Reform, Standing
from inventory.vocabulary import category


@dataclass(frozen=True, slots=True)
class Fate:
    """One device: its kind, what its list says, what became of it (or by which route)."""

    kind: str
    reform: Reform
    end: str


@dataclass(slots=True)
class Tally:
    """Of one category.

    ``standings`` of what was received in the year, ``outcomes`` of what counts among it,
    ``reused`` in the year and counted, ``held`` by the donor on 1 January, reformed and counted.
    ``unsaid`` counts though nobody said whether it is protected.
    """

    standings: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    reused: int = 0
    held: int = 0
    unsaid: int = 0

    @property
    def rate(self) -> float | None:
        """Per cent; None where nothing was held."""
        return 100 * self.reused / self.held if self.held else None


def tallies(received: Iterable[Fate], reused: Iterable[Fate], year: int) -> dict[int, Tally]:
    """By category, 0 for all."""
    found = {number: Tally() for number in (2, 6, 0)}
    for one in received:
        standing = one.reform.standing
        for tally in (found[category(one.kind)], found[0]):
            tally.standings[standing] += 1
            if standing == Standing.COUNTED:
                tally.outcomes[one.end] += 1
                tally.held += one.reform.held_on(date(year, 1, 1))
                tally.unsaid += one.reform.protected is None
    for one in reused:
        if one.reform.standing == Standing.COUNTED:
            found[category(one.kind)].reused += 1
            found[0].reused += 1
    return found
