"""What the forecast reads of the past: one's own, in sums, and never a person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from filiere.network.actor import Actor
from inventory.codes import mint_codes
from inventory.indicators.chain import month_of
from inventory.selectors import history
from tests.inventory import factories as make
from tests.inventory.conftest import Scan
from tests.inventory.workbench import Bench


@pytest.fixture
def last_month(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """A noon of twenty days ago, in a month that is over: the present is moved on."""
    then = datetime.now(UTC).replace(hour=12) - timedelta(days=20)
    following = history.add_months(month_of(then), 1)
    monkeypatch.setattr(history, "this_month", lambda: following)
    return then


def test_collections_are_counted_by_month_and_kind_and_for_ones_own(
    cast: make.Cast, scan: Scan, operator: Actor, last_month: datetime
) -> None:
    gift = make.collection(cast.workshop, cast.donor)
    for code in mint_codes(count=2, organisation_id=cast.workshop.pk):
        scan("register", code, at=last_month, collection=gift.pk, kind="laptop")
    wanted = {(month_of(last_month), "laptop"): 2}
    assert history.by_month(operator, "collections") == wanted
    assert history.by_month(make.actor(cast.steering, "reader"), "collections") == wanted
    assert history.by_month(make.actor(cast.other_workshop), "collections") == {}
    assert history.by_month(None, "collections") == {}
    assert history.biggest_donor_share(operator) == 1
    assert history.biggest_donor_share(make.actor(cast.other_workshop)) is None


def test_outcomes_are_those_of_the_workshop(cast: make.Cast, bench: Bench, scan: Scan) -> None:
    scan("take_back", bench.laptop("distributed"))
    for step in ("distributed", "recycled", "dismantled", "audited", "lost"):
        bench.laptop(step)
    told = history.ended(make.actor(cast.steering, "reader"))
    assert {(row.kind, row.holder, row.outcome): row.count for row in told} == {
        ("laptop", "companies", "parts"): 1,
        ("laptop", "companies", "recycled"): 1,
        ("laptop", "companies", "reused"): 2,
    }
    assert history.ended(make.actor(cast.other_workshop)) == []
    assert history.ended(None) == []


def test_minutes_of_four_persons_are_nobody_s_and_of_five_are_a_mean(
    cast: make.Cast, scan: Scan
) -> None:
    people = [make.actor(cast.workshop) for _ in range(5)]
    gift = make.collection(cast.workshop, cast.donor)
    begun = datetime.now(UTC) - timedelta(hours=3)
    for number, person in enumerate(people):
        assert history.minutes_by_step(person) == {}
        first, second = mint_codes(count=2, organisation_id=cast.workshop.pk)
        for minutes, code in ((0, first), (10 + number, second)):
            at = begun + timedelta(minutes=minutes)
            scan("register", code, person, at=at, collection=gift.pk, kind="monitor")
    assert history.minutes_by_step(people[0]) == {"minutes_collect": (pytest.approx(12), 5)}
    assert history.minutes_by_step(make.actor(cast.other_workshop)) == {}
