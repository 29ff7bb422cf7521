"""What a filière costs and earns: per device, at the break-even point, and what moves it most.

``cost per device handed over = (minutes of work x hourly cost + fixed costs of the year) / devices
handed over``. Minutes come from the journal when it tells them (at least `PEOPLE` persons, never
one alone), else from assumptions; prices are capped by law for public donations. Every input is a
sourced figure or a declared assumption, drawn once per draw.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from forecast.assumptions import Levels, Settings
from forecast.estimates import INTERVAL, Figure
from forecast.uncertainty import Floats, stream
from forecast.vocabulary import Status

METHOD = "economics-1"
PEOPLE = 5
"""Minutes of a step are used only when this many persons made them."""
HOURS, COSTS, EARNINGS = (
    ("minutes_collect", "minutes_audit", "minutes_erase", "minutes_repair", "minutes_hand_over"),
    ("rent_year", "transport_year", "other_year"),
    ("price", "reuse_payment", "subsidy_year"),
)
INPUTS = (
    *HOURS,
    *COSTS,
    *EARNINGS,
    *("hourly_cost", "wage_support", "parts_cost", "sold_share", "reused_share"),
    *("km_per_device", "km_cost"),
)


@dataclass(frozen=True, slots=True)
class Account:
    """One year of a filière that collects so many devices."""

    cost_per_device: Figure
    income_per_device: Figure
    result_year: Figure
    break_even: Figure
    moves: tuple[tuple[str, float], ...]
    """Each input and how far its own doubt moves the year's result, euros, the largest first."""


def account(
    collected: float,
    settings: Settings | None = None,
    *,
    seed: int = 1,
    draws: int = 1_000,
) -> Account:
    r"""Costs and income of a year in which ``collected`` devices come in.

    .. math:: c = \frac{n\,h\,w(1 - a) + n r p + n d k + F}{n r},\qquad
              n^* = \frac{F - S}{r (v x + e) - h w (1 - a) - r p - d k}

    with n the devices collected, h the hours of work for each, w what an hour costs, a the share
    that insertion aid pays, r the share handed over, p its parts, d k the road, F the fixed costs
    of a year, v x what sales bring for each, e the payment for reuse, S the subsidies. The
    break-even :math:`n^*` is infinite where each device loses money.

    References
    ----------
    Cards ``workshop_costs``, ``yield_priors``; every other input is a declared assumption.

    Raises
    ------
    ValueError
        Nothing is collected: no cost per device can be told.

    Examples
    --------
    >>> told = account(2_000)
    >>> told.cost_per_device.unit, len(told.moves) > 5
    ('€ par appareil remis', True)
    """
    if collected <= 0:
        raise ValueError("collected: more than 0 devices a year")
    told = settings or Settings()
    drawn = inputs(told, seed=seed, draws=draws)
    result = result_of_year(drawn, collected)
    return Account(
        figure_of(cost_of_each(drawn, collected), "€ par appareil remis"),
        figure_of(_income(drawn, collected) / _handed(drawn, collected), "€ par appareil remis"),
        figure_of(result, "€ par an"),
        figure_of(least_volume(drawn), "appareils collectés par an"),
        _moves(told, drawn, collected),
    )


def inputs(settings: Settings, *, seed: int, draws: int) -> dict[str, Floats]:
    """Draws of every input of an account, by name."""
    return {name: settings.drawn(name, stream(seed, name), draws) for name in INPUTS}


def middle(settings: Settings) -> dict[str, Floats]:
    """Every input at its central value: one draw."""
    return {name: np.array([settings.central(name)]) for name in INPUTS}


def minutes_from_journal(
    told: Mapping[str, tuple[float, int]],
) -> dict[str, Levels]:
    """Assumptions replaced by what the journal tells: mean minutes of a step, persons.

    Steps made by fewer than `PEOPLE` persons are left as they were assumed.

    Examples
    --------
    >>> minutes_from_journal({"minutes_audit": (12.0, 7), "minutes_erase": (5.0, 2)})
    {'minutes_audit': (12.0, 12.0, 12.0)}
    """
    return {
        name: (minutes, minutes, minutes)
        for name, (minutes, persons) in told.items()
        if persons >= PEOPLE
    }


def _handed(drawn: Mapping[str, Floats], collected: float | Floats) -> Floats:
    return np.asarray(collected * drawn["reused_share"])


def hours(drawn: Mapping[str, Floats]) -> Floats:
    """Hours of work for each device collected: some steps are made for the reused alone."""
    every = drawn["minutes_collect"] + drawn["minutes_audit"] + drawn["minutes_erase"]
    reused = drawn["minutes_repair"] + drawn["minutes_hand_over"]
    return np.asarray((every + drawn["reused_share"] * reused) / 60)


def _spent(drawn: Mapping[str, Floats], collected: float | Floats) -> Floats:
    work = collected * hours(drawn) * drawn["hourly_cost"] * (1 - drawn["wage_support"])
    parts = _handed(drawn, collected) * drawn["parts_cost"]
    road = collected * drawn["km_per_device"] * drawn["km_cost"]
    return np.asarray(work + parts + road + sum(drawn[name] for name in COSTS))


def _income(drawn: Mapping[str, Floats], collected: float | Floats) -> Floats:
    each = drawn["sold_share"] * drawn["price"] + drawn["reuse_payment"]
    return np.asarray(_handed(drawn, collected) * each + drawn["subsidy_year"])


def cost_of_each(drawn: Mapping[str, Floats], collected: float | Floats) -> Floats:
    """What each device handed over costs, draw by draw."""
    return np.asarray(_spent(drawn, collected) / _handed(drawn, collected))


def result_of_year(drawn: Mapping[str, Floats], collected: float | Floats) -> Floats:
    """Income less costs of a year in which so many devices come in, draw by draw."""
    return np.asarray(_income(drawn, collected) - _spent(drawn, collected))


def least_volume(drawn: Mapping[str, Floats]) -> Floats:
    """Devices a year from which income covers costs; infinite where each one loses money."""
    margin = result_of_year(drawn, 1.0) - result_of_year(drawn, 0.0)
    fixed = -result_of_year(drawn, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        needed = np.where(margin > 0, np.maximum(fixed, 0) / margin, np.inf)
    return np.asarray(np.where(fixed <= 0, 0.0, needed))


def _moves(
    told: Settings, drawn: Mapping[str, Floats], collected: float
) -> tuple[tuple[str, float], ...]:
    """One input at its low then at its high end, all others at their middle."""
    usual = middle(told)
    found = []
    for name in drawn:
        low, _, high = told.levels(name)
        ends = [
            result_of_year({**usual, name: np.array([end])}, collected)[0] for end in (low, high)
        ]
        found.append((name, float(abs(ends[1] - ends[0]))))
    return tuple(sorted(found, key=lambda one: -one[1]))


def figure_of(draws: Floats, unit: str) -> Figure:
    """Mean and interval; where a draw has no answer (infinite) the high end has none either."""
    low, high = np.quantile(draws, ((1 - INTERVAL) / 2, (1 + INTERVAL) / 2), method="nearest")
    ends = [float(end) if np.isfinite(end) else None for end in (low, high)]
    value = float(draws.mean()) if np.isfinite(draws).all() else None
    return Figure(value, ends[0], ends[1], unit, INPUTS, METHOD, Status.ASSUMPTION.value)
