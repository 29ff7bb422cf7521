"""The table of communes: what is published, what is estimated, and how sure it is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from forecast.communes.features import features
from forecast.communes.frame import SEEN_FROM, read_frame
from forecast.communes.regressor import CensoredConformalRegressor
from forecast.reference.tables import load

Floats = npt.NDArray[np.float64]
SMALLEST_PUBLISHED = 778.0
"""Tax households of the smallest commune with a published rate: below, nothing can be checked."""
CLASSES = (1_000, 1_500, 2_500, 5_000, 10_000)
"""Bounds of the size classes of the scores, in tax households."""
ABSENT = ("971", "973", "975", "976", "977", "978", "984", "986", "987", "988", "989")
"""Départements and territories outside the field of Filosofi 2021."""
METRO = "metro"


def classes(households: Floats) -> npt.NDArray[np.int64]:
    """Size class of each commune, 0 to 5."""
    return np.digitize(households, CLASSES)


def filled(frame: pd.DataFrame) -> pd.DataFrame:
    """The communes in the field of Filosofi, every feature's ingredient known or taken nearby.

    Missing households and persons come from the population, by the ratios of the département;
    a missing median is that of the EPCI weighted by persons, else of the département; a missing
    place is the middle of the EPCI's.
    """
    inside = frame[~frame["code"].str[:3].isin(ABSENT)].reset_index(drop=True)
    inside["counted"] = inside["households"].notna() & inside["persons"].notna()
    known = inside[inside["counted"] & (inside["population"] > 0)]
    sums = known.groupby("department")[["households", "persons", "population"]].sum()
    share = inside["department"].map(sums["persons"] / sums["population"])
    size = inside["department"].map(sums["persons"] / sums["households"])
    inside["persons"] = inside["persons"].fillna(share * inside["population"])
    inside["households"] = inside["households"].fillna(inside["persons"] / size)
    for column in ("median", "longitude", "latitude", "km2"):
        for level in ("epci", "department"):
            ids = inside[level].where(inside[level] != "", inside["code"])
            inside[column] = inside[column].fillna(ids.map(_typical(inside, column, ids)))
    return inside


def _typical(frame: pd.DataFrame, column: str, ids: pd.Series) -> pd.Series:
    known = frame[column].notna() & (frame["persons"] > 0)
    rows = pd.DataFrame({"id": ids[known], "w": frame["persons"][known], "v": frame[column][known]})
    rows["wv"] = rows["w"] * rows["v"]
    sums = rows.groupby("id")[["w", "wv"]].sum()
    return sums["wv"] / sums["w"]


def training(frame: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Who is learned from: every commune whose rate is published, or hidden by secrecy alone."""
    seen = frame["status"].isin(["published", "censored"])
    hidden = (frame["status"] == "secret") & (frame["persons"] >= SEEN_FROM) & frame["counted"]
    return np.asarray(seen | hidden, bool)


def fit(
    inside: pd.DataFrame, told: pd.DataFrame, *, random_state: int = 0
) -> CensoredConformalRegressor:
    """The estimator, fitted on every commune that teaches something.

    Parameters
    ----------
    inside : DataFrame
        Of :func:`filled`.
    told : DataFrame
        Its :func:`~forecast.communes.features.features`.
    """
    mask = training(inside)
    rows = inside[mask]
    middle = (rows["lower"] + rows["upper"]) / 2
    published = (rows["status"] == "published").to_numpy()
    return CensoredConformalRegressor(random_state=random_state).fit(
        told[mask].to_numpy(),
        rows["rate"].where(rows["status"] == "published", middle).to_numpy(float),
        lower=rows["lower"].to_numpy(),
        upper=rows["upper"].to_numpy(),
        censored=~published,
        groups=rows["department"].to_numpy(),
        size=rows["households"].to_numpy(),
        strata=classes(rows["households"].to_numpy(float)),
    )


