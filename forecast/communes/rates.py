"""Draws of the poverty rate of every commune of a département, raked to its published rate."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import ndtr

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
    levels, by_stratum, shared = scores()
    common = normals(stream(seed, "rate", department), (1, draws))
    own = normals(stream(seed, "rates", department), (len(rows), draws))
    places = np.sqrt(shared) * common + np.sqrt(1 - shared) * own
    uniform = ndtr(places, dtype=np.float32)
    widening = settings.drawn("extrapolation_widening", stream(seed, "widening"), draws)
    told = np.empty_like(uniform)
    columns = rows[["raked", "scale", "lower", "upper", "stratum"]].to_numpy(float)
    sure = (rows["status"] == "published").to_numpy() & np.isclose(
        columns[:, 3] - columns[:, 2], 1.0
    )
    far = (rows["status"] == "extrapolated").to_numpy()
    for row, (mean, scale, lower, upper, stratum) in enumerate(columns):
        if sure[row]:
            told[row] = lower + uniform[row]
        elif np.isnan(mean):
            told[row] = np.nan
        else:
            known = by_stratum[int(stratum)]
            bounds = _levels_at(np.array([lower, upper]), mean, scale, levels, known)
            inside = bounds[0] + uniform[row] * (bounds[1] - bounds[0])
            score = _scores_at(inside, levels, known)
            wide = scale * widening if far[row] else scale
            told[row] = np.clip(mean + wide * score, max(lower, LEAST), min(upper, MOST))
    return _raked(told, rows, department, sure, seed)


def _scores_at(uniform: Floats, levels: Floats, known: Floats) -> Floats:
    """Signed scores: the absolute ones are as likely on either side."""
    distance = 2 * uniform - 1
    return np.asarray(np.sign(distance) * np.interp(np.abs(distance), levels, known), float)


def _levels_at(bounds: Floats, mean: float, scale: float, levels: Floats, known: Floats) -> Floats:
    """Where bounds in points fall among the draws, 0 to 1."""
    if bounds[0] <= 0 and bounds[1] >= 100:
        return np.array([0.0, 1.0])
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
