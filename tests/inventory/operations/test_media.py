"""Retirer et monter un support."""

from __future__ import annotations

from typing import Any

from filiere.network.actor import Actor
from inventory.codes import mint_codes
from inventory.models import Code, Entry, StorageMedium
from tests.inventory import factories as make
from tests.inventory.factories import Cast
from tests.inventory.workbench import Bench


def test_a_disk_taken_out_is_loose_with_a_code_and_a_custody(
    cast: Cast, audited_laptop: str, scan: Any, the: Any, medium_of: Any
) -> None:
    medium, shelf = medium_of(audited_laptop), make.place(cast.workshop)
    scan("take_out", audited_laptop, medium=medium.pk, place=shelf.pk)
    medium.refresh_from_db()
    assert (medium.status, medium.device_id, medium.last_code) == ("loose", None, audited_laptop)
    assert (medium.custodian_id, medium.place_id) == (cast.workshop.pk, shelf.pk)
    assert Code.objects.get(pk=medium.code).bound_id == medium.pk
    assert the(audited_laptop).step == "erased"


def test_a_disk_taken_out_bears_the_label_that_was_stuck_on_it(
    cast: Cast, audited_laptop: str, scan: Any, medium_of: Any
) -> None:
    medium, label = (
        medium_of(audited_laptop),
        mint_codes(count=1, organisation_id=cast.workshop.pk)[0],
    )
    scan("take_out", audited_laptop, medium=medium.serial, code=label)
    medium.refresh_from_db()
    assert medium.code == label


def test_a_label_already_used_does_not_serve_for_a_disk(
    bench: Bench, audited_laptop: str, refused: Any, medium_of: Any
) -> None:
    used = bench.registered()
    told = {"medium": medium_of(audited_laptop).pk, "code": used}
    assert refused("take_out", audited_laptop, **told).code == "code-taken"


def test_taking_out_one_of_two_disks_leaves_the_device_audited(
    bench: Bench, scan: Any, the: Any
) -> None:
    first, second = make.disk(), make.disk()
    code = bench.audited(first, second)
    scan("take_out", code, medium=first["serial"])
    assert the(code).step == "audited"


def test_a_soldered_memory_does_not_come_out(bench: Bench, refused: Any, medium_of: Any) -> None:
    code = bench.smartphone()
    assert refused("take_out", code, medium=medium_of(code).pk).code == "soldered"


def test_both_chains_tell_of_a_disk_taken_out(
    audited_laptop: str, scan: Any, medium_of: Any
) -> None:
    medium = medium_of(audited_laptop)
    scan("take_out", audited_laptop, medium=medium.pk)
    pair = Entry.objects.filter(operation="take_out")
    assert {entry.subject_id for entry in pair} == {audited_laptop, medium.pk}
    assert len({entry.batch for entry in pair}) == 1 and pair[0].batch


def test_a_clean_disk_fitted_in_an_emptied_laptop_leaves_it_erased(
    bench: Bench, audited_laptop: str, scan: Any, the: Any, medium_of: Any
) -> None:
    loose = bench.loose_disk()
    scan("take_out", audited_laptop, medium=medium_of(audited_laptop).pk)
    scan("fit", audited_laptop, medium=loose.code)
    assert the(audited_laptop).step == "erased"
    assert medium_of(audited_laptop).pk == loose.pk
    assert medium_of(audited_laptop).custodian_id is None


def test_an_unclean_disk_fitted_sends_an_erased_laptop_to_audited(
    bench: Bench, erased_laptop: str, scan: Any, the: Any
) -> None:
    loose = bench.loose_disk(erased=False)
    scan("fit", erased_laptop, medium=loose.code)
    assert the(erased_laptop).step == "audited"


def test_a_new_disk_needs_a_proof_like_any_other(
    erased_laptop: str, scan: Any, the: Any, bench: Bench
) -> None:
    scan("fit", erased_laptop, new=make.disk())
    assert the(erased_laptop).step == "audited"
    bench.erase_all(erased_laptop)
    assert the(erased_laptop).step == "erased"


