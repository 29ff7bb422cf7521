"""Clean and clear: what the definitions of the design say, asked of the code and of the base."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from filiere.network.actor import Actor
from inventory import circuit
from inventory.models import Device, StorageMedium
from inventory.promise import clean, clear, lacks, may_hold_nothing, named
from inventory.refusals import Refused
from inventory.state import DeviceState, MediumState
from inventory.vocabulary import HANDHELD, IN_HOUSE, OUT, STANDING, DeviceKind, Step
from inventory.walls.told import told_by_the_database
from inventory.world import device_world
from tests.inventory import factories as make
from tests.inventory.factories import Cast
from tests.inventory.workbench import Bench

LAPTOP = DeviceState(code="7KQ2MDX44", kind="laptop", statement="listed")
PHONE = DeviceState(
    code="7KQ2MDX44", kind="smartphone", statement="listed", slot_sim="empty", slot_card="empty"
)
DISK = MediumState(id="m-1", kind="ssd", device_id="7KQ2MDX44", proof_id="p-1")
MEMORY = replace(DISK, kind="ufs")
SIM = replace(DISK, id="m-2", kind="sim")


def codes(device: DeviceState, *media: MediumState) -> list[str]:
    return [lack.code for lack in lacks(device, media)]


def test_a_medium_is_clean_when_a_proof_answers_its_present_exposure() -> None:
    assert clean(DISK)
    assert not clean(replace(DISK, proof_id=None))


def test_a_medium_that_failed_is_never_clean() -> None:
    assert not clean(replace(DISK, failed=True))


def test_a_device_never_stated_is_not_clear() -> None:
    assert codes(replace(LAPTOP, statement="")) == ["media-not-stated"]


def test_a_device_is_clear_when_every_medium_in_it_is_clean() -> None:
    assert clear(LAPTOP, [DISK])
    unproved = replace(DISK, id="m-2", proof_id=None)
    assert codes(LAPTOP, DISK, unproved) == ["medium-not-clean"]


def test_a_stated_device_without_medium_is_clear() -> None:
    assert clear(replace(LAPTOP, statement="none"), [])


def test_a_device_said_without_storage_that_holds_a_disk_is_not_clear() -> None:
    assert "statement-contradicted" in codes(replace(LAPTOP, statement="none"), DISK)


def test_a_disk_that_only_a_tool_saw_is_a_lack() -> None:
    assert codes(replace(LAPTOP, unlisted_media=1), DISK) == ["medium-unlisted"]


@pytest.mark.parametrize("slot", ["slot_sim", "slot_card"])
def test_an_unanswered_slot_is_a_lack(slot: str) -> None:
    assert codes(replace(PHONE, **{slot: ""}), MEMORY) == ["slot-not-answered"]


@pytest.mark.parametrize("kind", sorted(HANDHELD))
def test_a_card_alone_is_not_the_memory_of_a_phone(kind: str) -> None:
    device = replace(PHONE, kind=kind, slot_sim="listed")
    assert codes(device, SIM) == ["memory-unaccounted"]
    assert clear(device, [SIM, MEMORY])


def test_a_failed_disk_is_to_be_taken_out_not_erased() -> None:
    found = lacks(LAPTOP, [replace(DISK, failed=True)])
    assert [(lack.code, lack.operation) for lack in found] == [("medium-failed", "take_out")]


@pytest.mark.parametrize("kind", DeviceKind)
def test_no_storage_is_never_true_of_a_phone_or_a_tablet(kind: DeviceKind) -> None:
    blank = DeviceState(code="7KQ2MDX44", kind=kind)
    assert bool(may_hold_nothing(blank, [])) is (kind in HANDHELD)


def test_a_medium_is_named_as_a_person_would() -> None:
    told = replace(DISK, size_gb=256, model="870 EVO", serial="S3Z9")
    assert named(told) == "le disque SSD 870 EVO de 256 Go (n° S3Z9)"
    assert named(replace(MEMORY, kind="emmc"), capital=True).startswith("La mémoire eMMC")


def test_out_is_every_step_not_in_the_house_void_excepted() -> None:
    assert OUT | IN_HOUSE | {Step.VOID} == set(Step) and not OUT & IN_HOUSE
    assert STANDING <= IN_HOUSE


def test_every_row_that_lets_a_device_out_asks_whether_it_is_clear() -> None:
    """Or whether one of the two exceptions, or the holder's own data, explains it."""
    asks = {
        "clear",
        "clear_or_to_destroy",
        "clear_or_ordered",
        "clear_or_restitution",
        "holders_or_clean",
    }
    leaving = {
        row.name
        for row in circuit.ROWS
        if not row.leads.may & IN_HOUSE and row.leads.may - {Step.VOID, Step.IN_SERVICE, Step.LOST}
    }
    assert leaving == {
        "deliver",
        "hand_over",
        "close_service",
        "dismantle",
        "recycle",
        "return_to_donor",
        "cede",
    }
    for name in leaving | {"stock", "reserve", "remove"}:
        assert asks & {guard.name for guard in circuit.CIRCUIT[name].guards}, name


