"""Rates of collection by commune, lending each other strength: each is pulled towards its own."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
from scipy.optimize import minimize
from scipy.special import gammaln
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils import check_random_state
from sklearn.utils.validation import check_is_fitted, check_non_negative, validate_data

from forecast.uncertainty import Floats

STEP = 1e-3
LEAST_EXPOSURE = 1e-9


class PooledRates(RegressorMixin, BaseEstimator):  # type: ignore[misc]
    r"""Counts over exposures, by a Gamma-Poisson model whose common law is learnt.

    .. math:: y_c \sim \mathcal{P}(E_c r_c), \quad r_c \sim \Gamma(a, a / m)

    with m the common rate and a how much alike the places are. The law of (log m, log a) is
    normal before any count; its mode and curvature are found from the counts (Laplace), and a
    place's own rate is then :math:`\Gamma(a + y_c, a / m + E_c)`: with much collected its own,
    with nothing the common one.

    Parameters
    ----------
    rate : float
        Centre of what is believed of the common rate.
    rate_spread : float
        Standard deviation of its logarithm.
    alike : float
        Centre of what is believed of a: 1 is very unlike, 10 much alike.
    alike_spread : float
        Standard deviation of its logarithm.
    random_state : int, RandomState or None

    Attributes
    ----------
    rate_, alike_ : float
        Mode of m and a after the counts.
    covariance_ : ndarray of shape (2, 2)
        Of (log m, log a).
    n_features_in_ : int; the first column alone is read, the exposure.

    References
    ----------
    Clayton, Kaldor (1987), Empirical Bayes estimates of age-standardized relative risks for use
    in disease mapping. Biometrics 43.

    Examples
    --------
    >>> import numpy as np
    >>> exposure, count = np.array([[1000.0], [1000.0], [0.001]]), np.array([5, 50, 0])
    >>> model = PooledRates(rate=0.02, random_state=0).fit(exposure, count)
    >>> own = model.posterior_mean(exposure, count)
    >>> bool(0.005 < own[0] < own[2] < own[1] < 0.05)
    True
    """

    def __init__(
        self,
        rate: float = 0.01,
        *,
        rate_spread: float = 1.0,
        alike: float = 2.0,
        alike_spread: float = 0.7,
        random_state: Any = None,
    ) -> None:
        self.rate = rate
        self.rate_spread = rate_spread
        self.alike = alike
        self.alike_spread = alike_spread
        self.random_state = random_state

    def fit(self, X: Any, y: Any) -> Self:  # noqa: N803
        """Learn the common law from exposures X (n, 1), 0 or more, and counts y (n,).

        Raises
        ------
        ValueError
            A negative exposure or count.
        """
        told, y = validate_data(self, X, y, dtype=np.float64, y_numeric=True)
        check_non_negative(told, type(self).__name__)
        exposure, count = told[:, 0], np.asarray(y, float)
        if (count < 0).any():
            raise ValueError("y: counts of 0 or more; negative values found")
        start = np.log([self.rate, self.alike])
        spread = np.array([self.rate_spread, self.alike_spread])

        def cost(point: Floats) -> float:
            told = _loglikelihood(point, exposure, count)
            return float(((point - start) ** 2 / (2 * spread**2)).sum() - told)

        found = minimize(cost, start, method="Nelder-Mead", options={"maxiter": 2_000})
        self.mode_ = np.asarray(found.x, float)
        self.rate_, self.alike_ = (float(one) for one in np.exp(self.mode_))
        self.covariance_ = _inverse_curvature(cost, self.mode_, spread)
        return self

    def predict(self, X: Any) -> Floats:  # noqa: N803
        """Count expected of places never seen, of shape (n,)."""
        check_is_fitted(self)
        told = validate_data(self, X, reset=False, dtype=np.float64)
        return np.asarray(told[:, 0] * self.rate_, float)

    def posterior_mean(self, X: Any, y: Any) -> Floats:  # noqa: N803
        """Own rate of each place, of shape (n,)."""
        check_is_fitted(self)
        exposure, count = np.asarray(X, float)[:, 0], np.asarray(y, float)
        return np.asarray((self.alike_ + count) / (self.alike_ / self.rate_ + exposure), float)

    def sample(self, X: Any, y: Any, draws: int, *, random_state: Any = None) -> Floats:  # noqa: N803
        """Draws of the own rates, of shape (n, draws): the common law is drawn too."""
        check_is_fitted(self)
        exposure, count = np.asarray(X, float)[:, 0], np.asarray(y, float)
        chosen = self.random_state if random_state is None else random_state
        rng = check_random_state(chosen)
        common = rng.multivariate_normal(self.mode_, self.covariance_, size=draws)
        rate, alike = np.exp(common[:, 0]), np.exp(common[:, 1])
        shape = alike[None] + count[:, None]
        inverse = alike[None] / rate[None] + exposure[:, None]
        return np.asarray(rng.gamma(shape) / inverse, float)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.positive_only = True
        tags.target_tags.positive_only = True
        tags.regressor_tags.poor_score = True
        return tags


def _loglikelihood(point: Floats, exposure: Floats, count: Floats) -> float:
    """Of counts, own rates summed out: a negative binomial."""
    rate, alike = np.exp(np.clip(point, -30, 30))
    inverse = alike / rate
    total = np.maximum(exposure, LEAST_EXPOSURE) + inverse
    told = gammaln(alike + count) - gammaln(alike) + alike * np.log(inverse / total)
    told += count * np.log(np.maximum(exposure, LEAST_EXPOSURE) / total)
    return float(told.sum())


def _inverse_curvature(cost: Any, mode: Floats, spread: Floats) -> Floats:
    """Inverse of the second derivatives at the mode, never wider than what was believed."""
    h = STEP
    second = np.empty((2, 2))
    for i in range(2):
        for j in range(2):
            a, b = np.eye(2)[i] * h, np.eye(2)[j] * h
            second[i, j] = (
                cost(mode + a + b) - cost(mode + a - b) - cost(mode - a + b) + cost(mode - a - b)
            ) / (4 * h * h)
    second = (second + second.T) / 2
    values, vectors = np.linalg.eigh(second)
    kept = np.maximum(values, 1 / spread.max() ** 2)
    return np.asarray(vectors @ np.diag(1 / kept) @ vectors.T, float)
