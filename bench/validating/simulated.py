"""Simulation-based calibration: truths drawn from the prior, seen as data, estimated again."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import expit

from bench.validating.table import Check
from forecast.assumptions import Settings
from forecast.balance import national
from forecast.pulling import PooledRates
from forecast.yields import Prior, Yields, published_prior

PARTS = Prior(0.2, 0.05, 0.5)
KINDS, WORLDS, DEVICES = 4, 400, 60
DRAWS = 400
PLACES, RATE = 40, 0.01


def checks() -> list[Check]:
    """Yields, rates of collection, and the balance carried to a territory."""
    return [_yields(), _rates(), _national()]


def _check(name: str, inside: list[bool], split: str) -> Check:
    share = float(np.mean(inside))
    return Check(name, f"{share:.1%}", "87 à 93 %", split, 0.87 <= share <= 0.93)


def _yields() -> Check:
    """Share of true rates of reuse, by kind, inside their 90 % interval."""
    rng = np.random.default_rng(2026)
    inside = [covered for _ in range(WORLDS) for covered in _world(rng)]
    return _check(
        "Rendements : vérités tirées, intervalles à 90 %",
        inside,
        f"{WORLDS} mondes, {KINDS} types, 2 à {DEVICES} appareils chacun",
    )


def _rates() -> Check:
    """Rates of collection of communes: a common law, then each its own, seen as counts."""
    rng = np.random.default_rng(84)
    inside: list[bool] = []
    for _ in range(WORLDS):
        model = PooledRates(RATE, random_state=int(rng.integers(2**31)))
        rate = RATE * np.exp(rng.normal(0, model.rate_spread))
        alike = model.alike * np.exp(rng.normal(0, model.alike_spread))
        exposure = rng.lognormal(6, 1.3, PLACES)
        truth = rng.gamma(alike, rate / alike, PLACES)
        count = rng.poisson(exposure * truth)
        told = model.fit(exposure[:, None], count).sample(exposure[:, None], count, DRAWS)
        low, high = np.quantile(told, (0.05, 0.95), axis=1)
        inside += list((low <= truth) & (truth <= high))
    return _check(
        "Collecte par commune : vérités tirées, intervalles à 90 %",
        inside,
        f"{WORLDS} mondes, {PLACES} communes chacun",
    )


def _national() -> Check:
    """Each world's outflow against the intervals of others: what is drawn is carried whole."""
    settings, years = Settings(), 2026
    told = national(settings, seed=1, draws=2_000, year=years).outflow
    low, high = np.quantile(told, (0.05, 0.95), axis=-1)
    truth = national(settings, seed=2, draws=WORLDS, year=years).outflow
    inside = (low[..., None] <= truth) & (truth <= high[..., None])
    return _check(
        "Bilan national : vérités tirées d'une autre graine, intervalles à 90 %",
        inside.ravel().tolist(),
        f"{WORLDS} mondes, 8 types, 3 détenteurs",
    )


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
