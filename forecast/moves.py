"""The reader moves an assumption: coverage and break-even at the central values, at once.

The arithmetic is that of :mod:`forecast.coverage` and :mod:`forecast.economics` with every
assumption at its central value and every draw at its mean; ``forecast/moves.js`` does it again in
the browser from the same start, and a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from filiere.network.actor import Actor
from filiere.network.models import Territory
from forecast import economics
from forecast.assumptions import ASSUMPTIONS
from forecast.coverage import MONTHS, SERVED_BY, drivers
from forecast.models import Run
from forecast.need import HOUSEHOLDS
from forecast.reading import area_of, settings_of, yields_of
from forecast.runs import run_for
from forecast.showing import withheld
from forecast.vocabulary import Concept, Holder, Kind

MOVED = (
    *(f"willing_{holder}" for holder in Holder.values),
    *(f"collect_{holder}" for holder in Holder.values),
    *("reused_share", "to_unequipped", "devices_per_household", "devices_per_person"),
    *("price", "sold_share", "subsidy_year", "hourly_cost", "wage_support"),
    *("minutes_repair", "rent_year", "transport_year", "parts_cost"),
)
"""Assumptions that a reader may move; the others stay where they are."""


@dataclass(frozen=True, slots=True)
class Start:
    """All that the arithmetic needs: plain numbers, so that the browser does the same.

    Attributes
    ----------
    outflow, reused : 8 kinds by 3 holders
        Devices going out of use in a year; share of the collected that is handed over, at the
        central ``reused_share``.
    need : dict of concept to people; without those that are withheld
    served_by : dict of concept to the rows of the kinds that answer it
    per : dict of concept to the assumption that says devices for each
    values : dict of assumption to its central value
    """

    territory: str
    outflow: list[list[float]]
    reused: list[list[float]]
    need: dict[str, float]
    served_by: dict[str, list[int]]
    per: dict[str, str]
    values: dict[str, float]
    holders: tuple[str, ...]
    months: int


@dataclass(frozen=True, slots=True)
class Moved:
    """What follows: devices a year, coverage by concept, cost of each, break-even (None: never)."""

    collected: float
    handed: float
    coverage: dict[str, float]
    cost: float | None
    result: float
    break_even: float | None


def start_of(territory: Territory, actor: Actor | None = None, *, run: Run | None = None) -> Start:
    """Where the reader starts from: a run, the newest that covers a territory when None.

    Raises
    ------
    Refused
        ``no-estimate``.
    """
    run = run or run_for(territory.pk)
    settings = settings_of(run, actor)
    area = area_of(run, territory)
    known = yields_of(actor, settings, run.seed)
    way = drivers(settings, known, seed=run.seed, draws=area.outflow.shape[-1])
    kinds = list(Kind)
    names = dict.fromkeys((*MOVED, *economics.INPUTS, "workshop_months"))
    return Start(
        territory=territory.name,
        outflow=area.outflow.mean(axis=-1).tolist(),
        reused=np.median(way.reused, axis=-1).tolist(),
        need={
            one.value: float(area.need[place].mean())
            for place, one in enumerate(Concept)
            if territory.pk not in withheld(run, one) and area.need[place].any()
        },
        served_by={one.value: [kinds.index(kind) for kind in SERVED_BY[one]] for one in Concept},
        per={
            one.value: "devices_per_household" if one in HOUSEHOLDS else "devices_per_person"
            for one in Concept
        },
        values={name: settings.central(name) for name in names},
        holders=tuple(Holder.values),
        months=MONTHS,
    )


def moved(start: Start, values: Mapping[str, float]) -> Moved:
    r"""Coverage and break-even with some assumptions elsewhere.

    .. math:: C = \frac{s}{B} \sum_{kh} F_{kh} w_h c_h y_{kh} \rho\, \frac{\max(12 - \ell, 0)}{12}

    with ρ how far the share reused was moved; cost and break-even as
    :func:`forecast.economics.account`, for what is collected.
    """
    now = {**start.values, **{name: values[name] for name in MOVED if name in values}}
    taken = np.array([now[f"willing_{one}"] * now[f"collect_{one}"] for one in start.holders])
    collected = np.array(start.outflow) * taken
    usual = start.values["reused_share"]
    factor = now["reused_share"] / usual if usual else 0.0
    handed = (collected * np.minimum(np.array(start.reused) * factor, 1.0)).sum(axis=1)
    elapsed = max(start.months - now["workshop_months"], 0.0) / start.months
    told = {}
    for concept, people in start.need.items():
        given = float(handed[start.served_by[concept]].sum()) * elapsed
        equipped = given * now["to_unequipped"] / max(now[start.per[concept]], 1e-9)
        told[concept] = min(equipped / people, 1.0) if people > 0 else 1.0
    whole = float(collected.sum())
    drawn = {name: np.array([now[name]]) for name in economics.INPUTS}
    least = float(economics.least_volume(drawn)[0])
    paid = whole > 0 and now["reused_share"] > 0
    return Moved(
        collected=whole,
        handed=float(handed.sum()),
        coverage=told,
        cost=float(economics.cost_of_each(drawn, whole)[0]) if paid else None,
        result=float(economics.result_of_year(drawn, whole)[0]),
        break_even=least if np.isfinite(least) else None,
    )


def as_data(start: Start) -> dict[str, Any]:
    """The start as JSON for the page, with what may be moved."""
    return asdict(start) | {"moved": list(MOVED)}


def asked_values(typed: Mapping[str, str]) -> dict[str, float]:
    """The values a form says, kept between nothing and the sense of each; the others left out."""
    found = {}
    for name in MOVED:
        text = typed.get(name, "").strip().replace(",", ".").replace("\u00a0", "")
        try:
            value = float(text)
        except ValueError:
            continue
        if np.isfinite(value) and value >= 0:
            most = 1.0 if ASSUMPTIONS[name].unit == "part" else 1e7
            found[name] = min(value, most)
    return found
