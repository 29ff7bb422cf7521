"""One estimate of a territory, from the first draw to the last quantile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from forecast import balance, gisement, need, pulled
from forecast.added import Block, Level, Needs, Sums, communes, parents
from forecast.areas import Country
from forecast.assumptions import Levels, Settings
from forecast.communes.rates import rates
from forecast.fleets import own_rate
from forecast.fleets.outflow import Declared, applied
from forecast.uncertainty import Draws, Floats, checked
from forecast.vocabulary import Concept, Measure

THREADS = 2
Progress = Callable[[int, int], None]
Fleets = Callable[[Country, Settings, Floats], Declared | None]


def none_declared(_country: Country, _settings: Settings, _national: Floats) -> None:
    """No fleet is declared anywhere."""
    return


@dataclass(frozen=True, slots=True)
class Estimate:
    """What one run found.

    Attributes
    ----------
    levels : dict
        ``commune, part, epci, department, region, france``: those the territory holds whole.
    later_share : ndarray of shape (8,)
        Part of each kind's outflow that rests on assumed sales after 2015.
    gap : dict
        Drawers of French households by our balance and by surveys.
    declared, unused : int
        Organisations whose fleet is declared here; too few together to be used unnamed.
    surveyed : int
        Communes whose declared fleets pull the others there towards their own rate.
    """

    seed: int
    draws: int
    year: int
    levels: dict[str, Level]
    later_share: Floats
    gap: dict[str, float]
    declared: int = 0
    unused: int = 0
    surveyed: int = 0


@dataclass(frozen=True, slots=True)
class _Ask:
    """What every département is drawn with."""

    country: Country
    flows: balance.National
    lacks: need.Model
    settings: Settings
    shares: Floats
    spread: Floats
    seed: int
    declared: Declared | None
    collected: pulled.Collected
    believed: Floats
    by_commune: bool
    """Whether what is given is told commune by commune too."""


def estimate(
    country: Country,
    *,
    seed: int = 1,
    draws: int = 1_000,
    year: int = 2026,
    changed: Mapping[str, Levels] | None = None,
    progress: Progress | None = None,
    fleets: Fleets = none_declared,
    collected: pulled.Collected | None = None,
) -> Estimate:
    """Draw gisement and need of every commune asked for, and add up what holds them whole.

    Départements are drawn one by one, two at a time; parents are added draw by draw and their
    quantiles taken last. A parent's mean is the sum of its communes' means. ``collected`` pulls
    what communes give towards what was collected there (:mod:`forecast.pulled`).

    Raises
    ------
    WrongDraws
        A number of draws that cannot be made.
    UnknownAssumption
        A changed assumption that does not exist.
    """
    ask = _asked(country, Settings(changed), (seed, draws, year), fleets, collected)
    flows = ask.flows

    def one(department: str) -> Block:
        return _department(department, ask)

    departments = list(dict.fromkeys(country.communes["department"]))
    with ThreadPoolExecutor(THREADS) as pool:
        blocks = []
        for done, block in enumerate(pool.map(one, departments), 1):
            blocks.append(block)
            if progress:
                progress(done, len(departments))
    levels = {"commune": communes(blocks)} | parents(country, blocks, flows)
    told = ask.declared
    pulls = int((told.answered > 0).sum()) if told else 0
    known = (told.organisations, told.unused, pulls) if told else (0, 0, 0)
    return Estimate(seed, draws, year, levels, flows.later_share, balance.gap(flows), *known)


def _asked(
    country: Country,
    settings: Settings,
    drawn: tuple[int, int, int],
    fleets: Fleets,
    collected: pulled.Collected | None,
) -> _Ask:
    seed, draws, year = drawn
    checked(draws)
    flows = balance.national(settings, seed=seed, draws=draws, year=year)
    keys, national = gisement.keys(country, settings), flows.outflow.mean(axis=-1)
    told = collected or {}
    return _Ask(
        country,
        flows,
        need.national(settings, seed=seed, draws=draws),
        settings,
        keys,
        gisement.spreads(country.communes, settings),
        seed,
        fleets(country, settings, national),
        told,
        pulled.believed(keys, national, settings),
        bool(told) and int(country.wanted.sum()) <= pulled.MOST_COMMUNES,
    )


def _department(department: str, ask: _Ask) -> Block:
    seed, draws = ask.seed, ask.flows.outflow.shape[-1]
    here = (ask.country.communes["department"] == department).to_numpy()
    rows = ask.country.communes[here].reset_index(drop=True)
    drawn = rates(rows, department, ask.settings, seed=seed, draws=draws)
    lacking = need.draw_department(rows, drawn, ask.lacks, ask.settings, department, seed=seed)
    shared = gisement.common(ask.flows, department, ask.settings, seed=seed)
    wanted, shares, spread = ask.country.wanted[here], ask.shares[here], ask.spread[here]
    start = int(np.flatnonzero(here)[0])
    ids = rows["id"].tolist()
    pull = pulled.pull(
        ids, shares, ask.believed[here], ask.collected, department, seed=seed, draws=draws
    )
    own = _own_rates(ask, here, department, draws)
    block = Block()
    for part, places in rows.groupby("part", sort=False).indices.items():
        if not wanted[places].any():
            continue
        told = gisement.draw_part(str(part), shares[places], spread[places], shared, seed=seed)
        if ask.declared:
            rows_here = np.asarray(places, np.int64) + start
            mine = None if own is None else own[places]
            told = applied(told, ask.declared, rows_here, str(part), seed=seed, own=mine)
        kept = places[wanted[places]]
        block.ids += rows["id"].to_numpy()[kept].tolist()
        mine = None if pull is None else pull[kept]
        _keep(block, str(part), told[wanted[places]], lacking[kept], pull=mine, ask=ask)
    return block


def _keep(
    block: Block, part: str, told: Draws, needed: Draws, *, pull: Draws | None, ask: _Ask
) -> None:
    """Keep the draws of what the communes of a part are together, and the bands of each.

    The sums come first: bands sort the draws where they lie.
    """
    given = told if pull is None else told * pull[:, None]
    drawn_sum, needed_sum = told.sum(axis=0), np.nan_to_num(needed).sum(axis=0)
    given_sum = drawn_sum if pull is None else given.sum(axis=0)
    for measure in pulled.GIVEN if ask.by_commune else ():
        factor = ask.flows.factors[measure.value].astype(np.float32)
        block.gisement[measure.value].append(gisement.bands(given * factor))
    bands, lack = gisement.bands(told), Needs(*need.bands(needed))
    block.gisement[Measure.OUTFLOW.value].append(bands)
    block.need.append(lack)
    block.sums[part] = Sums(
        drawn_sum,
        bands.mean.sum(axis=0),
        given_sum,
        needed_sum,
        np.nan_to_num(lack.mean).sum(axis=0),
    )


def _own_rates(ask: _Ask, here: npt.NDArray[np.bool_], department: str, draws: int) -> Draws | None:
    """What the declared fleets of a département tell of the others, commune by commune."""
    told = ask.declared
    if told is None:
        return None
    rest = ask.shares[here][:, None] * (1 - told.covered[here])
    answered, ratio = told.answered[here], told.ratio[here]
    return own_rate.pull(answered, ratio, rest, department, seed=ask.seed, draws=draws)


def draws_of(
    country: Country,
    *,
    seed: int = 1,
    draws: int = 1_000,
    year: int = 2026,
    changed: Mapping[str, Levels] | None = None,
    fleets: Fleets = none_declared,
    collected: pulled.Collected | None = None,
) -> tuple[Floats, Floats]:
    """Draws of all the communes asked for, added up: outflow (8, 3, draws), need (4, draws).

    The very draws of :func:`estimate`, the outflow as what is given of it is pulled; out of the
    field of Filosofi a need counts for nothing.

    Raises
    ------
    WrongDraws, UnknownAssumption
    """
    ask = _asked(country, Settings(changed), (seed, draws, year), fleets, collected)
    flows = ask.flows
    outflow, lacking = np.zeros(flows.outflow.shape), np.zeros((len(Concept), draws))
    for department in dict.fromkeys(country.communes.loc[country.wanted, "department"]):
        for one in _department(department, ask).sums.values():
            outflow += one.given
            lacking += one.need
    return outflow, lacking
