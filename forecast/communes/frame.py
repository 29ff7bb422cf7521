"""Every commune of today, with what Filosofi publishes about it and where it lies."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from filiere.network.territory_package import Package, read_package
from filiere.network.vocabulary import Level
from forecast.reference.tables import load

Floats = npt.NDArray[np.float64]
SECRET_POOR = 200.0
"""Poor persons under which Insee hides a rate: read off the file, where no published commune has
fewer (rates are rounded), and 951 of 2,000 persons and more have every figure but the rate."""
SEEN_FROM = 2000.0
"""Persons from which a rate is published unless few are poor: read off the file too."""
EXACT = 0.5
"""Half of the rounding of a published rate, in points."""
FLOOR = 5.0


def read_frame(package: Path) -> pd.DataFrame:
    """One row per commune of today, by code.

    Codes of Filosofi (2023) that have merged since are added up in their commune of today;
    districts of Paris, Lyon and Marseille are inside their city already and are left out.

    Parameters
    ----------
    package : Path
        Folder of ``@etalab/decoupage-administratif``.

    Returns
    -------
    DataFrame
        ``code, name, department, region, epci, part, population, households, persons, median,
        rate, status, lower, upper, longitude, latitude, km2, from_codes``. Rates and medians of
        merged communes are weighted by persons; ``lower`` and ``upper`` are what is known of a
        rate: its rounding, its floor, or the secrecy that hid it.
    """
    read = read_package(package)
    frame = _communes(read)
    now = _codes_of_today(read)
    frame = frame.merge(_filosofi(now), on="code", how="left")
    frame = frame.merge(_places(now), on="code", how="left")
    frame["status"] = frame["status"].fillna("missing")
    frame["from_codes"] = frame["from_codes"].fillna(0).astype(int)
    frame["lower"], frame["upper"] = bounds(frame)
    return frame.sort_values("code", ignore_index=True)


def bounds(frame: pd.DataFrame) -> tuple[Floats, Floats]:
    """What is known of each rate, in points: an interval, 0 to 100 when nothing is."""
    rate, persons = frame["rate"].to_numpy(float), frame["persons"].to_numpy(float)
    secret = 100 * SECRET_POOR / persons
    status = frame["status"].to_numpy(str)
    hidden = (status == "secret") & (persons >= SEEN_FROM)
    lower = np.where(status == "published", rate - EXACT, 0.0)
    floor = np.minimum(np.nan_to_num(secret), FLOOR - EXACT)
    lower = np.where(status == "censored", floor, lower)
    upper = np.where(status == "published", rate + EXACT, 100.0)
    upper = np.where(status == "censored", FLOOR + EXACT, upper)
    return lower, np.where(hidden, np.minimum(np.nan_to_num(secret, nan=100.0), 100.0), upper)


def _communes(package: Package) -> pd.DataFrame:
    rows = [
        {
            "code": area.code,
            "name": area.name,
            "department": area.department_id,
            "region": area.region_id,
            "epci": area.epci_id or "",
            "part": area.part_id or f"alone/{area.department_id}",
            "population": float(area.population or 0),
        }
        for area in package.areas.values()
        if area.level == Level.COMMUNE
    ]
    return pd.DataFrame(rows)


def _codes_of_today(package: Package) -> dict[str, str]:
    today = {area.code for area in package.areas.values() if area.level == Level.COMMUNE}
    former = {code: row.commune_id.removeprefix("com:") for code, row in package.former.items()}
    return former | {code: code for code in today}


def _filosofi(now: dict[str, str]) -> pd.DataFrame:
    raw = load("filosofi_2021_communes")
    raw = raw[raw["city"] == ""].drop(columns="city")
    raw["code"] = raw["code"].map(now)
    if raw["code"].isna().any():
        raise ValueError("a commune of Filosofi is in none of today")
    alone = raw.groupby("code")["households"].transform("size") == 1
    merged = [_merged(str(code), rows) for code, rows in raw[~alone].groupby("code")]
    return pd.concat([raw[alone].assign(from_codes=1), pd.DataFrame(merged)], ignore_index=True)


def _merged(code: str, rows: pd.DataFrame) -> dict[str, object]:
    """Several communes of 2023 that are one today: published only when they all are."""
    known = rows.dropna(subset=["persons", "median"])
    weights = known["persons"].to_numpy(float)
    median = float(np.average(known["median"], weights=weights)) if len(known) else np.nan
    statuses = set(rows["status"])
    whole = statuses <= {"published"}
    rate = float(np.average(rows["rate"], weights=rows["persons"])) if whole else np.nan
    return {
        "code": code,
        "households": rows["households"].sum(min_count=len(rows)),
        "persons": rows["persons"].sum(min_count=len(rows)),
        "median": median,
        "rate": rate,
        "status": "published" if whole else "merged",
        "from_codes": len(rows),
    }


def _places(now: dict[str, str]) -> pd.DataFrame:
    raw = load("commune_places_2018")
    raw["code"] = raw["code"].map(now)
    raw["x"], raw["y"] = raw["longitude"] * raw["km2"], raw["latitude"] * raw["km2"]
    summed = raw.groupby("code")[["km2", "x", "y"]].sum().reset_index()
    summed["longitude"], summed["latitude"] = (
        summed["x"] / summed["km2"],
        summed["y"] / summed["km2"],
    )
    return summed[["code", "longitude", "latitude", "km2"]]
