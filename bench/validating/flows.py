"""`forecast.flows` on the monthly repairs of each provider and kind, origin after origin."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from statsforecast import StatsForecast
from statsforecast.models import AutoETS, CrostonSBA, SeasonalNaive
from statsforecast.utils import ConformalIntervals

from bench.validating.table import Check
from forecast.flows import MonthlyFlows

Array = np.ndarray[Any, np.dtype[np.float64]]
QUANTILES = np.arange(1, 10) / 10
HORIZON, FIRST, STRIDE = 12, 36, 3
YARDSTICKS = ("SeasonalNaive", "AutoETS", "CrostonSBA")
LEVELS = (80, 60, 40, 20)
Case = tuple[str, str, pd.Period]


def series(records: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Repairs a month: one panel a provider, one column a kind, NaN before its first."""
    month = pd.to_datetime(records["event_date"]).dt.to_period("M")
    panels = {}
    for source, mine in records.groupby("data_provider"):
        counts = mine.groupby([month[mine.index], "product_category"]).size().unstack()
        whole = pd.period_range(counts.index.min(), counts.index.max(), freq="M")
        counts = counts.reindex(whole)
        begun = counts.notna().cumsum() > 0
        panels[str(source)] = counts.fillna(0).where(begun)
    return panels


def origins(panels: dict[str, pd.DataFrame]) -> list[Case]:
    """Last month known of each forecast: after 36 months of the series, then every quarter."""
    return [
        (source, kind, known.index[end - 1])
        for source, panel in panels.items()
        for kind, known in ((kind, panel[kind].dropna()) for kind in panel)
        for end in range(FIRST, len(known) - HORIZON + 1, STRIDE)
    ]


def pinball(truth: Array, quantiles: Array) -> float:
    error = truth[..., None] - quantiles
    return float(np.maximum(QUANTILES * error, (QUANTILES - 1) * error).mean())


def covered(truth: Array, quantiles: Array) -> float:
    return float(((truth >= quantiles[..., 0]) & (truth <= quantiles[..., -1])).mean())


def ours(panels: dict[str, pd.DataFrame], cases: list[Case]) -> Array:
    told = []
    for source, kind, last in cases:
        panel = panels[source].loc[:last].dropna(axis="columns", how="all")
        fitted = MonthlyFlows().fit(panel)
        quantiles = fitted.predict_quantiles(HORIZON, QUANTILES.tolist())
        told.append(quantiles[fitted.names_.index(kind)])
    return np.array(told)


def yardsticks(panels: dict[str, pd.DataFrame], cases: list[Case]) -> dict[str, Array]:
    """Quantiles of statsforecast's models, below 0 brought to 0; Croston's are conformal."""
    known = [panels[source].loc[:last, kind].dropna() for source, kind, last in cases]
    frame = pd.concat(
        pd.DataFrame({"unique_id": number, "ds": one.index.to_timestamp(), "y": one.to_numpy()})
        for number, one in enumerate(known)
    )
    windows = ConformalIntervals(n_windows=2, h=HORIZON)
    models = [
        SeasonalNaive(12),
        AutoETS(season_length=12),
        CrostonSBA(prediction_intervals=windows),
    ]
    told = StatsForecast(models=models, freq="MS").forecast(df=frame, h=HORIZON, level=list(LEVELS))
    told = told.sort_values(["unique_id", "ds"])
    return {
        name: np.clip(
            told[
                [f"{name}-lo-{level}" for level in LEVELS]
                + [name]
                + [f"{name}-hi-{level}" for level in reversed(LEVELS)]
            ]
            .to_numpy()
            .reshape(len(cases), HORIZON, len(QUANTILES)),
            0,
            None,
        )
        for name in YARDSTICKS
    }


def checks(records: pd.DataFrame) -> list[Check]:
    panels = series(records)
    cases = origins(panels)
    truth = np.array(
        [
            panels[source][kind].loc[last + 1 : last + HORIZON].to_numpy()
            for source, kind, last in cases
        ]
    )
    mine = ours(panels, cases)
    others = {name: pinball(truth, told) for name, told in yardsticks(panels, cases).items()}
    best = min(others, key=lambda name: others[name])
    loss, share = pinball(truth, mine), covered(truth, mine)
    split = f"origine glissante, {len(cases)} départs, {HORIZON} mois, par fournisseur et type"
    said = ", ".join(f"{name} {value:.3f}" for name, value in others.items())
    return [
        Check(
            "Flux : perte quantile moyenne",
            f"{loss:.3f}",
            f"au plus {others[best]:.3f} ({said})",
            split,
            loss <= others[best],
        ),
        Check(
            "Flux : intervalles à 80 %", f"{share:.1%}", "75 à 85 %", split, 0.75 <= share <= 0.85
        ),
    ]