@pytest.mark.parametrize("step", sorted(STANDING | {Step.DELIVERED, Step.DISMANTLED, Step.CEDED}))
def test_what_stands_or_left_at_this_step_is_clear(step: str, bench: Bench) -> None:
    world = device_world(
        code=bench.laptop(step),
        who=make.actor(bench.cast.workshop),
        at=datetime.now(UTC),
        now=datetime.now(UTC),
    )
    assert world is not None and clear(world.here, world.fitted)


@pytest.mark.parametrize(
    ("operation", "told"),
    [
        ("stock", {"grade": "A", "system": "Debian", "accessories": []}),
        ("dismantle", {}),
        ("recycle", {"reason": "broken"}),
        ("cede", {"taker": "Un réemployeur"}),
    ],
)
def test_a_device_with_an_unproved_disk_cannot_leave(
    operation: str,
    told: dict[str, Any],
    audited_laptop: str,
    scan: Any,
    refused: Any,
    supervisor: Actor,
) -> None:
    scan("test", audited_laptop, tests=make.all_pass())
    said = refused(operation, audited_laptop, supervisor, **told)
    assert said.code in ("not-clear", "medium-left")


def test_the_exposure_of_a_disk_grows_each_time_somebody_may_write_on_it(
    cast: Cast, bench: Bench, scan: Any, medium_of: Any, supervisor: Actor, requester: Actor
) -> None:
    """Hand-over, service, return, loss and find, orientation and reinstatement, a structure."""
    code = bench.laptop("delivered")
    story: list[tuple[str, Actor | None, dict[str, Any], int]] = [
        ("hand_over", requester, {"reference": "D-1", "unused": True}, 1),
        ("open_service", None, {"fault": "screen"}, 1),
        ("close_service", None, {}, 0),
        ("take_back", requester, {}, 1),
        ("transfer", requester, {"to": cast.workshop.pk}, 0),
        ("accept_transfer", None, {}, 1),
        ("declare_lost", None, {"kind": "loss"}, 0),
        ("find", supervisor, {}, 1),
        ("recycle", None, {"reason": "unerasable", "to_destroy": True}, 0),
        ("reinstate", supervisor, {}, 1),
        ("transfer", None, {"to": cast.point.pk}, 0),
        ("accept_transfer", make.actor(cast.point), {}, 0),
    ]
    for operation, who, told, more in story:
        before = medium_of(code).exposure
        scan(operation, code, who, **told)
        assert medium_of(code).exposure == before + more, operation


def test_a_cycle_opens_only_where_the_design_says(
    cast: Cast, bench: Bench, scan: Any, the: Any, supervisor: Actor
) -> None:
    code = bench.laptop("distributed")
    scan("take_back", code)
    assert the(code).cycle == 2
    scan("audit", code, media=[{"kind": "ssd", "id": StorageMedium.objects.get(device=code).pk}])
    scan("transfer", code, to=cast.point.pk)
    scan("accept_transfer", code, make.actor(cast.point))
    assert the(code).cycle == 2
    scan("declare_lost", code, make.actor(cast.point), kind="loss")
    scan("find", code, supervisor)
    assert the(code).cycle == 3


def test_no_device_is_ever_deleted(audited_laptop: str) -> None:

    with pytest.raises(Refused), told_by_the_database():
        Device.objects.filter(pk=audited_laptop).delete()
