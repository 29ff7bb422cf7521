"""Yields start from what others published and end at what we measured."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecast.yields import ENOUGH, OUTCOMES, Prior, Yields

BELIEVED = (Prior(0.45, 0.25, 0.75), Prior(0.2, 0.05, 0.5))
ONE = pd.DataFrame({"kind": ["laptop"], "source": ["company"], "age": [np.nan]})


def ended(**outcomes: int) -> pd.DataFrame:
    told = [name for name, count in outcomes.items() for _ in range(count)]
    columns = {"kind": "laptop", "source": "company", "age": np.nan, "outcome": told}
    return pd.DataFrame(columns, index=range(len(told)))


def test_before_any_device_the_interval_is_the_published_one() -> None:
    yields = Yields(*BELIEVED, random_state=0).fit(ended())
    reused = yields.sample(ONE, 4000)[:, 0, OUTCOMES.index("reused")]
    low, high = np.quantile(reused, (0.05, 0.95))
    assert low < 0.25 and high > 0.7
    assert yields.status("laptop") == "assumption"


def test_enough_devices_carry_it_to_their_own_shares() -> None:
    yields = Yields(*BELIEVED, random_state=0).fit(ended(reused=700, parts=60, recycled=240))
    shares = yields.predict(ONE)[0]
    np.testing.assert_allclose(shares, (0.7, 0.06, 0.24), atol=0.03)
    assert yields.status("laptop") == "estimated" and yields.counts_["laptop"] >= ENOUGH


def test_shares_always_make_a_whole() -> None:
    draws = Yields(*BELIEVED, random_state=0).fit(ended(reused=3, recycled=5)).sample(ONE, 500)
    np.testing.assert_allclose(draws.sum(axis=2), 1)


def test_an_unknown_outcome_is_refused() -> None:
    with pytest.raises(ValueError, match="outcome"):
        Yields(*BELIEVED).fit(ended(vanished=1))
