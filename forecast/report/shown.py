"""Cells and figures as a reader sees them: the same words on the page and on paper."""

from __future__ import annotations

from dataclasses import dataclass

from forecast.estimates import Figure
from forecast.report.content import Cell, Column, Said
from forecast.typography import SHARE, interval, number, of, rounded
from forecast.vocabulary import Status

LABELS = dict(Status.choices)
MACHINES = frozenset({"longitude", "latitude", "territoire", "code"})
"""Columns for machines: in the files, neither on the page nor on paper."""


@dataclass(frozen=True, slots=True)
class Shown:
    """``value`` and ``interval`` in French; ``assumed`` when it rests on an assumption."""

    value: str
    interval: str = ""
    assumed: bool = False
    untold: bool = False


def shown(cell: Cell) -> Shown:
    """One cell of a table."""
    if cell is None:
        return Shown("")
    if isinstance(cell, Figure):
        return Shown(of(cell), interval(cell), cell.status == Status.ASSUMPTION, cell.value is None)
    if isinstance(cell, str):
        return Shown(cell)
    return Shown(number(rounded(float(cell), None)))


def status_of(said: Said) -> str:
    return LABELS.get(said.figure.status, said.figure.status)


def unit_of(said: Said) -> str:
    """The unit, unless the value bears it already."""
    unit = said.figure.unit
    if unit == SHARE or said.figure.value is None:
        return ""
    return unit.removeprefix("€").strip() if unit[:1] == "€" else unit


def is_number(column: Column) -> bool:
    return column.sort != "text"
