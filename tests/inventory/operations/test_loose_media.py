"""A medium out of its device: its own custody, its own chain, its own end."""

from __future__ import annotations

from typing import Any

import pytest

from filiere.network.actor import Actor
from inventory.circuit import CIRCUIT
from inventory.models import Entry, ErasureProof, Incident
from tests.inventory import factories as make
from tests.inventory.factories import Cast
from tests.inventory.workbench import Bench

ROWS = """
    erase destroy withdraw_proof transfer accept_transfer cancel_transfer declare_lost find
    move count
"""


def test_a_loose_medium_has_the_rows_that_the_design_lists() -> None:
    assert {name for name, row in CIRCUIT.items() if row.loose} == {*ROWS.split()}


def test_a_loose_disk_is_erased_under_its_own_code(bench: Bench, scan: Any) -> None:
    disk = bench.loose_disk(erased=False)
    done = scan("erase", disk.code, outcomes=[make.proof(disk.code)])
    disk.refresh_from_db()
    assert disk.proof_id and done.answer["medium"]["clean"] is True
    assert Entry.objects.filter(subject_kind="medium", subject_id=disk.pk).count() == 2


def test_a_loose_disk_answers_only_for_itself(bench: Bench, refused: Any) -> None:
    disk, other = bench.loose_disk(erased=False), bench.loose_disk()
    assert refused("erase", disk.code, outcomes=[make.proof(other)]).code == "unknown-medium"


def test_a_failed_loose_disk_is_destroyed_with_its_slip(bench: Bench, scan: Any) -> None:
    disk = bench.loose_disk(erased=False)
    scan("erase", disk.code, outcomes=[{"medium": disk.code, "outcome": "failed"}])
    scan("destroy", disk.code, method="shred", slip="BD-9")
    disk.refresh_from_db()
    assert (disk.status, disk.failed) == ("destroyed", True)
    assert ErasureProof.objects.get(medium=disk, level="destroy").slip == "BD-9"


def test_a_destroyed_disk_accepts_nothing_more(bench: Bench, scan: Any, refused: Any) -> None:
    disk = bench.loose_disk()
    scan("destroy", disk.code, method="shred")
    assert refused("erase", disk.code, outcomes=[make.proof(disk)]).code == "medium-status"
    assert refused("destroy", disk.code, method="shred").code == "medium-status"
    assert refused("declare_lost", disk.code, kind="loss").code == "medium-status"


def test_a_lost_disk_with_data_is_an_incident(bench: Bench, scan: Any) -> None:
    disk = bench.loose_disk(erased=False)
    scan("declare_lost", disk.code, kind="theft")
    disk.refresh_from_db()
    assert disk.status == "lost"
    assert Incident.objects.get(medium=disk).kind == "theft"


def test_a_clean_lost_disk_is_none(bench: Bench, scan: Any) -> None:
    scan("declare_lost", bench.loose_disk().code, kind="loss")
    assert not Incident.objects.exists()


@pytest.mark.parametrize("unused", [True, False])
def test_at_a_structure_a_clean_lost_disk_is_one_unless_stated_unused(
    unused: bool, cast: Cast, bench: Bench, scan: Any
) -> None:
    disk, theirs = bench.loose_disk(), make.actor(cast.structure, "requester")
    scan("transfer", disk.code, to=cast.structure.pk)
    scan("accept_transfer", disk.code, theirs)
    scan("declare_lost", disk.code, theirs, kind="loss", unused=unused)
    assert Incident.objects.exists() is not unused


def test_a_found_disk_may_have_been_written_on(
    cast: Cast, bench: Bench, scan: Any, refused: Any
) -> None:
    disk = bench.loose_disk()
    scan("declare_lost", disk.code, kind="theft")
    finder = make.actor(cast.other_workshop, "supervisor")
    assert refused("find", disk.code, make.actor(cast.other_workshop)).code == "role"
    scan("find", disk.code, finder)
    disk.refresh_from_db()
    assert (disk.status, disk.exposure, disk.proof_id) == ("loose", 2, None)
    assert disk.custodian_id == cast.other_workshop.pk


def test_what_is_not_lost_is_not_found(bench: Bench, refused: Any, supervisor: Actor) -> None:
    assert refused("find", bench.loose_disk().code, supervisor).code == "medium-status"


def test_a_loose_disk_is_moved_and_counted(cast: Cast, bench: Bench, scan: Any) -> None:
    disk, shelf = bench.loose_disk(), make.place(cast.workshop)
    scan("move", disk.code, place=shelf.pk)
    scan("count", disk.code)
    disk.refresh_from_db()
    assert disk.place_id == shelf.pk


def test_a_disk_is_not_a_device(bench: Bench, refused: Any) -> None:
    assert refused("audit", bench.loose_disk().code, no_storage=True).code == "not-for-a-medium"


def test_a_device_is_not_a_disk(erased_laptop: str, refused: Any) -> None:
    assert refused("destroy", erased_laptop, method="shred").code == "medium-only"


def test_a_fitted_disk_is_scanned_by_its_device(
    bench: Bench, erased_laptop: str, scan: Any, refused: Any
) -> None:
    disk = bench.loose_disk()
    scan("fit", erased_laptop, medium=disk.code)
    assert refused("count", disk.code).code in ("medium-fitted", "not-in-custody")


def test_another_organisation_s_disk_is_not_in_custody(
    cast: Cast, bench: Bench, refused: Any
) -> None:
    disk, theirs = bench.loose_disk(), make.actor(cast.other_workshop, "supervisor")
    for operation, told in [
        ("erase", {"outcomes": [make.proof(disk)]}),
        ("destroy", {"method": "shred"}),
        ("declare_lost", {"kind": "loss"}),
        ("count", {}),
    ]:
        assert refused(operation, disk.code, theirs, **told).code == "not-in-custody"
