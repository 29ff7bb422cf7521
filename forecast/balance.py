"""One balance per kind: what goes out of use in France, what sleeps, what surveys count."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from forecast.assumptions import Settings
from forecast.lifetimes import discarded
from forecast.reference.tables import load, value
from forecast.uncertainty import stream
from forecast.vocabulary import Holder, Kind, Measure

Floats = npt.NDArray[np.float64]
Years = npt.NDArray[np.int64]
KEYS = {
    Kind.LAPTOP: "0303",
    Kind.DESKTOP: "0302",
    Kind.ALL_IN_ONE: "0302",
    Kind.TABLET: "0303",
    Kind.SMARTPHONE: "0306",
    Kind.FEATURE_PHONE: "0306",
    Kind.MONITOR: "0309",
    Kind.PRINTER: "0304",
}
"""UNU key that each kind is sold under. Screens with a tube (0308) are not reused: left out."""
FIRST, LAST_KNOWN = 1995, 2015
SPLIT_KNOWN = {2009: 0.0, 2010: 0.435 / 6.035, 2012: 3.6 / 8.1, 2013: 6.2 / 10.1, 2014: 7.0 / 10.7}
"""Part of tablets beside laptops in consumer sales: card ``sales_france``."""
PHONES_KNOWN = {2006: 0.0, 2010: 6.8 / 27.14}
"""Part of smartphones in mobiles: GfK's 6.8 million of the 27.1 put on the market in 2010."""
LEVELLED = 2016
SOURCES = ("put_on_market", "weibull_lifetimes", "sales_france")


@dataclass(frozen=True, slots=True)
class National:
    """National draws, arrays of shape (8 kinds, 3 holders, draws) unless said otherwise.

    Attributes
    ----------
    outflow : ndarray
        Devices going out of use in ``year``.
    factors : dict of str to ndarray
        What multiplies the outflow to give each other measure.
    later_share : ndarray of shape (8,)
        Part of the mean outflow that was sold after 2015: an assumption, shown beside each flow.
    """

    year: int
    outflow: Floats
    factors: dict[str, Floats]
    later_share: Floats


def national(settings: Settings, *, seed: int, draws: int, year: int) -> National:
    """Draw the balance of France for every kind and holder.

    The outflow of a kind is its sales times the Weibull lifetimes of its UNU key
    (:func:`forecast.lifetimes.discarded`); a kind that shares its key with another takes its part
    of the sales, year by year. What sleeps is inflow × time in the drawer: the same balance seen
    from the other side, not a second measure.
    """
    years = np.arange(FIRST, year + 1)
    outflow = np.empty((len(Kind), len(Holder), draws))
    later = np.empty(len(Kind))
    for place, kind in enumerate(Kind):
        flow = kind_flow(kind, settings, years=years, seed=seed, draws=draws)
        total = flow.sum(axis=1)
        later[place] = flow[:, years > LAST_KNOWN].sum() / total.sum()
        outflow[place] = _shared_out(kind, total, settings, seed)
    factors = {
        measure.value: _factor(measure, settings, seed, draws)
        for measure in Measure
        if measure != Measure.OUTFLOW
    }
    return National(year, outflow, factors, later)


def kind_flow(kind: Kind, settings: Settings, *, years: Years, seed: int, draws: int) -> Floats:
    """Devices of one kind going out of use in the last of the years, by draw and year of sale."""
    key, last = KEYS[kind], int(years[-1])
    all_sold = pieces(key, years)
    part = part_of_key(kind, settings, years, seed, draws)
    level = settings.drawn(f"sales_after_{kind}", stream(seed, "sales", key), draws)
    recent = all_sold[(years > LAST_KNOWN - 3) & (years <= LAST_KNOWN)].mean()
    sold = part * np.where(years > LAST_KNOWN, level[:, None] * recent, all_sold)
    shape = value("weibull_lifetimes", unu_key=key, country="FRA", parameter="shape")
    scale = value("weibull_lifetimes", unu_key=key, country="FRA", parameter="scale")
    longer = settings.drawn("lifetime_factor", stream(seed, "lifetime"), draws)[:, None]
    return discarded(sold, years, last, shape, scale * longer)


def pieces(key: str, years: Years) -> Floats:
    """Pieces put on the market, by year; between two kept years a straight line, then zero."""
    kept, sold, _ = trusted_sales(key)
    return np.where(years <= LAST_KNOWN, np.interp(years, kept, sold), 0.0)


