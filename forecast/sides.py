"""What is told of two territories put side by side (:mod:`forecast.scale`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from forecast.coverage import Area
from forecast.estimates import Figure


@dataclass(frozen=True, slots=True)
class Place:
    """One territory to compare.

    Attributes
    ----------
    name : str
        As it is written in the table.
    area : Area
        Its draws: :func:`forecast.compute.draws_of`.
    communes : DataFrame
        ``code`` and ``weight`` (inhabitants, or devices): what distances are averaged by.
    biggest_donor : float or None
        Part of its collection due to one donor
        (:func:`inventory.selectors.history.biggest_donor_share`); None: the assumption.
    """

    name: str
    area: Area
    communes: pd.DataFrame
    biggest_donor: float | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """What is told of one territory; ``holds`` and ``holds_alone`` at the central values.

    ``balances`` is the share of draws in which income covers costs; it is the doubt of the
    assumptions, not the probability of an event.
    """

    name: str
    collected: Figure
    coverage: Mapping[str, Figure]
    sites: int
    least_volume: float | None
    distance_km: float | None
    cost_per_device: Figure
    left: Figure
    balances: float
    balances_alone: float
    holds: bool
    holds_alone: bool
    cost_central: float


@dataclass(frozen=True, slots=True)
class Turn:
    """One assumption that, put at one of its ends, changes the conclusion."""

    name: str
    label: str
    end: str
    value: float
    unit: str
    then: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides, a sentence, what would change it. ``pertinent``: a name, or the empty text."""

    sides: tuple[Side, Side]
    pertinent: str
    conclusion: str
    turns: tuple[Turn, ...]

    def table(self) -> pd.DataFrame:
        """One row a question, one column a territory: numbers as they are, None when unknown."""
        rows = {
            "Appareils collectés par an": [one.collected.value for one in self.sides],
            "Couverture au bout d'un an (central)": [
                _year(one.coverage).value for one in self.sides
            ],
            "Ateliers nécessaires": [one.sites for one in self.sides],
            "Volume minimal viable d'un atelier": [one.least_volume for one in self.sides],
            "Distance moyenne à l'atelier le plus proche (km)": [
                one.distance_km for one in self.sides
            ],
            "Coût par appareil remis (€)": [one.cost_per_device.value for one in self.sides],
            "Collecte sans le plus gros donateur": [one.left.value for one in self.sides],
            "Part des tirages à l'équilibre": [one.balances for one in self.sides],
            "Même chose sans le plus gros donateur": [one.balances_alone for one in self.sides],
        }
        names = [one.name for one in self.sides]
        return pd.DataFrame.from_dict(rows, orient="index", columns=names, dtype=object)


def _year(told: Mapping[str, Figure]) -> Figure:
    return told.get("own") or told["central"]
