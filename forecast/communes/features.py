"""What an estimate of poverty may look at: income, size, and the neighbours' income and size.

Nothing here is read from a poverty rate: a commune's neighbours may be left out of a fit and its
features stay the same.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.neighbors import BallTree

Floats = npt.NDArray[np.float64]
EARTH_KM = 6371.0
AROUND_KM = (8, 20, 50)
TOWNS = (10_000, 50_000, 200_000)


def features(frame: pd.DataFrame) -> pd.DataFrame:
    """Features of the communes that have households, a median and a place, in their order.

    Parameters
    ----------
    frame : DataFrame
        Of :func:`forecast.communes.frame.read_frame`, without missing values in ``households``,
        ``persons``, ``median``, ``longitude``, ``latitude``, ``km2``.

    Returns
    -------
    DataFrame
        Logarithms of median, households, persons and density; persons per household; for 8, 20
        and 50 km around: persons, their median, the commune's own against it, how concentrated
        they are; the same for EPCI and département; distance to towns of three sizes.
    """
    persons = np.maximum(frame["persons"].to_numpy(float), 1.0)
    households = np.maximum(frame["households"].to_numpy(float), 1.0)
    income = np.log(frame["median"].to_numpy(float))
    km2 = frame["km2"].to_numpy(float)
    told: dict[str, Floats] = {
        "income": income,
        "households": np.log(households),
        "persons": np.log(persons),
        "household_size": persons / households,
        "density": np.log(persons / np.clip(km2, 0.1, None)),
        "area": np.log(np.clip(km2, 0.1, None)),
        "population_ratio": np.log(np.clip(frame["population"].to_numpy(float), 1, None) / persons),
        "longitude": frame["longitude"].to_numpy(float),
        "latitude": frame["latitude"].to_numpy(float),
        "overseas": np.asarray(frame["code"].str.startswith("97"), float),
    }
    points = np.radians(frame[["latitude", "longitude"]].to_numpy(float))
    tree = BallTree(points, metric="haversine")
    for km in AROUND_KM:
        found = tree.query_radius(points, km / EARTH_KM)
        told |= _around(str(km), found, persons, households, income)
    for level in ("epci", "department"):
        told |= _inside(level, frame[level], frame["code"], persons, income)
    for size in TOWNS:
        towns = BallTree(points[persons > size], metric="haversine")
        told[f"town_{size}"] = np.log1p(towns.query(points, 1)[0][:, 0] * EARTH_KM)
    return pd.DataFrame(told)


def _around(
    km: str, found: npt.NDArray[np.object_], persons: Floats, households: Floats, income: Floats
) -> dict[str, Floats]:
    starts = np.concatenate([[0], np.cumsum([len(one) for one in found])[:-1]])
    near = np.concatenate(found)
    total = np.add.reduceat(persons[near], starts)
    homes = np.add.reduceat(households[near], starts)
    level = np.add.reduceat((persons * income)[near], starts) / total
    largest = np.maximum.reduceat(persons[near], starts)
    return {
        f"persons_{km}": np.log(total),
        f"income_{km}": level,
        f"income_against_{km}": income - level,
        f"largest_{km}": largest / total,
        f"household_size_{km}": total / homes,
        f"size_against_{km}": np.log(persons / largest),
    }


def _inside(
    level: str, ids: pd.Series, codes: pd.Series, persons: Floats, income: Floats
) -> dict[str, Floats]:
    area = ids.where(ids != "", codes)
    told = pd.DataFrame({"area": area.to_numpy(), "p": persons, "pi": persons * income})
    sums = told.groupby("area")[["p", "pi"]].transform("sum")
    mean = (sums["pi"] / sums["p"]).to_numpy(float)
    return {
        f"income_{level}": mean,
        f"income_against_{level}": income - mean,
        f"share_{level}": np.log(persons / sums["p"].to_numpy(float)),
    }
