"""Days and hours of work."""

from datetime import date, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filiere.demo.calendar import CLOSES, OPENS, PARIS, Calendar, easter, is_worked, later


@pytest.mark.parametrize(
    ("year", "day"), [(2024, (3, 31)), (2025, (4, 20)), (2026, (4, 5)), (2038, (4, 25))]
)
def test_easter_falls_where_it_does(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 4, 6),  # Easter Monday
        date(2026, 5, 14),  # Ascension
        date(2026, 5, 25),  # Whit Monday
        date(2026, 7, 14),
        date(2025, 12, 25),
        date(2026, 1, 1),
        date(2026, 3, 7),  # a Saturday
        date(2026, 8, 5),  # a Wednesday of August
    ],
)
def test_nobody_works_then(day: date) -> None:
    assert not is_worked(day)


def test_august_is_slower() -> None:
    worked = [sum(is_worked(date(2026, month, day)) for day in range(1, 31)) for month in (6, 8, 9)]
    assert worked[1] < worked[0] / 2 < worked[2]


@given(days=st.integers(0, 30), seed=st.integers(), second=st.integers(0, 86_399 * 400))
def test_what_comes_later_comes_at_a_working_hour(days: int, seed: int, second: int) -> None:
    start = datetime.fromtimestamp(1_750_000_000 + second, PARIS)
    then = later(start, days, Random(seed))
    assert then > start
    assert is_worked(then.date())
    assert OPENS <= then.time() <= CLOSES or then.date() == start.date()


def test_fourteen_months_end_when_the_reference_date_begins() -> None:
    calendar = Calendar(date(2026, 11, 30))
    assert calendar.opening == date(2025, 9, 28)
    assert calendar.horizon == datetime(2026, 11, 30, tzinfo=PARIS)
    assert all(day < date(2026, 11, 30) for day in calendar.worked_days())
