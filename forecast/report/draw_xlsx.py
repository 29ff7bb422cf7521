"""The diagnostic as a spreadsheet: every table whole, every number as it was computed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill

from forecast.estimates import Figure
from forecast.report.content import Cell, Column, Diagnostic, Table
from forecast.report.shown import LABELS, shown

BOLD = Font(bold=True)
HEAD = PatternFill("solid", fgColor="E3EFEE")
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
Value = str | int | float | None


def draw(told: Diagnostic) -> bytes:
    """The workbook: a summary, a sheet for each table, texts, sources."""
    book = Workbook(write_only=True)
    _summary(book, told)
    for table in told.tables():
        _table(book, table)
    _texts(book, told)
    _sources(book, told)
    book.properties.title = told.title
    book.properties.language = "fr-FR"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(book: Workbook, name: str, widths: Sequence[int]) -> Any:
    sheet: Any = book.create_sheet(name[:31])
    for place, width in enumerate(widths):
        sheet.column_dimensions[chr(ord("A") + place)].width = width
    return sheet


def _row(sheet: Any, values: Iterable[Value], *, head: bool = False) -> None:
    cells = []
    for value in values:
        cell = WriteOnlyCell(sheet, value=_clean(value))
        if isinstance(value, str):
            cell.data_type = "s"
        if head:
            cell.font, cell.fill = BOLD, HEAD
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        cells.append(cell)
    sheet.append(cells)


def _clean(value: Value) -> Value:
    return ILLEGAL.sub("", value)[:32_000] if isinstance(value, str) else value


def _summary(book: Workbook, told: Diagnostic) -> None:
    sheet = _sheet(book, "Synthèse", (60, 18, 18, 18, 24, 14, 40))
    _row(sheet, [told.title], head=True)
    edition = f"Édition {told.edition}" if told.edition else "Document de travail"
    _row(sheet, [f"{edition}, fait le {told.made_at:%d/%m/%Y}"])
    for sentence in told.summary.sentences:
        _row(sheet, [sentence])
    _row(sheet, [])
    _row(sheet, ("Figure", "Valeur", "Bas", "Haut", "Unité", "Statut", "Imprimé"), head=True)
    every = [*told.summary.figures, *(one for volet in told.volets for one in volet.figures)]
    for one in dict.fromkeys(every):
        figure = one.figure
        _row(
            sheet,
            (
                one.label,
                figure.value,
                figure.low,
                figure.high,
                figure.unit,
                LABELS.get(figure.status, ""),
                shown(figure).value,
            ),
        )


def _table(book: Workbook, table: Table) -> None:
    header = [label for column in table.columns for label in _headers(column)]
    sheet = _sheet(book, table.key, (36, *(16 for _ in header[1:26])))
    _row(sheet, [table.title], head=True)
    _row(sheet, header, head=True)
    for row in table.rows:
        pairs = zip(table.columns, row, strict=True)
        _row(sheet, [value for column, cell in pairs for value in spread(column, cell)])
    if table.note:
        _row(sheet, [])
        _row(sheet, [table.note])


def _headers(column: Column) -> list[str]:
    unit = f" ({column.unit})" if column.unit else ""
    if column.sort != "figure":
        return [f"{column.label}{unit}"]
    return [f"{column.label}{unit}", "bas", "haut", "statut"]


def spread(column: Column, cell: Cell) -> list[Value]:
    """One cell over its columns: a figure says value, low, high and status."""
    if column.sort != "figure":
        return [None if isinstance(cell, Figure) else cell]
    if isinstance(cell, Figure):
        return [cell.value, cell.low, cell.high, LABELS.get(cell.status, cell.status)]
    if isinstance(cell, str):
        return [None, None, None, cell]
    return [cell, None, None, ""]


def _texts(book: Workbook, told: Diagnostic) -> None:
    sheet = _sheet(book, "Textes des pilotes", (8, 16, 80, 80, 40))
    _row(sheet, ("Volet", "État", "Analyse", "Préconisations", "Signé par"), head=True)
    for volet in told.volets:
        text = volet.text
        if text is None:
            _row(sheet, (volet.number, "à compléter", "", "", ""))
            continue
        state = f"{text.state_label}, version {text.version}"
        _row(sheet, (volet.number, state, text.analysis, text.recommendations, text.signed_by))
        for one in text.actions:
            plan = f"{one.what} – {one.who} – {one.when} – {one.cost} – {one.funding}"
            _row(sheet, (volet.number, "action", plan))


def _sources(book: Workbook, told: Diagnostic) -> None:
    sheet = _sheet(book, "Sources", (40, 30, 12, 24, 40, 60, 60))
    names = ("Titre", "Éditeur", "Année", "Licence", "Champ", "Mesure", "Limites")
    _row(sheet, names, head=True)
    for one in told.sources:
        line = (one.title, one.publisher, one.year, one.licence, one.field_of, one.concept)
        _row(sheet, (*line, one.limits))
    _row(sheet, [])
    for sentence in (*told.method, *told.limits):
        _row(sheet, [sentence])
