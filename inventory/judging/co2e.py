"""CO2e spared by one year of use of one reused device, against a named counterfactual."""

from __future__ import annotations

from dataclasses import dataclass

from inventory.judging.figures import table

COUNTERFACTUAL = "un appareil neuf de même type, acheté à la place"
METHOD = "ADEME 2022 (produits reconditionnés) et Impact CO2 2026"


@dataclass(frozen=True, slots=True)
class Avoided:
    """Kilograms of CO2e per year of use. ``method``: published by ADEME, or derived from it."""

    low: float
    mean: float
    high: float
    method: str


def avoided(kind: str) -> Avoided | None:
    """None where nothing is published, even of the nearest kind: printers, copiers, boxes."""
    row = next((row for row in table("avoided_co2e") if row["kind"] == kind), None)
    if row is None:
        return None
    return Avoided(float(row["low"]), float(row["mean"]), float(row["high"]), row["method"])
