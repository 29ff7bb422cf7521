"""A gift on its way: proposed, planned, fetched, sorted."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from filiere.network.actor import Actor
from filiere.network.operations.load_territories import load_territories
from inventory.models import Collection, Device, Entry, ErasableText
from inventory.refusals import Refused
from inventory.subjects.collections import (
    fetch_collection,
    plan_collection,
    propose_collection,
    register_collection,
    sort_collection,
)
from tests.inventory import factories as make
from tests.inventory.factories import Cast
from tests.inventory.written import written
from tests.network.country import small_country, write_package

THREE = [{"kind": "laptop", "count": 2}, {"kind": "monitor", "count": 1}]


@pytest.fixture(autouse=True)
def country(cast: Cast, tmp_path: Path) -> None:
    load_territories(directory=write_package(tmp_path / "package", small_country()))


@pytest.fixture
def gift(cast: Cast, operator: Actor) -> Collection:
    return propose_collection(actor=operator, donor=cast.donor.pk, commune="84007", lines=THREE)


def refused(call: Any, *arguments: Any, **told: Any) -> Refused:
    """The refusal, with nothing written."""
    before = written()
    with pytest.raises(Refused) as caught:
        call(*arguments, **told)
    assert written() == before
    assert caught.value.detail.rstrip().endswith((".", "?"))
    return caught.value


def test_a_proposed_gift_tells_what_is_announced(cast: Cast, gift: Collection) -> None:
    assert (gift.state, gift.donor_id, gift.commune_id) == ("proposed", cast.donor.pk, "com:84007")
    assert dict(gift.lines.values_list("kind", "announced")) == {"laptop": 2, "monitor": 1}
    assert (gift.legal_basis, gift.owner_not_lessee) == ("company", True)


def test_lines_of_one_kind_are_one_line(cast: Cast, operator: Actor) -> None:
    twice = [{"kind": "laptop", "count": 2}, {"kind": "laptop", "count": 3}]
    gift = propose_collection(actor=operator, donor=cast.donor.pk, commune="84007", lines=twice)
    assert list(gift.lines.values_list("kind", "announced")) == [("laptop", 5)]


def test_a_household_is_known_by_its_commune_alone(operator: Actor) -> None:
    gift = propose_collection(
        actor=operator, donor="Mme Fictive 06 00 00 00 00", commune="84132", lines=THREE
    )
    assert (gift.donor_id, gift.legal_basis) == (None, "household")
    assert ErasableText.objects.get(pk=gift.contact).text == "Mme Fictive 06 00 00 00 00"
    told = Entry.objects.get(subject_id=gift.pk)
    assert "Fictive" not in told.data and "Fictive" not in told.canonical


def test_a_donor_is_found_by_its_exact_name(cast: Cast, operator: Actor) -> None:
    name = cast.donor.name.upper()
    gift = propose_collection(actor=operator, donor=name, commune="84007", lines=THREE)
    assert gift.donor_id == cast.donor.pk


def test_a_gift_runs_through_its_states_and_its_chain_tells(
    gift: Collection, operator: Actor
) -> None:
    told = {"actor": operator, "collection_id": gift.pk}
    plan_collection(**told, planned_on=date(2027, 1, 12))
    received, turned_away = {"laptop": 1}, {"laptop": (1, "broken"), "printer": (2, "soiled")}
    fetch_collection(**told, received=received, refused=turned_away)
    sort_collection(**told)
    gift.refresh_from_db()
    assert (gift.state, gift.planned_on) == ("sorted", date(2027, 1, 12))
    laptop, printer = gift.lines.get(kind="laptop"), gift.lines.get(kind="printer")
    assert (laptop.announced, laptop.received, laptop.refused) == (2, 1, 1)
    assert (printer.announced, printer.refused, printer.refusal_reason) == (0, 2, "soiled")
    chain = Entry.objects.filter(subject_kind="collection", subject_id=gift.pk)
    assert [e.operation for e in chain.order_by("sequence")] == [
        "propose",
        "plan",
        "fetch",
        "sort",
    ]


@pytest.mark.parametrize(
    ("done", "then"), [("", "sort"), ("fetch", "plan"), ("fetch", "fetch"), ("sort", "sort")]
)
def test_a_gift_does_not_go_back(done: str, then: str, gift: Collection, operator: Actor) -> None:
    verbs = {"plan": plan_collection, "fetch": fetch_collection, "sort": sort_collection}
    told = {"actor": operator, "collection_id": gift.pk}
    if done:
        fetch_collection(**told)
    if done == "sort":
        sort_collection(**told)
    more = {"planned_on": date(2027, 1, 12)} if then == "plan" else {}
    assert refused(verbs[then], **told, **more).code == "wrong-state"


def test_an_earlier_moment_than_the_last_entry_is_a_conflict(
    gift: Collection, operator: Actor
) -> None:
    before = timezone.now() - timedelta(hours=2)
    told = {"actor": operator, "collection_id": gift.pk, "occurred_at": before}
    assert refused(fetch_collection, **told).code == "out-of-order"


def test_a_gift_of_another_organisation_is_unknown(cast: Cast, gift: Collection) -> None:
    theirs = make.actor(cast.other_workshop)
    said = refused(sort_collection, actor=theirs, collection_id=gift.pk)
    assert (said.code, said.status) == ("unknown-collection", 404)


def test_a_structure_records_no_gift(cast: Cast) -> None:
    who = make.actor(cast.structure, "requester")
    told = {"actor": who, "donor": cast.donor.pk, "commune": "84007", "lines": THREE}
    assert refused(propose_collection, **told).code == "role"


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [{"kind": "laptop", "count": 0}],
        [{"kind": "laptop", "count": -1}],
        [{"kind": "laptop", "count": 10**9}],
        [{"kind": "laptop", "count": 10**30}],
        [{"kind": "laptop", "count": "deux"}],
        [{"kind": "laptop"}],
        [{"count": 1}],
        [{"kind": "fridge", "count": 1}],
        [{"kind": ["laptop"], "count": 1}],
        [{"kind": "laptop", "count": 999}, {"kind": "monitor", "count": 2}],
    ],
)
def test_lines_that_cannot_be_are_refused(lines: Any, cast: Cast, operator: Actor) -> None:
    told = {"actor": operator, "donor": cast.donor.pk, "commune": "84007", "lines": lines}
    assert refused(propose_collection, **told).code == "invalid-data"
    assert refused(register_collection, **told).code == "invalid-data"


@pytest.mark.parametrize(
    ("commune", "code"),
    [
        ("99999", "unknown-territory"),
        ("Nulle-Part", "unknown-territory"),
        ("13203", "former-commune"),
        ("84", "not-a-commune"),
        ("fr", "not-a-commune"),
        ("", "unknown-territory"),
        ("\x00", "unknown-territory"),
        ("🏠", "unknown-territory"),
    ],
)
def test_a_commune_that_is_not_one_today_is_refused(
    commune: str, code: str, cast: Cast, operator: Actor
) -> None:
    told = {"actor": operator, "donor": cast.donor.pk, "commune": commune, "lines": THREE}
    assert refused(propose_collection, **told).code == code


@pytest.mark.parametrize(
    ("donor", "code"),
    [
        (999_999, "unknown-donor"),
        ("999999", "unknown-donor"),
        ("9" * 5000, "invalid-data"),
        ("²", ""),
        ("", "invalid-data"),
        ("   ", "invalid-data"),
        ("Durand\x00", "invalid-data"),
        ("x" * 201, "invalid-data"),
    ],
)
def test_a_donor_that_cannot_be_is_refused(donor: int | str, code: str, operator: Actor) -> None:
    told = {"actor": operator, "donor": donor, "commune": "84007", "lines": THREE}
    if not code:
        assert propose_collection(**told).donor_id is None
        return
    assert refused(propose_collection, **told).code == code


@pytest.mark.parametrize(
    "policy",
    [
        {"legal_basis": "theft"},
        {"level": "destroy"},
        {"level": "sloppy"},
        {"witness": "a ghost"},
    ],
)
def test_a_policy_that_does_not_exist_is_refused(
    policy: dict[str, str], cast: Cast, operator: Actor
) -> None:
    told = {"actor": operator, "donor": cast.donor.pk, "commune": "84007", "lines": THREE}
    assert refused(propose_collection, **told, **policy).code == "invalid-data"


def test_only_a_household_gives_without_being_an_organisation(operator: Actor) -> None:
    told = {"actor": operator, "donor": "Inconnue SARL", "commune": "84007", "lines": THREE}
    assert refused(propose_collection, **told, legal_basis="public_donation").code == (
        "unknown-donor"
    )


@pytest.mark.parametrize(
    "told",
    [
        {"received": {"laptop": -1}},
        {"received": {"laptop": 10**9}},
        {"received": {"laptop": 10**30}},
        {"received": {"laptop": "deux"}},
        {"received": {"fridge": 1}},
        {"refused": {"laptop": (1, "")}},
        {"refused": {"laptop": (1, "x" * 41)}},
        {"refused": {"laptop": (1, "cassé\x00")}},
        {"refused": {"laptop": (-1, "broken")}},
        {"refused": {"fridge": (1, "broken")}},
    ],
)
def test_counts_at_the_door_that_cannot_be_are_refused(
    told: dict[str, Any], gift: Collection, operator: Actor
) -> None:
    said = refused(fetch_collection, actor=operator, collection_id=gift.pk, **told)
    assert said.code == "invalid-data"


def test_a_gift_brought_to_the_door_registers_each_device(cast: Cast, operator: Actor) -> None:
    gift, codes = register_collection(
        actor=operator, donor=cast.donor.pk, commune="Avignon", lines=THREE
    )
    assert len(codes) == 3 and gift.commune_id == "com:84007"
    devices = Device.objects.filter(collection=gift)
    assert {device.pk for device in devices} == set(codes)
    assert {device.step for device in devices} == {"collected"}
    gift.refresh_from_db()
    assert gift.state == "fetched"
    assert dict(gift.lines.values_list("kind", "received")) == {"laptop": 2, "monitor": 1}
