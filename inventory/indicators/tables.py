"""What a page and a CSV show of an indicator: tables of rows, some cells hidden by secrecy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

HIDDEN = "nd"
NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Hidden:
    """A count that secrecy keeps: shown *nd*, non diffusable."""

    def __str__(self) -> str:
        return HIDDEN


ND = Hidden()
Value = int | float | str | None | Hidden


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    values: tuple[Value, ...]

    @property
    def shown(self) -> list[str]:
        return [said(value) for value in self.values]


@dataclass(frozen=True, slots=True)
class Table:
    """``key`` names its CSV; ``title`` states what it finds; ``total`` is its last row."""

    key: str
    name: str
    title: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    total: Row | None = None

    @property
    def lines(self) -> list[list[Value]]:
        """Every line, the total last: what the CSV holds."""
        all_rows = [*self.rows, *([self.total] if self.total else [])]
        return [[row.label, *row.values] for row in all_rows]


@dataclass(frozen=True, slots=True)
class Mark:
    """One column of a chart: none when secrecy keeps it."""

    label: str
    value: float | None
    text: str


@dataclass(slots=True)
class Section:
    """One indicator on the page: its figure, a chart, tables, what must be known to read them."""

    key: str
    figure: str
    finding: str
    marks: Sequence[Mark] = ()
    lying: bool = False
    tables: list[Table] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def tables_filled(self) -> bool:
        """Whether a table holds anything but zeros."""
        values = [v for table in self.tables for line in table.lines for v in line[1:]]
        return any(value not in (0, 0.0, "", None) for value in values)


def said(value: Value) -> str:
    """A number as it is read in French; nothing for none."""
    if value is None:
        return ""
    if isinstance(value, Hidden | str):
        return str(value)
    if isinstance(value, float):
        return f"{value:,.1f}".replace(",", NBSP).replace(".", ",").removesuffix(",0")
    return f"{value:,}".replace(",", NBSP)


def percent(part: float, whole: float) -> str:
    return f"{round(100 * part / whole)}{NBSP}%" if whole else ""


def plural(count: int, one: str, many: str) -> str:
    return f"{said(count)} {one if count in (0, 1) else many}"
