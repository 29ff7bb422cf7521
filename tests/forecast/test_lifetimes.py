"""What goes out of use: ours exactly, the published table within 8 %."""

import numpy as np
import pytest

from forecast.lifetimes import density, discarded, discarded_in_france
from forecast.reference.tables import load

OURS = {"0303": 12_454, "0309": 15_349, "0306": 2_157}


@pytest.mark.parametrize("key", OURS)
def test_electronic_waste_of_france_in_2014(key: str) -> None:
    tonnes = discarded_in_france(key, 2014) / 1000
    published = load("ewaste_published_2014").set_index("unu_key")["tonnes"][key]
    assert round(tonnes) == OURS[key]
    assert tonnes == pytest.approx(published, rel=0.08)


def test_all_that_is_sold_goes_out_of_use_once() -> None:
    years = np.arange(2000, 2001)
    total = sum(
        float(discarded(np.array([100.0]), years, year, 1.6, 6.57)[0]) for year in range(2000, 2100)
    )
    assert total == pytest.approx(100, rel=0.01)


def test_nothing_goes_out_before_it_is_sold() -> None:
    assert density(-0.5, 1.6, 6.57) == 0
