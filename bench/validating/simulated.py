"""Simulation-based calibration: truths drawn from the prior, seen as data, estimated again."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import expit

from bench.validating.table import Check
from forecast.yields import Prior, Yields, published_prior

PARTS = Prior(0.2, 0.05, 0.5)
KINDS, WORLDS, DEVICES = 4, 150, 60
DRAWS = 400


def checks() -> list[Check]:
    """Share of true rates of reuse, by kind, inside their 90 % interval."""
    rng = np.random.default_rng(2026)
    inside = [covered for _ in range(WORLDS) for covered in _world(rng)]
    share = float(np.mean(inside))
    return [
        Check(
            "Rendements : vérités tirées, intervalles à 90 %",
            f"{share:.1%}",
            "87 à 93 %",
            f"{WORLDS} mondes, {KINDS} types, 2 à {DEVICES} appareils chacun",
            0.87 <= share <= 0.93,
        )
    ]


def _world(rng: np.random.Generator) -> list[bool]:
    """One network: a common level, kinds apart by half a logit, as `Yields` believes."""
    centre, width = published_prior().level()
    kinds = [f"kind {number}" for number in range(KINDS)]
    level = rng.normal(centre, width) + rng.normal(0, 0.5)
    effects = rng.normal(0, 0.5, (KINDS, 2)).sum(axis=1)
    truth = expit(level + effects)
    rows = [
        {"kind": kind, "source": "companies", "age": np.nan, "outcome": outcome}
        for kind, rate in zip(kinds, truth, strict=True)
        for outcome in np.where(rng.random(rng.integers(2, DEVICES)) < rate, "reused", "recycled")
    ]
    asked = pd.DataFrame({"kind": kinds, "source": "companies", "age": np.nan})
    fitted = Yields(published_prior(), PARTS, random_state=int(rng.integers(2**31)))
    drawn = fitted.fit(pd.DataFrame(rows)).sample(asked, DRAWS)[..., 0]
    low, high = np.quantile(drawn, (0.05, 0.95), axis=0)
    return list((low <= truth) & (truth <= high))
