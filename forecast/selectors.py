"""The questions put to a run: figures of an area's places, each with its status."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from filiere.network.models import Territory
from filiere.network.refusals import Refused
from filiere.network.territories import communes_of, present
from filiere.network.vocabulary import Level
from forecast import balance, gisement, jobs, need, pulled
from forecast.added import Level as Found
from forecast.estimates import Figure
from forecast.figures_file import LostRun
from forecast.models import Run
from forecast.reference.tables import load
from forecast.runs import levels_of, run_for
from forecast.showing import withheld
from forecast.vocabulary import ALL, Concept, Holder, Kind, Measure, Status

MOST_ROWS = 40_000
"""Of one answer of the API: one kind in all the communes of France."""
GISEMENT_SOURCES = (*balance.SOURCES, "communes_2021", "filosofi_2021_communes", jobs.TABLE)
NEED_SOURCES = (*need.SOURCES, "filosofi_2021_communes")
UNITS = {
    Measure.OUTFLOW: gisement.UNIT,
    Measure.DRAWER: "appareils",
    Measure.WILLING: gisement.UNIT,
    Measure.REUSABLE: gisement.UNIT,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One figure and what it is about; ``kind`` is a kind of device or a concept of need."""

    territory: Territory
    kind: str
    holder: str
    measure: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class View:
    """One run, seen from one area at one level."""

    run: Run
    territory: Territory
    level: str
    places: tuple[Territory, ...]
    found: Found
    index: dict[str, int]


def view(territory: Territory, level: str = "") -> View:
    """The newest run that covers an area, and the places of a level inside it.

    Raises
    ------
    Refused
        ``no-estimate``: nobody has estimated it, or its file was lost.
        ``no-such-level``: the area holds no place of that level.
    """
    run = run_for(territory.pk)
    try:
        levels = levels_of(run)
    except LostRun as error:
        raise Refused("no-estimate", error.detail, title="Pas encore estimé") from error
    wanted = level or territory.level
    found = levels.get(wanted)
    index = {one: row for row, one in enumerate(found.ids)} if found else {}
    places = tuple(place for place in _places(territory, wanted) if place.pk in index)
    if found is None or not places:
        raise Refused(
            "no-such-level",
            f"{territory.name} ne contient aucun territoire entier de ce niveau.",
            title="Niveau absent",
        )
    return View(run, territory, wanted, places, found, index)


def _places(territory: Territory, level: str) -> Iterator[Territory]:
    if level == territory.level:
        yield territory
    elif level == Level.COMMUNE:
        yield from communes_of(territory.pk)
    else:
        scope = present().filter(level=level).order_by("pk")
        columns = {
            Level.REGION: "region_id",
            Level.DEPARTEMENT: "department_id",
            Level.EPCI: "epci_id",
        }
        if territory.level in columns:
            yield from scope.filter(**{columns[Level(territory.level)]: territory.pk})
        elif territory.level == Level.FRANCE:
            yield from scope


def gisements(
    seen: View, *, kind: str = "", holder: str = ALL, measure: str = Measure.OUTFLOW
) -> list[Row]:
    """Gisement by kind: one kind, or the eight and their sum.

    Raises
    ------
    Refused
        ``not-by-commune``: only what goes out of use is drawn commune by commune.
    """
    bands = seen.found.gisement.get(measure)
    if bands is None:
        raise Refused(
            "not-by-commune",
            "Cette mesure n'est pas estimée par commune. Demandez l'EPCI ou le département, ou ce "
            "qui sort d'usage (measure=outflow).",
            title="Pas à la commune",
        )
    kinds = [*Kind.values, ALL]
    holders = [*Holder.values, ALL]
    chosen = [kind] if kind else kinds
    column = holders.index(holder)
    status = Status.ASSUMPTION if holder in {Holder.COMPANIES, Holder.PUBLIC} else Status.ESTIMATED
    own = bool(seen.run.told.get("collected")) and measure in pulled.GIVEN
    sources = (*GISEMENT_SOURCES, pulled.SOURCE) if own else GISEMENT_SOURCES
    method = pulled.METHOD if own else gisement.METHOD
    rows = []
    for place in seen.places:
        row = seen.index[place.pk]
        for one in chosen:
            cell = (row, kinds.index(one), column)
            figure = Figure(
                float(bands.mean[cell]),
                float(bands.low[cell]),
                float(bands.high[cell]),
                UNITS[Measure(measure)],
                sources,
                method,
                status.value,
            )
            rows.append(Row(place, one, holder, measure, figure))
    return rows


def needs(seen: View, *, concept: str = "") -> list[Row]:
    """Need by concept; what may not be shown keeps its place without a value."""
    chosen = [concept] if concept else Concept.values
    statuses = commune_statuses() if seen.level == Level.COMMUNE else {}
    rows = []
    for place in seen.places:
        for one in chosen:
            column = Concept.values.index(one)
            figure = _need(seen, place, column, statuses.get(place.code, Status.ESTIMATED.value))
            if figure.status != Status.ABSENT and place.pk in withheld(seen.run, one):
                figure = figure.withheld()
            rows.append(Row(place, one, "", "need", figure))
    return rows


def _need(seen: View, place: Territory, column: int, status: str) -> Figure:
    row, told = seen.index[place.pk], seen.found.need
    cell = (row, column)
    unit = need.unit(Concept.values[column])
    if not np.isfinite(told.mean[cell]) or told.mean[cell] == 0:
        return Figure(None, None, None, unit, NEED_SOURCES, need.METHOD, Status.ABSENT.value)
    ends = float(told.low[cell]), float(told.high[cell])
    return Figure(float(told.mean[cell]), *ends, unit, NEED_SOURCES, need.METHOD, status)


def commune_statuses() -> dict[str, str]:
    """How the poverty of each commune is known, by code; a need is never published itself."""
    table = load("communes_2021")
    status = table["status"].replace(Status.PUBLISHED.value, Status.ESTIMATED.value)
    return dict(zip(table["code"], status, strict=True))


def check_length(seen: View, each: int) -> None:
    """Refuse an answer too long to be sent: ``too-many-rows``."""
    if len(seen.places) * each > MOST_ROWS:
        raise Refused(
            "too-many-rows",
            f"Cette demande donne plus de {MOST_ROWS} lignes. Demandez un seul type, ou un "
            "territoire plus petit.",
            title="Trop de lignes",
        )
