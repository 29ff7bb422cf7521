"""Rates by groups that lend each other strength: a logistic model with varying effects.

Each group of columns (kinds, sources, kinds of a source…) has effects drawn from one normal law
whose spread is learnt: groups with many rows go their own way, small ones stay near the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
import pandas as pd
from scipy.special import expit
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils import check_random_state
from sklearn.utils.validation import check_is_fitted

Array = np.ndarray[Any, np.dtype[np.float64]]
ROUNDS = 60
SETTLED = 1e-4
USUAL = 0.25
"""Squared spread expected of a group before any row."""


class PooledLogit(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    r"""Logistic regression whose effects are pooled within groups, by empirical Bayes.

    .. math:: \operatorname{logit} P(y = 1) = a + \sum_g w_{g,\ell_g} + b\,x,\qquad
              w_{g,\ell} \sim N(0, t_g^2),\qquad
              t_g^2 = \frac{|w_g|^2 + \operatorname{tr} S_g + n_0 s_0^2}{m_g + n_0}

    The mode is found by Newton's method, its covariance by Laplace's approximation, the spreads
    :math:`t_g` by the EM fixed point above, with S the covariance of the effects, m their number,
    :math:`n_0` the degrees of freedom believed of :math:`s_0`. A level never seen
    is drawn from its group's law, whose spread is itself drawn.

    Parameters
    ----------
    groups : sequence of str
        Columns of ``X`` (categories), or two of them joined by ``:``.
    numbers : sequence of str
        Columns of ``X`` that are numbers; a missing one counts as its own level.
    level : (float, float)
        Mean and standard deviation of what is believed of ``a`` before any row.
    min_count : int
        Levels seen less often are one level together, *rare*.
    number_spread : float
        Standard deviation believed of the effects of numbers, which are not pooled.
    spread_freedom : float
        Degrees of freedom of what is believed of each spread: few, and a level never seen is
        drawn very wide.
    random_state : int, RandomState or None

    Attributes
    ----------
    coef_, covariance_ : arrays of shape (p,) and (p, p)
    spread_ : dict of str to float, ``t_g`` of each group
    levels_ : dict of str to the levels of each group

    References
    ----------
    Gelman & Hill, Data Analysis Using Regression and Multilevel Models, 2007, ch. 14;
    MacKay, Bayesian Interpolation, 1992, for the fixed point.

    Examples
    --------
    >>> import pandas as pd
    >>> X = pd.DataFrame({"kind": ["laptop", "laptop", "tablet", "tablet"] * 25})
    >>> y = [1, 1, 0, 1] * 25
    >>> model = PooledLogit(groups=("kind",)).fit(X, y)
    >>> p = model.predict_proba(pd.DataFrame({"kind": ["laptop", "tablet"]}))[:, 1]
    >>> bool(p[0] > 0.9 and 0.4 < p[1] < 0.7)
    True
    """

    def __init__(
        self,
        groups: Sequence[str] = (),
        numbers: Sequence[str] = (),
        *,
        level: tuple[float, float] = (0.0, 5.0),
        min_count: int = 20,
        number_spread: float = 5.0,
        spread_freedom: float = 1.0,
        random_state: int | None = None,
    ) -> None:
        self.groups = groups
        self.numbers = numbers
        self.level = level
        self.min_count = min_count
        self.number_spread = number_spread
        self.spread_freedom = spread_freedom
        self.random_state = random_state

    def fit(self, X: pd.DataFrame, y: Sequence[int]) -> Self:  # noqa: N803
        """Learn from rows ``X`` and their outcome ``y`` (0 or 1)."""
        wanted = np.asarray(y, dtype=float)
        if not np.isin(wanted, (0, 1)).all():
            raise ValueError("y holds 0 and 1")
        self.classes_ = np.array([0, 1])
        self._learn_levels(X)
        design, owner = self._design(X), self._owner
        spread = dict.fromkeys(self.levels_, USUAL)
        weights = np.zeros(design.shape[1])
        weights[0] = self.level[0]
        believed = weights.copy()
        few = self.spread_freedom
        for _ in range(ROUNDS):
            prior = np.array([self.number_spread**2 if g is None else spread[g] for g in owner])
            prior[0] = self.level[1] ** 2
            weights, covariance = _mode(design, wanted, believed, prior)
            old = dict(spread)
            for group in spread:
                mine = np.array([g == group for g in owner])
                energy = weights[mine] @ weights[mine] + np.trace(covariance[np.ix_(mine, mine)])
                spread[group] = (energy + few * USUAL) / (mine.sum() + few)
            if max(abs(spread[g] - old[g]) for g in spread) < SETTLED if spread else True:
                break
        self.coef_, self.covariance_ = weights, covariance
        self.spread_ = {group: float(np.sqrt(value)) for group, value in spread.items()}
        return self

    def predict_proba(self, X: pd.DataFrame) -> Array:  # noqa: N803
        """Mean probabilities over what the model does not know, shape (n, 2)."""
        check_is_fitted(self)
        design, missing = self._design(X), self._missing(X)
        centre = design @ self.coef_
        spread = np.einsum("ij,jk,ik->i", design, self.covariance_, design) + missing
        p = expit(centre / np.sqrt(1 + np.pi * spread / 8))
        return np.column_stack([1 - p, p])

    def predict(self, X: pd.DataFrame) -> np.ndarray[Any, Any]:  # noqa: N803
        told: np.ndarray[Any, Any] = self.classes_[(self.predict_proba(X)[:, 1] >= 0.5).astype(int)]
        return told

    def sample(self, X: pd.DataFrame, draws: int) -> Array:  # noqa: N803
        """Draws of the probability of each row, shape (draws, n); new levels share their draw."""
        check_is_fitted(self)
        random = check_random_state(self.random_state)
        root = np.linalg.cholesky(self.covariance_ + 1e-10 * np.eye(len(self.coef_)))
        weights = self.coef_ + random.standard_normal((draws, len(self.coef_))) @ root.T
        told = weights @ self._design(X).T
        for group, known in self.levels_.items():
            levels = self._levels_of(X, group)
            fresh = sorted(set(levels) - set(known))
            freedom = len(known) + self.spread_freedom
            spread = self.spread_[group] * np.sqrt(freedom / random.chisquare(freedom, draws))
            for level in fresh:
                told[:, levels == level] += (spread * random.standard_normal(draws))[:, None]
        return np.asarray(expit(told))

    def _learn_levels(self, X: pd.DataFrame) -> None:  # noqa: N803
        self.scale_ = {
            name: (float(X[name].mean()), float(X[name].std())) if X[name].nunique() > 1 else (0, 1)
            for name in self.numbers
        }
        self.frequent_: dict[str, set[str]] = {}
        for name in self.groups:
            counts = _joined(X, name).value_counts()
            self.frequent_[name] = set(counts[counts >= self.min_count].index)
        self.levels_ = {name: sorted(set(self._levels_of(X, name))) for name in self.groups}
        numbers = [name for name in self.numbers for _ in range(3)]
        self._owner: list[str | None] = [None, *(None for _ in numbers)]
        self._owner += [name for name, levels in self.levels_.items() for _ in levels]

    def _levels_of(self, X: pd.DataFrame, name: str) -> np.ndarray[Any, Any]:  # noqa: N803
        joined = _joined(X, name)
        rare = ~joined.isin(list(self.frequent_[name]))
        return joined.mask(rare & (self.min_count > 1), "rare").to_numpy()

    def _design(self, X: pd.DataFrame) -> Array:  # noqa: N803
        parts = [np.ones((len(X), 1))]
        for name in self.numbers:
            mean, scale = self.scale_[name]
            told = ((X[name].to_numpy(dtype=float) - mean) / scale).clip(-3, 3)
            absent = np.isnan(told)
            told = np.where(absent, 0, told)
            parts.append(np.column_stack([told, told**2 * ~absent, absent]))
        for name, known in self.levels_.items():
            parts.append((self._levels_of(X, name)[:, None] == np.array(known)).astype(float))
        return np.hstack(parts)

    def _missing(self, X: pd.DataFrame) -> Array:  # noqa: N803
        """Variance of levels never seen, row by row."""
        told = np.zeros(len(X))
        for name, known in self.levels_.items():
            told += self.spread_[name] ** 2 * ~np.isin(self._levels_of(X, name), known)
        return told


def _joined(X: pd.DataFrame, name: str) -> pd.Series[str]:  # noqa: N803
    first, *rest = name.split(":")
    told = X[first].astype(str)
    for other in rest:
        told = told + " : " + X[other].astype(str)
    return told


def _mode(design: Array, y: Array, believed: Array, prior: Array) -> tuple[Array, Array]:
    """Posterior mode and its inverse Hessian, by Newton's method."""
    weights, precision = believed, np.diag(1 / prior)
    for _ in range(50):
        p = expit(design @ weights)
        slope = design.T @ (y - p) - (weights - believed) / prior
        hessian = (design * (p * (1 - p))[:, None]).T @ design + precision
        step = np.linalg.solve(hessian, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-8:
            break
    return weights, np.linalg.inv(hessian)
