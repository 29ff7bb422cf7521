"""Really collected, really asked for, and each place pulled towards its own rate."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from django.utils import timezone

from filiere.network.identity import actor_of_membership
from filiere.network.models import Territory
from filiere.network.territories import resolve
from forecast.local import local
from forecast.models import Run
from forecast.pulling import PooledRates
from inventory.codes import mint_codes
from inventory.models import Request
from inventory.perform import perform
from tests.inventory import factories as make
from tests.inventory.api.house import Caller
from tests.network import factories

AGO = timedelta(days=60)


def test_much_collected_speaks_for_itself_and_little_does_not() -> None:
    rng = np.random.default_rng(1)
    exposure = rng.uniform(100, 5_000, 60)
    rates = rng.gamma(3, 0.02 / 3, 60)
    counts = rng.poisson(exposure * rates)
    model = PooledRates(0.01, random_state=0).fit(exposure[:, None], counts)
    assert model.rate_ == pytest.approx(rates.mean(), rel=0.35)
    ends = np.array([[1e6], [0.0]])
    own = model.posterior_mean(ends, np.array([50_000, 0]))
    assert own[0] == pytest.approx(0.05, rel=0.01) and own[1] == pytest.approx(model.rate_)
    told = model.sample(exposure[:, None], counts, 400)
    low, high = np.quantile(told, (0.05, 0.95), axis=1)
    assert 0.75 <= ((low <= rates) & (rates <= high)).mean() <= 1


def test_nothing_collected_leaves_what_was_believed() -> None:
    model = PooledRates(0.02, random_state=0).fit(np.zeros((3, 1)), np.zeros(3))
    assert model.rate_ == pytest.approx(0.02, rel=0.05)


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        PooledRates().fit(np.array([[1.0], [2.0]]), np.array([1, -1]))


@pytest.fixture
def house(corner: None, run: Run) -> Any:
    cast = make.cast()
    worker = make.actor(cast.workshop)

    def give(commune: str, count: int) -> None:
        donor = factories.organisation("donor")
        place = Territory.objects.get(pk=f"com:{commune}")
        gift = make.collection(cast.workshop, donor, commune=place, fetched_at=timezone.now() - AGO)
        for code in mint_codes(count=count, organisation_id=cast.workshop.pk):
            data = {"collection": gift.pk, "kind": "laptop"}
            perform(operation="register", code=code, actor=worker, data=data)

    for commune, counts in {"84007": (3, 2, 2), "84054": (2, 2, 1), "84132": (4,)}.items():
        for count in counts:
            give(commune, count)
    structure = make.cast().structure
    structure.territory = Territory.objects.get(pk="com:84007")
    structure.save()
    make.request_line(structure, quantity=12)
    Request.objects.update(created_at=timezone.now() - AGO)
    return cast


def told(territory: str, level: str = "") -> dict[str, Any]:
    actor = factories.actor("reader", kind="steering")
    return {one.territory.pk: one for one in local(resolve(territory), level, actor=actor)}


def test_what_one_donor_gave_is_not_told_nor_found_by_difference(house: Any) -> None:
    communes = told("dep:84", "commune")
    assert communes["com:84132"].collected.value is None
    assert communes["com:84132"].expected.value is None
    assert communes["com:84118"].collected.value == 0
    shown = [one.collected.value for one in communes.values() if one.collected.value]
    whole = told("dep:84")["dep:84"].collected.value
    assert whole is None or whole - sum(shown) != 4
    assert told("epci:248400319")["epci:248400319"].collected.value in {None, 9}
    if told("epci:248400319")["epci:248400319"].collected.value == 9:
        assert communes["com:84054"].collected.value is None


def test_a_place_expects_what_its_own_rate_says(house: Any) -> None:
    communes = told("dep:84", "commune")
    rich, poor = communes["com:84118"].expected, communes["com:84140"].expected
    assert rich.value and poor.value and rich.low is not None and rich.low <= rich.value
    assert rich.value > poor.value


def test_requests_stand_beside_and_small_ones_are_hidden(house: Any) -> None:
    told_of = told("dep:84", "commune")
    assert told_of["com:84007"].requested.value == 12
    assert told_of["com:84132"].requested.value == 0


def test_the_api_tells_the_same(house: Any) -> None:
    member = factories.member("reader", house.workshop)
    answer = Caller(who=member).get("/api/forecast/local", territory="84", level="commune")
    rows = {row["territory"]: row for row in answer.json()["rows"]}
    actor = actor_of_membership(member)
    for one in local(resolve("84"), "commune", actor=actor):
        assert rows[one.territory.pk]["collected"] == one.collected.value
        assert rows[one.territory.pk]["expected"] == one.expected.value
    assert rows["com:84007"]["requested"] == 12
