"""Parents are the sums of children, causes are shared, the same seed gives the same figures."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from filiere.network.territories import communes_of
from forecast.added import Level
from forecast.areas import country
from forecast.assumptions import ASSUMPTIONS, Settings, UnknownAssumption
from forecast.compute import Estimate, estimate
from forecast.jobs import by_jobs
from forecast.uncertainty import WrongDraws
from forecast.vocabulary import Kind, Measure
from inventory.vocabulary import DeviceKind
from tests.network.country import GRAND_AVIGNON, SORGUES

OUTFLOW = Measure.OUTFLOW.value


def means(level: Level, area: str) -> np.ndarray:
    return level.gisement[OUTFLOW].mean[level.ids.index(area)]


@pytest.mark.parametrize(
    ("level", "area"),
    [
        ("departement", "dep:84"),
        ("region", "reg:93"),
        ("epci", f"epci:{GRAND_AVIGNON}"),
        ("epci", f"epci:{SORGUES}"),
        ("part", f"epci:{GRAND_AVIGNON}/dep:84"),
        ("france", "fr"),
    ],
)
def test_a_parent_is_the_sum_of_its_communes(found: Estimate, level: str, area: str) -> None:
    communes = found.levels["commune"]
    inside = [communes.ids.index(pk) for pk in communes_of(area).values_list("pk", flat=True)]
    summed = communes.gisement[OUTFLOW].mean[inside].sum(axis=0)
    assert np.allclose(means(found.levels[level], area), summed, rtol=1e-12)
    lacks = found.levels[level].need.mean[found.levels[level].ids.index(area)]
    assert np.allclose(lacks, np.nansum(communes.need.mean[inside], axis=0), rtol=1e-12)


def test_kinds_and_holders_add_up(found: Estimate) -> None:
    for level in found.levels.values():
        mean = level.gisement[OUTFLOW].mean
        assert np.allclose(mean[:, -1], mean[:, :-1].sum(axis=1))
        assert np.allclose(mean[..., -1], mean[..., :-1].sum(axis=-1))


def test_an_epci_across_departments_stands_once_and_is_no_departments(found: Estimate) -> None:
    area = f"epci:{GRAND_AVIGNON}"
    assert found.levels["epci"].ids.count(area) == 1
    parts = [f"{area}/dep:{code}" for code in ("84", "30")]
    summed = sum(means(found.levels["part"], part) for part in parts)
    assert np.allclose(means(found.levels["epci"], area), summed)
    only = estimate(country("dep:84"), draws=100)
    assert area not in only.levels["epci"].ids
    assert parts[0] in only.levels["part"].ids and parts[1] not in only.levels["part"].ids


def test_communes_without_epci_are_in_their_department(found: Estimate) -> None:
    communes = found.levels["commune"]
    assert "com:84140" in communes.ids
    assert not any(name.startswith("alone") for name in found.levels["part"].ids)


def test_the_same_commune_has_the_same_draws_whatever_is_asked(found: Estimate) -> None:
    again = estimate(country("epci:248400319"), draws=200)
    for pk in again.levels["commune"].ids:
        here, there = again.levels["commune"], found.levels["commune"]
        row, other = here.ids.index(pk), there.ids.index(pk)
        for part in ("mean", "low", "high"):
            ours = getattr(here.gisement[OUTFLOW], part)[row]
            assert np.allclose(ours, getattr(there.gisement[OUTFLOW], part)[other], rtol=1e-5)
            needed = getattr(here.need, part)[row]
            assert np.allclose(needed, getattr(there.need, part)[other], rtol=1e-5)


def test_another_seed_gives_other_draws_of_the_same_thing(found: Estimate) -> None:
    other = estimate(country("fr"), draws=200, seed=2)
    ours = means(found.levels["departement"], "dep:84")
    theirs = means(other.levels["departement"], "dep:84")
    assert not np.allclose(ours, theirs, rtol=1e-5)
    assert np.allclose(ours, theirs, rtol=0.25)


def test_a_shared_cause_keeps_a_departments_interval_wide(found: Estimate) -> None:
    """If communes erred each alone, five of them would err 1/√5 as much as one."""
    level, communes = found.levels["departement"], found.levels["commune"]
    row, column = level.ids.index("dep:84"), (0, 0)
    bands = level.gisement[OUTFLOW]
    wide = (bands.high[row][column] - bands.low[row][column]) / bands.mean[row][column]
    ours = [communes.ids.index(pk) for pk in communes_of("dep:84").values_list("pk", flat=True)]
    small = communes.gisement[OUTFLOW]
    each = (small.high[ours][:, 0, 0] - small.low[ours][:, 0, 0]) / small.mean[ours][:, 0, 0]
    assert wide > 0.6 * each.min() and wide > 0.3


def test_what_is_given_is_part_of_what_goes_out_and_reusable_part_of_that(found: Estimate) -> None:
    told = found.levels["departement"].gisement
    assert (told["willing"].mean < told[OUTFLOW].mean).all()
    assert (told["reusable"].mean < told["willing"].mean).all()


def test_a_commune_out_of_the_field_has_no_need_and_is_not_dropped(found: Estimate) -> None:
    communes = found.levels["commune"]
    assert np.isfinite(communes.gisement[OUTFLOW].mean).all()
    assert len(communes.ids) == len(set(communes.ids)) == communes_of("fr").count()


def test_an_assumption_moves_the_result(corner: None, found: Estimate) -> None:
    more = estimate(country("fr"), draws=200, changed={"willing_households": (0.9, 0.9, 0.9)})
    ours = found.levels["france"].gisement["willing"].mean[0, 0, 0]
    assert more.levels["france"].gisement["willing"].mean[0, 0, 0] > 2 * ours


def test_assumptions_are_declared_whole() -> None:
    for one in ASSUMPTIONS.values():
        assert one.low <= one.central <= one.high
        assert len(one.why) > 10 and len(one.label) > 5 and one.unit
    with pytest.raises(UnknownAssumption, match="n'existe pas"):
        Settings({"nothing": (0, 1, 2)})
    with pytest.raises(UnknownAssumption, match="du plus bas au plus"):
        Settings({"public_share": (0.5, 0.2, 0.9)})


def test_draws_out_of_reason_are_refused_before_any_work(corner: None) -> None:
    with pytest.raises(WrongDraws):
        estimate(country("fr"), draws=10**9)


def test_jobs_share_out_what_companies_let_go_inside_a_department_alone() -> None:
    code, dep = ["84007", "84010", "13001", "13055"], ["dep:84", "dep:84", "dep:13", "dep:13"]
    told = by_jobs(pd.DataFrame({"code": code, "department": dep}), np.array([2.0, 2, 3, 5]))
    assert told[:2].sum() == pytest.approx(4) and told[0] / told[1] == pytest.approx(60514 / 202)
    assert told[2:].tolist() == [3, 5]
    part = pd.DataFrame({"code": ["84007", "99999"], "department": "dep:84"})
    assert by_jobs(part, np.array([2.0, 2])).tolist() == [2, 2]


def test_kinds_are_those_of_the_circuit() -> None:
    assert [(kind.value, kind.label) for kind in Kind] == [
        (kind.value, kind.label) for kind in list(DeviceKind)[:8]
    ]


def test_the_need_of_a_department_is_not_absurdly_sure(found: Estimate) -> None:
    level = found.levels["departement"]
    row = level.ids.index("dep:84")
    half = (level.need.high[row] - level.need.low[row]) / 2 / level.need.mean[row]
    assert (half > 0.15).all()
