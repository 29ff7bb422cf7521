"""What a year of service costs: a refurbished device, or recycling it and buying a new one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from forecast import economics
from forecast.assumptions import Settings
from forecast.estimates import INTERVAL, Figure
from forecast.impact import NEW
from forecast.reference.tables import load
from forecast.uncertainty import Floats, stream
from forecast.vocabulary import Kind, Status

METHOD = "service-1"
UNIT = "€ par année de service"
PRICED = (Kind.LAPTOP, Kind.DESKTOP, Kind.TABLET, Kind.SMARTPHONE, Kind.MONITOR)
"""Kinds that have an assumed price new."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One kind; ``cheaper`` is the share of the draws in which refurbishing costs less."""

    kind: Kind
    refurbished: Figure
    replaced: Figure
    cheaper: float


def compared(
    kinds: Iterable[str],
    collected: float,
    settings: Settings | None = None,
    *,
    seed: int = 1,
    draws: int = 1_000,
) -> list[Compared]:
    r"""Cost of a year of service of each kind, when so many devices are collected in a year.

    .. math:: A = \frac{C_k}{s}, \qquad B = \frac{P_k}{\ell_k} + \frac{H}{s}

    with C the cost of a device handed over at the reuse share of the kind, s the years of its
    second life, P the price of a new one, ℓ its years of use (ADEME), H what collecting, auditing
    and erasing cost before the old one is recycled.

    Examples
    --------
    >>> [one] = compared(["laptop"], 2_000)
    >>> one.refurbished.unit, 0 <= one.cheaper <= 1
    ('€ par année de service', True)
    """
    told = settings or Settings()
    drawn = economics.inputs(told, seed=seed, draws=draws)
    life = told.drawn("second_life_years", stream(seed, "second_life_years"), draws)
    handled = ("minutes_collect", "minutes_audit", "minutes_erase")
    hours = np.sum([drawn[name] for name in handled], axis=0) / 60
    handling = hours * drawn["hourly_cost"] * (1 - drawn["wage_support"])
    table = load("device_impact").set_index("device")
    found = []
    for kind in (Kind(one) for one in kinds if one in PRICED):
        name = f"reusable_{kind}"
        share = told.drawn(name, stream(seed, name), draws)
        each = economics.cost_of_each({**drawn, "reused_share": share}, max(collected, 1.0))
        price = told.drawn(f"new_price_{kind}", stream(seed, f"new_price_{kind}"), draws)
        years = float(table.loc[[NEW[kind]], ["default_years"]].to_numpy(float)[0][0])
        again, new = each / life, price / years + handling / life
        sources = (*economics.INPUTS, "second_life_years", name, f"new_price_{kind}")
        found.append(
            Compared(
                kind,
                _figure(again, sources),
                _figure(new, (*sources, "device_impact")),
                float((again < new).mean()),
            )
        )
    return found


def _figure(draws: Floats, sources: tuple[str, ...]) -> Figure:
    low, high = np.quantile(draws, ((1 - INTERVAL) / 2, (1 + INTERVAL) / 2))
    mean = float(draws.mean())
    return Figure(mean, float(low), float(high), UNIT, sources, METHOD, Status.ASSUMPTION.value)
