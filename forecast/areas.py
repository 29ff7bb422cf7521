"""The communes asked for, and every area above them, as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from filiere.network.territories import communes_of, present
from filiere.network.vocabulary import Level
from forecast.reference.tables import load

ALONE = "alone/"
"""Prefix of the communes of a département that are in no EPCI, taken together."""
COLUMNS = {
    Level.PART.value: "part",
    Level.EPCI.value: "epci",
    Level.DEPARTEMENT.value: "department",
    Level.REGION.value: "region",
}


@dataclass(frozen=True, slots=True)
class Country:
    """Communes in order of département then part, and what they add up to.

    Attributes
    ----------
    communes : DataFrame
        ``id, code, department, part, population`` and the columns of table ``communes_2021``
        (NaN out of its field); of whole départements, so that raking can be done.
    wanted : ndarray of bool
        The communes that are asked for.
    population, households, outside : float
        Of all France: inhabitants; tax households in the field of Filosofi; inhabitants out of it.
    parents : dict
        Level to ``{area id: parts}``: which parts add up to each EPCI, département, région and
        France, among the communes asked for; an area is there only when it is asked whole.
    """

    communes: pd.DataFrame
    wanted: npt.NDArray[np.bool_]
    population: float
    households: float
    outside: float
    parents: dict[str, dict[str, list[str]]]

    @property
    def parts(self) -> list[str]:
        return list(dict.fromkeys(self.communes.loc[self.wanted, "part"]))


def country(territory_id: str) -> Country:
    """The communes of an area, those of its départements, and the areas it holds whole.

    Two queries; a commune stands once, under its part of EPCI, so that no sum counts it twice.
    """
    inside = set(communes_of(territory_id).values_list("pk", flat=True))
    rows = present().filter(level=Level.COMMUNE)
    names = ["id", "code", "department", "region", "epci", "part", "population"]
    fields = ("id", "code", "department_id", "region_id", "epci_id", "part_id", "population")
    told = pd.DataFrame(list(rows.values_list(*fields)), columns=names)
    told["department"] = told["department"].fillna(told["region"]).fillna("fr")
    alone = ALONE + told["department"]
    told["part"] = told["part"].fillna(alone)
    told["population"] = pd.to_numeric(told["population"]).fillna(0.0)
    told["wanted"] = told["id"].isin(inside)
    whole = {} if territory_id.startswith("com:") else _whole(told)
    told = told.merge(load("communes_2021"), on="code", how="left")
    kept = told[told["department"].isin(set(told.loc[told["wanted"], "department"]))]
    kept = kept.sort_values(["department", "part", "id"], ignore_index=True)
    return Country(
        communes=kept,
        wanted=kept["wanted"].to_numpy(bool),
        population=float(told["population"].sum()),
        households=float(told["households"].sum()),
        outside=float(told.loc[told["households"].isna(), "population"].sum()),
        parents=whole,
    )


def _whole(told: pd.DataFrame) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for level, column in COLUMNS.items():
        asked = told.groupby(column)["wanted"].all()
        areas = {str(one) for one in asked[asked].index if not str(one).startswith(ALONE)}
        rows = told[told[column].isin(areas)]
        found[level] = {
            str(area): sorted(set(parts)) for area, parts in rows.groupby(column)["part"]
        }
    if told["wanted"].all():
        found[Level.FRANCE.value] = {"fr": sorted(set(told["part"]))}
    return found
