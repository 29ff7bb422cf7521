"""Coverage: what can be collected and handed over in a year, against what people lack.

Every draw is carried from the national causes to the end, and every factor but the outflow is
the same for all territories: two territories add up draw by draw.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from forecast.assumptions import Levels, Settings
from forecast.estimates import INTERVAL, Figure
from forecast.need import HOUSEHOLDS
from forecast.uncertainty import Floats, stream
from forecast.vocabulary import Concept, Holder, Kind, Status

if TYPE_CHECKING:
    from forecast.yields import Yields

METHOD = "couverture-1"
MONTHS, ENOUGH_DRAWS = 12, 2
COMPUTERS = (Kind.LAPTOP, Kind.DESKTOP, Kind.ALL_IN_ONE)
SERVED_BY: Mapping[Concept, tuple[Kind, ...]] = MappingProxyType(
    {
        Concept.NO_COMPUTER: COMPUTERS,
        Concept.NO_SMARTPHONE: (Kind.SMARTPHONE,),
        Concept.OBSTACLE_OLD_EQUIPMENT: (*COMPUTERS, Kind.TABLET, Kind.SMARTPHONE),
        Concept.OBSTACLE_NO_EQUIPMENT: (*COMPUTERS, Kind.TABLET, Kind.SMARTPHONE),
    }
)
"""Kinds that answer a lack. Concepts overlap: a device counts in each, coverages never add up."""
DRIVERS = (
    *(f"{what}_{holder}" for what in ("willing", "collect") for holder in Holder.values),
    *("workshop_months", "to_unequipped", "devices_per_household", "devices_per_person"),
)
SOURCES = ("put_on_market", "weibull_lifetimes", "equipment", "yield_priors", *DRIVERS)
SCENARIOS = ("low", "central", "high")
ENDED = ("kind", "source", "age", "outcome")


@dataclass(frozen=True, slots=True)
class Area:
    """Draws of one territory, or the sum of several: ``outflow`` (8, 3, n), ``need`` (4, n)."""

    outflow: Floats
    need: Floats

    def __post_init__(self) -> None:
        draws = self.outflow.shape[-1] if self.outflow.ndim else 0
        if self.outflow.shape != (len(Kind), len(Holder), draws) or draws < ENOUGH_DRAWS:
            raise ValueError("outflow: an array of 8 kinds, 3 holders, 2 draws or more")
        if self.need.shape != (len(Concept), draws):
            raise ValueError("need: an array of 4 concepts and as many draws as outflow")
        if not (self.outflow >= 0).all() or not (self.need >= 0).all():
            raise ValueError("outflow, need: numbers of 0 or more")

    def __add__(self, other: Area) -> Area:
        return Area(self.outflow + other.outflow, self.need + other.need)


@dataclass(frozen=True, slots=True)
class Drivers:
    """What turns an outflow into equipped people; the same draws for every territory.

    Attributes
    ----------
    taken : ndarray of shape (3, n)
        Share of each holder's outflow that is given and collected.
    reused : ndarray of shape (8, 3, n)
        Share of what is collected that is handed over.
    lag : ndarray of shape (n,), months from collection to hand-over
    served : ndarray of shape (4, n)
        Households or persons equipped by one device handed over.
    estimated : frozenset of str
        Kinds whose yield rests on our own devices.
    """

    taken: Floats
    reused: Floats
    lag: Floats
    served: Floats
    estimated: frozenset[str]


@dataclass(frozen=True, slots=True)
class Month:
    """The end of one month: what came in, went out, who is equipped since the start.

    ``coverage``: ``low, central, high`` while the yield is an assumption, then ``own`` alone.
    """

    number: int
    collected: Figure
    handed: Figure
    equipped: Figure
    coverage: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Twelve months of one concept in one territory.

    ``at_least``: the probability that a share of the need is met in the year; empty while yields
    are assumptions, as a scenario has no probability.
    """

    concept: Concept
    unit: str
    need: Figure
    months: tuple[Month, ...]
    at_least: Mapping[float, float]
    status: str


