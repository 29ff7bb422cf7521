"""Volet 2, its end: which scale is the pertinent one, and what would change the conclusion."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from filiere.network.models import Territory
from filiere.network.territories import communes_of
from forecast.estimates import Figure
from forecast.report.content import Cell, Column, Table
from forecast.report.ground import Ground, need_told, other_scale
from forecast.report.words import figure, text
from forecast.scale import compare
from forecast.sides import Comparison, Place
from forecast.vocabulary import Concept


def scale(
    ground: Ground, workshops: tuple[str, ...], donor: float | None
) -> tuple[list[Table], str]:
    """Two territories side by side, what would turn the conclusion, and the conclusion.

    Nothing when there is no other scale, or no estimate of one of the two.
    """
    other = other_scale(ground)
    if other is None or ground.run is None:
        return [], ""
    here = _side(ground, ground.territory, donor)
    there = _side(ground, other, None)
    if here is None or there is None:
        return [], ""
    told = compare(here, there, workshops, ground.settings, seed=ground.run.seed)
    title = f"{ground.territory.name} ou {other.name}\u202f: l'échelle pertinente"
    shown = [need_told(ground, one, Concept.NO_COMPUTER) for one in (ground.territory, other)]
    return [_compared(told, title, shown), _turns(told)], told.conclusion


def _side(ground: Ground, territory: Territory, donor: float | None) -> Place | None:
    area = ground.area(territory)
    if area is None:
        return None
    towns = communes_of(territory.pk).values_list("code", "population")
    weights = [(code, people or 0) for code, people in towns]
    return Place(territory.name, area, pd.DataFrame(weights, columns=["code", "weight"]), donor)


def _compared(told: Comparison, title: str, shown: list[bool]) -> Table:
    one, two = told.sides
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Appareils collectés par an", one.collected, two.collected),
        (
            "Couverture des ménages sans ordinateur en un an",
            _year(one.coverage, shown[0]),
            _year(two.coverage, shown[1]),
        ),
        ("Ateliers nécessaires", one.sites, two.sites),
        (
            "Volume minimal viable d'un atelier, par an",
            _least(one.least_volume),
            _least(two.least_volume),
        ),
        (
            "Distance moyenne à l'atelier le plus proche, en km",
            _whole(one.distance_km),
            _whole(two.distance_km),
        ),
        ("Coût par appareil remis", one.cost_per_device, two.cost_per_device),
        ("Collecte si le plus gros donateur s'en va", one.left, two.left),
    )
    return Table(
        key="echelle",
        title=title,
        columns=(
            text("question", "Question"),
            figure("ici", one.name),
            figure("autre", two.name),
        ),
        rows=rows,
        note=told.conclusion,
        sources=one.collected.sources,
    )


def _turns(told: Comparison) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (turn.label, turn.end, float(turn.value), turn.unit, turn.then or "aucune des deux")
        for turn in told.turns
    )
    return Table(
        key="echelle_bascule",
        title="Ce qui changerait la conclusion",
        columns=(
            text("hypothese", "Hypothèse"),
            text("borne", "À sa borne"),
            Column("valeur", "Valeur", "number"),
            text("unite", "Unité"),
            text("alors", "L'échelle pertinente serait"),
        ),
        rows=rows,
        note="" if rows else "Aucune hypothèse, prise seule, ne change la conclusion.",
    )


def _year(told: Mapping[str, Figure], shown: bool) -> Cell:
    return (told.get("own") or told["central"]) if shown else "non diffusable"


def _least(value: float | None) -> Cell:
    return "aucun ne suffit" if value is None else float(f"{value:.2g}")


def _whole(value: float | None) -> Cell:
    return "non connu" if value is None else round(value)
