"""How far a prediction may be: spreads, scores, what is known of a hidden value."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.stats import norm

Floats = npt.NDArray[np.float64]
LEAST_VALUE, MOST_VALUE = 2.0, 60.0


def corrected_quantile(scores: Floats, coverage: float) -> float:
    """The ceil((m + 1) c)-th of m sorted scores; the largest when there is none so high."""
    rank = int(np.ceil((len(scores) + 1) * coverage))
    return float(scores[min(rank, len(scores)) - 1])


def truncated_mean(mean: Floats, scale: Floats, low: Floats, high: Floats) -> Floats:
    """Mean of a normal known to lie between two bounds."""
    a, b = (low - mean) / scale, (high - mean) / scale
    mass = np.maximum(norm.cdf(b) - norm.cdf(a), 1e-9)
    return np.asarray(np.clip(mean + scale * (norm.pdf(a) - norm.pdf(b)) / mass, low, high), float)


def sizes(size: Any, count: int) -> Floats:
    return np.ones(count) if size is None else np.asarray(size, float)


def _terms(mean: Floats, size: Floats) -> Floats:
    clipped = np.log(np.clip(mean, LEAST_VALUE, MOST_VALUE))
    return np.column_stack([np.ones(len(mean)), clipped, np.log(size)])


def spread_of(mean: Floats, size: Floats, residuals: Floats) -> Floats:
    """Least squares of the log residuals, levelled so that scores have variance one."""
    terms = _terms(mean, size)
    spread = np.linalg.lstsq(terms, np.log(np.abs(residuals) + 0.1), rcond=None)[0]
    level = np.sqrt(np.mean(residuals**2 / np.exp(terms @ spread) ** 2))
    spread[0] += np.log(max(level, 1e-6))
    return np.asarray(spread, float)


def scaled(spread: Floats, mean: Floats, size: Floats) -> Floats:
    return np.asarray(np.exp(_terms(mean, size) @ spread), float)


def shared_variance(scores: Floats, groups: Any) -> float:
    """Intraclass correlation of scores, by one-way analysis of variance, at least 0."""
    if groups is None or len(scores) < 3:
        return 0.0
    _, index, counts = np.unique(groups, return_inverse=True, return_counts=True)
    if len(counts) < 2 or len(counts) == len(scores):
        return 0.0
    means = np.bincount(index, scores) / counts
    within = np.sum((scores - means[index]) ** 2) / (len(scores) - len(counts))
    between = np.sum(counts * (means - scores.mean()) ** 2) / (len(counts) - 1)
    typical = (len(scores) - np.sum(counts**2) / len(scores)) / (len(counts) - 1)
    shared = max((between - within) / typical, 0.0)
    return float(shared / (shared + within)) if shared + within else 0.0
