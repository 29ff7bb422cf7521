"""Two scales side by side: what decides, what turns it over, and what is not known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecast.assumptions import Settings
from forecast.coverage import Area
from forecast.distances import distance_to_workshops
from forecast.scale import compare
from forecast.sides import Comparison, Place
from tests.forecast.test_coverage import area
from tests.forecast.test_economics import SIMPLE

TOWNS = pd.DataFrame({"code": ["84007", "84031", "84003"], "weight": [90.0, 30.0, 10.0]})
FAR = pd.DataFrame({"code": ["13055", "06088"], "weight": [870.0, 340.0]})
KM_FREE = {"km_cost": (0.0, 0.0, 0.0), "site_capacity": (1e9, 1e9, 1e9)}
PAYS = {name: (value,) * 3 for name, value in SIMPLE.items()} | KM_FREE
"""Breaks even at 400 devices collected a year: see the test of economics counted by hand."""
GIVEN = {f"{what}_{who}": (1.0, 1.0, 1.0) for what in ("willing", "collect")
         for who in ("households", "companies", "public")}  # fmt: skip


def place(
    name: str, a_year: float, donor: float | None = 0.25, towns: pd.DataFrame = TOWNS
) -> Place:
    """A territory that collects so many devices a year when all is given."""
    return Place(name, Area(np.full((8, 3, 50), a_year / 24), np.ones((4, 50)) * 1e4), towns, donor)


def told(small: Place, large: Place, **changed: tuple[float, float, float]) -> Comparison:
    return compare(small, large, ["84007"], Settings(PAYS | GIVEN | changed))


def test_the_smaller_is_enough_when_it_holds_without_its_donor() -> None:
    found = told(place("Vaucluse", 600), place("PACA", 5_000))
    assert found.pertinent == "Vaucluse" and "Vaucluse suffit" in found.conclusion
    assert found.sides[0].least_volume == pytest.approx(400)


def test_a_donor_who_leaves_makes_the_larger_pertinent() -> None:
    found = told(place("Vaucluse", 500), place("PACA", 5_000))
    assert found.pertinent == "PACA" and "plus gros donateur" in found.conclusion
    assert found.sides[0].left.value == pytest.approx(375)
    assert found.sides[0].holds and not found.sides[0].holds_alone


def test_too_little_is_collected() -> None:
    found = told(place("Vaucluse", 300), place("PACA", 5_000))
    assert found.pertinent == "PACA" and "ne couvre pas ses coûts" in found.conclusion


def test_neither_holds_and_it_is_said() -> None:
    found = told(place("Vaucluse", 100), place("PACA", 200))
    assert found.pertinent == "" and found.conclusion.startswith("Aucune des deux échelles")


def test_what_would_turn_it_over_is_named_and_does_turn_it_over() -> None:
    small, large = place("Vaucluse", 500), place("PACA", 5_000)
    found = told(small, large, rent_year=(1_000, 10_000, 20_000))
    turn = next(one for one in found.turns if one.name == "rent_year")
    assert (turn.end, turn.then) == ("bas", "Vaucluse")
    again = told(small, large, rent_year=(turn.value,) * 3)
    assert again.pertinent == turn.then


def test_nothing_else_than_what_is_doubted_turns_it_over() -> None:
    assert told(place("Vaucluse", 500), place("PACA", 5_000)).turns == ()


def test_empty_territories_are_compared_and_said_empty() -> None:
    found = told(place("Vaucluse", 0), place("PACA", 0))
    assert found.pertinent == "" and "Rien n'est collecté" in found.conclusion
    assert [one.balances for one in found.sides] == [0, 0]


def test_the_default_assumptions_give_a_table_of_both() -> None:
    found = compare(
        Place("Vaucluse", area(1, 2_000), TOWNS), Place("PACA", area(2, 20_000), FAR), ["84007"]
    )
    table = found.table()
    assert list(table.columns) == ["Vaucluse", "PACA"] and len(table) == 9
    assert found.conclusion.endswith(".")
    near, far = (one.distance_km for one in found.sides)
    assert near is not None and far is not None and far > near


def test_without_a_workshop_no_distance_is_told() -> None:
    found = compare(Place("A", area(), TOWNS), Place("B", area(1), FAR))
    assert [one.distance_km for one in found.sides] == [None, None]
    assert distance_to_workshops(TOWNS, ["99999"]) is None
    assert distance_to_workshops(TOWNS.assign(weight=0.0), ["84007"]) is None


def test_from_avignon_to_marseille() -> None:
    one = pd.DataFrame({"code": ["84007"], "weight": [1.0]})
    assert distance_to_workshops(one, ["13055"]) == pytest.approx(85, abs=8)
    assert distance_to_workshops(one, ["13055", "84007"]) == 0


def test_a_workshop_further_away_makes_each_device_dearer() -> None:
    small, large = (Place(name, area(), towns) for name, towns in (("A", TOWNS), ("B", FAR)))
    near, far = compare(small, large, ["84007"]).sides
    assert far.cost_central > near.cost_central
