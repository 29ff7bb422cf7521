"""Regression of a quantity published for the large and hidden for the small, with intervals."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.model_selection import GroupKFold, KFold
from sklearn.utils import check_random_state
from sklearn.utils.validation import check_is_fitted, validate_data

from forecast.communes.spread import (
    corrected_quantile,
    scaled,
    shared_variance,
    sizes,
    spread_of,
    truncated_mean,
)

__all__ = ["CensoredConformalRegressor", "corrected_quantile", "truncated_mean"]
Floats = npt.NDArray[np.float64]
LEAST_SCORES = 40
"""A stratum with fewer scores takes those of all strata."""


class CensoredConformalRegressor(RegressorMixin, BaseEstimator):
    r"""Gradient boosting on what is published and on what its secrecy says, with conformal bands.

    A rate hidden because few are poor is not missing at random: leaving it out would teach that
    small places are poor. Its interval :math:`[a, b]` is known, so each round replaces it by its
    expectation under the present fit,

    .. math:: y_i = E[N(\hat f(x_i), s_i^2) \mid a_i \le N \le b_i],

    and fits again (EM for a censored normal). The spread is
    :math:`\log s_i = \beta_0 + \beta_1 \log \hat f_i + \beta_2 \log n_i`, learned on predictions
    made with whole groups left out; the conformity scores are :math:`|y_i - \hat f_{-g(i)}(x_i)| /
    s_i`, kept by stratum (Mondrian). The band of a new place is :math:`\hat f \pm q\, s`, with
    :math:`q` the :math:`\lceil (m+1) c \rceil`-th of the m scores of its stratum.

    Parameters
    ----------
    learning_rate, max_iter, max_leaf_nodes, min_samples_leaf, l2_regularization
        Of :class:`sklearn.ensemble.HistGradientBoostingRegressor`.
    rounds : int
        Fits that replace censored values before the last one.
    folds : int
        Parts into which the groups are dealt to make the scores.
    coverage : float
        Of the bands.
    random_state : int, RandomState or None

    Attributes
    ----------
    model_ : HistGradientBoostingRegressor
        Fitted on everything.
    left_out_ : ndarray of shape (n_samples,)
        Prediction of each sample by a model that saw nothing of its group.
    spread_ : ndarray of shape (3,)
        The betas above.
    scores_ : dict
        Stratum to sorted scores; ``None`` is the key of all.
    correlation_ : float
        Share of the variance of the signed scores that the members of a group have in common.
    n_iter_ : int
        Trees of ``model_``.
    n_features_in_ : int

    References
    ----------
    Barber, Candès, Ramdas, Tibshirani (2021), Predictive inference with the jackknife+.
    Vovk, Lindsay, Nouretdinov, Gammerman (2003), Mondrian confidence machine.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> X = rng.normal(size=(300, 2))
    >>> y = 15 + 4 * X[:, 0] + rng.normal(size=300)
    >>> fitted = CensoredConformalRegressor(max_iter=40, random_state=0).fit(X, y)
    >>> low, high = fitted.predict_interval(X[:5])
    >>> bool(np.all(low < high))
    True
    """

    def __init__(
        self,
        *,
        learning_rate: float = 0.06,
        max_iter: int = 250,
        max_leaf_nodes: int = 15,
        min_samples_leaf: int = 15,
        l2_regularization: float = 1.0,
        rounds: int = 2,
        folds: int = 8,
        coverage: float = 0.9,
        random_state: Any = None,
    ) -> None:
        self.learning_rate = learning_rate
        self.max_iter = max_iter
        self.max_leaf_nodes = max_leaf_nodes
        self.min_samples_leaf = min_samples_leaf
        self.l2_regularization = l2_regularization
        self.rounds = rounds
        self.folds = folds
        self.coverage = coverage
        self.random_state = random_state

    def fit(
        self,
        X: Any,
        y: Any,
        *,
        lower: Any = None,
        upper: Any = None,
        censored: Any = None,
        groups: Any = None,
        size: Any = None,
        strata: Any = None,
    ) -> Self:
        """Learn the mean, the spread and the scores.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
            May hold NaN.
        y : array-like of shape (n_samples,)
            Any finite value where ``censored``.
        lower, upper : array-like of shape (n_samples,), optional
            What is known of a censored value.
        censored : array-like of bool, optional
        groups : array-like, optional
            Left out whole; without it each sample is a group.
        size : array-like, optional
            The n of the spread; 1 when not given.
        strata : array-like, optional
            Scores are kept by stratum.
        """
        X, y = validate_data(
            self,
            X,
            y,
            dtype=np.float64,
            ensure_all_finite="allow-nan",
            y_numeric=True,
            ensure_min_samples=2,
        )
        y = np.asarray(y, float)
        known = _known(y, lower, upper, censored)
        size = sizes(size, len(y))
        seed = check_random_state(self.random_state).randint(np.iinfo(np.int32).max)
        self.left_out_ = np.empty(len(y))
        for train, test in self._splits(X, groups):
            told = tuple(part[train] for part in known)
            model = self._fitted(X[train], y[train], told, size[train], seed)
            self.left_out_[test] = model.predict(X[test])
        self.model_ = self._fitted(X, y, known, size, seed)
        self.n_iter_ = self.model_.n_iter_
        self._score(y, ~known[0], size, strata=strata, groups=groups)
        return self

    def _score(self, y: Floats, seen: Any, size: Floats, *, strata: Any, groups: Any) -> None:
        """Learn the spread and keep the scores, from what was predicted with groups left out."""
        residuals = y[seen] - self.left_out_[seen]
        self.spread_ = spread_of(self.left_out_[seen], size[seen], residuals)
        signed = residuals / self._scale(self.left_out_[seen], size[seen])
        labels = np.zeros(len(y)) if strata is None else np.asarray(strata)
        self.scores_ = {None: np.sort(np.abs(signed))}
        for stratum in np.unique(labels[seen]):
            self.scores_[stratum.item()] = np.sort(np.abs(signed[labels[seen] == stratum]))
        mine = None if groups is None else np.asarray(groups)[seen]
        self.correlation_ = shared_variance(signed, mine)

    def predict(self, X: Any) -> Floats:
        """The mean, of shape (n_samples,)."""
        check_is_fitted(self)
        X = validate_data(self, X, reset=False, dtype=np.float64, ensure_all_finite="allow-nan")
        return np.asarray(self.model_.predict(X), float)

    def predict_scale(self, X: Any, *, size: Any = None) -> Floats:
        """The spread s of each sample, in the unit of y."""
        mean = self.predict(X)
        return self._scale(mean, sizes(size, len(mean)))

    def predict_interval(
        self, X: Any, *, size: Any = None, strata: Any = None, coverage: float | None = None
    ) -> tuple[Floats, Floats]:
        """Lower and upper end of the conformal band of each sample."""
        mean = self.predict(X)
        scale = self._scale(mean, sizes(size, len(mean)))
        labels = [None] * len(mean) if strata is None else np.asarray(strata).tolist()
        width = scale * np.array([self.score_at(coverage, label) for label in labels])
        return mean - width, mean + width

    def sample(
        self, X: Any, draws: int, *, size: Any = None, strata: Any = None, random_state: Any = None
    ) -> Floats:
        """Draws of shape (n_samples, draws), each a mean plus a score of its stratum, signed."""
        mean = self.predict(X)
        scale = self._scale(mean, sizes(size, len(mean)))
        labels = [None] * len(mean) if strata is None else np.asarray(strata).tolist()
        rng = check_random_state(random_state)
        told = np.empty((len(mean), draws))
        for row, label in enumerate(labels):
            scores = self.scores_of(label)
            picked = scores[rng.randint(len(scores), size=draws)]
            told[row] = mean[row] + scale[row] * picked * rng.choice([-1.0, 1.0], size=draws)
        return told

    def scores_of(self, stratum: Any = None) -> Floats:
        """The scores a stratum uses: its own when there are enough of them."""
        check_is_fitted(self)
        own = self.scores_.get(stratum, self.scores_[None])
        return own if len(own) >= LEAST_SCORES else self.scores_[None]

    def score_at(self, coverage: float | None = None, stratum: Any = None) -> float:
        """The score that covers, corrected for a finite number of them."""
        return corrected_quantile(
            self.scores_of(stratum), self.coverage if coverage is None else coverage
        )

    def _splits(self, X: Floats, groups: Any) -> Any:
        if groups is None:
            return KFold(min(self.folds, len(X))).split(X)
        kinds = len(np.unique(groups))
        return GroupKFold(min(self.folds, kinds)).split(X, groups=groups)

    def _fitted(
        self, X: Floats, y: Floats, known: Any, size: Floats, seed: int
    ) -> HistGradientBoostingRegressor:
        hidden, low, high = known
        filled = np.where(hidden, low + 0.75 * (high - low), y)
        model = self._boosting(seed).fit(X, filled)
        if not hidden.any():
            return model
        for _ in range(self.rounds):
            mean = model.predict(X)
            spread = spread_of(mean[~hidden], size[~hidden], (y - mean)[~hidden])
            scale = 1.25 * scaled(spread, mean, size)
            expected = truncated_mean(mean, scale, low, high)
            filled = np.where(hidden, expected, y)
            model = self._boosting(seed).fit(X, filled)
        return model

    def _boosting(self, seed: int) -> HistGradientBoostingRegressor:
        return HistGradientBoostingRegressor(
            learning_rate=self.learning_rate,
            max_iter=self.max_iter,
            max_leaf_nodes=self.max_leaf_nodes,
            min_samples_leaf=self.min_samples_leaf,
            l2_regularization=self.l2_regularization,
            early_stopping=False,
            random_state=seed,
        )

    def _scale(self, mean: Floats, size: Floats) -> Floats:
        return scaled(self.spread_, mean, size)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        return tags


def _known(y: Floats, lower: Any, upper: Any, censored: Any) -> tuple[Any, Floats, Floats]:
    """Which values are hidden, and the ends each is known to lie between."""
    hidden = np.zeros(len(y), bool) if censored is None else np.asarray(censored, bool)
    low = np.where(hidden, y if lower is None else np.asarray(lower, float), y)
    high = np.where(hidden, y if upper is None else np.asarray(upper, float), y)
    return hidden, low, high