def trusted_sales(key: str) -> tuple[Years, Floats, list[int]]:
    """Years kept, pieces sold in them, and years left out of a UNU key.

    A year more than three times above, or below a third of, the median of the years within four
    of it is an error of the source (86 million desktops in 2003) and is left out.
    """
    table = load("put_on_market")
    rows = table[table["unu_key"] == key]
    year, sold = rows["year"].to_numpy(np.int64), rows["pieces"].to_numpy(float)
    middle = np.array([np.median(sold[np.abs(year - one) <= 4]) for one in year])
    kept = (sold <= 3 * middle) & (sold >= middle / 3)
    return year[kept], sold[kept], [int(one) for one in year[~kept]]


def part_of_key(kind: Kind, settings: Settings, years: Years, seed: int, draws: int) -> Floats:
    """Part of a UNU key's sales that is this kind, of shape (draws, years)."""
    if kind in {Kind.LAPTOP, Kind.TABLET}:
        after = settings.drawn("tablet_share", stream(seed, "tablet_share"), draws)
        share = _path(SPLIT_KNOWN, years, after, 2015)
        return share if kind == Kind.TABLET else 1 - share
    if kind in {Kind.SMARTPHONE, Kind.FEATURE_PHONE}:
        after = settings.drawn("smartphone_share", stream(seed, "smartphone_share"), draws)
        share = _path(PHONES_KNOWN, years, after, LEVELLED)
        return share if kind == Kind.SMARTPHONE else 1 - share
    if kind in {Kind.DESKTOP, Kind.ALL_IN_ONE}:
        share = settings.drawn("all_in_one_share", stream(seed, "all_in_one_share"), draws)
        share = np.repeat(share[:, None], len(years), axis=1)
        return share if kind == Kind.ALL_IN_ONE else 1 - share
    return np.ones((draws, len(years)))


def _path(known: dict[int, float], years: Years, after: Floats, since: int) -> Floats:
    """A share along the years: known points, straight lines, then each draw's own level."""
    points = np.array(list(known), float)
    told = np.repeat(np.interp(years, points, list(known.values()))[None], len(after), axis=0)
    last, value_then = points[-1], list(known.values())[-1]
    reach = np.clip((years - last) / (since - last), 0, 1)
    return np.asarray(told + reach[None] * (after[:, None] - value_then), float)


def _shared_out(kind: Kind, total: Floats, settings: Settings, seed: int) -> Floats:
    draws = len(total)
    homes = settings.drawn(f"households_share_{kind}", stream(seed, "share", kind), draws)
    public = settings.drawn("public_share", stream(seed, "public_share"), draws)
    return np.stack([homes, (1 - homes) * (1 - public), (1 - homes) * public]) * total


def _factor(measure: Measure, settings: Settings, seed: int, draws: int) -> Floats:
    """What multiplies the outflow, of shape (8, 3, draws)."""
    told = np.ones((len(Kind), len(Holder), draws))
    if measure == Measure.DRAWER:
        for place, kind in enumerate(Kind):
            told[place] *= settings.drawn(
                f"drawer_years_{kind}", stream(seed, "drawer", kind), draws
            )
        return told
    for place, holder in enumerate(Holder):
        told[:, place] *= settings.drawn(
            f"willing_{holder}", stream(seed, "willing", holder), draws
        )
    if measure == Measure.REUSABLE:
        for place, kind in enumerate(Kind):
            told[place] *= settings.drawn(f"reusable_{kind}", stream(seed, "reuse", kind), draws)
    return told


def surveyed_unused() -> float:
    """Unused phones, computers and tablets of households in metropolitan France, by surveys.

    Ten screens a home, a quarter unused, of which six of ten are of these kinds: about 43
    million, if they sleep as often as the others (mobiles more, by the same survey).
    """
    table = load("equipment").query("used == 'yes'").set_index("concept")["value"]
    communes = load("communes_2021")
    homes = communes.loc[~communes["code"].str.startswith("97"), "households"].sum()
    ours = sum(table[name] for name in ("smartphones_of_ten", "computers_of_ten", "tablets_of_ten"))
    return float(homes * ours * table["screens_unused"] / 100)


def gap(balance: National) -> dict[str, float]:
    """The households' drawers by our balance, by surveys, and the difference, in devices.

    Only kinds that the survey names: computers, tablets, phones.
    """
    named = [place for place, kind in enumerate(Kind) if kind not in {Kind.MONITOR, Kind.PRINTER}]
    drawers = balance.outflow * balance.factors[Measure.DRAWER.value]
    ours = float(drawers[named, 0].mean(axis=-1).sum())
    theirs = surveyed_unused()
    return {"balance": ours, "surveyed": theirs, "gap": ours - theirs}
