"""Dates as French spreadsheets write them, down to a bare year, kept as precise as they are."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache

from filiere.network.spelling import fold

MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin",
    "juillet", "aout", "septembre", "octobre", "novembre", "decembre",
)  # fmt: skip
SHORT = {"fev": 2, "fevr": 2, "avr": 4, "juil": 7, "jul": 7, "sept": 9}
HOUR = re.compile(r"[ t]\d{1,2}[:h]\d{2}(:\d{2})?(\.\d+)?z?$", re.IGNORECASE)
DAY_FIRST = re.compile(r"(\d{1,2}) (\w+) (\d{4}|\d{2})")
YEAR_FIRST = re.compile(r"(\d{4}) (\d{1,2})(?: (\d{1,2}))?")
MONTH_YEAR = re.compile(r"(\w+) (\d{4}|\d{2})")
SERIAL = re.compile(r"[2-5]\d{4}")
EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's count, for a date left in the format of a number."""
EMPTY = frozenset({"0000-00-00", "1900-01-00", "1900-01-01", "1899-12-30", "1899-12-31"})


@lru_cache(maxsize=20_000)
def day_said(text: str) -> str | None:
    """« 2015-03-12 », « 2015-03 » or « 2015 »; "" for a date left blank by a tool; None for none.

    >>> day_said("12/03/15"), day_said("12 févr. 2015"), day_said("mars-15"), day_said("2015")
    ('2015-03-12', '2015-02-12', '2015-03', '2015')
    >>> day_said("42075"), day_said("00/00/0000"), day_said("31/02/2020"), day_said("bientôt")
    ('2015-03-12', '', None, None)
    """
    bare = " ".join(re.findall(r"\w+", fold(HOUR.sub("", text.strip()))))
    if re.fullmatch(r"\d{4}", bare):
        return bare
    if SERIAL.fullmatch(bare):
        return (EPOCH + timedelta(days=int(bare))).isoformat()
    if found := YEAR_FIRST.fullmatch(bare):
        return _told(int(found[1]), int(found[2]), int(found[3]) if found[3] else None)
    if found := DAY_FIRST.fullmatch(bare.replace("1er ", "1 ")):
        return _told(_year(found[3]), _month(found[2]), int(found[1]))
    if found := MONTH_YEAR.fullmatch(bare):
        return _told(_year(found[2]), _month(found[1]), None)
    return None


@lru_cache(maxsize=20_000)
def bounds(told: str) -> tuple[date, date]:
    """The first and the last day that a date as precise as this one may be."""
    year, month, day = (*map(int, told.split("-")), 0, 0)[:3]
    if day:
        return date(year, month, day), date(year, month, day)
    if month:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


def shown_day(told: str | None) -> str:
    """As French people write it.

    >>> shown_day("2015-03-12"), shown_day("2015-03"), shown_day("2015"), shown_day(None)
    ('12/03/2015', '03/2015', '2015', '')
    """
    return "/".join(reversed((told or "").split("-")))


def _told(year: int, month: int, day: int | None) -> str | None:
    told = f"{year:04}-{month:02}" + ("" if day is None else f"-{day:02}")
    if told in EMPTY:
        return ""
    try:
        date(year, month, 1 if day is None else day)
    except ValueError:
        return None
    return told


def _year(text: str) -> int:
    if len(text) == 4:
        return int(text)
    recent = int(text) <= date.today().year % 100 + 1  # noqa: DTZ011
    return int(text) + (2000 if recent else 1900)


def _month(text: str) -> int:
    """From 1 to 12; 0 for none."""
    if text.isdigit():
        return int(text) if len(text) < 3 else 0
    if text in SHORT:
        return SHORT[text]
    return next(
        (rank for rank, name in enumerate(MONTHS, 1) if text in {name, name[:3], name[:4]}), 0
    )
