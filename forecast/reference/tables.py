"""Reading a reference table: what its card does not say is refused."""

from __future__ import annotations

import gzip
import hashlib
import io
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from forecast.reference.card import Card, ChangedReference, cards

CLOSE = 1e-6


def content(card: Card) -> bytes:
    """The bytes of a table, uncompressed.

    Raises
    ------
    ChangedReference
        The file is missing, cut, or not the one whose SHA-256 the card gives.
    """
    try:
        raw = card.path.read_bytes()
        if card.file.endswith(".gz"):
            raw = gzip.decompress(raw)
    except (OSError, EOFError, gzip.BadGzipFile) as error:
        raise ChangedReference(
            f"Le fichier de référence {card.file} manque ou est abîmé : remettez celui du dépôt."
        ) from error
    found = hashlib.sha256(raw).hexdigest()
    if found != card.sha256:
        raise ChangedReference(
            f"Le fichier de référence {card.file} a changé (empreinte {found[:12]}, sa fiche dit "
            f"{card.sha256[:12]}) : remettez celui du dépôt, ou mettez sa fiche à jour."
        )
    return raw


@cache
def _loaded(name: str) -> pd.DataFrame:
    card = cards()[name]
    table = pd.read_csv(
        io.BytesIO(content(card)),
        dtype=dict.fromkeys(card.text, "str"),
        keep_default_na=False,
        na_values={column: [""] for column in card.columns if column not in card.text},
    )
    if tuple(table.columns) != card.columns or len(table) != card.rows:
        raise ChangedReference(
            f"{card.file} : colonnes ou nombre de lignes autres que ceux de sa fiche."
        )
    for column, expected in card.sums.items():
        total = float(table[column].sum())
        if not np.isclose(total, expected, rtol=CLOSE, atol=0):
            raise ChangedReference(
                f"{card.file} : la somme de {column} est {total:g}, sa fiche dit {expected:g}."
            )
    return table


def load(name: str) -> pd.DataFrame:
    """A copy of one reference table, checked against its card.

    Parameters
    ----------
    name : str
        Name of the table: a key of :func:`forecast.reference.card.cards`.

    Raises
    ------
    ChangedReference
        Checksum, columns, number of rows or a sum differ.

    Examples
    --------
    >>> rates = load("poverty_departments_2021").set_index("code")["rate"]
    >>> float(rates["84"])
    19.9
    """
    return _loaded(name).copy()


def value(name: str, **where: Any) -> float:
    """The one figure of a table that answers a description.

    Examples
    --------
    >>> value("weibull_lifetimes", unu_key="0303", parameter="shape", country="FRA")
    1.6
    """
    table = _loaded(name)
    for column, wanted in where.items():
        table = table[table[column] == wanted]
    if len(table) != 1:
        raise KeyError(f"{name} {where}: {len(table)} rows")
    return float(table["value"].iloc[0])


def checksums() -> dict[str, str]:
    """SHA-256 of every table as its card gives it: what a run is stored with."""
    return {name: card.sha256 for name, card in cards().items()}
