"""Statistical secrecy: what may be shown of a table, and what no difference gives away.

A table is its cells and its relations: a total and the parts that sum to it. Territories make two
families of relations over the same communes (département and EPCI), kinds a third: a cell may
stand in several. A cell of few units, or with one unit too big in it, is hidden (primary
suppression); then others are, until whoever knows every relation and every shown cell can neither
find a hidden one nor bound a sensitive one closely (secondary suppression). Zero hides nobody.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from forecast.deducing import (
    Cell,
    Key,
    Relation,
    Web,
    bounds,
    components,
    matrix_of,
    where_of,
)

TABLE = Path(__file__).with_suffix(".csv")
MARGIN = 0.15
"""A value with one unit too big in it is bounded no closer than this, on either side."""
CLOSE = 1e-6


@dataclass(frozen=True, slots=True)
class Rule:
    """The thresholds of one source: fewest units shown, biggest share of one of them."""

    source: str
    counts: str
    least: int
    most_share: float | None
    confirmed: bool
    why: str


@cache
def rules() -> dict[str, Rule]:
    """Every rule, by source.

    Examples
    --------
    >>> rules()["declared_fleets"].least, rules()["declared_fleets"].most_share
    (3, 0.85)
    """
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["source"]: _rule(row) for row in csv.DictReader(file)}


def _rule(row: dict[str, str]) -> Rule:
    share = float(row["most_share"]) if row["most_share"] else None
    sure = row["confirmed"] == "yes"
    return Rule(row["source"], row["counts"], int(row["least"]), share, sure, row["why"])


def is_sensitive(cell: Cell, rule: Rule) -> bool:
    """Whether a cell must be hidden for its own sake.

    Examples
    --------
    >>> fleets = rules()["declared_fleets"]
    >>> is_sensitive(Cell(100, 3, 80), fleets), is_sensitive(Cell(100, 3, 90), fleets)
    (False, True)
    """
    if cell.value <= 0:
        return False
    units = cell.value if cell.units is None else cell.units
    dominated = rule.most_share is not None and cell.biggest > rule.most_share * cell.value
    return 0 < units < rule.least or dominated


def hidden(cells: Mapping[Key, Cell], relations: Sequence[Relation], rule: Rule) -> frozenset[Key]:
    """The cells that must not be shown.

    Raises
    ------
    KeyError
        A relation names a cell that is not there.

    Examples
    --------
    One commune has two persons: another is hidden with it, or the total would give it away.

    >>> cells = {"a": Cell(2), "b": Cell(9), "c": Cell(40), "all": Cell(51)}
    >>> sorted(hidden(cells, [Relation("all", ("a", "b", "c"))], rules()["requests"]))
    ['a', 'b']
    """
    sensitive = {key for key, cell in cells.items() if is_sensitive(cell, rule)}
    kept = set(sensitive)
    kept |= alone(kept, {key: cell.value for key, cell in cells.items()}, relations)
    while True:
        told = exposed(cells, relations, kept, rule)
        more = {one for key in told for one in _cover(key, kept, cells, relations)}
        if not more:
            return frozenset(kept)
        kept |= more


def alone(
    kept: Iterable[Key],
    values: Mapping[Key, float],
    relations: Sequence[Relation],
    where: Web | None = None,
) -> set[Key]:
    """The cells to hide so that no relation has one hidden cell only: it would be found.

    The smallest one shown that is not zero joins it, a part rather than the total.
    """
    gone, added = set(kept), set()
    where = where or where_of(relations)
    waiting = [relation for relation in relations if gone & {relation.total, *relation.parts}]
    while waiting:
        relation = waiting.pop()
        members = (relation.total, *relation.parts)
        if sum(key in gone for key in members) != 1:
            continue
        shown = [key for key in relation.parts if key not in gone and values[key]]
        chosen = min(shown, key=lambda key: (values[key], str(key)), default=relation.total)
        if chosen in gone:
            continue
        gone.add(chosen)
        added.add(chosen)
        waiting += where[chosen]
    return added


def exposed(
    cells: Mapping[Key, Cell], relations: Sequence[Relation], kept: Iterable[Key], rule: Rule
) -> set[Key]:
    """The hidden cells that the relations and the shown cells give away, exactly or nearly."""
    gone = set(kept)
    found: set[Key] = set()
    for keys, mine in components(gone, where_of(relations)):
        ends = bounds(keys, mine, cells, gone)
        for key, (low, high) in ends.items():
            if not _is_safe(cells[key], low, high, rule):
                found.add(key)
    return found


def determined(
    kept: Iterable[Key], relations: Sequence[Relation], where: Web | None = None
) -> set[Key]:
    """The hidden cells that some sum of relations gives exactly, whatever the values."""
    from scipy.linalg import null_space

    gone = set(kept)
    found: set[Key] = set()
    for keys, mine in components(gone, where or where_of(relations)):
        if len(mine) == 1 and len(keys) > 1:
            continue
        free = null_space(matrix_of(keys, mine))
        found |= {key for key, row in zip(keys, free, strict=True) if not np.any(abs(row) > CLOSE)}
    return found


def covered(
    kept: Iterable[Key], values: Mapping[Key, float], relations: Sequence[Relation]
) -> frozenset[Key]:
    """Cells withheld for want of quality, and those to withhold so that none is found exactly."""
    gone = set(kept)
    where = where_of(relations)
    while True:
        gone |= alone(gone, values, relations, where)
        told = determined(gone, relations, where)
        more = {one for key in told for one in _beside(key, gone, values, where)}
        if not more:
            return frozenset(gone)
        gone |= more


def _beside(key: Key, gone: set[Key], values: Mapping[Key, float], where: Web) -> tuple[Key, ...]:
    """One more cell of a relation of this one; best, a total that its own parts do not rebuild."""
    shown = {
        one
        for relation in where[key]
        for one in (relation.total, *relation.parts)
        if one not in gone and values[one] > 0
    }
    if not shown:
        return ()
    kept_up = {
        one: not any(one == r.total and gone & set(r.parts) for r in where[one]) for one in shown
    }
    return (min(shown, key=lambda one: (kept_up[one], values[one], str(one))),)


def _is_safe(cell: Cell, low: float, high: float, rule: Rule) -> bool:
    if high - low <= CLOSE * max(1.0, abs(high) if np.isfinite(high) else 1.0):
        return False
    if not is_sensitive(cell, rule):
        return True
    if cell.units is None:
        return high >= rule.least - CLOSE
    return high >= (1 + MARGIN) * cell.value and low <= (1 - MARGIN) * cell.value


def _cover(
    key: Key, kept: set[Key], cells: Mapping[Key, Cell], relations: Sequence[Relation]
) -> tuple[Key, ...]:
    """One more cell to hide for this one: the smallest of a relation that reaches it; or none."""
    near = {key}
    while True:
        touched = [one for one in relations if near & {one.total, *one.parts}]
        members = {member for one in touched for member in (one.total, *one.parts)}
        shown = [member for member in members - kept if cells[member].value > 0]
        if shown:
            return (min(shown, key=lambda one: (cells[one].value, str(one))),)
        wider = near | (members & kept)
        if wider == near:
            return ()
        near = wider
