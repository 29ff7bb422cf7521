"""What was really collected pulls what communes give; the département keeps its total."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from django.utils import timezone

from filiere.network.models import Territory
from filiere.network.territories import resolve
from forecast.added import Level
from forecast.areas import country
from forecast.comparing import compare_runs
from forecast.drawn import drawn
from forecast.models import Run
from forecast.pulled import MOST_COMMUNES, collected
from forecast.runs import levels_of, make_run
from forecast.selectors import gisements, view
from inventory.codes import mint_codes
from inventory.perform import perform
from tests.inventory import factories as make
from tests.inventory.api.house import Caller
from tests.network import factories
from tests.network.country import SORGUES

pytestmark = pytest.mark.engineless
AGO = timedelta(days=60)


def give(cast: Any, commune: str, *counts: int) -> None:
    worker = make.actor(cast.workshop)
    place = Territory.objects.get(pk=f"com:{commune}")
    for count in counts:
        donor = factories.organisation("donor")
        gift = make.collection(cast.workshop, donor, commune=place, fetched_at=timezone.now() - AGO)
        for code in mint_codes(count=count, organisation_id=cast.workshop.pk):
            data = {"collection": gift.pk, "kind": "laptop"}
            perform(operation="register", code=code, actor=worker, data=data)


@pytest.fixture
def gifts(corner: None) -> Any:
    """Le Thor gives much, Avignon little for its size, L'Isle nothing, two others from few."""
    cast = make.cast()
    give(cast, "84132", 14, 13, 13)
    give(cast, "84007", 2, 2, 2)
    give(cast, "84118", 9)
    give(cast, "84140", 8, 7)
    return cast


def given(run: Run, level: str, area: str, measure: str = "willing") -> float:
    told: Level = levels_of(run)[level]
    return float(told.gisement[measure].mean[told.ids.index(area)][-1, -1])


def test_a_commune_with_much_evidence_moves_one_without_does_not(gifts: Any) -> None:
    run = make_run(territory=resolve("84"), draws=100)
    plain = make_run(territory=resolve("84"), draws=100, own=False)
    share = given(plain, "departement", "dep:84") / given(plain, "departement", "dep:84", "outflow")
    for commune, low, high in (("84132", 1.5, 40), ("84007", 0.05, 0.9)):
        one = f"com:{commune}"
        moved = given(run, "commune", one) / given(run, "commune", one, "outflow") / share
        assert low < moved < high
    for commune in ("84054", "84118"):
        one = f"com:{commune}"
        kept = given(run, "commune", one) / given(run, "commune", one, "outflow") / share
        assert kept == pytest.approx(1, rel=0.2)
    assert given(run, "epci", f"epci:{SORGUES}") > 1.1 * given(plain, "epci", f"epci:{SORGUES}")
    dep = [given(one, "departement", "dep:84") for one in (run, plain)]
    assert dep[0] == pytest.approx(dep[1], rel=0.05)
    for one in ("outflow", "drawer"):
        assert given(run, "departement", "dep:84", one) == given(
            plain, "departement", "dep:84", one
        )


def test_one_donor_does_not_pull_lest_the_figure_tell_the_gift(gifts: Any) -> None:
    assert collected(country("dep:84")) == {"com:84132": 40, "com:84007": 6}


def test_a_single_commune_has_nobody_to_be_compared_with(corner: None) -> None:
    give(make.cast(), "84132", 14, 13, 13)
    run = make_run(territory=resolve("84"), draws=100)
    plain = make_run(territory=resolve("84"), draws=100, own=False)
    assert given(run, "epci", f"epci:{SORGUES}") == given(plain, "epci", f"epci:{SORGUES}")


def test_parents_still_are_the_sum_of_their_communes(gifts: Any) -> None:
    found = levels_of(make_run(territory=resolve("fr"), draws=100))
    for measure in ("willing", "reusable"):
        summed = found["commune"].gisement[measure].mean.sum(axis=0)
        np.testing.assert_allclose(summed, found["france"].gisement[measure].mean[0], rtol=1e-5)
    assert len(found["commune"].ids) < MOST_COMMUNES


def test_a_run_without_our_data_is_as_before_and_with_them_can_be_made_again(gifts: Any) -> None:
    run = make_run(territory=resolve("84"), draws=100)
    plain = make_run(territory=resolve("84"), draws=100, own=False)
    assert run.told["collected"] == {"com:84132": 40, "com:84007": 6}
    assert "pull" in run.methods and "pull" not in plain.methods
    assert set(levels_of(plain)["commune"].gisement) == {"outflow"}
    told = compare_runs(plain, run)
    assert [(one.before, one.after) for one in told.data] == [
        ("0 appareils, 0 communes", "46 appareils, 2 communes")
    ]
    give(gifts, "84007", 9, 9, 9)
    later = drawn(run, f"epci:{SORGUES}")[0].mean()
    assert later > 1.1 * drawn(plain, f"epci:{SORGUES}")[0].mean()
    again = given(run, "epci", f"epci:{SORGUES}") / given(plain, "epci", f"epci:{SORGUES}")
    assert later / drawn(plain, f"epci:{SORGUES}")[0].mean() == pytest.approx(again, rel=0.25)


def test_method_and_sources_say_so(gifts: Any) -> None:
    make_run(territory=resolve("84"), draws=100)
    seen = view(resolve("84"), "commune")
    pulled, plain = (gisements(seen, measure=one)[0].figure for one in ("willing", "outflow"))
    assert "journal" in pulled.sources and "tire" in pulled.method
    assert "journal" not in plain.sources and "tire" not in plain.method
    member = factories.member("reader", factories.organisation())
    query = {"territory": "84", "measure": "willing", "kind": "laptop"}
    told = Caller(who=member).get("/api/forecast/gisements", **query).json()
    assert "total du département est gardé" in told["note"] and told["method"] == pulled.method
    assert "journal" in {one["name"] for one in told["sources"]}
    balance = Caller(who=member).get("/api/forecast/balance", territory="84").json()
    assert "total du département est gardé" in balance["note"]
