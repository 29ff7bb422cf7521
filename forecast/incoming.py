"""The collections to come: monthly flows fitted on what one's organisation has collected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from forecast.estimates import INTERVAL, Figure
from forecast.uncertainty import Floats, stream
from forecast.vocabulary import ALL, Kind, Status

METHOD = "flux-1"
UNIT = "appareils par mois"
SOURCES = ("journal",)
MONTHS, DRAWS, YEAR = 12, 1_000, 12


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected of one kind in one month; ``month`` is empty for the twelve together."""

    month: str
    kind: str
    figure: Figure


def panel(counts: Mapping[tuple[date, str], int], last: date) -> pd.DataFrame:
    """Counts by month and kind as `MonthlyFlows` reads them, from the first one to ``last``.

    Examples
    --------
    >>> told = panel({(date(2026, 1, 1), "laptop"): 3}, date(2026, 3, 1))
    >>> told["laptop"].tolist()
    [3.0, 0.0, 0.0]
    """
    known = {key: n for key, n in counts.items() if key[1] in Kind.values}
    if not known:
        return pd.DataFrame(index=pd.PeriodIndex([], freq="M"))
    first = min(month for month, _ in known)
    months = pd.period_range(pd.Period(first, "M"), pd.Period(last, "M"), freq="M")
    kinds = [kind for kind in Kind.values if any(one == kind for _, one in known)]
    told = pd.DataFrame(0.0, index=months, columns=kinds)
    for (month, kind), n in known.items():
        told.loc[pd.Period(month, "M"), kind] = float(n)
    return told


def expected(history: pd.DataFrame, kind: str = "", *, seed: int = 1) -> list[Expected]:
    """Twelve months to come of one kind, or of each and of all, and their sums over the year.

    Kinds err together and months follow one level: sums are made draw by draw. Under a year of
    history it is an extrapolation. Nothing was ever collected: nothing is told.

    Examples
    --------
    >>> months = pd.period_range("2024-01", periods=24, freq="M")
    >>> told = expected(pd.DataFrame({"laptop": [5.0] * 24}, index=months), "laptop")
    >>> len(told), told[0].month, told[-1].month
    (13, '2026-01', '')
    """
    if history.empty or (kind and kind != ALL and kind not in history):
        return []
    from forecast.flows import MonthlyFlows

    state = int(stream(seed, "flows").integers(2**31))
    model = MonthlyFlows(random_state=state).fit(history)
    draws = model.sample(MONTHS, DRAWS)
    names = list(history.columns)
    status = Status.ESTIMATED if len(history) >= YEAR else Status.EXTRAPOLATED
    series = {name: draws[:, place] for place, name in enumerate(names)} | {ALL: draws.sum(axis=1)}
    months = pd.period_range(history.index[-1] + 1, periods=MONTHS, freq="M")
    found = []
    for name in [kind] if kind else [*names, ALL]:
        told = series[name]
        for number, month in enumerate(months):
            found.append(Expected(str(month), name, _figure(told[:, number], UNIT, status)))
        found.append(Expected("", name, _figure(told.sum(axis=1), "appareils par an", status)))
    return found


def _figure(draws: Floats, unit: str, status: Status) -> Figure:
    low, high = np.quantile(draws, ((1 - INTERVAL) / 2, (1 + INTERVAL) / 2))
    mean = float(draws.mean())
    return Figure(mean, float(low), float(high), unit, SOURCES, METHOD, status.value)
