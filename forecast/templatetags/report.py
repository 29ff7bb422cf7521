"""Filters of the pages of the diagnostic: cells and figures in French."""

from __future__ import annotations

from django import template

from forecast.report import shown as words
from forecast.report.content import Cell, Column, Said

register = template.Library()


@register.filter
def shown(cell: Cell) -> words.Shown:
    return words.shown(cell)


@register.filter
def figure(said: Said) -> words.Shown:
    return words.shown(said.figure)


@register.filter
def status(said: Said) -> str:
    return words.status_of(said)


@register.filter
def unit(said: Said) -> str:
    return words.unit_of(said)


@register.filter
def is_number(column: Column) -> bool:
    return words.is_number(column)


@register.filter
def cells(row: tuple[Cell, ...], columns: tuple[Column, ...]) -> list[tuple[Column, words.Shown]]:
    """Each cell of a row with its column."""
    return [(column, words.shown(cell)) for column, cell in zip(columns, row, strict=True)]
