"""Days and hours when the invented workshops work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
MONTHS = 14
OPENS, CLOSES = time(8, 30), time(16, 45)
FIXED_HOLIDAYS = frozenset({(5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11)})
IN_AUGUST = (1, 3)
"""In August half a team works, on Tuesdays and Thursdays."""


@cache
def easter(year: int) -> date:
    """Easter Sunday (the anonymous Gregorian computus, Meeus 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@cache
def is_worked(day: date) -> bool:
    """Monday to Friday, public holidays and the end of December left out, August slower."""
    if day.weekday() > 4 or (day.month, day.day) in FIXED_HOLIDAYS:
        return False
    if (day.month == 12 and day.day > 23) or (day.month, day.day) == (1, 1):
        return False
    if (day - easter(day.year)).days in {1, 39, 50}:
        return False
    return day.month != 8 or day.weekday() in IN_AUGUST


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or its 28th."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, 28))


@dataclass(frozen=True, slots=True)
class Calendar:
    """Fourteen months that end when the reference date begins: nothing happens on that day."""

    reference: date

    @property
    def opening(self) -> date:
        return months_before(self.reference, MONTHS)

    @property
    def horizon(self) -> datetime:
        return datetime.combine(self.reference, time(0), PARIS)

    def ago(self, days: int, random: Random) -> datetime:
        """A working hour of the last day worked, so many days before the reference date."""
        day = max(self.reference - timedelta(days=days), self.opening + timedelta(days=14))
        while not is_worked(day):
            day -= timedelta(days=1)
        return hour(day, random)

    @property
    def first_morning(self) -> datetime:
        day = next(iter(self.worked_days()))
        return datetime.combine(day, OPENS, PARIS)

    def worked_days(self) -> list[date]:
        found, day = [], self.opening
        while day < self.reference:
            if is_worked(day):
                found.append(day)
            day += timedelta(days=1)
        return found


def hour(day: date, random: Random) -> datetime:
    """Some time of a working day."""
    opens = datetime.combine(day, OPENS, PARIS)
    span = datetime.combine(day, CLOSES, PARIS) - opens
    return opens + timedelta(seconds=random.randrange(int(span.total_seconds())))


def later(at: datetime, days: int, random: Random) -> datetime:
    """So many working days later, at some hour; no day: a little later, next morning if late."""
    day = at.astimezone(PARIS).date()
    if days <= 0:
        soon = at + timedelta(seconds=random.randrange(240, 2400))
        if soon <= datetime.combine(day, CLOSES, PARIS) and is_worked(day):
            return soon
        days = 1
    while days:
        day += timedelta(days=1)
        days -= is_worked(day)
    return hour(day, random)
