"""Monthly counts to come: what will be collected, go out and be asked, with its doubt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
import pandas as pd
from scipy.special import ndtr
from scipy.stats import nbinom
from sklearn.base import BaseEstimator
from sklearn.utils import check_random_state
from sklearn.utils.validation import check_is_fitted

Array = np.ndarray[Any, np.dtype[np.float64]]
ALPHAS = (0.05, 0.1, 0.2, 0.3, 0.45)
AHEAD = 6
"""Months ahead on which the memory of the level is chosen."""
SEASON = 12
LEAST_DISPERSION = 0.05
SLOW = 0.03
"""Weight that one month takes in the measure of dispersion."""


class MonthlyFlows(BaseEstimator):  # type: ignore[misc]
    r"""Counts a month of several series: a level that moves, a shrunk season, overdispersion.

    .. math:: y_{t+h} \sim \mathrm{NegBin}\bigl(\mu_h = l\, s_{m(t+h)},\;
              \mathrm{var} = \mu_h + \mu_h^2 (d + e^{v h} - 1)\bigr)

    ``l`` is the exponentially weighted mean of the past, its memory chosen on the past of all
    series together; ``s`` the ratio of each month to the year around it, shrunk towards 1 by
    ``season_weight`` counts; ``d`` the squared relative error one month ahead beyond Poisson's;
    ``v`` the variance that the level gains each month.

    Parameters
    ----------
    season_weight : float
        Counts that pull each season factor towards 1.
    drift : float
        Standard deviation of the level's monthly step, in logarithm.
    shared : float
        Correlation of the errors of two series of one panel, in draws.
    random_state : int, RandomState or None

    Attributes
    ----------
    alpha_ : float, weight of the last month in the level
    level_, dispersion_ : arrays of shape (series,)
    season_ : array of shape (series, 12), January first
    last_ : pandas.Period, last month seen

    References
    ----------
    Hyndman & Athanasopoulos, Forecasting: principles and practice, 3rd ed., ch. 8;
    Snyder, Ord & Beaumont, Forecasting the intermittent demand for slow-moving inventories,
    International Journal of Forecasting 28 (2012), for the negative binomial.

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> months = pd.period_range("2023-01", periods=30, freq="M")
    >>> panel = pd.DataFrame({"laptop": np.tile([4, 6, 5], 10)}, index=months)
    >>> flows = MonthlyFlows().fit(panel)
    >>> flows.predict(3).round().to_numpy().ravel().tolist()
    [5.0, 5.0, 5.0]
    """

    def __init__(
        self,
        *,
        season_weight: float = 20.0,
        drift: float = 0.1,
        shared: float = 0.3,
        random_state: int | None = None,
    ) -> None:
        self.season_weight = season_weight
        self.drift = drift
        self.shared = shared
        self.random_state = random_state

    def fit(self, panel: pd.DataFrame, y: None = None) -> Self:
        """Learn from counts, one column a series, one row a month (PeriodIndex), NaN before.

        Raises
        ------
        ValueError
            No month, months that do not follow each other, or a count below 0.
        """
        values = _counts(panel)
        self.names_ = list(panel.columns)
        self.last_ = panel.index[-1]
        errors = [_error(values, alpha) for alpha in ALPHAS]
        self.alpha_ = ALPHAS[int(np.argmin(errors))]
        self.level_ = np.array([_ewm(column, self.alpha_)[-1] for column in values.T])
        self.dispersion_ = np.array([_dispersion(column, self.alpha_) for column in values.T])
        months = np.asarray(pd.PeriodIndex(panel.index).month)
        self.season_ = np.array(
            [_season(column, months, self.season_weight) for column in values.T]
        )
        return self

    def predict(self, horizon: int = 12) -> pd.DataFrame:
        """Means of the months to come, one column a series."""
        check_is_fitted(self)
        return pd.DataFrame(self._means(horizon).T, self._months(horizon), self.names_)

    def predict_quantiles(self, horizon: int, quantiles: Sequence[float]) -> Array:
        """Quantiles, shape (series, horizon, quantiles)."""
        check_is_fitted(self)
        mean = np.maximum(self._means(horizon), 1e-3)[..., None]
        ahead = np.arange(1, horizon + 1)
        spread = self.dispersion_[:, None] + np.expm1(self.drift**2 * ahead)
        return np.asarray(nbinom.ppf(np.asarray(quantiles), *_shape(mean, spread[..., None])))

    def sample(self, horizon: int, draws: int) -> Array:
        """Draws of the counts, shape (draws, series, horizon): series err together."""
        check_is_fitted(self)
        random = check_random_state(self.random_state)
        count = len(self.names_)
        walk = self.drift * _together(random, self.shared, (draws, count, horizon)).cumsum(axis=2)
        ahead = np.arange(1, horizon + 1)
        level = np.exp(walk - self.drift**2 * ahead / 2)
        season = ndtr(_together(random, self.shared, (draws, count, horizon)))
        mean = np.maximum(self._means(horizon), 1e-3)
        told = nbinom.ppf(season, *_shape(mean * level, self.dispersion_[:, None]))
        return np.asarray(told)

    def _means(self, horizon: int) -> Array:
        if not 1 <= horizon <= 120:
            raise ValueError("horizon: 1 to 120 months")
        months = np.asarray(self._months(horizon).month) - 1
        return np.asarray(self.level_[:, None] * self.season_[:, months])

    def _months(self, horizon: int) -> pd.PeriodIndex:
        return pd.period_range(self.last_ + 1, periods=horizon, freq="M")


def _counts(panel: pd.DataFrame) -> Array:
    index = panel.index
    if len(index) == 0 or not isinstance(index, pd.PeriodIndex):
        raise ValueError("panel: months as a PeriodIndex, at least one")
    if len(index) > 1 and not (np.diff(index.asi8) == 1).all():
        raise ValueError("panel: months that follow each other")
    values = panel.to_numpy(dtype=float)
    if (values < 0).any():
        raise ValueError("panel: counts of 0 or more")
    return values


def _known(column: Array) -> Array:
    """The column from its first count on; a month without count since then is a 0."""
    told = np.flatnonzero(~np.isnan(column))
    return np.nan_to_num(column[told[0] :]) if len(told) else np.zeros(1)


def _ewm(column: Array, alpha: float) -> Array:
    return np.asarray(pd.Series(_known(column)).ewm(alpha=alpha).mean())


def _error(values: Array, alpha: float) -> float:
    """Squared error some months ahead, each series in units of its own mean."""
    told, weight = 0.0, 0
    for column in values.T:
        known, level = _known(column), _ewm(column, alpha)
        for ahead in range(1, min(AHEAD, len(known) - SEASON) + 1):
            error = known[SEASON + ahead - 1 :] - level[SEASON - 1 : -ahead]
            told += float((error**2).sum()) / max(float(known.mean()) ** 2, 1e-6)
            weight += len(error)
    return told / max(weight, 1)


def _dispersion(column: Array, alpha: float) -> float:
    known, level = _known(column), _ewm(column, alpha)
    if len(known) <= SEASON:
        return 1.0
    before, after = level[SEASON - 1 : -1], known[SEASON:]
    weight = (1 - SLOW) ** np.arange(len(after))[::-1]
    beyond = (weight * ((after - before) ** 2 - before)).sum()
    return float(max(beyond / max((weight * before**2).sum(), 1e-6), LEAST_DISPERSION))


def _season(column: Array, months: np.ndarray[Any, Any], weight: float) -> Array:
    known = _known(column)
    if len(known) < 2 * SEASON:
        return np.ones(SEASON)
    around = pd.Series(known).rolling(13, center=True, min_periods=6).mean().to_numpy()
    mine = months[-len(known) :]
    ratio = np.array(
        [
            (known[mine == month].sum() + weight) / (around[mine == month].sum() + weight)
            for month in range(1, SEASON + 1)
        ]
    )
    return np.asarray(ratio / ratio.mean())


def _shape(mean: Array, spread: Array) -> tuple[Array, Array]:
    """Parameters of a negative binomial of this mean, of variance ``mean + spread mean^2``."""
    size = 1 / np.broadcast_to(spread, mean.shape)
    return size, size / (size + mean)


def _together(random: np.random.RandomState, shared: float, shape: tuple[int, ...]) -> Array:
    common = random.standard_normal((shape[0], 1, shape[2]))
    own = random.standard_normal(shape)
    return np.asarray(np.sqrt(shared) * common + np.sqrt(1 - shared) * own)
