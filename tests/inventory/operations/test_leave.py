"""Restituer au donateur, céder: who may leave, and with what."""

from __future__ import annotations

from typing import Any

import pytest

from filiere.network.actor import Actor
from inventory.models import Hold, RepairOrder
from tests.inventory import factories as make
from tests.inventory.factories import Cast
from tests.inventory.workbench import Bench

SIGNED = {"signature": "signé par le donateur"}


@pytest.mark.parametrize(
    "step", ["collected", "audited", "erased", "in_repair", "ready", "reserved"]
)
def test_the_donor_gets_back_what_it_had_confided(
    step: str, cast: Cast, bench: Bench, scan: Any, the: Any, supervisor: Actor
) -> None:
    code = bench.laptop(step)
    scan("return_to_donor", code, supervisor, **SIGNED)
    device = the(code)
    assert (device.step, device.custodian_id) == ("returned", cast.donor.pk)
    assert device.released_by_id == cast.workshop.pk


def test_a_household_takes_its_device_home(
    cast: Cast, bench: Bench, scan: Any, the: Any, supervisor: Actor
) -> None:
    code = bench.audited(gift=make.collection(cast.workshop, None))
    scan("return_to_donor", code, supervisor, **SIGNED)
    assert (the(code).step, the(code).custodian_id) == ("returned", None)


def test_a_restitution_is_signed_and_decided_by_a_supervisor(
    audited_laptop: str, refused: Any, supervisor: Actor
) -> None:
    assert refused("return_to_donor", audited_laptop, **SIGNED).code == "role"
    assert refused("return_to_donor", audited_laptop, supervisor).code == "invalid-data"


def test_a_device_that_came_back_is_not_returned_with_data(
    delivered_laptop: str, scan: Any, refused: Any, supervisor: Actor
) -> None:
    scan("take_back", delivered_laptop)
    said = refused("return_to_donor", delivered_laptop, supervisor, **SIGNED)
    assert said.code == "not-first-cycle"


def test_the_disk_of_another_donor_does_not_go_with_the_restitution(
    bench: Bench, audited_laptop: str, scan: Any, refused: Any, supervisor: Actor
) -> None:
    foreign = bench.loose_disk(erased=False)
    scan("fit", audited_laptop, medium=foreign.code)
    said = refused("return_to_donor", audited_laptop, supervisor, **SIGNED)
    assert said.code == "not-the-donors" and "take_out" in said.suggest


def test_the_donor_s_own_disk_put_back_goes_with_the_restitution(
    audited_laptop: str, scan: Any, the: Any, medium_of: Any, supervisor: Actor
) -> None:
    disk = medium_of(audited_laptop)
    scan("take_out", audited_laptop, medium=disk.pk)
    disk.refresh_from_db()
    scan("fit", audited_laptop, medium=disk.code)
    scan("return_to_donor", audited_laptop, supervisor, **SIGNED)
    assert the(audited_laptop).step == "returned"


def test_the_donor_s_disk_moved_to_another_of_its_laptops_is_not_returned_with_it(
    cast: Cast, bench: Bench, scan: Any, refused: Any, medium_of: Any, supervisor: Actor
) -> None:
    gift = make.collection(cast.workshop, cast.donor)
    first, second = bench.audited(gift=gift), bench.audited(gift=gift)
    disk = medium_of(first)
    scan("take_out", first, medium=disk.pk)
    disk.refresh_from_db()
    scan("fit", second, medium=disk.code)
    assert refused("return_to_donor", second, supervisor, **SIGNED).code == "not-the-donors"


def test_a_snapshot_that_shows_an_unlisted_disk_stops_the_restitution(
    audited_laptop: str, scan: Any, refused: Any, supervisor: Actor, medium_of: Any
) -> None:
    known = {"kind": "ssd", "serial": medium_of(audited_laptop).serial}
    shown = [known, make.disk("hdd")]
    scan("snapshot", audited_laptop, evidence="f" * 64, reader="lshw", media=shown)
    said = refused("return_to_donor", audited_laptop, supervisor, **SIGNED)
    assert said.code == "medium-unlisted"


def test_a_restitution_closes_repair_and_wait(
    bench: Bench, scan: Any, the: Any, supervisor: Actor
) -> None:
    code = bench.laptop("in_repair")
    scan("hold", code, reason="decision", waiting_for="donor")
    scan("return_to_donor", code, supervisor, **SIGNED)
    assert (the(code).hold_id, the(code).repair_id) == (None, None)
    assert Hold.objects.get(device=code).closed_at
    assert RepairOrder.objects.get(device=code).closed_at


@pytest.mark.parametrize("step", ["erased", "ready"])
def test_a_clear_device_is_ceded_to_a_named_taker(
    step: str, cast: Cast, bench: Bench, scan: Any, the: Any, supervisor: Actor
) -> None:
    code = bench.laptop(step)
    scan("cede", code, supervisor, taker="Un réemployeur du Gard")
    device = the(code)
    assert (device.step, device.custodian_id) == ("ceded", None)
    assert device.released_by_id == cast.workshop.pk


def test_an_audited_monitor_is_ceded(bench: Bench, scan: Any, the: Any, supervisor: Actor) -> None:
    code = bench.registered("monitor")
    scan("audit", code, no_storage=True)
    scan("cede", code, supervisor, taker="Un réemployeur")
    assert the(code).step == "ceded"


def test_a_device_with_an_unproved_disk_cannot_leave(
    audited_laptop: str, refused: Any, supervisor: Actor
) -> None:
    said = refused("cede", audited_laptop, supervisor, taker="Un réemployeur")
    assert said.code == "not-clear"


def test_a_cession_names_its_taker_and_is_a_supervisor_s(
    erased_laptop: str, refused: Any, supervisor: Actor
) -> None:
    assert refused("cede", erased_laptop, taker="X").code == "role"
    assert refused("cede", erased_laptop, supervisor).code == "invalid-data"
