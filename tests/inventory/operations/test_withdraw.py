"""Retirer une preuve: in every situation, it never counts again."""

from __future__ import annotations

from typing import Any

import pytest

from filiere.network.actor import Actor
from inventory.models import ErasureProof, Incident, Recall
from tests.inventory import factories as make
from tests.inventory.factories import Cast
from tests.inventory.workbench import Bench


@pytest.mark.parametrize("step", ["erased", "ready", "reserved"])
def test_a_device_that_stands_clear_falls_to_audited(
    step: str, bench: Bench, scan: Any, the: Any, proof_of: Any, medium_of: Any, supervisor: Actor
) -> None:
    code = bench.laptop(step)
    proof = proof_of(code)
    scan("withdraw_proof", code, supervisor, proof=proof.pk, note="Outil défectueux.")
    proof.refresh_from_db()
    assert (the(code).step, medium_of(code).proof_id, proof.withdrawn) == ("audited", None, True)
    assert not Recall.objects.exists()


def test_a_device_in_repair_stays_in_repair(
    bench: Bench, scan: Any, the: Any, proof_of: Any, supervisor: Actor
) -> None:
    code = bench.laptop("in_repair")
    scan("withdraw_proof", code, supervisor, proof=proof_of(code).pk)
    assert the(code).step == "in_repair"


@pytest.mark.parametrize("step", ["delivered", "distributed", "in_service", "ceded", "recycled"])
def test_a_device_already_out_keeps_its_step_and_is_recalled(
    step: str, bench: Bench, scan: Any, the: Any, proof_of: Any, supervisor: Actor
) -> None:
    code = bench.laptop(step)
    scan("withdraw_proof", code, supervisor, proof=proof_of(code).pk)
    recall = Recall.objects.get(device=code)
    assert (the(code).step, the(code).recall_id, recall.closed_at) == (step, recall.pk, None)


def test_one_recall_is_open_at_a_time(bench: Bench, scan: Any, supervisor: Actor) -> None:
    first, second = make.disk(), make.disk()
    code = bench.audited(first, second)
    bench.erase_all(code)
    scan("cede", code, supervisor, taker="Un réemployeur")
    for proof in ErasureProof.objects.filter(medium__device=code):
        scan("withdraw_proof", code, supervisor, proof=proof.pk)
    assert Recall.objects.filter(device=code).count() == 1


def test_a_lost_device_whose_proof_falls_is_an_incident(
    bench: Bench, scan: Any, proof_of: Any, supervisor: Actor
) -> None:
    code = bench.laptop("erased")
    scan("declare_lost", code, kind="theft")
    assert not Incident.objects.exists()
    scan("withdraw_proof", code, supervisor, proof=proof_of(code).pk)
    assert Incident.objects.get(device=code).kind == "proof_withdrawn"


def test_an_absent_disk_whose_proof_falls_is_an_incident(
    erased_laptop: str, scan: Any, medium_of: Any, proof_of: Any, supervisor: Actor
) -> None:
    medium, proof = medium_of(erased_laptop), proof_of(erased_laptop)
    scan("audit", erased_laptop, supervisor, absent=[medium.pk])
    scan("withdraw_proof", erased_laptop, supervisor, proof=proof.pk)
    assert Incident.objects.get(medium=medium).kind == "proof_withdrawn"


def test_a_destroyed_disk_whose_erasure_falls_is_an_incident(
    bench: Bench, scan: Any, supervisor: Actor
) -> None:
    disk = bench.loose_disk()
    scan("destroy", disk.code, method="shred", slip="BD-1")
    scan("withdraw_proof", disk.code, supervisor, proof=disk.proof_id)
    assert Incident.objects.get(medium=disk).kind == "proof_withdrawn"
    disk.refresh_from_db()
    assert disk.status == "destroyed"


def test_a_proof_of_an_earlier_exposure_is_an_incident_since_somebody_had_the_data(
    delivered_laptop: str, scan: Any, the: Any, medium_of: Any, proof_of: Any, bench: Bench,
    supervisor: Actor,
) -> None:  # fmt: skip
    old = proof_of(delivered_laptop)
    scan("take_back", delivered_laptop)
    medium = medium_of(delivered_laptop)
    scan("audit", delivered_laptop, media=[{"kind": "ssd", "id": medium.pk}])
    bench.erase_all(delivered_laptop)
    scan("withdraw_proof", delivered_laptop, supervisor, proof=old.pk)
    assert Incident.objects.get(medium=medium).kind == "proof_withdrawn"
    assert the(delivered_laptop).step == "erased"
    assert medium_of(delivered_laptop).proof_id


