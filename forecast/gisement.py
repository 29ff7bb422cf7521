"""Deposits: what each commune's households, companies and public bodies let go in a year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from forecast.areas import Country
from forecast.assumptions import Settings
from forecast.balance import National
from forecast.jobs import by_jobs
from forecast.uncertainty import Draws, Floats, normals, quantiles, stream
from forecast.vocabulary import Holder, Kind

METHOD = "gisement-2"
UNIT = "appareils par an"
KINDS, HOLDERS = len(Kind), len(Holder)
TYPICAL_HOUSEHOLDS = 200.0
"""Households at which the local variance has doubled: small places differ more."""
MOST_SPREAD = 1.0


@dataclass(frozen=True, slots=True)
class Bands:
    """Means and ends of intervals, of shape (areas, 9, 4): each axis ends with *all*."""

    mean: Floats
    low: Draws
    high: Draws


def keys(country: Country, settings: Settings) -> Floats:
    """Each commune's part of France, of shape (communes, 3 holders).

    Households by tax households, where Filosofi has none by population; companies and public
    bodies by population down to the département, an assumption said with each figure, then by
    jobs at the workplace where they are known (:mod:`forecast.jobs`).
    """
    communes = country.communes
    size = settings.central("persons_per_household")
    homes = communes["households"].fillna(communes["population"] / size).to_numpy(float)
    people = communes["population"].to_numpy(float) / country.population
    all_homes = country.households + country.outside / size
    firms = by_jobs(communes, people)
    return np.column_stack([homes / all_homes, firms, firms])


def spreads(communes: pd.DataFrame, settings: Settings) -> Floats:
    """Standard deviation of the logarithm, local, of shape (communes, 3)."""
    homes = communes["households"].fillna(communes["population"] / 2).to_numpy(float)
    small = np.sqrt(1 + TYPICAL_HOUSEHOLDS / np.maximum(homes, 1.0))
    levels = [settings.central("local_spread_households")]
    levels += [settings.central("local_spread_professional")] * (HOLDERS - 1)
    return np.asarray(np.minimum(np.outer(small, levels), MOST_SPREAD), float)


def common(balance: National, department: str, settings: Settings, *, seed: int) -> Draws:
    """What every commune of a département shares, in logarithms, of shape (8, 3, draws)."""
    draws = balance.outflow.shape[-1]
    spread = np.float32(settings.central("department_spread"))
    drawn = normals(stream(seed, "gisement", department), (KINDS, HOLDERS, draws))
    return np.log(balance.outflow).astype(np.float32) + spread * drawn - spread**2 / 2


def draw_part(part: str, shares: Floats, spread: Floats, shared: Draws, *, seed: int) -> Draws:
    r"""Draws of the communes of one part of EPCI, of shape (communes, 8, 3, draws).

    .. math:: G_{ckh} = \frac{w_{ch}}{\sum_c w_{ch}}\; F_{kh}\; e^{\delta_{dkh}}\;
              e^{\sigma_{ch}\varepsilon_{ckh} - \sigma_{ch}^2/2}

    with F the national outflow, the same draw for all of France, and δ a cause that a département
    shares: a national rate that is wrong is wrong everywhere.

    References
    ----------
    Cards ``put_on_market``, ``weibull_lifetimes``, ``communes_2021``.

    Examples
    --------
    Two communes that hold 1 % and 2 % of France, 1,000 devices of each kind and holder:

    >>> shares, spread = np.full((2, 3), [[0.01], [0.02]]), np.full((2, 3), 0.1)
    >>> shared = np.full((8, 3, 400), np.log(1000), np.float32)
    >>> told = draw_part("part", shares, spread, shared, seed=1)
    >>> told.shape, told.mean(axis=(1, 2, 3)).round().tolist()
    ((2, 8, 3, 400), [10.0, 20.0])
    """
    draws = shared.shape[-1]
    told = normals(stream(seed, "gisement", part), (len(shares), KINDS, HOLDERS, draws))
    told *= spread.astype(np.float32)[:, None, :, None]
    with np.errstate(divide="ignore"):
        level = np.log(shares) - spread**2 / 2
    told += level.astype(np.float32)[:, None, :, None]
    told += shared
    np.exp(told, out=told)
    return told


def bands(told: Draws) -> Bands:
    """Means and intervals of every kind and holder and of their sums; sorts the draws."""
    areas, kinds, holders, _ = told.shape
    mean = np.empty((areas, kinds + 1, holders + 1))
    low, high = np.empty(mean.shape, np.float32), np.empty(mean.shape, np.float32)
    by_holder, by_kind = told.sum(axis=2), told.sum(axis=1)
    everything = by_holder.sum(axis=1)
    mean[:, :-1, :-1] = told.mean(axis=-1, dtype=np.float64)
    mean[:, -1, :-1] = mean[:, :-1, :-1].sum(axis=1)
    mean[:, :, -1] = mean[:, :, :-1].sum(axis=2)
    low[:, :-1, :-1], high[:, :-1, :-1] = quantiles(told)
    low[:, :-1, -1], high[:, :-1, -1] = quantiles(by_holder)
    low[:, -1, :-1], high[:, -1, :-1] = quantiles(by_kind)
    low[:, -1, -1], high[:, -1, -1] = quantiles(everything)
    return Bands(mean, low, high)


def stacked(parts: list[Bands]) -> Bands:
    """Several blocks of areas as one."""
    return Bands(
        np.concatenate([one.mean for one in parts]),
        np.concatenate([one.low for one in parts]),
        np.concatenate([one.high for one in parts]),
    )