def own_yields(ended: pd.DataFrame, settings: Settings, seed: int = 1) -> Yields:
    """Yields from our ended devices, columns `ENDED` (source: a holder); none, the priors alone."""
    from forecast.yields import Yields, assumed_prior, published_prior

    told = ended.assign(age=pd.to_numeric(ended["age"], errors="coerce"))
    state = int(stream(seed, "yields").integers(2**31))
    parts = assumed_prior(settings.levels("parts_share"))
    return Yields(published_prior(), parts, random_state=state).fit(told)


def drivers(
    settings: Settings, yields: Yields | None = None, *, seed: int = 1, draws: int = 1_000
) -> Drivers:
    """Draw what is not local: willingness, collection, yields, delay, who is equipped.

    ``willing`` has the very draws of :mod:`forecast.balance`.
    """
    told = yields or own_yields(pd.DataFrame(columns=list(ENDED)), settings, seed)

    def drawn(name: str, *cause: str) -> Floats:
        return settings.drawn(name, stream(seed, *(cause or (name,))), draws)

    taken = np.stack(
        [drawn(f"willing_{one}", "willing", one) * drawn(f"collect_{one}") for one in Holder]
    )
    rows = [(kind.value, holder.value, np.nan) for kind in Kind for holder in Holder]
    shares = told.sample(pd.DataFrame(rows, columns=["kind", "source", "age"]), draws)[..., 0]
    reused = shares.T.reshape(len(Kind), len(Holder), draws)
    homes = drawn("devices_per_household")
    persons = drawn("devices_per_person")
    reach = drawn("to_unequipped")
    served = np.stack([reach / (homes if one in HOUSEHOLDS else persons) for one in Concept])
    estimated = frozenset(kind.value for kind in Kind if told.status(kind) == Status.ESTIMATED)
    return Drivers(taken, reused, drawn("workshop_months"), served, estimated)


def collected_in_year(area: Area, told: Drivers) -> Floats:
    """Devices collected in a year, of shape (8, 3, n)."""
    return np.asarray(area.outflow * told.taken)


def handed_by_month(area: Area, told: Drivers) -> Floats:
    r"""Devices handed over since the start, at the end of each month, of shape (12, 8, n).

    .. math:: R_m = \sum_h \frac{\max(m - \ell, 0)}{12}\, F_{kh}\, w_h\, c_h\, y_{kh}

    with F the outflow of the year, w the share that would be given, c the share of it that is
    collected, y the share reused, ℓ the months from collection to hand-over. Nothing is in stock
    at the start: a filière that begins.
    """
    year = (collected_in_year(area, told) * told.reused).sum(axis=1)
    month = np.arange(1, MONTHS + 1)[:, None]
    elapsed = np.maximum(month - told.lag, 0) / MONTHS
    return np.asarray(elapsed[:, None] * year)


