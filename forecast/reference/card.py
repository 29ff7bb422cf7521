"""The card of a source: what a figure is, who published it, under which licence."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

LISTS = ("columns", "text", "derived_from")
DATA = Path(__file__).resolve().parent / "data"
SHAPES = DATA.with_name("shapes")
"""Outlines of communes, one file for each département; their index is a table with its card."""


class ChangedReference(Exception):
    """A reference file is not the one its card describes.

    ``detail`` says in French which file and what differs.
    """

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Card:
    """What must be said wherever a figure of this source is shown.

    Attributes
    ----------
    name : str
        Name of the table, and of the file without its ending.
    file : str
        ``name.csv`` or ``name.csv.gz``.
    title, publisher, licence, found : str
        In French; ``found`` is where the file was taken.
    year : str
        Year, or years, the figures are about.
    retrieved : datetime.date
        Day it was taken.
    concept, field_of, unit, limits : str
        What is counted, on which population (*champ*), in what, and what it cannot say.
    sha256 : str
        Of the tidy file as it lies here (of its content when it is compressed).
    rows : int
    columns : tuple of str
        In the order of the file.
    text : tuple of str
        Columns read as text; the others are numbers, empty where nothing is published.
    sums : dict
        Column to sum, checked at each load to one part in a million.
    derived_from : tuple of str
        Tables an estimate of ours was computed from; empty for a source.
    """

    name: str
    file: str
    title: str
    publisher: str
    licence: str
    found: str
    year: str
    retrieved: date
    concept: str
    field_of: str
    unit: str
    limits: str
    sha256: str
    rows: int
    columns: tuple[str, ...]
    text: tuple[str, ...]
    sums: dict[str, float] = field(default_factory=dict)
    derived_from: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        return DATA / self.file


def read_card(path: Path) -> Card:
    """The card of a TOML file.

    Raises
    ------
    ChangedReference
        A line is missing, or one too many.
    """
    told: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    lists: dict[str, Any] = {key: tuple(told.pop(key, ())) for key in LISTS}
    try:
        return Card(name=path.stem, **told, **lists)
    except TypeError as error:
        raise ChangedReference(f"La fiche {path.name} est incomplète : {error}.") from error


@cache
def cards() -> dict[str, Card]:
    """Every card, by name of table.

    Examples
    --------
    >>> cards()["poverty_departments_2021"].publisher
    'Insee'
    """
    return {path.stem: read_card(path) for path in sorted(DATA.glob("*.toml"))}
