"""Estimators on numbers follow scikit-learn's conventions; one learns from what secrecy hides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.utils.estimator_checks import estimator_checks_generator
from threadpoolctl import threadpool_limits

from forecast.communes.regressor import (
    CensoredConformalRegressor,
    corrected_quantile,
    truncated_mean,
)
from forecast.pulling import PooledRates

SMALL = CensoredConformalRegressor(
    max_iter=20, folds=2, rounds=1, min_samples_leaf=5, random_state=0
)
SKIPPED = {"check_array_api_input"}
"""Asks for a build of SciPy that we do not run."""
CHECKS = [
    pytest.param(estimator, check, id=f"{type(tried).__name__}-{check.func.__name__}")
    for tried in (SMALL, PooledRates(random_state=0))
    for estimator, check in estimator_checks_generator(tried)
    if check.func.__name__ not in SKIPPED
]


@pytest.mark.parametrize(("estimator", "check"), CHECKS)
def test_conventions_of_scikit_learn(estimator: Any, check: Any) -> None:
    check(estimator)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Threads that wait for each other on a busy machine cost more than they give."""
    with threadpool_limits(1):
        yield


def world(count: int = 1200) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    groups = np.repeat(np.arange(count // 20), 20)
    features = rng.normal(size=(count, 2))
    truth = 12 + 4 * features[:, 0] + rng.normal(size=count // 20)[groups]
    return features, truth + rng.normal(size=count), groups


def test_bands_cover_groups_that_were_left_out() -> None:
    features, truth, groups = world()
    train = groups < 40
    fitted = (
        clone(SMALL)
        .set_params(max_iter=60, folds=4)
        .fit(features[train], truth[train], groups=groups[train])
    )
    low, high = fitted.predict_interval(features[~train])
    covered = np.mean((low <= truth[~train]) & (truth[~train] <= high))
    assert 0.82 < covered < 0.97
    assert fitted.correlation_ > 0.2


def test_what_is_hidden_because_it_is_low_pulls_the_mean_down() -> None:
    features, truth, groups = world()
    hidden = truth < 10
    told = {"groups": groups, "lower": np.zeros(len(truth)), "upper": np.full(len(truth), 10.0)}
    seen = clone(SMALL).set_params(max_iter=60, folds=4)
    blind = seen.fit(features[~hidden], truth[~hidden], groups=groups[~hidden])
    bias_blind = np.mean(blind.predict(features[hidden]) - truth[hidden])
    knowing = clone(seen).fit(features, np.where(hidden, 5.0, truth), censored=hidden, **told)
    bias = np.mean(knowing.predict(features[hidden]) - truth[hidden])
    assert abs(bias) < 0.5 * abs(bias_blind)


def test_draws_have_the_mean_of_the_prediction_and_the_width_of_the_band() -> None:
    features, truth, groups = world(400)
    fitted = clone(SMALL).fit(features, truth, groups=groups)
    drawn = fitted.sample(features[:3], 4000, random_state=1)
    low, high = fitted.predict_interval(features[:3])
    assert np.allclose(drawn.mean(axis=1), fitted.predict(features[:3]), atol=0.25)
    inside = np.mean((low[:, None] <= drawn) & (drawn <= high[:, None]), axis=1)
    assert np.allclose(inside, 0.9, atol=0.03)


def test_a_stratum_with_few_scores_takes_those_of_all() -> None:
    features, truth, groups = world(400)
    strata = np.where(np.arange(400) < 10, 1, 0)
    fitted = clone(SMALL).fit(features, truth, groups=groups, strata=strata)
    assert len(fitted.scores_of(1)) == 400 and len(fitted.scores_of(0)) == 390


def test_the_corrected_quantile_and_the_truncated_mean() -> None:
    assert corrected_quantile(np.arange(1.0, 100), 0.9) == 90
    assert corrected_quantile(np.arange(1.0, 6), 0.99) == 5
    mean = truncated_mean(np.array([0.0]), np.array([1.0]), np.array([-1.0]), np.array([1.0]))
    assert mean == pytest.approx(0)
    far = truncated_mean(np.array([50.0]), np.array([1.0]), np.array([0.0]), np.array([5.0]))
    assert 0 <= far[0] <= 5
