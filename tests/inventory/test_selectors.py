"""The questions, scoped to who asks."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from filiere.network.actor import Actor
from filiere.network.models import Organisation
from filiere.network.operations.load_territories import load_territories
from inventory import selectors
from inventory.models import Request, Reservation
from inventory.refusals import Missing
from inventory.subjects.requests import close_request, create_request
from tests.inventory import factories as make
from tests.inventory.factories import Cast
from tests.inventory.workbench import Bench
from tests.network.country import small_country, write_package

LINE = {"kind": "laptop", "profile": "school", "quantity": 1}


def sees(actor: Actor | None, code: str) -> bool:
    return selectors.devices_seen_by(actor).filter(pk=code).exists()


def test_nobody_sees_nothing(audited_laptop: str) -> None:
    assert not sees(None, audited_laptop)


def test_an_organisation_sees_what_it_holds_and_gave_and_nobody_else_does(
    cast: Cast, audited_laptop: str
) -> None:
    assert sees(make.actor(cast.workshop, "reader"), audited_laptop)
    assert sees(make.actor(cast.donor, "reader"), audited_laptop)
    for other in (cast.other_workshop, cast.structure, cast.recycler, cast.steering):
        assert not sees(make.actor(other, "supervisor"), audited_laptop)


def test_the_target_of_an_offer_sees_it_while_it_lasts(
    cast: Cast, audited_laptop: str, scan: Any
) -> None:
    target = make.actor(cast.point)
    scan("transfer", audited_laptop, to=cast.point.pk)
    assert sees(target, audited_laptop)
    scan("cancel_transfer", audited_laptop)
    assert not sees(target, audited_laptop)


def test_a_workshop_still_sees_what_it_let_go_and_the_structure_what_it_handed_out(
    cast: Cast, distributed_laptop: str, operator: Actor, requester: Actor
) -> None:
    assert sees(operator, distributed_laptop) and sees(requester, distributed_laptop)
    assert not sees(make.actor(cast.other_structure, "requester"), distributed_laptop)


def test_a_structure_sees_the_device_but_not_what_was_inside(
    distributed_laptop: str, the: Any, operator: Actor, requester: Actor, cast: Cast
) -> None:
    device = the(distributed_laptop)
    assert selectors.sees_inside(operator, device)
    assert not selectors.sees_inside(requester, device)
    assert not selectors.sees_inside(make.actor(cast.donor, "reader"), device)


def test_what_may_not_be_seen_answers_like_what_does_not_exist(
    cast: Cast, audited_laptop: str
) -> None:
    stranger = make.actor(cast.other_workshop)
    with pytest.raises(Missing) as hidden:
        selectors.device_seen_by(stranger, audited_laptop)
    with pytest.raises(Missing) as unknown:
        selectors.device_seen_by(stranger, "000000000")
    assert (hidden.value.code, hidden.value.detail) == (unknown.value.code, unknown.value.detail)


def test_a_search_finds_by_code_brand_serial_tag_and_disk(bench: Bench, medium_of: Any) -> None:
    who = make.actor(bench.cast.workshop)
    code = bench.registered(brand="Dell", model="Latitude 7490", asset_tag="INV-88")
    bench.scan("audit", code, media=[make.disk(serial="WD-QX77")])
    bench.registered(brand="Lenovo")
    for words in (code, code[:5], "dell", "7490", "inv-88", "wd-qx77", f"{code[:3]}-{code[3:6]}"):
        for common in (False, True):
            found = selectors.search_devices(who, q=words, common=common)
            assert [device.pk for device in found] == [code], words


@pytest.mark.parametrize("words", ["\x00", "💾", "%", "_", "'; --", "x" * 5000])
def test_a_search_for_anything_is_only_a_search(words: str, bench: Bench) -> None:
    bench.registered(brand="Dell")
    list(selectors.search_devices(make.actor(bench.cast.workshop), q=words))


def test_a_search_filters_by_step_and_kind_and_goes_on_after_a_code(bench: Bench) -> None:
    who = make.actor(bench.cast.workshop)
    laptops = sorted([bench.registered(), bench.registered()])
    screen = bench.registered("monitor")
    assert [d.pk for d in selectors.search_devices(who, kind="monitor")] == [screen]
    assert [d.pk for d in selectors.search_devices(who, kind="laptop", after=laptops[0])] == [
        laptops[1]
    ]
    assert not selectors.search_devices(who, step="ready").exists()


def test_each_device_one_sees_is_counted_once_at_its_step(bench: Bench) -> None:
    for step in ("collected", "ready", "delivered", "distributed", "distributed"):
        bench.laptop(step)
    offered = bench.laptop("collected")
    bench.scan("transfer", offered, to=bench.cast.other_workshop.pk)
    bench.registered("monitor")
    cast = bench.cast
    for seat in (cast.workshop, cast.other_workshop, cast.structure, cast.donor, cast.steering):
        who = make.actor(seat)
        for kind in ("", "laptop", "monitor"):
            seen = Counter(one.step for one in selectors.search_devices(who, kind=kind))
            assert selectors.count_by_step(who, kind) == seen, (seat, kind)
    assert selectors.count_by_step(None) == {}


def test_a_search_does_not_reach_the_devices_of_others(bench: Bench) -> None:
    bench.registered(brand="Dell")
    stranger = make.actor(bench.cast.other_workshop)
    assert not selectors.search_devices(stranger, q="dell").exists()


def test_a_gift_is_seen_by_who_runs_it_and_who_gave_it(cast: Cast) -> None:
    gift = make.collection(cast.workshop, cast.donor)
    for who in (cast.workshop, cast.donor):
        assert selectors.collections_seen_by(make.actor(who, "reader")).filter(pk=gift.pk).exists()
    for who in (cast.other_workshop, cast.structure):
        assert not selectors.collections_seen_by(make.actor(who, "reader")).exists()


@pytest.fixture
def country(cast: Cast, tmp_path: Path) -> None:
    """The structures are in Vaucluse; the second workshop works in the Gard."""
    load_territories(directory=write_package(tmp_path / "package", small_country()))
    places = {
        cast.workshop: "com:84007",
        cast.other_workshop: "com:30351",
        cast.structure: "com:84132",
        cast.other_structure: "com:84054",
    }
    for organisation, commune in places.items():
        Organisation.objects.filter(pk=organisation.pk).update(territory=commune)


@pytest.fixture
def asked(country: None, requester: Actor) -> Request:
    told = {"lines": [LINE], "reference": "Dossier 12"}
    return create_request(actor=requester, asked=told)


def seen(actor: Actor, request: Request) -> bool:
    return selectors.requests_seen_by(actor).filter(pk=request.pk).exists()


def test_an_open_request_is_seen_by_its_structure_and_the_workshops_of_its_territory(
    cast: Cast, asked: Request, operator: Actor, requester: Actor
) -> None:
    assert seen(requester, asked) and seen(operator, asked)
    assert not seen(make.actor(cast.other_workshop), asked)
    assert not seen(make.actor(cast.other_structure, "requester"), asked)
    assert not seen(make.actor(cast.donor, "requester"), asked)


def test_a_closed_request_is_seen_by_its_structure_alone(
    asked: Request, operator: Actor, requester: Actor
) -> None:
    close_request(actor=requester, request_id=asked.pk)
    assert seen(requester, asked) and not seen(operator, asked)


def reserved(bench: Bench, request: Request) -> str:
    code = bench.ready()
    bench.scan("reserve", code, line=request.lines.get().pk)
    return code


def test_a_workshop_reads_the_reference_once_it_serves_the_request(
    bench: Bench, asked: Request, operator: Actor, requester: Actor
) -> None:
    assert selectors.may_read_reference(requester, asked)
    assert not selectors.may_read_reference(operator, asked)
    code = reserved(bench, asked)
    assert selectors.may_read_reference(operator, asked)
    bench.scan("deliver", code, slip="BL-1")
    assert selectors.may_read_reference(operator, asked)


def test_a_workshop_that_released_its_device_reads_the_reference_no_more(
    bench: Bench, asked: Request, operator: Actor
) -> None:
    code = reserved(bench, asked)
    bench.scan("release", code)
    assert not selectors.may_read_reference(operator, asked)


def test_who_takes_the_device_back_does_not_read_whom_it_had_served(
    cast: Cast, bench: Bench, asked: Request
) -> None:
    code = reserved(bench, asked)
    bench.scan("hand_over", code, reference="Dossier 12")
    later = make.actor(cast.other_workshop)
    bench.scan("take_back", code, later)
    assert Reservation.objects.get(device=code).state == "fulfilled"
    assert not selectors.may_read_reference(later, asked)
    assert not seen(later, asked)
