"""`forecast.pooling` on Open Repair: calibrated inside providers, honest about a new one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from sklearn.model_selection import StratifiedKFold

from bench.validating.table import Check
from forecast.pooling import PooledLogit

Array = np.ndarray[Any, np.dtype[np.float64]]
GROUPS = (
    *("kind", "source", "kind:source", "brand", "country"),
    *("source:period", "kind:brand"),
)
FOLDS, REPEATS, BINS = 5, 2, 10


def prepared(records: pd.DataFrame) -> tuple[pd.DataFrame, Array, float]:
    """Rows whose outcome is known, 1 where repaired, and the share left out."""
    unknown = records["repair_status"] == "Unknown"
    known = records[~unknown].reset_index(drop=True)
    year = pd.to_datetime(known["event_date"]).dt.year
    rows = pd.DataFrame(
        {
            "kind": known["product_category"],
            "source": known["data_provider"],
            "country": known["country"],
            "brand": known["brand"].fillna("Unknown").str.title(),
            "period": year // 2 * 2,
            "age": known["product_age"],
        }
    )
    return rows, (known["repair_status"] == "Fixed").to_numpy(dtype=float), float(unknown.mean())


def model() -> PooledLogit:
    return PooledLogit(groups=GROUPS, numbers=("age",), random_state=0)


def log_loss(y: Array, p: Array) -> float:
    kept = np.clip(p, 1e-9, 1 - 1e-9)
    return float(-(y * np.log(kept) + (1 - y) * np.log(1 - kept)).mean())


def calibration_error(y: Array, p: Array) -> float:
    """Expected calibration error over bins of equal count."""
    bins = np.array_split(np.argsort(p, kind="stable"), BINS)
    return float(sum(abs(y[b].mean() - p[b].mean()) * len(b) for b in bins) / len(y))


def out_of_fold(rows: pd.DataFrame, y: Array, seed: int) -> tuple[Array, Array]:
    """Probabilities of each row from the other folds: the model's, and the frequency by kind."""
    ours, plain = np.zeros(len(y)), np.zeros(len(y))
    strata = rows["source"] + y.astype(str)
    for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(rows, strata):
        fitted = model().fit(rows.iloc[train], y[train].astype(int).tolist())
        ours[test] = fitted.predict_proba(rows.iloc[test])[:, 1]
        rate = pd.Series(y[train]).groupby(rows["kind"].to_numpy()[train]).mean()
        plain[test] = rows["kind"].iloc[test].map(rate)
    return ours, plain


def checks(records: pd.DataFrame) -> list[Check]:
    rows, y, unknown = prepared(records)
    runs = [out_of_fold(rows, y, seed) for seed in range(REPEATS)]
    error = float(np.mean([calibration_error(y, ours) for ours, _ in runs]))
    ours = float(np.mean([log_loss(y, told) for told, _ in runs]))
    plain = float(np.mean([log_loss(y, told) for _, told in runs]))
    split = f"à l'intérieur des fournisseurs, {REPEATS} × {FOLDS} parts, {len(y)} réparations"
    split += f" ({unknown:.1%} de résultats inconnus laissés de côté)"
    return [
        Check("Rendements : erreur de calibration", f"{error:.4f}", "< 0,03", split, error < 0.03),
        Check(
            "Rendements : perte logarithmique",
            f"{ours:.4f}",
            f"< {plain:.4f} (fréquence par type)",
            split,
            ours < plain,
        ),
        _left_out(rows, y),
    ]


def _left_out(rows: pd.DataFrame, y: Array) -> Check:
    told, inside = [], 0
    for source in sorted(rows["source"].unique()):
        mine = (rows["source"] == source).to_numpy()
        fitted = model().fit(rows[~mine], y[~mine].astype(int).tolist())
        low, high = np.quantile(fitted.sample(rows[mine], 1000).mean(axis=1), (0.05, 0.95))
        rate = y[mine].mean()
        inside += int(low <= rate <= high)
        told.append(f"{source} {rate:.2f} [{low:.2f} ; {high:.2f}]")
    figure = f"{inside} sur {len(told)} : " + ", ".join(told)
    return Check(
        "Rendements : taux d'un fournisseur jamais vu, intervalle à 90 %",
        figure,
        "au moins 3 sur 4",
        "un fournisseur laissé de côté",
        inside >= 3,
    )
