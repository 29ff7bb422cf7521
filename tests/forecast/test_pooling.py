"""Rates lend each other strength, and say what they do not know."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecast.pooling import PooledLogit


def rows(**counts: tuple[int, int]) -> tuple[pd.DataFrame, list[int]]:
    """So many successes of so many, by kind."""
    kinds = [kind for kind, (_, total) in counts.items() for _ in range(total)]
    told = [int(i < good) for good, total in counts.values() for i in range(total)]
    return pd.DataFrame({"kind": kinds}), told


def rate(model: PooledLogit, kind: str) -> float:
    return float(model.predict_proba(pd.DataFrame({"kind": [kind]}))[0, 1])


def test_a_kind_seen_often_keeps_its_rate_and_a_rare_one_stays_near_the_others() -> None:
    seen = {"a": (300, 1000), "b": (320, 1000), "c": (280, 1000), "d": (3, 3)}
    model = PooledLogit(groups=("kind",), min_count=1).fit(*rows(**seen))
    assert rate(model, "a") == pytest.approx(0.3, abs=0.01)
    assert 0.3 < rate(model, "d") < 0.6


def test_what_was_never_seen_is_less_sure_than_what_was() -> None:
    seen = {"a": (300, 1000), "b": (600, 1000), "c": (450, 1000)}
    model = PooledLogit(groups=("kind",), min_count=1, random_state=1).fit(*rows(**seen))
    draws = model.sample(pd.DataFrame({"kind": ["a", "new"]}), 2000)
    known, new = draws.std(axis=0)
    assert known < 0.03
    assert new > 0.1


def test_draws_of_two_rows_of_a_new_level_are_one_draw() -> None:
    model = PooledLogit(groups=("kind",), min_count=1, random_state=1).fit(
        *rows(a=(3, 10), b=(6, 10))
    )
    draws = model.sample(pd.DataFrame({"kind": ["new", "new"]}), 50)
    assert (draws[:, 0] == draws[:, 1]).all()


def test_without_any_row_it_says_what_was_believed() -> None:
    believed = PooledLogit(groups=("kind",), level=(-0.4, 0.3), min_count=1).fit(*rows())
    assert rate(believed, "a") == pytest.approx(0.41, abs=0.02)


def test_an_unknown_age_is_its_own_case() -> None:
    random = np.random.default_rng(0)
    age = np.where(random.random(2000) < 0.5, np.nan, random.uniform(1, 15, 2000))
    worked = random.random(2000) < np.where(np.isnan(age), 0.8, 0.6 - 0.03 * np.nan_to_num(age))
    model = PooledLogit(numbers=("age",)).fit(pd.DataFrame({"age": age}), worked.astype(int))
    young, old, unknown = model.predict_proba(pd.DataFrame({"age": [2.0, 12.0, np.nan]}))[:, 1]
    assert unknown == pytest.approx(0.8, abs=0.05)
    assert young - old > 0.15


def test_the_same_seed_draws_the_same() -> None:
    model = PooledLogit(groups=("kind",), min_count=1, random_state=3).fit(*rows(a=(3, 10)))
    one = pd.DataFrame({"kind": ["a", "new"]})
    np.testing.assert_allclose(model.sample(one, 5), model.sample(one, 5), rtol=1e-12)


def test_an_outcome_that_is_neither_0_nor_1_is_refused() -> None:
    with pytest.raises(ValueError, match="0 and 1"):
        PooledLogit(groups=("kind",)).fit(pd.DataFrame({"kind": ["a"]}), [2])
