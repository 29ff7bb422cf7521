"""The diagnostic as one content: what page, PDF, spreadsheet and JSON all draw.

Plain frozen data, read back from its own JSON: an edition published is this, kept whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import TypeAdapter

from forecast.estimates import Figure

Cell = str | int | float | Figure | None
Sort = Literal["text", "count", "number", "figure", "date"]
Form = Literal["bars", "choropleth", "circles", "places", "months", "moves", "steps"]


@dataclass(frozen=True, slots=True)
class Place:
    """What the diagnostic is about."""

    id: str
    name: str
    level: str
    level_label: str
    population: int | None


@dataclass(frozen=True, slots=True)
class Estimation:
    """The run that every estimate comes from; ``changed`` are the assumptions the pilots set."""

    id: str
    made_at: datetime
    year: int
    draws: int
    seed: int
    territory: str
    changed: dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Said:
    """One figure and what it counts."""

    key: str
    label: str
    figure: Figure
    note: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``name`` for machines, ``label`` for readers. A figure spans three in a CSV."""

    name: str
    label: str
    sort: Sort
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """One drawing of a table. ``title`` is the finding; ``about`` says which columns are drawn."""

    key: str
    form: Form
    title: str
    alt: str
    about: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table, its chart above, its note below; ``annex``: printed at the end of the paper."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    chart: Chart | None = None
    annex: bool = False
    sources: tuple[str, ...] = ()

    def column(self, name: str) -> int:
        return [one.name for one in self.columns].index(name)


@dataclass(frozen=True, slots=True)
class Action:
    """One line of the plan of actions."""

    what: str
    who: str
    when: str
    cost: str
    funding: str


@dataclass(frozen=True, slots=True)
class PilotText:
    """What the pilots wrote in a volet, and who signs it for which organisation."""

    state: str
    state_label: str
    version: int
    analysis: str
    recommendations: str
    actions: tuple[Action, ...]
    signed_by: str
    signed_on: datetime
    sha256: str


@dataclass(frozen=True, slots=True)
class Survey:
    """Answers received and asked of the questionnaire that feeds a volet."""

    answered: int
    asked: int


@dataclass(frozen=True, slots=True)
class Volet:
    """One of the six parts. ``text`` is None until the pilots write: *à compléter*."""

    number: int
    title: str
    finding: str
    figures: tuple[Said, ...]
    tables: tuple[Table, ...]
    notes: tuple[str, ...]
    text: PilotText | None
    survey: Survey | None


@dataclass(frozen=True, slots=True)
class Source:
    """The card of a source, as it is printed."""

    name: str
    title: str
    publisher: str
    year: str
    licence: str
    found: str
    retrieved: str
    concept: str
    field_of: str
    limits: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Summary:
    """One page: the answer in sentences, then the figures that carry it."""

    sentences: tuple[str, ...]
    figures: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """The whole report of one territory. ``edition`` is 0 as long as it is not published."""

    title: str
    place: Place
    made_at: datetime
    edition: int
    estimation: Estimation | None
    summary: Summary
    volets: tuple[Volet, ...]
    indicators: tuple[Table, ...]
    sources: tuple[Source, ...]
    assumptions: Table
    method: tuple[str, ...]
    limits: tuple[str, ...]

    def tables(self) -> list[Table]:
        """Every table, in order."""
        return [
            *(table for volet in self.volets for table in volet.tables),
            *self.indicators,
            self.assumptions,
        ]

    def table(self, key: str) -> Table | None:
        return next((one for one in self.tables() if one.key == key), None)

    def charts(self) -> list[tuple[Chart, Table]]:
        return [(one.chart, one) for one in self.tables() if one.chart]


SHAPE = TypeAdapter(Diagnostic)


def to_json(told: Diagnostic) -> bytes:
    """The whole content, every number as it was computed."""
    return SHAPE.dump_json(told, indent=1)


def from_json(content: str | bytes) -> Diagnostic:
    return SHAPE.validate_json(content)
