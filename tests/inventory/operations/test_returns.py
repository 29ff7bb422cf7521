"""Retour, réintégration, perte, retrouvailles: a new cycle opens and nothing is known any more."""

from __future__ import annotations

from typing import Any

import pytest

from filiere.network.actor import Actor
from inventory.models import Hold, Incident, Recall, RepairOrder, Transfer
from tests.inventory import factories as make
from tests.inventory.factories import Cast
from tests.inventory.workbench import Bench


@pytest.mark.parametrize(
    "step", ["delivered", "distributed", "in_service", "returned", "ceded", "removed"]
)
def test_what_comes_back_is_collected_in_a_new_cycle(
    step: str, cast: Cast, bench: Bench, scan: Any, the: Any
) -> None:
    code = bench.removed() if step == "removed" else bench.laptop(step)
    scan("take_back", code)
    device = the(code)
    assert (device.step, device.cycle, device.custodian_id) == ("collected", 2, cast.workshop.pk)
    assert (device.statement, device.grade, device.system, device.tests) == ("", "", "", {})
    assert (device.to_destroy, device.removed, device.order_ref) == (False, False, "")


def test_a_return_makes_every_medium_unclean_again(
    delivered_laptop: str, scan: Any, medium_of: Any
) -> None:
    before = medium_of(delivered_laptop)
    assert before.proof_id
    scan("take_back", delivered_laptop, reason="unused")
    after = medium_of(delivered_laptop)
    assert (after.exposure, after.proof_id) == (before.exposure + 1, None)


def test_a_device_that_came_back_does_not_leave_on_its_old_proof(
    delivered_laptop: str, scan: Any, refused: Any, medium_of: Any, proof_of: Any
) -> None:
    old = proof_of(delivered_laptop).ended_at.isoformat()
    scan("take_back", delivered_laptop)
    medium = medium_of(delivered_laptop)
    scan("audit", delivered_laptop, media=[{"kind": "ssd", "id": medium.pk}])
    told = [make.proof(medium, ended=old)]
    assert refused("erase", delivered_laptop, outcomes=told).code == "proof-too-old"


def test_another_workshop_than_the_first_may_take_back(
    cast: Cast, distributed_laptop: str, scan: Any, the: Any
) -> None:
    scan("take_back", distributed_laptop, make.actor(cast.other_workshop))
    assert the(distributed_laptop).custodian_id == cast.other_workshop.pk


@pytest.mark.parametrize("step", ["delivered", "distributed"])
def test_the_structure_takes_back_what_it_handed_out(
    step: str, cast: Cast, bench: Bench, scan: Any, the: Any, requester: Actor
) -> None:
    code = bench.laptop(step)
    scan("take_back", code, requester, reason="unused")
    assert (the(code).step, the(code).custodian_id) == ("collected", cast.structure.pk)


def test_the_structure_does_not_take_back_what_lies_on_the_workshop_s_bench(
    laptop_in_service: str, refused: Any, requester: Actor
) -> None:
    assert refused("take_back", laptop_in_service, requester).code == "not-in-custody"


@pytest.mark.parametrize("who", ["other_structure", "point", "distributor", "donor", "recycler"])
def test_nobody_else_takes_back(who: str, cast: Cast, bench: Bench, refused: Any) -> None:
    stranger = make.actor(getattr(cast, who), "supervisor")
    assert refused("take_back", bench.laptop("distributed"), stranger).code == "not-in-custody"
    assert refused("take_back", bench.laptop("returned"), stranger).code == "not-in-custody"
    assert refused("take_back", bench.removed(), stranger).code == "not-in-custody"


def test_what_is_recycled_and_still_here_is_reinstated_not_taken_back(
    bench: Bench, refused: Any
) -> None:
    said = refused("take_back", bench.laptop("recycled"))
    assert said.code == "not-removed" and said.suggest == ("reinstate",)


def test_what_came_back_from_the_recycler_was_waste(bench: Bench, scan: Any, the: Any) -> None:
    code = bench.removed()
    scan("take_back", code)
    assert the(code).legal_status == "waste"


def test_a_return_closes_the_recall(
    distributed_laptop: str, scan: Any, the: Any, proof_of: Any, supervisor: Actor
) -> None:
    scan("withdraw_proof", distributed_laptop, supervisor, proof=proof_of(distributed_laptop).pk)
    assert the(distributed_laptop).recall_id
    scan("take_back", distributed_laptop, reason="recall")
    assert the(distributed_laptop).recall_id is None
    assert Recall.objects.get(device=distributed_laptop).how == "taken_back"


