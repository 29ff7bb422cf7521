"""The pertinent scale: two territories side by side, what decides, and what would turn it over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from forecast import economics
from forecast.assumptions import ASSUMPTIONS, Levels, Settings
from forecast.coverage import collected_in_year, coverage, drivers, figure
from forecast.distances import distance_to_workshops
from forecast.sides import Comparison, Place, Side, Turn
from forecast.uncertainty import Floats, stream
from forecast.vocabulary import Concept, Holder, Status

if TYPE_CHECKING:
    from forecast.yields import Yields

LOCAL = ("collect_", "willing_", "biggest_donor", "site_capacity", "detour", "devices_per_tour")
"""Assumptions that change what is collected or travelled; the inputs of an account come with."""
PER_YEAR, EACH = "appareils par an", "€ par appareil remis"
LEAST = 1e-9


def compare(
    one: Place,
    other: Place,
    workshops: Sequence[str] = (),
    settings: Settings | None = None,
    yields: Yields | None = None,
    *,
    concept: Concept = Concept.NO_COMPUTER,
    seed: int = 1,
) -> Comparison:
    r"""Compare two scales: which pays its way, and still does when its biggest donor leaves.

    The smaller territory (by what it collects) is the pertinent one when both hold there, since
    it is the nearer; else the larger if both hold there; else neither. All is judged at the
    central values of the assumptions and at the mean of the outflow; what would change it is
    found by putting each assumption, alone, at its low then at its high end. Assumptions on
    sales and lifetimes move both sides alike and are not tried.

    .. math:: \text{holds} \iff \text{income}(n / s) \ge \text{cost}(n / s),\qquad
              s = \lceil n / C \rceil

    with n what is collected, s the workshops needed, C what one treats in a year; the biggest
    donor gone, n is :math:`n (1 - b)`.

    References
    ----------
    :func:`forecast.economics.account`; distances as the crow flies times a detour.

    Parameters
    ----------
    one, other : Place
    workshops : sequence of str
        Codes of the communes where the network has a workshop.
    settings, yields, seed
        As :func:`forecast.coverage.coverage`.

    Examples
    --------
    >>> import pandas as pd
    >>> from forecast.coverage import Area
    >>> rng = np.random.default_rng(0)
    >>> small, large = (Area(rng.gamma(50, size, (8, 3, 100)), rng.gamma(50, size, (4, 100)))
    ...                 for size in (100, 700))
    >>> towns = pd.DataFrame({"code": ["84007", "84031"], "weight": [90_000, 30_000]})
    >>> from forecast.sides import Place
    >>> told = compare(Place("Vaucluse", small, towns), Place("PACA", large, towns), ["84007"])
    >>> told.pertinent, [side.sites > 0 for side in told.sides]
    ('', [True, True])
    """
    used = settings or Settings()
    known = [_known(place, workshops, used, yields, seed) for place in (one, other)]
    first, second = (_side(told, used, yields, concept, seed) for told in known)
    pertinent = _chosen([(told.place.name, _central(told, used)) for told in known])
    sentence = _sentence((first, second), pertinent)
    return Comparison((first, second), pertinent, sentence, _turns(known, used, pertinent))


@dataclass(frozen=True, slots=True)
class _Known:
    """A place, as the crow flies to its workshop, and the yield that our own devices prove."""

    place: Place
    flown_km: float | None
    outflow: Floats
    reused: Floats | None


@dataclass(frozen=True, slots=True)
class _Central:
    collected: float
    holds: bool
    holds_alone: bool
    cost: float
    least: float | None


def _known(
    place: Place, workshops: Sequence[str], settings: Settings, yields: Yields | None, seed: int
) -> _Known:
    flown = distance_to_workshops(place.communes, workshops)
    reused = None
    if yields is not None:
        reused = drivers(settings, yields, seed=seed, draws=400).reused.mean(axis=-1)
    return _Known(place, flown, place.area.outflow.mean(axis=-1), reused)


def _side(
    known: _Known, settings: Settings, yields: Yields | None, concept: Concept, seed: int
) -> Side:
    place = known.place
    draws = place.area.outflow.shape[-1]
    way = drivers(settings, yields, seed=seed, draws=draws)
    taken = collected_in_year(place.area, way)
    collected = taken.sum(axis=(0, 1))
    drawn = economics.inputs(_with_road(known, settings), seed=seed, draws=draws)
    with np.errstate(invalid="ignore"):
        reused = (taken * way.reused).sum(axis=(0, 1)) / collected
    drawn["reused_share"] = np.where(collected > 0, reused, drawn["reused_share"])
    left = collected * (1 - _donor(place, settings, draws, seed))
    sites = _sites(float(collected.mean()), settings)
    found = _central(known, settings)
    each = np.maximum(collected, LEAST) / sites
    detour = settings.central("detour")
    return Side(
        name=place.name,
        collected=figure(collected, PER_YEAR, Status.ASSUMPTION),
        coverage=coverage(place.area, concept, settings, yields, seed=seed).months[-1].coverage,
        sites=sites,
        least_volume=found.least,
        distance_km=None if known.flown_km is None else known.flown_km * detour,
        cost_per_device=figure(economics.cost_of_each(drawn, each), EACH, Status.ASSUMPTION),
        left=figure(left, PER_YEAR, Status.ASSUMPTION),
        balances=_balanced(drawn, collected, sites),
        balances_alone=_balanced(drawn, left, sites),
        holds=found.holds,
        holds_alone=found.holds_alone,
        cost_central=found.cost,
    )


def _balanced(drawn: Mapping[str, Floats], collected: Floats, sites: int) -> float:
    """Share of the draws in which something is collected and its costs are covered."""
    paid = economics.result_of_year(drawn, collected / sites) >= 0
    return float((paid & (collected > 0)).mean())


def _sites(collected: float, settings: Settings) -> int:
    return max(ceil(collected / max(settings.central("site_capacity"), 1.0)), 1)


def _central(known: _Known, settings: Settings) -> _Central:
    """The same side with every assumption at its central value and the outflow at its mean."""
    shares = [
        settings.central(f"willing_{one}") * settings.central(f"collect_{one}") for one in Holder
    ]
    taken = known.outflow * np.array(shares)
    collected = float(taken.sum())
    drawn = economics.middle(_with_road(known, settings))
    if known.reused is not None and collected > 0:
        drawn["reused_share"] = np.array([float((taken * known.reused).sum()) / collected])
    sites = _sites(collected, settings)
    donor = known.place.biggest_donor
    donor = settings.central("biggest_donor") if donor is None else donor
    least = float(economics.least_volume(drawn)[0])
    return _Central(
        collected,
        _balanced(drawn, np.array([collected]), sites) == 1,
        _balanced(drawn, np.array([collected * (1 - donor)]), sites) == 1,
        float(economics.cost_of_each(drawn, max(collected, LEAST) / sites)[0]),
        least if np.isfinite(least) else None,
    )


def _with_road(known: _Known, settings: Settings) -> Settings:
    """Kilometres of each device, there and back, shared by a tour; assumed without a workshop."""
    if known.flown_km is None:
        return settings
    devices = [max(one, 1.0) for one in settings.levels("devices_per_tour")]
    low, central, high = (2 * known.flown_km * one for one in settings.levels("detour"))
    km = low / devices[2], central / devices[1], high / devices[0]
    return Settings(settings.changed | {"km_per_device": km})


def _donor(place: Place, settings: Settings, draws: int, seed: int) -> Floats:
    if place.biggest_donor is not None:
        return np.full(draws, place.biggest_donor)
    return settings.drawn("biggest_donor", stream(seed, "biggest_donor"), draws)


def _chosen(told: Sequence[tuple[str, _Central]]) -> str:
    for name, side in sorted(told, key=lambda one: one[1].collected):
        if side.holds and side.holds_alone:
            return name
    return ""


def _turns(known: Sequence[_Known], settings: Settings, now: str) -> tuple[Turn, ...]:
    found = []
    for name, one in ASSUMPTIONS.items():
        if name not in economics.INPUTS and not name.startswith(LOCAL):
            continue
        low, _, high = settings.levels(name)
        for end, value in (("bas", low), ("haut", high)):
            moved: dict[str, Levels] = {name: (value,) * 3}
            tried = Settings(settings.changed | moved)
            then = _chosen([(told.place.name, _central(told, tried)) for told in known])
            if then != now:
                found.append(Turn(name, one.label, end, value, one.unit, then))
    return tuple(found)


def _sentence(sides: tuple[Side, Side], pertinent: str) -> str:
    first, second = sorted(sides, key=lambda one: one.collected.value or 0)
    if not second.collected.value:
        return "Rien n'est collecté à aucune des deux échelles : rien ne les départage."
    if pertinent == first.name:
        return (
            f"{first.name} suffit : son volume équilibre les comptes, même sans son plus gros "
            "donateur."
        )
    if pertinent:
        why = (
            "perdre son plus gros donateur la met en déficit"
            if first.holds
            else ("son volume ne couvre pas ses coûts")
        )
        return f"{second.name} est l'échelle pertinente : à l'échelle de {first.name}, {why}."
    cheaper = min(sides, key=lambda one: one.cost_central)
    return (
        "Aucune des deux échelles ne s'équilibre avec les hypothèses centrales ; la moins "
        f"coûteuse par appareil est {cheaper.name}."
    )
