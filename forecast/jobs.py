"""Jobs at the workplace by commune, where a source was found: the key of professional fleets.

They share a département's part out between its communes; how much that département weighs in
France stays by population, for want of jobs everywhere.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from forecast.reference.tables import load
from forecast.uncertainty import Floats

TABLE = "jobs_communes_2022"


def known_jobs(communes: pd.DataFrame) -> Floats:
    """Jobs of each commune; NaN in a département of which one commune is not in the table."""
    found = communes["code"].map(load(TABLE).set_index("code")["jobs"])
    told = found.groupby(communes["department"]).transform(lambda one: one.notna().all())
    return found.where(told.astype(bool)).to_numpy(float)


def by_jobs(communes: pd.DataFrame, part: Floats) -> Floats:
    """Each commune's part, shared out by jobs inside its département; as it was without jobs.

    Examples
    --------
    >>> towns = pd.DataFrame({"code": ["84007", "84132"], "department": "dep:84"})
    >>> told = by_jobs(towns, np.array([0.6, 0.4]))
    >>> told.round(2).tolist(), round(float(told.sum()), 6)
    ([0.96, 0.04], 1.0)
    """
    jobs = pd.Series(known_jobs(communes))
    department = communes["department"].reset_index(drop=True)
    whole = jobs.groupby(department).transform("sum").to_numpy(float)
    total = pd.Series(part).groupby(department).transform("sum").to_numpy(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        shared = total * jobs.to_numpy(float) / whole
    return np.where(np.isfinite(shared), shared, part)
