"""Monthly flows: short and zero-heavy series behave, draws agree with quantiles."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecast.flows import MonthlyFlows

TENTHS = (0.1, 0.5, 0.9)


def panel(**columns: list[float]) -> pd.DataFrame:
    length = max(len(column) for column in columns.values())
    months = pd.period_range("2020-01", periods=length, freq="M")
    begun = {name: [np.nan] * (length - len(c)) + list(c) for name, c in columns.items()}
    return pd.DataFrame(begun, index=months)


def test_a_series_of_zeros_expects_nearly_nothing() -> None:
    told = MonthlyFlows().fit(panel(a=[0] * 40)).predict_quantiles(12, TENTHS)
    assert (told == 0).all()


def test_one_month_of_history_is_enough_to_be_very_unsure() -> None:
    told = MonthlyFlows().fit(panel(a=[10])).predict_quantiles(12, TENTHS)
    assert (told[0, :, 0] <= 4).all() and (told[0, :, 2] >= 20).all()


def test_further_ahead_is_less_sure() -> None:
    random = np.random.default_rng(0)
    told = MonthlyFlows().fit(panel(a=random.poisson(200, 60).tolist()))
    width = np.diff(told.predict_quantiles(24, (0.1, 0.9))[0], axis=1).ravel()
    assert width[-1] > width[0]


def test_a_season_that_returns_is_seen() -> None:
    year = [40, 40, 40, 40, 40, 40, 5, 2, 40, 40, 40, 40]
    told = MonthlyFlows(season_weight=5).fit(panel(a=year * 5)).predict(12)["a"]
    assert told.iloc[7] < 15
    assert told.iloc[0] > 30


def test_a_series_that_begins_late_is_not_pulled_down_by_the_months_before() -> None:
    told = MonthlyFlows().fit(panel(old=[5.0] * 48, young=[30.0] * 14)).predict(3)
    assert told["young"].min() > 20


def test_draws_say_what_quantiles_say() -> None:
    random = np.random.default_rng(1)
    counts = random.negative_binomial(3, 0.1, (60, 2))
    flows = MonthlyFlows(random_state=0).fit(panel(a=list(counts[:, 0]), b=list(counts[:, 1])))
    draws = flows.sample(6, 4000)
    assert draws.shape == (4000, 2, 6)
    drawn = np.moveaxis(np.quantile(draws, TENTHS, axis=0), 0, -1)
    np.testing.assert_allclose(drawn, flows.predict_quantiles(6, TENTHS), rtol=0.15, atol=2)


def test_series_of_one_panel_err_together() -> None:
    counts = panel(a=[20.0] * 40, b=[20.0] * 40)
    total = {
        shared: MonthlyFlows(shared=shared, random_state=0).fit(counts).sample(12, 2000).sum(1)
        for shared in (0.0, 0.9)
    }
    assert total[0.9].std(axis=0).mean() > 1.2 * total[0.0].std(axis=0).mean()


@pytest.mark.parametrize("wrong", [panel(a=[1.0, -1.0]), panel(a=[1.0, 2.0, 3.0]).iloc[[0, 2]]])
def test_what_is_no_monthly_count_is_refused(wrong: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="panel"):
        MonthlyFlows().fit(wrong)


def test_no_month_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        MonthlyFlows().fit(pd.DataFrame(index=pd.PeriodIndex([], freq="M")))
