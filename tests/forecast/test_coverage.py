"""From the gisement to coverage: sums, causes shared, and what no device of ours has proved."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecast.areas import country
from forecast.assumptions import Settings
from forecast.compute import draws_of, estimate
from forecast.coverage import (
    MONTHS,
    Area,
    coverage,
    drivers,
    handed_by_month,
    own_yields,
)
from forecast.vocabulary import Concept, Holder, Kind

LACK = Concept.NO_COMPUTER


def area(seed: int = 0, size: float = 1_000.0, draws: int = 200) -> Area:
    rng = np.random.default_rng(seed)
    outflow = rng.gamma(50, size / 50, (len(Kind), len(Holder), draws))
    return Area(outflow, rng.gamma(50, 20 * size / 50, (len(Concept), draws)))


def empty_year(told: Area) -> Area:
    return Area(told.outflow * 0, told.need)


def value(told: Area, settings: Settings | None = None, way: str = "central") -> float:
    found = coverage(told, LACK, settings).months[-1].coverage[way].value
    assert found is not None
    return found


def test_two_areas_add_up_draw_by_draw() -> None:
    ways = drivers(Settings(), draws=200)
    one, other = area(1), area(2, 300)
    apart = handed_by_month(one, ways) + handed_by_month(other, ways)
    np.testing.assert_allclose(handed_by_month(one + other, ways), apart, rtol=1e-12)


def test_unrounded_means_of_communes_are_the_parent_s() -> None:
    parts = [area(seed, 100 * (seed + 1)) for seed in range(5)]
    whole = sum(parts[1:], parts[0])
    for name in ("collected", "handed", "equipped"):
        inside = [getattr(coverage(one, LACK).months[5], name).value for one in parts]
        assert getattr(coverage(whole, LACK).months[5], name).value == pytest.approx(sum(inside))


def test_a_cause_shared_does_not_cancel_out_over_many_communes() -> None:
    parts = [area(seed) for seed in range(40)]
    whole = sum(parts[1:], parts[0])
    one, many = (coverage(told, LACK).months[-1].handed.width for told in (parts[0], whole))
    assert one is not None and many is not None and many > 0.8 * one


@pytest.mark.parametrize("name", ["collect_households", "willing_companies", "to_unequipped"])
def test_more_given_covers_more(name: str) -> None:
    low, high = (Settings({name: (level,) * 3}) for level in (0.1, 0.6))
    assert value(area(), high) > value(area(), low)


def test_more_devices_for_each_household_covers_less() -> None:
    assert value(area(), Settings({"devices_per_household": (2, 2, 2)})) < value(area())


def test_a_smartphone_is_no_computer() -> None:
    told = area()
    outflow = told.outflow.copy()
    outflow[[list(Kind).index(kind) for kind in Kind if kind != Kind.SMARTPHONE]] = 0
    assert value(Area(outflow, told.need)) == 0
    assert coverage(Area(outflow, told.need), Concept.NO_SMARTPHONE).months[-1].handed.value


def test_months_pile_up_and_the_workshop_takes_its_time() -> None:
    slow = Settings({"workshop_months": (3, 3, 3)})
    handed = [month.handed.value for month in coverage(area(), LACK, slow).months]
    assert handed[:3] == [0, 0, 0] and len(handed) == MONTHS
    assert handed == sorted(handed, key=lambda one: one or 0) and handed[-1]


def test_scenarios_without_a_device_of_ours_have_no_probability() -> None:
    told = coverage(area(), LACK)
    year = told.months[-1].coverage
    assert told.status == "assumption" and not told.at_least
    assert set(year) == {"low", "central", "high"}
    assert year["low"].value < year["central"].value < year["high"].value


def test_two_hundred_devices_of_each_kind_give_probabilities() -> None:
    rows = [
        {"kind": kind, "source": "companies", "age": 5.0, "outcome": outcome}
        for kind in ("laptop", "desktop", "all_in_one")
        for outcome in ["reused"] * 150 + ["recycled"] * 60
    ]
    yields = own_yields(pd.DataFrame(rows), Settings())
    told = coverage(area(), LACK, yields=yields)
    assert told.status == "estimated" and set(told.months[-1].coverage) == {"own"}
    odds = list(told.at_least.values())
    assert odds == sorted(odds, reverse=True) and all(0 <= one <= 1 for one in odds)
    assert coverage(area(), Concept.NO_SMARTPHONE, yields=yields).status == "assumption"


def test_the_prior_alone_is_as_wide_as_the_published_rates() -> None:
    reused = drivers(Settings(), draws=1_000).reused[0, 0]
    low, high = np.quantile(reused, (0.05, 0.95))
    assert 0.1 < low < 0.25 and 0.7 < high < 0.9


def test_nothing_given_covers_nothing_and_nothing_lacking_is_all_covered() -> None:
    told = area()
    assert value(empty_year(told)) == 0
    assert value(Area(told.outflow, told.need * 0)) == 1


def test_coverage_is_never_more_than_the_need() -> None:
    assert value(Area(area().outflow * 1e6, area().need), way="high") == 1


@pytest.mark.parametrize(
    ("outflow", "need"),
    [((8, 2, 10), (4, 10)), ((8, 3, 10), (4, 9)), ((8, 3, 1), (4, 1))],
)
def test_draws_of_another_shape_are_refused(
    outflow: tuple[int, ...], need: tuple[int, ...]
) -> None:
    with pytest.raises(ValueError, match="an array of"):
        Area(np.ones(outflow), np.ones(need))


def test_what_is_no_count_is_refused() -> None:
    told = area()
    for wrong in (told.outflow * np.nan, -told.outflow):
        with pytest.raises(ValueError, match="0 or more"):
            Area(wrong, told.need)


def test_the_same_seed_tells_the_same() -> None:
    assert coverage(area(), LACK, seed=3) == coverage(area(), LACK, seed=3)


def test_the_draws_of_a_territory_are_those_of_its_estimate(corner: None) -> None:
    asked = country("dep:84")
    told = Area(*draws_of(asked, draws=100))
    level = estimate(asked, draws=100).levels["departement"]
    bands = level.gisement["outflow"]
    assert told.outflow.mean(axis=-1) == pytest.approx(bands.mean[0, :-1, :-1], rel=1e-4)
    assert told.need.mean(axis=-1) == pytest.approx(level.need.mean[0], rel=1e-4)
