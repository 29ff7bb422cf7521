"""Secrecy: whoever adds and subtracts finds no hidden cell, on either path of the territory."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from forecast.deducing import Cell, Relation
from forecast.secrecy import Rule, alone, hidden, is_sensitive, rules

PERSONS, FLEETS = rules()["requests"], rules()["declared_fleets"]
KINDS = ("laptop", "phone")
PARTS = {"p1": ("a", "b"), "p2": ("c", "d"), "p3": ("e", "f", "g")}
"""Parts of EPCI: p1 and p2 make EPCI e1 across départements, p2 and p3 make département d2."""
UPPER = (("e1", ("p1", "p2")), ("d1", ("p1",)), ("d2", ("p2", "p3")), ("fr", ("d1", "d2")))


def table(
    leaves: dict[tuple[str, str], Cell],
) -> tuple[dict[Hashable, Cell], list[Relation]]:
    """Communes by kind, summed up both paths and over kinds."""
    cells: dict[Hashable, Cell] = dict(leaves)
    relations = []
    for total, parts in (*PARTS.items(), *UPPER):
        for kind in KINDS:
            keys = tuple((part, kind) for part in parts)
            cells[total, kind] = summed([cells[key] for key in keys])
            relations.append(Relation((total, kind), keys))
    for place in {place for place, _ in cells}:
        keys = tuple((place, kind) for kind in KINDS)
        cells[place, "all"] = summed([cells[key] for key in keys])
        relations.append(Relation((place, "all"), keys))
    return cells, relations


def summed(told: list[Cell]) -> Cell:
    units = None if any(one.units is None for one in told) else sum(one.units or 0 for one in told)
    return Cell(sum(one.value for one in told), units, max(one.biggest for one in told))


def deduced(
    key: Hashable, cells: dict[Hashable, Cell], relations: list[Relation], gone: frozenset[Hashable]
) -> tuple[float, float]:
    """Bounds of one hidden cell by a program of our own, all relations at once."""
    keys = list(cells)
    place = {one: number for number, one in enumerate(keys)}
    matrix = np.zeros((len(relations), len(keys)))
    for row, relation in enumerate(relations):
        matrix[row, place[relation.total]] = -1
        for part in relation.parts:
            matrix[row, place[part]] += 1
    ends = []
    least = [1 if cell.units is None else 0 for cell in cells.values()]
    limits = [
        (low, None) if one in gone else (cells[one].value,) * 2
        for one, low in zip(keys, least, strict=True)
    ]
    for sign in (1, -1):
        aim = np.zeros(len(keys))
        aim[place[key]] = sign
        found = linprog(aim, A_eq=matrix, b_eq=np.zeros(len(relations)), bounds=limits)
        ends.append(sign * found.fun if found.success else np.inf)
    return ends[0], ends[1]


SPOTS = [(place, kind) for places in PARTS.values() for place, kind in product(places, KINDS)]


@settings(max_examples=8, deadline=None)
@given(st.lists(st.sampled_from([0, 0, 1, 2, 3, 4, 6, 9, 30]), min_size=14, max_size=14))
def test_no_count_of_persons_is_found_by_difference(counts: list[int]) -> None:
    leaves = {spot: Cell(float(n)) for spot, n in zip(SPOTS, counts, strict=True)}
    cells, relations = table(leaves)
    gone = hidden(cells, relations, PERSONS)
    assert all(key in gone for key, cell in cells.items() if 0 < cell.value < 5)
    assert not any(cells[key].value == 0 for key in gone)
    for key in gone:
        low, high = deduced(key, cells, relations, gone)
        assert high - low > 1e-6
        if is_sensitive(cells[key], PERSONS):
            assert high >= 5 - 1e-6


@settings(max_examples=6, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 400), st.integers(0, 5), st.floats(0.3, 1.0)),
        min_size=14,
        max_size=14,
    )
)
def test_no_company_is_found_by_difference(told: list[tuple[int, int, float]]) -> None:
    leaves = {
        spot: Cell(float(value), units, value * (1.0 if units == 1 else share))
        if units
        else Cell(0.0, 0)
        for spot, (value, units, share) in zip(SPOTS, told, strict=True)
    }
    cells, relations = table(leaves)
    gone = hidden(cells, relations, FLEETS)
    for key in gone:
        low, high = deduced(key, cells, relations, gone)
        value = cells[key].value
        assert high - low > 1e-6
        if is_sensitive(cells[key], FLEETS):
            assert low <= 0.85 * value + 1e-6 and high >= 1.15 * value - 1e-6


def test_two_ones_that_a_total_of_two_would_give_away_are_covered() -> None:
    cells = {"a": Cell(1), "b": Cell(1), "c": Cell(50), "all": Cell(52)}
    gone = hidden(cells, [Relation("all", ("a", "b", "c"))], PERSONS)
    assert gone == {"a", "b", "c"}


def test_a_small_total_hides_with_its_only_part() -> None:
    cells = {"a": Cell(3), "b": Cell(0), "all": Cell(3)}
    assert hidden(cells, [Relation("all", ("a", "b"))], PERSONS) == {"a", "all"}


def test_large_counts_hide_nothing() -> None:
    cells = {"a": Cell(30), "b": Cell(0), "all": Cell(30)}
    assert not hidden(cells, [Relation("all", ("a", "b"))], PERSONS)


def test_one_donor_too_big_is_hidden_and_covered() -> None:
    cells = {"a": Cell(100, 4, 90), "b": Cell(60, 5, 20), "all": Cell(160, 9, 90)}
    assert "a" in hidden(cells, [Relation("all", ("a", "b"))], FLEETS)
    assert hidden(cells, [Relation("all", ("a", "b"))], FLEETS) >= {"a", "b"}


def test_a_figure_withheld_alone_takes_another_with_it() -> None:
    values = {"a": 3.0, "b": 8.0, "c": 5.0, "all": 16.0}
    assert alone({"a"}, values, [Relation("all", ("a", "b", "c"))]) == {"c"}


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.source)
def test_each_rule_says_where_it_comes_from(rule: Rule) -> None:
    assert rule.why and rule.counts
