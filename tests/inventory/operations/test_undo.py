"""Annuler: soon after, what a scan by mistake can change, and never what was learnt."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from filiere.network.actor import Actor
from inventory import perform as performing
from inventory.models import Entry, Hold, Part, RepairOrder, Request, RequestLine, Reservation
from tests.inventory import factories as make
from tests.inventory.factories import Cast
from tests.inventory.workbench import Bench


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """``later(minutes=…)``: the clock of the house moves on."""

    start = timezone.now()

    def moved(**delta: int) -> None:
        now = start + timedelta(**delta)
        monkeypatch.setattr(performing.timezone, "now", lambda: now)

    return moved


def seen(device: Any) -> dict[str, Any]:
    """What an undo must give back."""
    names = "step grade system accessories tests blocking hold_id repair_id reservation_id place_id"
    return {name: getattr(device, name) for name in names.split()}


STEPLESS = {
    "weigh": {"grams": 2000},
    "test": {"tests": {"screen": "fail"}},
    "photograph": {"photo": "a" * 64},
    "reprint": {},
    "count": {},
}
UNDONE = [
    ("audited", "audit", {"grade": "D", "tests": {"screen": "fail"}}),
    ("ready", "audit", {"tests": {"screen": "fail"}}),
    ("erased", "open_repair", {"fault": "screen"}),
    ("in_repair", "close_repair", {"actions": ["cleaned"], "minutes": 3}),
    ("erased", "hold", {"reason": "part", "waiting_for": "supplier"}),
    ("in_service", "hold", {"reason": "part", "waiting_for": "supplier"}),
    ("reserved", "release", {}),
    *(("erased", name, told) for name, told in STEPLESS.items()),
]


@pytest.mark.parametrize(("step", "operation", "told"), UNDONE)
def test_an_undo_gives_back_what_was(
    step: str, operation: str, told: dict[str, Any], bench: Bench, scan: Any, the: Any
) -> None:
    code = bench.laptop(step)
    before = seen(the(code))
    scan(operation, code, **told)
    scan("undo", code)
    assert seen(the(code)) == before


def test_a_first_audit_undone_is_collected_and_still_knows_its_disk(
    collected_laptop: str, scan: Any, refused: Any, the: Any, medium_of: Any
) -> None:
    scan("audit", collected_laptop, media=[make.disk()])
    scan("undo", collected_laptop)
    assert the(collected_laptop).step == "collected"
    assert medium_of(collected_laptop)
    assert refused("audit", collected_laptop, no_storage=True).code == "no-storage-refused"


def test_a_stocked_laptop_goes_back_without_grade(erased_laptop: str, scan: Any, the: Any) -> None:
    scan("test", erased_laptop, tests=make.all_pass())
    before = seen(the(erased_laptop))
    scan("stock", erased_laptop, grade="A", system="Debian 12", accessories=["charger"])
    scan("undo", erased_laptop)
    assert seen(the(erased_laptop)) == before


def test_an_undone_reservation_frees_the_line(
    cast: Cast, ready_laptop: str, scan: Any, the: Any, bench: Bench
) -> None:
    line = make.request_line(cast.structure)
    scan("reserve", ready_laptop, line=line.pk)
    scan("undo", ready_laptop)
    assert (the(ready_laptop).step, the(ready_laptop).reservation_id) == ("ready", None)
    scan("reserve", bench.ready(), line=line.pk)


def test_an_undone_release_takes_the_line_again(reserved_laptop: str, scan: Any, the: Any) -> None:
    scan("release", reserved_laptop)
    scan("undo", reserved_laptop)
    reservation = Reservation.objects.get(device=reserved_laptop)
    assert (reservation.state, reservation.closed_at) == ("active", None)
    assert the(reserved_laptop).reservation_id == reservation.pk


@pytest.mark.parametrize(("by", "told"), [("release", {}), ("audit", {"tests": {"usb": "fail"}})])
def test_a_reservation_does_not_come_back_once_the_line_is_served(
    by: str, told: dict[str, Any], reserved_laptop: str, bench: Bench, scan: Any, refused: Any
) -> None:
    line = Reservation.objects.get(device=reserved_laptop).line_id
    scan(by, reserved_laptop, **told)
    scan("reserve", bench.ready(), line=line)
    assert refused("undo", reserved_laptop).code == "line-full"


def test_a_reservation_does_not_come_back_on_a_closed_request(
    reserved_laptop: str, scan: Any, refused: Any
) -> None:
    line = RequestLine.objects.get(reservations__device=reserved_laptop)
    scan("release", reserved_laptop)
    Request.objects.filter(pk=line.request_id).update(state="closed")
    assert refused("undo", reserved_laptop).code == "line-full"


def test_an_undone_wait_and_an_undone_resume_say_so(
    erased_laptop: str, scan: Any, the: Any
) -> None:
    scan("hold", erased_laptop, reason="part", waiting_for="supplier")
    scan("resume", erased_laptop)
    scan("undo", erased_laptop)
    hold = Hold.objects.get(device=erased_laptop)
    assert (the(erased_laptop).hold_id, hold.closed_at) == (hold.pk, None)


def test_the_parts_of_an_undone_repair_go_back_to_the_stock(
    cast: Cast, bench: Bench, scan: Any, the: Any
) -> None:
    code, keyboard = bench.laptop("in_repair"), make.part(cast.workshop, 3)
    parts = [{"part": keyboard.pk, "quantity": 2}]
    scan("close_repair", code, actions=["replaced"], minutes=9, parts=parts)
    scan("undo", code)
    order = RepairOrder.objects.get(device=code)
    assert (the(code).repair_id, order.closed_at) == (order.pk, None)
    assert Part.objects.get(pk=keyboard.pk).quantity == 3


def test_a_change_of_kind_undone_asks_for_the_media_again(
    audited_laptop: str, scan: Any, the: Any, medium_of: Any
) -> None:
    media = [{"kind": "ssd", "id": medium_of(audited_laptop).pk}]
    scan("audit", audited_laptop, kind="desktop", media=media)
    scan("undo", audited_laptop)
    assert (the(audited_laptop).kind, the(audited_laptop).statement) == ("laptop", "")


def test_a_disk_discovered_and_undone_is_still_known_and_the_laptop_still_audited(
    erased_laptop: str, scan: Any, refused: Any, the: Any, medium_of: Any
) -> None:
    known = medium_of(erased_laptop)
    scan("audit", erased_laptop, media=[{"kind": "ssd", "id": known.pk}, make.disk()])
    assert refused("undo", erased_laptop).code == "earlier-step-broken"
    assert the(erased_laptop).step == "audited"


@pytest.mark.parametrize(
    ("step", "operation", "told"),
    [
        ("erased", "take_out", {}),
        ("audited", "erase", {}),
        ("erased", "recycle", {"reason": "broken"}),
        ("audited", "declare_lost", {"kind": "loss"}),
        ("ready", "transfer", {}),
    ],
)
def test_what_moves_media_or_leaves_is_not_undone(
    step: str,
    operation: str,
    told: dict[str, Any],
    bench: Bench,
    scan: Any,
    refused: Any,
    medium_of: Any,
    supervisor: Actor,
) -> None:
    code = bench.laptop(step)
    medium = medium_of(code)
    more: dict[str, Any] = {
        "take_out": {"medium": medium.pk},
        "erase": {"outcomes": [{"medium": medium.pk, "outcome": "failed"}]},
        "transfer": {"to": bench.cast.point.pk},
    }.get(operation, {})
    scan(operation, code, **told, **more)
    assert refused("undo", code, supervisor).code in ("not-undoable", "wrong-step")


def test_an_undo_is_not_undone(erased_laptop: str, scan: Any, refused: Any) -> None:
    scan("weigh", erased_laptop, grams=1000)
    scan("undo", erased_laptop)
    assert refused("undo", erased_laptop).code == "not-undoable"


def test_a_registration_is_not_undone(collected_laptop: str, refused: Any) -> None:
    assert refused("undo", collected_laptop).code == "not-undoable"


def test_the_same_person_has_fifteen_minutes(
    erased_laptop: str, scan: Any, refused: Any, later: Any
) -> None:
    scan("weigh", erased_laptop, grams=1000)
    later(minutes=16)
    assert refused("undo", erased_laptop).code == "too-late"
    later(minutes=14)
    scan("undo", erased_laptop)


def test_a_colleague_does_not_undo_but_a_supervisor_does_within_a_day(
    cast: Cast, erased_laptop: str, scan: Any, refused: Any, later: Any, supervisor: Actor
) -> None:
    scan("weigh", erased_laptop, grams=1000)
    assert refused("undo", erased_laptop, make.actor(cast.workshop)).code == "too-late"
    later(hours=25)
    assert refused("undo", erased_laptop, supervisor).code == "too-late"
    later(hours=23)
    scan("undo", erased_laptop, supervisor)


def test_the_fifteen_minutes_run_from_the_recording_not_from_the_scan(
    erased_laptop: str, scan: Any, the: Any
) -> None:
    """A scan that waited offline is undone like any other once it is told."""
    at = the(erased_laptop).head_at
    scan("weigh", erased_laptop, grams=1000, at=at)
    scan("undo", erased_laptop)


def test_a_device_that_changed_hands_is_undone_by_nobody_else(
    cast: Cast, erased_laptop: str, scan: Any, refused: Any
) -> None:
    scan("weigh", erased_laptop, grams=1000)
    theirs = make.actor(cast.other_workshop, "supervisor")
    assert refused("undo", erased_laptop, theirs).code == "not-in-custody"


def test_a_disk_touched_since_stops_the_undo_of_the_audit(
    bench: Bench, scan: Any, refused: Any, medium_of: Any, supervisor: Actor
) -> None:
    """Its own chain went on: what the device's last entry says is no longer its last word."""
    code = bench.audited(make.disk())
    medium = medium_of(code)
    scan("audit", code, supervisor, absent=[medium.pk])
    other = bench.registered()
    scan("audit", other, media=[make.disk(serial=medium.serial)])
    assert refused("undo", code, supervisor).code == "touched-since"


def test_the_journal_keeps_both_the_mistake_and_its_undoing(erased_laptop: str, scan: Any) -> None:
    scan("hold", erased_laptop, reason="part", waiting_for="supplier")
    scan("undo", erased_laptop)
    last = list(Entry.objects.filter(subject_id=erased_laptop).order_by("-sequence")[:2])
    assert [entry.operation for entry in last] == ["undo", "hold"]
    assert json.loads(last[0].effects)
