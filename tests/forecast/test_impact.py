"""What reuse spares is never more than its counterfactual allows."""

from __future__ import annotations

import pytest

from forecast.assumptions import Settings
from forecast.impact import avoided


def sure(years: float, replaces: float) -> Settings:
    return Settings({"second_life_years": (years,) * 3, "replaces_new": (replaces,) * 3})


def test_published_gains_times_years_times_share() -> None:
    told = avoided({"laptop": 10}, sure(3, 0.5)).figures
    assert told["co2e"].value == pytest.approx(10 * 27 * 3 * 0.5)
    assert told["material"].value == pytest.approx(10 * 127 * 3 * 0.5)
    assert told["ewaste"].value == pytest.approx(10 * 0.314 * 3 * 0.5)


def test_what_replaces_nothing_avoids_nothing() -> None:
    assert avoided({"laptop": 10, "tablet": 5}, sure(3, 0)).figures["co2e"].value == 0


def test_a_kind_without_published_gain_stays_under_its_new_device() -> None:
    told = avoided({"monitor": 1}, sure(1, 1)).figures["co2e"]
    assert told.high is not None and told.high < 92.5722 / 6
    assert told.low is not None and told.low > 0


def test_a_kind_that_no_source_knows_is_counted_apart() -> None:
    told = avoided({"printer": 4, "laptop": 1})
    assert told.left_out == 4
    assert "neuf" in told.counterfactual
