"""Costs and income: each input moves the result the way a treasurer expects."""

from __future__ import annotations

import numpy as np
import pytest

from forecast.assumptions import Settings
from forecast.economics import INPUTS, account, minutes_from_journal


def fixed(**changed: float) -> Settings:
    """Every input known for sure: its central value, or the one given."""
    told = Settings()
    levels = {name: changed.get(name, told.central(name)) for name in INPUTS}
    return Settings({name: (value,) * 3 for name, value in levels.items()})


SIMPLE = dict.fromkeys(INPUTS, 0.0) | {
    "minutes_audit": 30.0,
    "hourly_cost": 20.0,
    "rent_year": 10_000.0,
    "sold_share": 1.0,
    "price": 70.0,
    "reused_share": 0.5,
}


def test_a_year_counted_by_hand() -> None:
    told = account(1_000, fixed(**SIMPLE))
    assert told.cost_per_device.value == pytest.approx((1_000 * 10 + 10_000) / 500)
    assert told.income_per_device.value == pytest.approx(70)
    assert told.result_year.value == pytest.approx(500 * 70 - 20_000)
    assert told.break_even.value == pytest.approx(10_000 / (35 - 10))


def test_when_each_device_loses_money_no_volume_breaks_even() -> None:
    told = account(1_000, fixed(**SIMPLE | {"price": 10.0})).break_even
    assert told.value is None and told.low is None and told.high is None


def test_what_matters_most_is_told_first() -> None:
    moves = account(2_000).moves
    assert [size for _, size in moves] == sorted((size for _, size in moves), reverse=True)
    assert {name for name, _ in moves} == set(INPUTS)


@pytest.mark.parametrize("name", ["hourly_cost", "rent_year", "minutes_repair", "parts_cost"])
def test_what_costs_more_earns_less(name: str) -> None:
    before, after = account(2_000, fixed()), account(2_000, fixed(**{name: 1e5}))
    assert after.result_year.value is not None and before.result_year.value is not None
    assert after.result_year.value < before.result_year.value


def test_the_minutes_of_few_persons_are_nobody_s() -> None:
    told = minutes_from_journal({"minutes_audit": (12.0, 4), "minutes_erase": (5.0, 5)})
    assert told == {"minutes_erase": (5.0, 5.0, 5.0)}


def test_nothing_collected_has_no_cost_per_device() -> None:
    with pytest.raises(ValueError, match="more than 0"):
        account(0)


def test_the_same_seed_tells_the_same() -> None:
    first, second = account(500, seed=4).cost_per_device, account(500, seed=4).cost_per_device
    np.testing.assert_allclose((first.low, first.value), (second.low, second.value), rtol=1e-12)
