"""What décret 2023-266 leaves out of a public donor's rate, from what its list says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inventory.sheets.days import bounds
from inventory.vocabulary import Word

YEARS = 10


class Standing(Word):
    """Whether a device counts in the rate."""

    OLD = "old", "Écartés : plus de dix ans"
    PROTECTED = "protected", "Écartés : classés ou protégés"
    UNDATED = "undated", "Sans date suffisante"
    COUNTED = "counted", "À compter"


@dataclass(frozen=True, slots=True)
class Reform:
    """``bought`` (or put to use) and ``reformed`` as the list tells them, None when it does not."""

    bought: str | None = None
    reformed: str | None = None
    protected: bool | None = None

    @property
    def standing(self) -> Standing:
        """A bare year counts when either end of it leads to the same answer.

        >>> Reform("2010", "2025-03-01").standing.value, Reform("2019", "2025").standing.value
        ('old', 'counted')
        >>> Reform("2015", "2025-03-01").standing.value, Reform("2010").standing.value
        ('undated', 'undated')
        """
        if self.protected:
            return Standing.PROTECTED
        if not self.bought or not self.reformed:
            return Standing.UNDATED
        (first, last), (early, late) = bounds(self.bought), bounds(self.reformed)
        surely, perhaps = _older(last, early), _older(first, late)
        if surely != perhaps:
            return Standing.UNDATED
        return Standing.OLD if surely else Standing.COUNTED

    def held_on(self, day: date) -> bool:
        """Reformed on that day or before, whatever the day of a bare year."""
        return bool(self.reformed) and bounds(self.reformed or "")[1] <= day


def _older(start: date, end: date) -> bool:
    """More than ten years: the tenth birthday itself is not yet over."""
    return (end.year - YEARS, end.month, end.day) > (start.year, start.month, start.day)
