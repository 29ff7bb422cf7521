"""What a sheet is once read: a header, lines of text, and what could not be read in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

LOOKED_AT = 30
"""Titles and blank lines that may stand above the header."""
MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Problem:
    """What cannot be read, where: the line as the spreadsheet numbers it, the column's name."""

    line: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Line:
    """``number`` is the spreadsheet's; ``cells`` are trimmed, as many as the header has."""

    number: int
    cells: tuple[str, ...]


@dataclass(slots=True)
class Sheet:
    """``header`` may hold blank or repeated names: a column is known by its rank."""

    name: str
    header: tuple[str, ...] = ()
    rows: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class Raw:
    """A line as its file tells it; ``flaws`` by rank of column."""

    number: int
    cells: list[str]
    flaws: dict[int, str] = field(default_factory=dict)

    @property
    def filled(self) -> int:
        return sum(1 for cell in self.cells if cell)


def letters(rank: int) -> str:
    """How a spreadsheet calls a column: A, B, … Z, AA.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    name = ""
    rank += 1
    while rank:
        rank, rest = divmod(rank - 1, 26)
        name = chr(65 + rest) + name
    return name


def arranged(name: str, lines: Iterable[Raw]) -> tuple[Sheet, Iterator[Raw]]:
    """The sheet with its header, and the lines that follow it.

    The header is the first line that is about as full as the fullest of the first ones: titles
    and blank lines above it are left out.
    """
    source = (line for line in lines if line.filled or line.flaws)
    first = list(islice(source, LOOKED_AT))
    widest = max((line.filled for line in first), default=0)
    for index, line in enumerate(first):
        if line.filled >= max(1, min(widest, 2), round(widest * 0.6)):
            header = tuple(line.cells[:MOST_COLUMNS])
            while header and not header[-1]:
                header = header[:-1]
            return Sheet(name, header), chain(first[index + 1 :], source)
    return Sheet(name), iter(())


def added(sheet: Sheet, line: Raw) -> None:
    """Add a line under the header, with its flaws."""
    width = len(sheet.header)
    cells = tuple(line.cells[:width])
    sheet.rows.append(Line(line.number, cells + ("",) * (width - len(cells))))
    for rank, sentence in sorted(line.flaws.items()):
        sheet.problems.append(Problem(line.number, called(sheet.header, rank), sentence))
    if any(line.cells[width:]):
        beyond = next(rank for rank in range(width, len(line.cells)) if line.cells[rank])
        sentence = "Cette case n'a pas de titre de colonne au-dessus d'elle."
        sheet.problems.append(Problem(line.number, letters(beyond), sentence))


def called(header: tuple[str, ...], rank: int) -> str:
    return (header[rank] if rank < len(header) else "") or letters(rank)