def describe(
    inside: pd.DataFrame, told: pd.DataFrame, model: CensoredConformalRegressor
) -> pd.DataFrame:
    """One row per commune in the field, in points: what :mod:`forecast.communes.rates` draws.

    ``mean`` is the model's, held inside what secrecy says; ``raked`` is multiplied, outside
    Provence-Alpes-Côte d'Azur, by the one factor that brings metropolitan France to its published
    rate; ``status`` is *published*, *estimated* or *extrapolated* (under 778 households, or
    without a count or a median of its own).
    """
    households = inside["households"].to_numpy(float)
    mean = np.clip(model.predict(told.to_numpy()), 0.5, 95.0)
    sure = inside["status"].isin(["published", "censored"]).to_numpy()
    seen = (inside["status"] == "published").to_numpy()
    held = np.where(seen, inside["rate"], np.clip(mean, inside["lower"], inside["upper"]))
    far = (households < SMALLEST_PUBLISHED) | ~inside["counted"].to_numpy(bool)
    table = pd.DataFrame(
        {
            "code": inside["code"],
            "households": households.round(3),
            "persons": inside["persons"].round(3),
            "counted": inside["counted"].astype(int),
            "mean": held.round(5),
            "raked": held,
            "scale": model.predict_scale(told.to_numpy(), size=np.maximum(households, 1)).round(5),
            "stratum": classes(households),
            "lower": inside["lower"].round(5),
            "upper": inside["upper"].round(5),
            "status": np.where(sure, "published", np.where(far, "extrapolated", "estimated")),
        }
    )
    factor = national_factor(table, inside)
    loose = ~sure & ~_raked_apart(inside) & _metropolitan(inside)
    table["raked"] = np.where(loose, held * factor, held).round(5)
    return table.fillna({"households": 0.0, "persons": 0.0})


def national_factor(table: pd.DataFrame, inside: pd.DataFrame) -> float:
    """What multiplies every rate that is not published, outside the départements raked apart."""
    rates = load("poverty_departments_2021").set_index("code")["rate"]
    metro = _metropolitan(inside)
    persons = table["persons"].fillna(0).to_numpy(float)
    poor = persons * table["mean"].fillna(0).to_numpy(float)
    apart = _raked_apart(inside)
    loose = metro & ~apart & (table["status"] != "published").to_numpy()
    total = float(rates[METRO]) * persons[metro].sum()
    for code, rate in rates.drop(METRO).items():
        total -= float(rate) * persons[(inside["department"] == f"dep:{code}").to_numpy()].sum()
    fixed = poor[metro & ~apart & ~loose].sum()
    return float((total - fixed) / poor[loose].sum())


def _metropolitan(inside: pd.DataFrame) -> npt.NDArray[np.bool_]:
    return ~inside["code"].str.startswith("97").to_numpy(bool)


def _raked_apart(inside: pd.DataFrame) -> npt.NDArray[np.bool_]:
    codes = load("poverty_departments_2021")["code"]
    return inside["department"].isin([f"dep:{code}" for code in codes]).to_numpy(bool)


def score_table(model: CensoredConformalRegressor) -> pd.DataFrame:
    """The scores of each stratum at 201 levels, and what a département shares."""
    levels = np.linspace(0, 1, 201)
    rows = [
        {"stratum": str(stratum), "level": level, "score": score}
        for stratum in range(len(CLASSES) + 1)
        for level, score in zip(
            levels.round(4), np.quantile(model.scores_of(stratum), levels).round(5), strict=True
        )
    ]
    rows.append({"stratum": "shared", "level": 0.0, "score": round(model.correlation_, 5)})
    return pd.DataFrame(rows)


def fit_all(package: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The two tables of our own, from the received ones: about a minute."""
    inside = filled(read_frame(package))
    told = features(inside)
    model = fit(inside, told)
    return describe(inside, told, model), score_table(model)
