"""Who keeps every table of a year and subtracts them finds no small count of persons."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import combinations
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from filiere.network.actor import SYSTEM
from inventory.indicators.counted import section
from inventory.indicators.data import Data, Everything
from inventory.indicators.periods import Period
from inventory.indicators.rates import rate
from inventory.indicators.reading import Asked, Row
from inventory.indicators.secrecy import THRESHOLD
from inventory.indicators.tables import Section, percent

YEAR = 2026
KEYS = ("distribues", "personnes", "prets", "equipement")
DETAILS = (
    ("distributed", "person:given"),
    ("distributed", "person:lent"),
    ("distributed", "structure:given"),
    ("equipped", "given"),
    ("equipped", "lent"),
)


class Given(NamedTuple):
    """So many, in a month, known to the journal from another month on."""

    figure_and_detail: tuple[str, str]
    month: int
    known: int
    kind: str
    structure: int
    count: int


GIVEN = st.lists(
    st.builds(
        Given,
        st.sampled_from(DETAILS),
        st.integers(1, 12),
        st.integers(1, 12),
        st.sampled_from(["laptop", "monitor"]),
        st.integers(1, 3),
        st.integers(1, 14),
    ),
    min_size=1,
    max_size=25,
)


def seen_in(month: int, told: list[Given]) -> Everything:
    """What may be told when that month is over: late entries of older months come with it."""
    period = Period(str(YEAR), "", date(YEAR, 1, 1), date(YEAR, month, 1))
    found = [one for one in told if max(one.month, one.known) <= month]
    rows = [
        Row(*one.figure_and_detail, date(YEAR, one.month, 1), one.kind, one.count, 0)
        for one in found
    ]
    receivers: Counter[tuple[str, str, object]] = Counter()
    for one in found:
        receivers[(*one.figure_and_detail, one.structure)] += one.count
    data = Data(period, rows, [], Counter(), receivers, Counter(), Counter())
    return Everything(SYSTEM, Asked(period), True, data, data, {}, {})


def numbers(shown: Section) -> list[int]:
    """Every count of the page and of its CSVs."""
    cells = [value for table in shown.tables for line in table.lines for value in line[1:]]
    marks = [int(mark.value) for mark in shown.marks if mark.value is not None]
    figure = [int(shown.figure.replace("\u00a0", ""))] if shown.figure != "nd" else []
    return [value for value in cells if isinstance(value, int)] + marks + figure


@given(GIVEN, st.sets(st.integers(1, 12), min_size=1, max_size=12))
def test_no_two_numbers_ever_shown_differ_by_a_small_count(
    told: list[Given], visits: set[int]
) -> None:
    kept = {
        n for month in visits for key in KEYS for n in numbers(section(key, seen_in(month, told)))
    }
    assert all(abs(a - b) >= THRESHOLD for a, b in combinations(kept | {0}, 2))


@given(GIVEN, st.integers(1, 12))
def test_nor_does_any_sum_of_some_less_some_others(told: list[Given], month: int) -> None:
    """Multiples of one number add up and subtract to multiples of it, however many there are."""
    for key in KEYS:
        assert not [n for n in numbers(section(key, seen_in(month, told))) if n % THRESHOLD]


@given(GIVEN, st.integers(1, 12))
def test_a_share_in_a_title_is_that_of_the_numbers_shown(told: list[Given], month: int) -> None:
    for key in KEYS:
        for table in section(key, seen_in(month, told)).tables:
            if " : " in table.title:
                best = max(int(row.shown[0]) for row in table.rows if row.shown[0] != "nd")
                assert table.total is not None
                assert table.title.endswith(percent(best, int(table.total.shown[0])))


@given(GIVEN, st.integers(1, 12))
def test_rows_stand_by_what_is_shown_and_not_by_what_is_counted(
    told: list[Given], month: int
) -> None:
    for key in KEYS:
        for table in section(key, seen_in(month, told)).tables:
            if table.key == "structure":
                shown = [0 if row.shown[0] == "nd" else int(row.shown[0]) for row in table.rows]
                assert shown == sorted(shown, reverse=True)


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_rate_told_outside_is_that_of_rounded_counts(reused: int, recycled: int) -> None:
    found = rate(Counter(distributed=reused, recycled=recycled), outside=True)
    if found is not None:
        near = [round(n / THRESHOLD) * THRESHOLD for n in (reused, recycled)]
        assert found == 100 * near[0] / sum(near)
