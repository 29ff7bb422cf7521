"""Filters of the pages of the diagnostic: cells and figures in French."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from filiere.network.models import Territory
from filiere.network.territories import place
from forecast.report import shown as words
from forecast.report.content import Cell, Column, Said, Table
from forecast.report.words import capital

register = template.Library()
ASSUMED = mark_safe(
    '<span class="report-assumed" aria-hidden="true">◇</span>'
    '<span class="visually-hidden">, hypothèse</span>'
)


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
def read_columns(table: Table) -> list[Column]:
    """Those that a person reads."""
    return [one for one in table.columns if one.name not in words.MACHINES]


@register.simple_tag
def rows(table: Table) -> SafeString:
    """The rows of a table, without a byte of air: some hold thousands of cells."""
    kept = [place for place, one in enumerate(table.columns) if one.name not in words.MACHINES]
    numbers = {place: words.is_number(table.columns[place]) for place in kept}
    lines = (
        format_html(
            "<tr>{}</tr>\n",
            format_html_join("", "{}", ((_cell(row[place], n),) for place, n in numbers.items())),
        )
        for row in table.rows
    )
    return format_html_join("", "{}", ((line,) for line in lines))


def _cell(cell: Cell, number: bool) -> SafeString:
    told = words.shown(cell)
    start = mark_safe('<td class="number">' if number else "<td>")
    value = (
        format_html('<span class="report-untold">{}</span>', told.value)
        if told.untold
        else told.value
    )
    mark = ASSUMED if told.assumed else ""
    doubt = (
        format_html('<span class="report-doubt">{}</span>', told.interval) if told.interval else ""
    )
    return format_html("{}{}{}{}</td>", start, value, mark, doubt)


@register.filter
def placed(territory: Territory) -> str:
    """Its level and where it is: two EPCI of the same name are told apart."""
    return capital(place(territory))
