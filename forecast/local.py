"""What really happened beside what is estimated: collected, expected at one's own rate, asked for.

A commune's rate of collection is pulled towards its own by what it gave, and stays near the
others' where it gave little (:class:`forecast.pulling.PooledRates`). What names a donor or a
person is withheld, and so is what would give it away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from filiere.network.actor import Actor
from filiere.network.models import Territory
from filiere.network.refusals import Refused
from filiere.network.vocabulary import Level
from forecast.areas import country
from forecast.assumptions import Settings
from forecast.deducing import Cell, Key, Relation
from forecast.estimates import INTERVAL, Figure
from forecast.runs import levels_of
from forecast.secrecy import hidden, rules
from forecast.selectors import View, view
from forecast.showing import sums
from forecast.uncertainty import Floats, stream
from forecast.vocabulary import Holder, Measure, Status
from inventory.selectors.places import Came, collected_by_commune, requested_by_commune

METHOD = "collecte-locale-1"
SOURCES = ("journal",)
DRAWS = 1_000


@dataclass(frozen=True, slots=True)
class Here:
    """One place: what was collected in twelve months, what is expected, what was asked for."""

    territory: Territory
    collected: Figure
    expected: Figure
    requested: Figure


def local(territory: Territory, level: str = "", *, actor: Actor | None) -> list[Here]:
    """Really collected, expected at the place's own rate, really asked for.

    The own rates are learnt on every commune of the run that this reader sees collections of.

    Raises
    ------
    Refused
        ``no-estimate``, ``no-such-level``.
    """
    seen = view(territory, level)
    if seen.level == Level.PART:
        raise Refused("no-such-level", "Demandez l'EPCI entier, ou ses communes.")
    came, asked = collected_by_commune(actor), requested_by_commune(actor)
    communes = view(seen.run.territory, Level.COMMUNE.value)
    draws = _draws(communes, came)
    relations = sums(country(seen.run.territory_id), levels_of(seen.run))
    groups = _communes_of(seen)
    gave = _cells(groups, came)
    wanted = {key: Cell(sum(asked.get(one, 0) for one in ids)) for key, ids in groups.items()}
    kept = _kept(gave, relations, "collections")
    kept_asked = _kept(wanted, relations, "requests")
    rows = []
    for place in seen.places:
        ids = [communes.index[one] for one in groups[place.pk] if one in communes.index]
        told = draws[ids].sum(axis=0)
        secret = place.pk in kept
        rows.append(
            Here(
                place,
                _counted(gave[place.pk].value, "appareils", secret=secret),
                _expected(told, secret=secret),
                _counted(wanted[place.pk].value, "appareils", secret=place.pk in kept_asked),
            )
        )
    return rows


def _draws(communes: View, came: Mapping[str, Came]) -> Floats:
    """Devices a year at the own rate of each commune of the run, of shape (communes, draws)."""
    from forecast.pulling import PooledRates

    bands = communes.found.gisement[Measure.OUTFLOW.value]
    flow = bands.mean[:, -1, -1]
    settings = Settings({k: (a, b, c) for k, (a, b, c) in communes.run.changed.items()})
    homes, firms, public = (
        settings.central(f"willing_{one}") * settings.central(f"collect_{one}") for one in Holder
    )
    weights = bands.mean[:, -1, :3].sum(axis=0)
    believed = float(weights @ np.array([homes, firms, public]) / max(weights.sum(), 1e-9))
    counts = np.array([came[one].devices if one in came else 0 for one in communes.found.ids])
    state = int(stream(communes.run.seed, "local").integers(2**31))
    model = PooledRates(max(believed, 1e-6), random_state=state)
    if came:
        model.fit(flow[:, None], counts)
        rates = model.sample(flow[:, None], counts, DRAWS)
    else:
        model.fit(np.zeros((2, 1)), np.zeros(2))
        rates = model.sample(np.zeros((len(flow), 1)), np.zeros(len(flow)), DRAWS)
    return np.asarray(rates * flow[:, None], float)


def _communes_of(seen: View) -> dict[Key, tuple[str, ...]]:
    """The communes of every area of the run that may be shown: parts of EPCI are not."""
    asked = country(seen.run.territory_id)
    rows = asked.communes[asked.wanted]
    inside = {str(part): tuple(ids) for part, ids in rows.groupby("part")["id"]}
    found: dict[Key, tuple[str, ...]] = {one: (one,) for one in rows["id"]}
    for level, areas in asked.parents.items():
        for area, parts in areas.items() if level != Level.PART else ():
            found[area] = tuple(one for part in parts for one in inside[part])
    return found


def _cells(groups: Mapping[Key, tuple[str, ...]], came: Mapping[str, Came]) -> dict[Key, Cell]:
    found: dict[Key, Cell] = {}
    for key, ids in groups.items():
        mine = [came[one] for one in ids if one in came]
        found[key] = Cell(
            float(sum(one.devices for one in mine)),
            sum(one.donors for one in mine),
            float(max((one.biggest for one in mine), default=0)),
        )
    return found


def _kept(cells: dict[Key, Cell], relations: list[Relation], source: str) -> frozenset[Key]:
    """Only what is not zero can be hidden: relations are cut down to it."""
    known = {key: cell for key, cell in cells.items() if cell.value > 0}
    cut = [
        Relation(one.total, tuple(part for part in one.parts if part in known))
        for one in relations
        if one.total in known
    ]
    return hidden(known, cut, rules()[source])


def _counted(value: float, unit: str, *, secret: bool) -> Figure:
    told = Figure(value, value, value, unit, SOURCES, METHOD, Status.PUBLISHED.value)
    return told.withheld() if secret else told


def _expected(draws: Floats, *, secret: bool) -> Figure:
    low, high = np.quantile(draws, ((1 - INTERVAL) / 2, (1 + INTERVAL) / 2))
    unit = "appareils par an"
    told = Figure(
        float(draws.mean()), float(low), float(high), unit, SOURCES, METHOD, Status.ESTIMATED.value
    )
    return told.withheld() if secret else told
