"""Draws of the poverty rate of every commune of a département, raked to its published rate."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from forecast.assumptions import Settings
from forecast.reference.tables import load
from forecast.uncertainty import Draws, normals, stream

Floats = npt.NDArray[np.float64]
LEAST, MOST = 0.5, 90.0
"""Ends of a drawn rate that is not published, in points."""
PUBLISHED_ROUNDING = 0.05
"""Half of the rounding of a département's published rate."""
HALF, TWICE = 0.5, 2.0
"""The most that raking may divide or multiply a rate by, in one draw."""


@cache
def scores() -> tuple[Floats, dict[int, Floats], float]:
    """Levels, score of each stratum at each level, and the correlation inside a département."""
    table = load("commune_scores")
    shared = float(table.loc[table["stratum"] == "shared", "score"].iloc[0])
    rows = table[table["stratum"] != "shared"]
    told = {int(str(key)): part["score"].to_numpy(float) for key, part in rows.groupby("stratum")}
    return rows["level"].to_numpy(float)[: len(told[0])], told, shared


def rates(
    rows: pd.DataFrame, department: str, settings: Settings, *, seed: int, draws: int
) -> Draws:
    """Rates in points, of shape (communes, draws): one département at a time.

    A published rate is drawn uniformly in its rounding; any other is its mean plus a score of its
    stratum times its spread, where the scores of a département share one cause (Gaussian copula,
    with the correlation seen when whole départements are left out), inside what secrecy says of
    it. Where the département's own rate is published, each draw is then multiplied so that the
    persons of its communes meet it.

    Parameters
    ----------
    rows : DataFrame
        All the communes of the département, columns of ``communes_2021``; NaN out of its field
        gives NaN.
    """
    from scipy.special import ndtr

    levels, by_stratum, shared = scores()
    common = normals(stream(seed, "rate", department), (1, draws))
    own = normals(stream(seed, "rates", department), (len(rows), draws))
    places = np.sqrt(shared) * common + np.sqrt(1 - shared) * own
    uniform = ndtr(places, dtype=np.float32)
    widening = settings.drawn("extrapolation_widening", stream(seed, "widening"), draws)
    columns = rows[["raked", "scale", "lower", "upper"]].to_numpy(float)
    mean, scale, lower, upper = columns.T
    sure = (rows["status"] == "published").to_numpy() & np.isclose(upper - lower, 1.0)
    far = (rows["status"] == "extrapolated").to_numpy()
    told = np.full_like(uniform, np.nan)
    for stratum, known in by_stratum.items():
        here = (rows["stratum"] == stratum).to_numpy() & ~sure
        score = _scores_at(_held(uniform[here], columns[here], levels, known), known)
        score[far[here]] *= widening.astype(np.float32)
        score *= scale[here, None].astype(np.float32)
        score += mean[here, None].astype(np.float32)
        ends = np.maximum(lower[here], LEAST), np.minimum(upper[here], MOST)
        told[here] = np.clip(score, ends[0][:, None], ends[1][:, None])
    told[sure] = lower[sure, None].astype(np.float32) + uniform[sure]
    return _raked(told, rows, department, sure, seed)


def _held(uniform: Draws, columns: Floats, levels: Floats, known: Floats) -> Draws:
    """The same levels, squeezed between those of what secrecy says of each rate."""
    for row, (mean, scale, lower, upper) in enumerate(columns):
        if lower > 0 or upper < 100:
            low, high = _levels_at(np.array([lower, upper]), mean, scale, levels, known)
            uniform[row] = low + uniform[row] * (high - low)
    return uniform


def _scores_at(uniform: Draws, known: Floats) -> Draws:
    """Signed scores: the absolute ones are as likely on either side; levels are even."""
    distance = 2 * uniform - 1
    place = np.abs(distance) * np.float32(len(known) - 1)
    below = np.minimum(place.astype(np.int32), len(known) - 2)
    place -= below
    start, step = known.astype(np.float32), np.diff(known).astype(np.float32)
    return np.asarray(np.copysign(start[below] + place * step[below], distance), np.float32)


def _levels_at(bounds: Floats, mean: float, scale: float, levels: Floats, known: Floats) -> Floats:
    """Where bounds in points fall among the draws, 0 to 1."""
    score = (bounds - mean) / scale
    return np.asarray(0.5 + 0.5 * np.sign(score) * np.interp(np.abs(score), known, levels), float)


def _raked(
    told: Draws, rows: pd.DataFrame, department: str, sure: npt.NDArray[np.bool_], seed: int
) -> Draws:
    published = load("poverty_departments_2021").set_index("code")["rate"]
    code = department.removeprefix("dep:")
    if code not in published.index:
        return told
    persons = rows["persons"].fillna(0).to_numpy(float)
    rounding = stream(seed, "published", department).uniform(-1, 1, told.shape[1])
    target = (float(published[code]) + PUBLISHED_ROUNDING * rounding) * persons.sum()
    fixed = persons[sure] @ told[sure].astype(float)
    loose = persons[~sure] @ np.nan_to_num(told[~sure].astype(float))
    factor = np.clip((target - fixed) / np.maximum(loose, 1e-9), HALF, TWICE)
    told[~sure] *= factor.astype(np.float32)
    return told


def expected(persons: bool) -> float:
    """The national mean rate that need is centred on, weighted by persons or by households."""
    table = load("communes_2021")
    weights = table["persons" if persons else "households"].to_numpy(float)
    return float(np.average(table["raked"].fillna(0).to_numpy(float), weights=weights))
