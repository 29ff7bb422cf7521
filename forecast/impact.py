"""What reuse spares: CO2e, material and waste, always against a named counterfactual.

``avoided = devices x years of a second life x share that replaces a new one x gain per year``.
The gain per year is ADEME's for reconditioned products where it is published (smartphone, laptop);
else the yearly impact of a new device (Impact CO2) times the relative gain of the nearest
published kind. Nothing is counted for a device that a person would not have bought: that share is
an assumption, shown as one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from forecast.assumptions import Settings
from forecast.estimates import INTERVAL, Figure
from forecast.reference.tables import load
from forecast.uncertainty import Floats, stream
from forecast.vocabulary import Kind, Status

METHOD = "impact-1"
COUNTERFACTUAL = "un appareil neuf de même type, acheté à la place"
MEASURES = ("co2e", "material", "ewaste")
UNITS = {"co2e": "kg CO2e", "material": "kg de matière", "ewaste": "kg de déchets"}
NEW = {
    Kind.LAPTOP: "ordinateurportable",
    Kind.DESKTOP: "ordinateurfixeparticulier",
    Kind.ALL_IN_ONE: "ordinateurfixeparticulier",
    Kind.TABLET: "tabletteclassique",
    Kind.SMARTPHONE: "smartphone",
    Kind.FEATURE_PHONE: "telephonebasique",
    Kind.MONITOR: "ecran",
}
"""Row of ADEME's table for each kind; printers have none and are left out."""
NEAREST = {
    Kind.DESKTOP: Kind.LAPTOP,
    Kind.ALL_IN_ONE: Kind.LAPTOP,
    Kind.MONITOR: Kind.LAPTOP,
    Kind.FEATURE_PHONE: Kind.SMARTPHONE,
}
"""Published kind whose relative gain stands for one that has none."""


@dataclass(frozen=True, slots=True)
class Avoided:
    """What a number of devices spares, and how many had no figure."""

    figures: dict[str, Figure]
    counterfactual: str
    left_out: int


def avoided(
    devices: Mapping[str, int],
    settings: Settings | None = None,
    *,
    seed: int = 1,
    draws: int = 1_000,
) -> Avoided:
    r"""What reused devices spare over their second life.

    .. math:: A = \sum_k n_k\, y\, \rho\, g_k

    with n the devices, y the years of their second life, ρ the share that replaces a new one, g
    what a year of use spares.

    Parameters
    ----------
    devices : mapping of kind to count
    settings : Settings, optional
        ``second_life_years`` and ``replaces_new`` are read from it.

    References
    ----------
    ADEME, Évaluation de l'impact environnemental d'un ensemble de produits reconditionnés, 2022;
    ADEME, Impact CO2, 2026.

    Examples
    --------
    >>> told = avoided({"laptop": 100})
    >>> told.figures["co2e"].unit, told.left_out
    ('kg CO2e', 0)
    """
    told = settings or Settings()
    years = told.drawn("second_life_years", stream(seed, "second_life_years"), draws)
    replaces = told.drawn("replaces_new", stream(seed, "replaces_new"), draws)
    totals = {measure: np.zeros(draws) for measure in MEASURES}
    left_out = 0
    for kind, count in devices.items():
        if kind not in NEW:
            left_out += count
            continue
        for measure, gain in yearly_gain(Kind(kind), seed=seed, draws=draws).items():
            totals[measure] += count * gain * years * replaces
    return Avoided(
        {measure: _figure(measure, total) for measure, total in totals.items()},
        COUNTERFACTUAL,
        left_out,
    )


def yearly_gain(kind: Kind, *, seed: int = 1, draws: int = 1_000) -> dict[str, Floats]:
    """Draws of what one device spares in one year of use, measure by measure (kg).

    Material and waste are counted only where ADEME publishes them: elsewhere they are absent,
    and the total is a floor.
    """
    table = load("reconditioned_impact")
    told: dict[str, Floats] = {}
    for measure, factor in (("co2e", 1.0), ("material", 1.0), ("ewaste", 0.001)):
        mine = table[(table["kind"] == kind) & (table["what"] == f"avoided_{measure}")]
        if len(mine):
            told[measure] = np.full(draws, float(mine["value"].iloc[0]) * factor)
    if "co2e" not in told:
        told["co2e"] = _new_per_year(kind) * _relative_gain(kind, seed, draws)
    return told


def _new_per_year(kind: Kind) -> float:
    table = load("device_impact").set_index("device")
    total, years = table.loc[[NEW[kind]], ["total_kgco2e", "default_years"]].to_numpy(float)[0]
    return float(total / years)


def _relative_gain(kind: Kind, seed: int, draws: int) -> Floats:
    nearest = NEAREST.get(kind, kind)
    table = load("reconditioned_impact")
    row = table[(table["kind"] == nearest) & (table["what"] == "relative_gain")].iloc[0]
    low, high = float(row["low"]) / 100, float(row["high"]) / 100
    return np.asarray(stream(seed, "relative_gain", nearest).uniform(low, high, draws))


def _figure(measure: str, draws: Floats) -> Figure:
    low, high = np.quantile(draws, ((1 - INTERVAL) / 2, (1 + INTERVAL) / 2))
    return Figure(
        float(draws.mean()),
        float(low),
        float(high),
        UNITS[measure],
        ("reconditioned_impact", "device_impact", "second_life_years", "replaces_new"),
        METHOD,
        Status.ASSUMPTION.value,
    )
