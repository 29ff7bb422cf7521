"""The passport and the diagnosis tell the same CO2e for one device and one year."""

from __future__ import annotations

import pytest

from forecast.impact import COUNTERFACTUAL, NEW, yearly_gain
from forecast.vocabulary import Kind
from inventory.judging import co2e


@pytest.mark.parametrize("kind", sorted(NEW))
def test_the_passport_tells_what_the_diagnosis_counts(kind: Kind) -> None:
    told = co2e.avoided(kind)
    assert told is not None
    draws = yearly_gain(kind, draws=4_000)["co2e"]
    assert draws.mean() == pytest.approx(told.mean, rel=0.02)
    assert told.low <= draws.min() + 1e-4
    assert told.high >= draws.max() - 1e-4
    assert co2e.COUNTERFACTUAL == COUNTERFACTUAL
