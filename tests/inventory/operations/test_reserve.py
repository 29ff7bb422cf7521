"""Réserver, libérer, livrer: one device for one line."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from filiere.network.actor import Actor
from inventory.models import Delivery, Entry, Request, Reservation
from inventory.refusals import Conflict
from inventory.walls.told import told_by_the_database
from tests.inventory import factories as make
from tests.inventory.factories import Cast
from tests.inventory.workbench import Bench


def test_a_reservation_holds_a_device_for_a_line(
    cast: Cast, ready_laptop: str, scan: Any, the: Any
) -> None:
    line = make.request_line(cast.structure)
    scan("reserve", ready_laptop, line=line.pk)
    reservation = Reservation.objects.get(device=ready_laptop)
    assert (reservation.state, reservation.line_id) == ("active", line.pk)
    assert (the(ready_laptop).step, the(ready_laptop).reservation_id) == (
        "reserved",
        reservation.pk,
    )


def test_the_request_s_own_chain_tells_of_the_reservation(
    cast: Cast, ready_laptop: str, scan: Any
) -> None:
    line = make.request_line(cast.structure)
    scan("reserve", ready_laptop, line=line.pk)
    told = Entry.objects.get(subject_id=line.request_id, operation="reserve")
    assert told.operation == "reserve"
    assert told.batch == Entry.objects.get(subject_id=ready_laptop, operation="reserve").batch


def test_an_unknown_line_is_not_reserved(ready_laptop: str, refused: Any) -> None:
    assert refused("reserve", ready_laptop, line="nope").code == "unknown-line"


def test_a_line_of_another_kind_is_refused(cast: Cast, ready_laptop: str, refused: Any) -> None:
    line = make.request_line(cast.structure, "desktop")
    said = refused("reserve", ready_laptop, line=line.pk)
    assert said.code == "kind-mismatch" and "ordinateur fixe" in said.detail


@pytest.mark.parametrize("state", ["closed", "cancelled"])
def test_a_closed_request_reserves_nothing(
    state: str, cast: Cast, ready_laptop: str, refused: Any
) -> None:
    line = make.request_line(cast.structure)
    Request.objects.filter(pk=line.request_id).update(state=state)
    assert refused("reserve", ready_laptop, line=line.pk).code == "request-closed"


@pytest.mark.parametrize("then", ["reserved", "delivered", "distributed"])
def test_a_line_is_full_once_its_devices_are_reserved_delivered_or_handed_over(
    then: str, bench: Bench, refused: Any, scan: Any
) -> None:
    taken = bench.laptop(then)
    line = Reservation.objects.get(device=taken).line_id
    said = refused("reserve", bench.ready(), line=line)
    assert (said.code, said.status) == ("line-full", 409)


@pytest.mark.parametrize("back", ["release", "take_back", "declare_lost"])
def test_a_line_waits_again_when_its_device_does_not_serve_it(
    back: str, bench: Bench, scan: Any, the: Any
) -> None:
    code = bench.laptop("delivered" if back == "take_back" else "reserved")
    line = Reservation.objects.get(device=code).line_id
    scan(back, code, **({"kind": "loss"} if back == "declare_lost" else {}))
    other = bench.ready()
    scan("reserve", other, line=line)
    assert the(other).step == "reserved"
    assert Reservation.objects.get(device=code).state == "released"


def test_a_release_leads_back_to_ready(reserved_laptop: str, scan: Any, the: Any) -> None:
    scan("release", reserved_laptop)
    assert (the(reserved_laptop).step, the(reserved_laptop).reservation_id) == ("ready", None)


def test_a_ready_laptop_found_broken_is_not_reserved(
    cast: Cast, ready_laptop: str, scan: Any, refused: Any
) -> None:
    scan("test", ready_laptop, tests={"screen": "fail"})
    line = make.request_line(cast.structure)
    assert refused("reserve", ready_laptop, line=line.pk).code == "test-failed"


def test_the_database_holds_one_active_reservation_for_a_device(
    cast: Cast, reserved_laptop: str
) -> None:
    line, now = make.request_line(cast.structure), timezone.now()
    second = {"device_id": reserved_laptop, "line": line, "opened_at": now}
    with pytest.raises(IntegrityError), transaction.atomic():
        Reservation.objects.create(**second)
    with pytest.raises(Conflict) as said, told_by_the_database(), transaction.atomic():
        Reservation.objects.create(**second)
    assert said.value.status == 409 and said.value.detail.endswith(".")


def test_a_delivery_gives_custody_to_the_structure(
    cast: Cast, reserved_laptop: str, scan: Any, the: Any
) -> None:
    scan("deliver", reserved_laptop, slip="BL-2026-17")
    device = the(reserved_laptop)
    assert (device.step, device.custodian_id) == ("delivered", cast.structure.pk)
    assert (device.structure_id, device.released_by_id) == (cast.structure.pk, cast.workshop.pk)
    assert Delivery.objects.get(device=reserved_laptop).slip == "BL-2026-17"
    assert Reservation.objects.get(device=reserved_laptop).state == "delivered"


def test_a_delivery_needs_its_slip(reserved_laptop: str, refused: Any) -> None:
    assert refused("deliver", reserved_laptop).code == "invalid-data"


def test_a_laptop_blocked_since_is_not_delivered(
    reserved_laptop: str, scan: Any, refused: Any
) -> None:
    tests = {"tests": {"wifi": "pass"}, "blocking": ["swollen_battery"]}
    scan("test", reserved_laptop, **tests)
    assert refused("deliver", reserved_laptop, slip="BL-1").code == "blocked-swollen-battery"


@pytest.mark.parametrize(("operation", "data"), [("return_to_donor", {"signature": "signé"})])
def test_a_reserved_device_that_leaves_otherwise_frees_its_line(
    operation: str,
    data: dict[str, Any],
    reserved_laptop: str,
    scan: Any,
    the: Any,
    supervisor: Actor,
) -> None:
    scan(operation, reserved_laptop, supervisor, **data)
    assert Reservation.objects.get(device=reserved_laptop).state == "released"
    assert the(reserved_laptop).reservation_id is None


def test_a_withdrawn_proof_frees_the_line(
    reserved_laptop: str, scan: Any, the: Any, supervisor: Actor, proof_of: Any
) -> None:
    scan("withdraw_proof", reserved_laptop, supervisor, proof=proof_of(reserved_laptop).pk)
    assert the(reserved_laptop).step == "audited"
    assert Reservation.objects.get(device=reserved_laptop).state == "released"


@pytest.mark.parametrize(
    ("operation", "told"),
    [
        ("release", {}),
        ("deliver", {"slip": "BL-1"}),
        ("hand_over", {"reference": "D-1"}),
        ("audit", {"tests": {"screen": "fail"}}),
        ("declare_lost", {"kind": "theft"}),
        ("return_to_donor", {"signature": "signé"}),
        ("undo", {}),
    ],
)
def test_whatever_ends_a_reservation_is_told_in_the_request_s_chain(
    operation: str, told: dict[str, Any], reserved_laptop: str, scan: Any, supervisor: Actor
) -> None:
    request = Request.objects.get(lines__reservations__device=reserved_laptop)
    scan(operation, reserved_laptop, supervisor, **told)
    last = Entry.objects.filter(subject_kind="request", subject_id=request.pk).latest("sequence")
    primary = Entry.objects.filter(subject_id=reserved_laptop).latest("sequence")
    assert (last.operation, last.batch) == (operation, primary.batch)


def test_a_delivery_that_comes_back_is_told_in_the_request_s_chain(
    delivered_laptop: str, scan: Any
) -> None:
    request = Request.objects.get(lines__reservations__device=delivered_laptop)
    scan("take_back", delivered_laptop, reason="unused")
    last = Entry.objects.filter(subject_kind="request", subject_id=request.pk).latest("sequence")
    assert last.operation == "take_back"