def test_a_supervisor_reinstates_what_was_oriented_by_mistake(
    cast: Cast, bench: Bench, scan: Any, refused: Any, the: Any, medium_of: Any, supervisor: Actor
) -> None:
    code = bench.laptop("recycled")
    assert refused("reinstate", code).code == "role"
    exposure = medium_of(code).exposure
    scan("reinstate", code, supervisor)
    device = the(code)
    assert (device.step, device.cycle, device.pallet_id) == ("collected", 2, None)
    assert device.legal_status == "waste"
    assert medium_of(code).exposure == exposure + 1


def test_what_was_removed_is_not_reinstated(bench: Bench, refused: Any, supervisor: Actor) -> None:
    code = bench.removed()
    assert refused("reinstate", code, supervisor).code in ("already-removed", "not-in-custody")


@pytest.mark.parametrize("step", ["collected", "audited", "in_repair"])
def test_a_device_lost_with_data_opens_an_incident(
    step: str, bench: Bench, scan: Any, the: Any
) -> None:
    code = bench.audited() if step != "collected" else bench.registered()
    if step == "in_repair":
        scan("open_repair", code, fault="screen")
    scan("declare_lost", code, kind="theft", note="Vitrine forcée.")
    told = Incident.objects.get(device=code)
    assert (told.kind, told.personal_data, told.assessed_at) == ("theft", True, None)
    assert the(code).step == "lost"


@pytest.mark.parametrize("step", ["erased", "ready", "reserved", "recycled"])
def test_a_clear_device_lost_in_the_workshop_is_no_incident(
    step: str, bench: Bench, scan: Any
) -> None:
    scan("declare_lost", bench.laptop(step), kind="loss")
    assert not Incident.objects.exists()


def test_a_delivered_device_is_an_incident_unless_stated_unused(
    bench: Bench, scan: Any, requester: Actor
) -> None:
    scan("declare_lost", bench.laptop("delivered"), requester, kind="loss", unused=True)
    assert not Incident.objects.exists()
    scan("declare_lost", bench.laptop("delivered"), requester, kind="loss")
    assert Incident.objects.count() == 1


def test_a_loss_closes_repair_wait_and_offer(cast: Cast, bench: Bench, scan: Any, the: Any) -> None:
    code = bench.laptop("in_repair")
    scan("hold", code, reason="part", waiting_for="supplier")
    scan("transfer", code, to=cast.other_workshop.pk)
    scan("declare_lost", code, kind="theft")
    device = the(code)
    assert (device.hold_id, device.repair_id, device.offer_id, device.offer_to_id) == (None,) * 4
    assert Hold.objects.get(device=code).closed_at
    assert RepairOrder.objects.get(device=code).closed_at
    assert Transfer.objects.get(device=code).outcome == "cancelled"


def test_a_device_lost_from_a_pallet_is_no_longer_on_it(bench: Bench, scan: Any, the: Any) -> None:
    code = bench.laptop("recycled")
    assert the(code).pallet_id
    scan("declare_lost", code, kind="theft")
    assert the(code).pallet_id is None


def test_what_was_removed_is_not_declared_lost(bench: Bench, refused: Any, cast: Cast) -> None:
    code = bench.removed()
    said = refused("declare_lost", code, make.actor(cast.recycler), kind="loss")
    assert said.code == "already-removed"


def test_any_workshop_s_supervisor_finds_a_lost_device(
    cast: Cast, bench: Bench, scan: Any, refused: Any, the: Any, medium_of: Any
) -> None:
    code = bench.laptop("lost")
    theirs = make.actor(cast.other_workshop, "supervisor")
    assert refused("find", code, make.actor(cast.other_workshop)).code == "role"
    assert refused("find", code, make.actor(cast.point, "supervisor")).code == "not-a-workshop"
    scan("find", code, theirs)
    device = the(code)
    assert (device.step, device.cycle) == ("collected", 2)
    assert device.custodian_id == cast.other_workshop.pk
    assert medium_of(code).exposure == 2


def test_a_found_device_closes_its_recall(
    distributed_laptop: str, scan: Any, the: Any, proof_of: Any, supervisor: Actor
) -> None:
    scan("withdraw_proof", distributed_laptop, supervisor, proof=proof_of(distributed_laptop).pk)
    scan("open_service", distributed_laptop, fault="other")
    scan("declare_lost", distributed_laptop, kind="theft")
    scan("find", distributed_laptop, supervisor)
    assert the(distributed_laptop).recall_id is None