def coverage(
    area: Area,
    concept: Concept,
    settings: Settings | None = None,
    yields: Yields | None = None,
    *,
    seed: int = 1,
    at_least: tuple[float, ...] = (0.01, 0.05, 0.1),
) -> Coverage:
    r"""Share of one lack that a year's collection would meet, month by month.

    .. math:: C_m = \frac{s \sum_k R_{mk}}{B}

    with R what is handed over (:func:`handed_by_month`), s the people one device equips (share
    that goes to who has none ÷ devices for each), B the need. The ratio is of sums, draw by draw:
    never a mean of ratios over communes.

    Parameters
    ----------
    area : Area
        Draws of the territory; ``a + b`` is the draws of both.
    concept, settings : Concept; Settings, optional
    yields : Yields, optional
        Fitted on our own ended devices (:func:`own_yields`); the priors alone when None.

    Returns
    -------
    Coverage
        ``months[-1].coverage`` is the year's. Scenarios put willingness, collection and yield at
        their low, central and high ends together, all other causes drawn.

    References
    ----------
    Cards ``put_on_market``, ``weibull_lifetimes``, ``equipment``, ``yield_priors``.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> area = Area(rng.gamma(50, 20, (8, 3, 200)), rng.gamma(50, 500, (4, 200)))
    >>> told = coverage(area, Concept.NO_COMPUTER)
    >>> year = told.months[-1].coverage
    >>> len(told.months), bool(year["low"].value < year["central"].value < year["high"].value)
    (12, True)
    >>> told.status, dict(told.at_least)
    ('assumption', {})
    """
    used = settings or Settings()
    draws = area.outflow.shape[-1]
    told = drivers(used, yields, seed=seed, draws=draws)
    kinds = SERVED_BY[concept]
    known = all(kind.value in told.estimated for kind in kinds)
    status = Status.ESTIMATED if known else Status.ASSUMPTION
    ways = {"own": told} if known else scenarios(used, yields, seed=seed, draws=draws)
    need = area.need[list(Concept).index(concept)]
    shares = {name: _share(_equipped(area, way, concept), need) for name, way in ways.items()}
    unit = _people(concept)
    months = _months(area, told, concept, shares, status)
    year = shares.get("own")
    odds = {} if year is None else {one: float((year[-1] >= one).mean()) for one in at_least}
    total = figure(need, unit, Status.ESTIMATED)
    return Coverage(concept, unit, total, months, MappingProxyType(odds), status.value)


def scenarios(
    settings: Settings, yields: Yields | None = None, *, seed: int, draws: int
) -> dict[str, Drivers]:
    """Drivers with willingness, collection and yields held at one end, the others drawn."""
    found = {}
    told = drivers(settings, yields, seed=seed, draws=draws)
    names = [name for name in DRIVERS if name.startswith(("willing", "collect"))]
    ends = np.quantile(told.reused, ((1 - INTERVAL) / 2, 0.5, (1 + INTERVAL) / 2), axis=-1)
    for place, name in enumerate(SCENARIOS):
        held: dict[str, Levels] = {one: (settings.levels(one)[place],) * 3 for one in names}
        way = drivers(Settings(settings.changed | held), yields, seed=seed, draws=draws)
        reused = np.broadcast_to(ends[place][..., None], told.reused.shape)
        found[name] = Drivers(way.taken, reused, way.lag, way.served, way.estimated)
    return found


def figure(draws: Floats, unit: str, status: Status) -> Figure:
    """Mean and interval of draws."""
    low, high = np.quantile(draws, ((1 - INTERVAL) / 2, (1 + INTERVAL) / 2))
    return Figure(float(draws.mean()), float(low), float(high), unit, SOURCES, METHOD, status.value)


def _people(concept: Concept) -> str:
    return "ménages" if concept in HOUSEHOLDS else "personnes"


def _equipped(area: Area, told: Drivers, concept: Concept) -> Floats:
    places = [list(Kind).index(kind) for kind in SERVED_BY[concept]]
    handed = handed_by_month(area, told)[:, places].sum(axis=1)
    return np.asarray(handed * told.served[list(Concept).index(concept)])


def _share(equipped: Floats, need: Floats) -> Floats:
    """Part of the need that is met, at most all of it; nothing is lacking: all is met."""
    with np.errstate(divide="ignore", invalid="ignore"):
        told = np.where(need > 0, equipped / need, 1.0)
    return np.asarray(np.minimum(told, 1.0))


def _months(
    area: Area,
    told: Drivers,
    concept: Concept,
    shares: Mapping[str, Floats],
    status: Status,
) -> tuple[Month, ...]:
    unit = _people(concept)
    places = [list(Kind).index(kind) for kind in SERVED_BY[concept]]
    taken = collected_in_year(area, told)[places].sum(axis=(0, 1))
    handed = handed_by_month(area, told)[:, places].sum(axis=1)
    equipped = _equipped(area, told, concept)
    return tuple(
        Month(
            number + 1,
            figure(taken * (number + 1) / MONTHS, "appareils", status),
            figure(handed[number], "appareils", status),
            figure(equipped[number], unit, status),
            {name: figure(share[number], "part", status) for name, share in shares.items()},
        )
        for number in range(MONTHS)
    )
