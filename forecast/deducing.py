"""What an outsider deduces of hidden cells: they know every relation and every shown cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from forecast.uncertainty import Floats

Key = Hashable
"""Name of a cell."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value, the units it is made of and the biggest of them.

    ``units`` None: the value is itself a count of units (persons, households).
    """

    value: float
    units: int | None = None
    biggest: float = 0.0


class Relation(NamedTuple):
    """A total and the parts that sum to it."""

    total: Key
    parts: tuple[Key, ...]


Web = dict[Key, list[Relation]]
"""The relations that each cell stands in."""


def bounds(
    keys: Sequence[Key],
    relations: Sequence[Relation],
    cells: Mapping[Key, Cell],
    gone: set[Key],
) -> dict[Key, tuple[float, float]]:
    """What an outsider can deduce of each hidden cell: its least and its greatest value.

    They know that a hidden cell is not zero; of a count of units, that it is one or more.
    """
    from scipy.optimize import linprog

    matrix = matrix_of(keys, relations)
    known = np.array([_known(relation, cells, gone) for relation in relations])
    least = [(1.0 if cells[key].units is None else 0.0, None) for key in keys]
    found = {}
    for column, key in enumerate(keys):
        aim = np.zeros(len(keys))
        aim[column] = 1.0
        low = linprog(aim, A_eq=matrix, b_eq=known, bounds=least)
        high = linprog(-aim, A_eq=matrix, b_eq=known, bounds=least)
        ends = (low.fun if low.success else 0.0, -high.fun if high.success else np.inf)
        found[key] = (float(ends[0]), float(ends[1]))
    return found


def matrix_of(keys: Sequence[Key], relations: Sequence[Relation]) -> Floats:
    """One row a relation, one column a hidden cell: parts less total."""
    place = {key: column for column, key in enumerate(keys)}
    matrix = np.zeros((len(relations), len(keys)))
    for row, relation in enumerate(relations):
        for key, sign in ((relation.total, -1.0), *((part, 1.0) for part in relation.parts)):
            if key in place:
                matrix[row, place[key]] += sign
    return matrix


def _known(relation: Relation, cells: Mapping[Key, Cell], gone: set[Key]) -> float:
    """What the hidden cells of a relation sum to: its total less its parts that are shown."""
    shown = sum(cells[part].value for part in relation.parts if part not in gone)
    return (0.0 if relation.total in gone else cells[relation.total].value) - shown


def where_of(relations: Sequence[Relation]) -> Web:
    """The relations of each cell."""
    found: dict[Key, list[Relation]] = defaultdict(list)
    for relation in relations:
        for key in (relation.total, *relation.parts):
            found[key].append(relation)
    return found


def components(
    gone: set[Key], where: Mapping[Key, list[Relation]]
) -> Iterable[tuple[list[Key], list[Relation]]]:
    """Hidden cells that relations bind together, and these relations; a cell in none is alone."""
    done: set[Key] = set()
    seen: set[int] = set()
    for start in sorted(gone, key=str):
        if start in done:
            continue
        keys, mine, waiting = {start}, [], [start]
        while waiting:
            for relation in where.get(waiting.pop(), ()):
                if id(relation) in seen:
                    continue
                seen.add(id(relation))
                mine.append(relation)
                more = ({relation.total, *relation.parts} & gone) - keys
                keys |= more
                waiting += more
        done |= keys
        if mine:
            yield sorted(keys, key=str), mine