def test_a_disk_fitted_in_a_machine_said_without_storage_is_listed(
    bench: Bench, scan: Any, the: Any
) -> None:
    code = bench.registered("desktop")
    scan("audit", code, no_storage=True)
    scan("fit", code, new=make.disk())
    assert (the(code).statement, the(code).step) == ("listed", "audited")


def test_a_card_fitted_in_a_phone_is_listed_in_its_slot(bench: Bench, scan: Any, the: Any) -> None:
    code = bench.smartphone()
    scan("fit", code, new={"kind": "sd", "serial": "SD-552X"})
    assert the(code).slot_card == "listed"


def test_a_failed_disk_is_never_fitted(
    bench: Bench, erased_laptop: str, scan: Any, refused: Any
) -> None:
    loose = bench.loose_disk(erased=False)
    scan("erase", loose.code, outcomes=[{"medium": loose.pk, "outcome": "failed"}])
    assert refused("fit", erased_laptop, medium=loose.code).code == "medium-failed"


def test_a_disk_held_by_another_workshop_is_not_fitted(
    cast: Cast, bench: Bench, erased_laptop: str, scan: Any, refused: Any
) -> None:
    loose = bench.loose_disk()
    scan("transfer", loose.code, to=cast.other_workshop.pk)
    scan("accept_transfer", loose.code, make.actor(cast.other_workshop))
    assert refused("fit", erased_laptop, medium=loose.code).code == "unknown-medium"


def test_a_disk_that_is_offered_is_not_fitted(
    cast: Cast, bench: Bench, erased_laptop: str, scan: Any, refused: Any
) -> None:
    loose = bench.loose_disk()
    scan("transfer", loose.code, to=cast.other_workshop.pk)
    assert refused("fit", erased_laptop, medium=loose.code).code == "offer-pending"


def test_a_known_disk_is_not_fitted_as_a_new_one(
    bench: Bench, erased_laptop: str, refused: Any
) -> None:
    loose = bench.loose_disk()
    said = refused("fit", erased_laptop, new=make.disk(serial=loose.serial))
    assert said.code == "medium-known-elsewhere"


def test_a_failed_disk_said_absent_is_not_fitted_again_as_a_new_one(
    bench: Bench, scan: Any, refused: Any, medium_of: Any, supervisor: Actor
) -> None:
    looks = {"kind": "hdd", "size_gb": 500}
    code = bench.audited(looks)
    medium = medium_of(code)
    scan("erase", code, outcomes=[{"medium": medium.pk, "outcome": "failed"}])
    scan("audit", code, supervisor, absent=[medium.pk])
    assert refused("fit", code, new=looks).code == "medium-known-elsewhere"
    scan("fit", code, supervisor, new=looks | {"distinct": True})


def test_fitting_says_which_disk(erased_laptop: str, refused: Any) -> None:
    assert refused("fit", erased_laptop).code == "medium-missing"
    both = {"medium": "x", "new": make.disk()}
    assert refused("fit", erased_laptop, **both).code == "medium-missing"


def test_a_distributor_does_not_open_a_device_to_fit_a_disk(
    cast: Cast, erased_laptop: str, scan: Any, refused: Any
) -> None:
    theirs = make.actor(cast.distributor)
    scan("transfer", erased_laptop, to=cast.distributor.pk)
    scan("accept_transfer", erased_laptop, theirs)
    said = refused("fit", erased_laptop, theirs, new=make.disk())
    assert said.code == "not-in-a-workshop"


def test_a_scan_older_than_the_disk_s_last_entry_is_a_conflict(
    bench: Bench, erased_laptop: str, scan: Any, refused: Any
) -> None:
    loose = bench.loose_disk(erased=False)
    before = loose.head_at
    scan("count", loose.code)
    assert StorageMedium.objects.get(pk=loose.pk).head_at > before
    assert refused("fit", erased_laptop, at=before, medium=loose.code).code == "out-of-order"


def test_taking_out_and_fitting_in_repair_stays_in_repair(
    bench: Bench, scan: Any, the: Any, medium_of: Any
) -> None:
    code = bench.laptop("in_repair")
    scan("take_out", code, medium=medium_of(code).pk)
    scan("fit", code, new=make.disk())
    assert the(code).step == "in_repair"
