"""The tables that judgements rest on: a row is read only when its card describes the file."""

from __future__ import annotations

import csv
import hashlib
import io
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"
Row = Mapping[str, str]


class ChangedFigures(Exception):
    """A table is not the one its card describes."""


@dataclass(frozen=True, slots=True)
class Card:
    """What must be said wherever a figure of this table is shown. In French."""

    title: str
    publisher: str
    licence: str
    found: str
    year: str
    concept: str
    limits: str
    retrieved: date
    sha256: str
    rows: int
    columns: tuple[str, ...]


@cache
def card(name: str) -> Card:
    told = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
    return Card(**{**told, "columns": tuple(told["columns"])})


def names() -> list[str]:
    """Every table, in order."""
    return sorted(path.stem for path in DATA.glob("*.toml"))


@cache
def table(name: str) -> tuple[Row, ...]:
    """The rows of a table, as text; empty where nothing is said.

    Raises
    ------
    ChangedFigures
        The bytes, the columns or the number of rows are not those of the card.
    """
    told = card(name)
    raw = (DATA / f"{name}.csv").read_bytes()
    found = hashlib.sha256(raw).hexdigest()
    if found != told.sha256:
        raise ChangedFigures(
            f"{name}.csv a changé (empreinte {found}) : remettez le fichier du dépôt, ou mettez "
            "sa fiche à jour."
        )
    rows = tuple(csv.DictReader(io.StringIO(raw.decode("utf-8"))))
    if len(rows) != told.rows or tuple(rows[0]) != told.columns:
        raise ChangedFigures(f"{name}.csv : colonnes ou lignes autres que celles de sa fiche.")
    return rows


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