def test_a_clean_disk_held_by_a_structure_is_an_incident_when_its_proof_falls(
    cast: Cast, bench: Bench, scan: Any, supervisor: Actor
) -> None:
    disk = bench.loose_disk()
    scan("transfer", disk.code, to=cast.structure.pk)
    scan("accept_transfer", disk.code, make.actor(cast.structure))
    scan("withdraw_proof", disk.code, supervisor, proof=disk.proof_id)
    assert Incident.objects.get(medium=disk).kind == "proof_withdrawn"


def test_a_loose_disk_in_the_workshop_only_becomes_unclean(
    bench: Bench, scan: Any, supervisor: Actor
) -> None:
    disk = bench.loose_disk()
    scan("withdraw_proof", disk.code, supervisor, proof=disk.proof_id)
    disk.refresh_from_db()
    assert (disk.status, disk.proof_id) == ("loose", None)
    assert not Incident.objects.exists()


def test_a_withdrawn_proof_is_not_withdrawn_twice(
    erased_laptop: str, scan: Any, refused: Any, proof_of: Any, supervisor: Actor
) -> None:
    proof = proof_of(erased_laptop)
    scan("withdraw_proof", erased_laptop, supervisor, proof=proof.pk)
    said = refused("withdraw_proof", erased_laptop, supervisor, proof=proof.pk)
    assert (said.code, said.status) == ("already-withdrawn", 409)


def test_a_withdrawn_proof_is_not_undone(
    erased_laptop: str, scan: Any, refused: Any, proof_of: Any, supervisor: Actor
) -> None:
    scan("withdraw_proof", erased_laptop, supervisor, proof=proof_of(erased_laptop).pk)
    assert refused("undo", erased_laptop, supervisor).code == "not-undoable"


def test_a_new_erasure_after_a_withdrawal_counts(
    erased_laptop: str, scan: Any, the: Any, proof_of: Any, bench: Bench, supervisor: Actor
) -> None:
    scan("withdraw_proof", erased_laptop, supervisor, proof=proof_of(erased_laptop).pk)
    bench.erase_all(erased_laptop)
    assert the(erased_laptop).step == "erased"


def test_a_proof_of_another_device_is_unknown_here(
    bench: Bench, refused: Any, proof_of: Any, supervisor: Actor
) -> None:
    here, other = bench.laptop("erased"), bench.laptop("erased")
    said = refused("withdraw_proof", here, supervisor, proof=proof_of(other).pk)
    assert (said.code, said.status) == ("unknown-proof", 404)


def test_the_workshop_that_recorded_a_proof_withdraws_it_wherever_the_device_is(
    cast: Cast, bench: Bench, scan: Any, refused: Any, the: Any, proof_of: Any, supervisor: Actor
) -> None:
    code = bench.laptop("distributed")
    proof = proof_of(code)
    stranger = make.actor(cast.other_workshop, "supervisor")
    assert refused("withdraw_proof", code, stranger, proof=proof.pk).code == "not-in-custody"
    scan("withdraw_proof", code, supervisor, proof=proof.pk)
    assert the(code).recall_id


def test_a_failed_disk_stays_failed_when_the_failure_is_withdrawn(
    audited_laptop: str, scan: Any, medium_of: Any, supervisor: Actor
) -> None:
    medium = medium_of(audited_laptop)
    scan("erase", audited_laptop, outcomes=[{"medium": medium.pk, "outcome": "failed"}])
    failure = ErasureProof.objects.get(medium=medium)
    scan("withdraw_proof", audited_laptop, supervisor, proof=failure.pk)
    assert medium_of(audited_laptop).failed


def test_a_ready_laptop_that_a_structure_holds_is_recalled(
    cast: Cast, ready_laptop: str, scan: Any, the: Any, proof_of: Any, supervisor: Actor
) -> None:
    scan("transfer", ready_laptop, to=cast.structure.pk)
    scan("accept_transfer", ready_laptop, make.actor(cast.structure, "requester"))
    scan("withdraw_proof", ready_laptop, supervisor, proof=proof_of(ready_laptop).pk)
    assert the(ready_laptop).step == "audited" and the(ready_laptop).recall_id
