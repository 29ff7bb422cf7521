"""Periods are whole months: the last twelve, or a calendar year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

TWELVE = 12
NAMES = tuple(
    "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Period:
    """``first`` and ``last`` are first days of months, both in."""

    key: str
    label: str
    first: date
    last: date

    @property
    def months(self) -> list[date]:
        count = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        return [add_months(self.first, number) for number in range(max(count, 0))]

    @property
    def before(self) -> Period:
        """As many months, just before for a sliding period; a year earlier otherwise."""
        first, last = add_months(self.first, -TWELVE), add_months(self.last, -TWELVE)
        return Period("", "un an plus tôt", first, last)


def add_months(month: date, count: int) -> date:
    year, number = divmod(month.year * 12 + month.month - 1 + count, 12)
    return date(year, number + 1, 1)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(0), zone)


def this_month() -> date:
    return timezone.localdate().replace(day=1)


def name_of(month: date) -> str:
    return f"{NAMES[month.month - 1]} {month.year}"


def period_of(key: str) -> Period:
    """The period asked for; the last twelve months by default."""
    now = this_month()
    if key.isascii() and key.isdigit() and 2000 <= int(key) <= now.year:
        year = int(key)
        last = now if year == now.year else date(year, 12, 1)
        return Period(key, f"Année {year}", date(year, 1, 1), last)
    return Period("12", "12 derniers mois", add_months(now, 1 - TWELVE), now)


def published_year(period: Period) -> Period:
    """The whole months over of the period's year: what is told of persons outside the house.

    Years do not overlap: no difference between two of them tells of a few people.
    """
    over = add_months(this_month(), -1)
    year = min(period.last.year, over.year)
    last = min(date(year, 12, 1), over)
    told = f"{year}" if last.month == TWELVE else f"janvier à {_month(last)} {year}"
    return Period(str(year), told if last.month > 1 else f"janvier {year}", date(year, 1, 1), last)


def _month(month: date) -> str:
    full = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
    return full.split()[month.month - 1]


def choices(oldest: date | None) -> list[tuple[str, str]]:
    now = this_month().year
    first = min(oldest.year if oldest else now, now)
    years = [(str(year), f"Année {year}") for year in range(now, first - 1, -1)]
    return [("12", "12 derniers mois"), *years]
