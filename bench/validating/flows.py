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
SETTINGS = tuple((weight, drift) for weight in (5.0, 20.0, 60.0) for drift in (0.05, 0.1, 0.2))
"""Settings tried when one provider is held out."""
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


def ours(
    panels: dict[str, pd.DataFrame], cases: list[Case], setting: tuple[float, float] | None = None
) -> Array:
    """Quantiles of our model, as it ships or with another ``(season_weight, drift)``."""
    chosen = {} if setting is None else dict(zip(("season_weight", "drift"), setting, strict=True))
    told = []
    for source, kind, last in cases:
        panel = panels[source].loc[:last].dropna(axis="columns", how="all")
        fitted = MonthlyFlows(**chosen).fit(panel)
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


def held_out(panels: dict[str, pd.DataFrame], cases: list[Case], truth: Array) -> Array:
    """Quantiles of each provider, with the setting that does best on the three others alone.

    The settings that ship were chosen with all these series in sight: this is what they would
    have been worth on series never seen.
    """
    by_setting = {setting: ours(panels, cases, setting) for setting in SETTINGS}
    sources = np.array([source for source, _, _ in cases])
    told = np.empty(next(iter(by_setting.values())).shape)
    for source in np.unique(sources):
        others, mine = sources != source, sources == source
        best = min(SETTINGS, key=lambda one: pinball(truth[others], by_setting[one][others]))
        told[mine] = by_setting[best][mine]
    return told


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
    apart = held_out(panels, cases, truth)
    loss_apart, share_apart = pinball(truth, apart), covered(truth, apart)
    kept = "réglages choisis sur les trois autres fournisseurs, jugés sur le quatrième"
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
        Check(
            "Flux : perte quantile moyenne, réglages tenus à l'écart",
            f"{loss_apart:.3f}",
            f"au plus {others[best]:.3f}",
            kept,
            loss_apart <= others[best],
        ),
        Check(
            "Flux : intervalles à 80 %, réglages tenus à l'écart",
            f"{share_apart:.1%}",
            "75 à 85 %",
            kept,
            0.75 <= share_apart <= 0.85,
        ),
    ]
