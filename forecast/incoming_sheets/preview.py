"""What would be kept of a sheet, and what is wrong with it, by line and column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from filiere.network.spelling import fold
from forecast.incoming_sheets.columns import Column, Unreadable
from inventory.selectors.sheets import Line, Problem, Sheet

BLANK = frozenset({"", "-", "--", "?", "n/a", "na", "nc", "néant", "neant", "sans objet"})


@dataclass(frozen=True, slots=True)
class Row:
    """One line that can be kept: what each of its columns says, blank ones left out."""

    number: int
    told: dict[str, Any]


@dataclass(slots=True)
class Preview:
    """``wrong``: lines that cannot be kept; ``missing``: titles of columns that must be there."""

    columns: dict[str, int]
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    wrong: set[int] = field(default_factory=set)
    missing: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    def blame(self, line: int, column: str, sentence: str) -> None:
        self.wrong.add(line)
        self.problems.append(Problem(line, column, sentence))


Check = Callable[[Row, Preview], None]


def preview(sheet: Sheet, columns: Sequence[Column], check: Check | None = None) -> Preview:
    """Read every line by the titles of its columns.

    Parameters
    ----------
    check : callable, optional
        Looks at each whole row and may blame it.
    """
    by_name = {one.name: one for one in columns}
    found = Preview(_found(sheet.header, columns))
    ranks = set(found.columns.values())
    found.ignored = [name for rank, name in enumerate(sheet.header) if name and rank not in ranks]
    found.missing = [one.title for one in columns if one.required and one.name not in found.columns]
    titles = {sheet.header[rank] for rank in found.columns.values()}
    for one in sheet.problems:
        if one.column in titles:
            found.blame(one.line, one.column, one.sentence)
    if found.missing:
        return found
    for line in sheet.rows:
        _read(line, sheet.header, by_name, found, check)
    found.problems.sort(key=lambda one: one.line)
    return found


def _found(header: tuple[str, ...], columns: Sequence[Column]) -> dict[str, int]:
    told: dict[str, int] = {}
    for rank, title in enumerate(header):
        folded = fold(title)
        for column in columns:
            if column.name not in told and folded and column.is_called(folded):
                told[column.name] = rank
                break
    return told


def _read(
    line: Line,
    header: tuple[str, ...],
    columns: dict[str, Column],
    found: Preview,
    check: Check | None,
) -> None:
    told: dict[str, Any] = {}
    filled = False
    for name, rank in found.columns.items():
        cell = line.cells[rank]
        if cell.casefold() in BLANK:
            continue
        filled = True
        try:
            told[name] = columns[name].read(cell)
        except Unreadable as why:
            found.blame(line.number, header[rank], str(why))
    if not filled:
        return
    for name, column in columns.items():
        if column.required and name not in told and line.number not in found.wrong:
            found.blame(line.number, column.title, "Cette case est vide.")
    if line.number in found.wrong:
        return
    row = Row(line.number, told)
    if check:
        check(row, found)
    if line.number not in found.wrong:
        found.rows.append(row)
