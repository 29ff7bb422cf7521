"""Effacer: one outcome for each medium named, and what makes a proof."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from filiere.network.actor import Actor
from filiere.network.identity import actor_of_token, with_operator
from inventory.models import ErasureProof, StorageMedium
from tests.inventory import factories as make
from tests.inventory.factories import Cast
from tests.inventory.workbench import Bench
from tests.network import factories as network
from tests.network.factories import member


def when(**ago: int) -> str:
    return (timezone.now() - timedelta(**ago)).isoformat()


def test_an_audited_laptop_is_erased_once_each_disk_is_proven(
    audited_laptop: str, scan: Any, the: Any, medium_of: Any
) -> None:
    scan("erase", audited_laptop, outcomes=[make.proof(medium_of(audited_laptop))])
    medium = medium_of(audited_laptop)
    assert the(audited_laptop).step == "erased"
    proof = ErasureProof.objects.get(pk=medium.proof_id)
    assert (proof.exposure, proof.method, proof.level) == (1, "overwrite", "clear")


def test_a_medium_that_is_not_named_keeps_its_state(bench: Bench, scan: Any, the: Any) -> None:
    first, second = make.disk(), make.disk("hdd")
    code = bench.audited(first, second)
    scan("erase", code, outcomes=[make.proof(first["serial"])])
    assert the(code).step == "audited"
    assert StorageMedium.objects.get(serial=second["serial"]).proof_id is None
    scan("erase", code, outcomes=[make.proof(second["serial"])])
    assert the(code).step == "erased"


def test_a_medium_is_named_by_its_serial_as_printed(bench: Bench, scan: Any, the: Any) -> None:
    code = bench.audited(make.disk(serial="WD-WX41A23"))
    scan("erase", code, outcomes=[make.proof("wd wx41a23")])
    assert the(code).step == "erased"


def test_two_disks_of_one_serial_are_told_apart_by_a_person(
    bench: Bench, scan: Any, refused: Any, supervisor: Actor
) -> None:
    seen = make.disk()
    code = bench.audited(seen, seen)
    assert refused("erase", code, outcomes=[make.proof(seen["serial"])]).code == "ambiguous-medium"


def test_a_medium_that_is_not_in_the_device_is_unknown(audited_laptop: str, refused: Any) -> None:
    said = refused("erase", audited_laptop, outcomes=[make.proof("NOPE-1")])
    assert said.code == "unknown-medium"


def test_a_medium_is_named_once(audited_laptop: str, refused: Any, medium_of: Any) -> None:
    medium = medium_of(audited_laptop)
    twice = [make.proof(medium), make.proof(medium.serial)]
    assert refused("erase", audited_laptop, outcomes=twice).code == "medium-twice"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"verified": False}, "not-verified"),
        ({"method": None}, "proof-incomplete"),
        ({"ended": None}, "proof-incomplete"),
        ({"method": "quick_format"}, "method-does-not-fit"),
        ({"method": "degauss"}, "method-does-not-fit"),
        ({"method": "shredding"}, "say-destroyed"),
        ({"evidence": "f" * 64, "evidence_index": 0}, "evidence-unknown"),
    ],
)
def test_what_does_not_prove_is_refused(
    told: dict[str, Any], code: str, audited_laptop: str, refused: Any, medium_of: Any
) -> None:
    outcome = make.proof(medium_of(audited_laptop), **told)
    assert refused("erase", audited_laptop, outcomes=[outcome]).code == code


def test_an_erasure_before_the_disk_arrived_does_not_count(
    audited_laptop: str, refused: Any, medium_of: Any
) -> None:
    outcome = make.proof(medium_of(audited_laptop), ended=when(hours=1))
    assert refused("erase", audited_laptop, outcomes=[outcome]).code == "proof-too-old"


def test_an_erasure_between_arrival_and_audit_counts(
    bench: Bench, scan: Any, the: Any, medium_of: Any
) -> None:
    code = bench.registered()
    ended = timezone.now().isoformat()
    scan("audit", code, media=[make.disk()])
    scan("erase", code, outcomes=[make.proof(medium_of(code), ended=ended)])
    assert the(code).step == "erased"


@pytest.mark.parametrize("result", ["proof", "failed"])
def test_an_erasure_cannot_end_in_the_future(
    result: str, audited_laptop: str, refused: Any, medium_of: Any
) -> None:
    outcome = make.proof(medium_of(audited_laptop), ended=when(minutes=-6), outcome=result)
    assert refused("erase", audited_laptop, outcomes=[outcome]).code == "proof-in-future"


def test_a_clock_four_minutes_fast_is_forgiven(
    audited_laptop: str, scan: Any, the: Any, medium_of: Any
) -> None:
    outcome = make.proof(medium_of(audited_laptop), ended=when(minutes=-4))
    scan("erase", audited_laptop, outcomes=[outcome])
    assert the(audited_laptop).step == "erased"


def test_a_failure_sends_an_erased_laptop_back_to_audited(
    erased_laptop: str, scan: Any, the: Any, medium_of: Any
) -> None:
    medium = medium_of(erased_laptop)
    scan("erase", erased_laptop, outcomes=[{"medium": medium.pk, "outcome": "failed"}])
    assert the(erased_laptop).step == "audited"
    assert medium_of(erased_laptop).failed


def test_a_medium_that_failed_once_can_only_be_destroyed(
    audited_laptop: str, scan: Any, refused: Any, the: Any, medium_of: Any
) -> None:
    medium = medium_of(audited_laptop)
    scan("erase", audited_laptop, outcomes=[{"medium": medium.pk, "outcome": "failed"}])
    again = refused("erase", audited_laptop, outcomes=[make.proof(medium)])
    assert again.code == "medium-failed"
    gone = {"medium": medium.pk, "outcome": "destroyed", "method": "shredding", "slip": "BD-4"}
    scan("erase", audited_laptop, outcomes=[gone])
    medium.refresh_from_db()
    assert (medium.status, medium.device_id) == ("destroyed", None)
    assert medium.proofs.filter(level="destroy", slip="BD-4").exists()
    assert the(audited_laptop).step == "erased"


def test_a_soldered_memory_is_not_destroyed_alone(
    bench: Bench, refused: Any, medium_of: Any
) -> None:
    code = bench.smartphone()
    told = [{"medium": medium_of(code).pk, "outcome": "destroyed"}]
    said = refused("erase", code, outcomes=told)
    assert said.code == "soldered" and said.suggest == ("recycle",)


def test_a_sim_card_is_only_destroyed(bench: Bench, scan: Any, refused: Any, the: Any) -> None:
    code = bench.registered("smartphone")
    scan("audit", code, media=[make.disk("ufs"), {"kind": "sim"}], slots={"card": "empty"})
    sim = StorageMedium.objects.get(device=code, kind="sim")
    assert refused("erase", code, outcomes=[make.proof(sim)]).code == "method-does-not-fit"
    scan("erase", code, outcomes=[{"medium": sim.pk, "outcome": "destroyed"}])
    assert the(code).slot_sim == "empty"


def test_an_erasure_in_repair_stays_in_repair(bench: Bench, scan: Any, the: Any) -> None:
    code = bench.audited()
    scan("open_repair", code, fault="storage")
    bench.erase_all(code)
    assert the(code).step == "in_repair"


def test_a_collection_that_asks_for_purge_refuses_a_clear(
    cast: Cast, bench: Bench, scan: Any, refused: Any, the: Any, medium_of: Any
) -> None:
    code = bench.audited(gift=make.collection(cast.workshop, cast.donor, level="purge"))
    medium = medium_of(code)
    assert refused("erase", code, outcomes=[make.proof(medium)]).code == "policy-asks-more"
    scan("erase", code, outcomes=[make.proof(medium, method="sanitize_block_erase")])
    assert the(code).step == "erased"


def test_a_disk_keeps_the_policy_of_the_collection_it_came_from(
    cast: Cast, bench: Bench, scan: Any, refused: Any, medium_of: Any
) -> None:
    strict = bench.audited(gift=make.collection(cast.workshop, cast.donor, level="purge"))
    disk = medium_of(strict)
    scan("take_out", strict, medium=disk.pk)
    disk.refresh_from_db()
    lax = bench.laptop("audited")
    scan("fit", lax, medium=disk.code)
    assert refused("erase", lax, outcomes=[make.proof(disk)]).code == "policy-asks-more"


def test_a_policy_of_two_people_names_a_colleague(
    cast: Cast, bench: Bench, refused: Any, medium_of: Any
) -> None:
    code = bench.audited(gift=make.collection(cast.workshop, cast.donor, witness="second"))
    medium, colleague = medium_of(code), member(of=cast.workshop)
    stranger = member(of=cast.other_workshop)
    told = make.proof(medium)
    assert refused("erase", code, outcomes=[told]).code == "second-person-missing"
    told["second"] = stranger.pk
    assert refused("erase", code, outcomes=[told]).code == "second-person-missing"
    told["second"] = colleague.pk
    assert refused("erase", code, outcomes=[told]).code == "second-to-confirm"
    assert not ErasureProof.objects.exists()


def test_nobody_is_their_own_second_person(
    cast: Cast, bench: Bench, refused: Any, medium_of: Any, operator: Actor
) -> None:
    """Signed in, on a shared phone under any name, by the token, or by saying destroyed."""
    code = bench.audited(gift=make.collection(cast.workshop, cast.donor, witness="second"))
    other, away = member(of=cast.workshop), member(of=cast.workshop)
    reader = network.member("reader", cast.workshop)
    away.user.is_active = False
    away.user.save()
    told = make.proof(medium_of(code), second=operator.membership_id)
    assert refused("erase", code, outcomes=[told]).code == "second-person-missing"
    gone = {"medium": medium_of(code).pk, "outcome": "destroyed", "method": "shredding"}
    assert refused("erase", code, outcomes=[gone]).code == "second-person-missing"
    for nobody in (reader.pk, away.pk, operator.membership_id):
        for one in (told, gone):
            said = refused("erase", code, outcomes=[one | {"second": nobody}])
            assert said.code == "second-person-missing"
    point = actor_of_token(network.point(cast.workshop).token)
    assert point is not None
    for held in (point, with_operator(point, other.pk)):
        for one in (told, gone):
            said = refused("erase", code, held, outcomes=[one | {"second": other.pk}])
            assert said.code in ("sign-in-first", "second-person-missing")
            said = refused("erase", code, held, outcomes=[one])
            assert said.code in ("sign-in-first", "second-person-missing")
    assert not ErasureProof.objects.exists()


def test_a_second_person_named_unasked_is_one_all_the_same(
    bench: Bench, refused: Any, operator: Actor, cast: Cast
) -> None:
    disk, stranger = bench.loose_disk(erased=False), member(of=cast.other_workshop)
    for second in (operator.membership_id, stranger.pk):
        told = make.proof(disk, second=second)
        assert refused("erase", disk.code, outcomes=[told]).code == "second-person-missing"
        said = refused("destroy", disk.code, method="shred", second=second)
        assert said.code == "second-person-missing"


def test_a_policy_of_a_photo_asks_for_it(
    cast: Cast, bench: Bench, scan: Any, refused: Any, the: Any, medium_of: Any
) -> None:
    code = bench.audited(gift=make.collection(cast.workshop, cast.donor, witness="photo"))
    told = make.proof(medium_of(code))
    assert refused("erase", code, outcomes=[told]).code == "photo-missing"
    assert refused("erase", code, outcomes=[told | {"photo": "a" * 64}]).code == "photo-unknown"
    scan("erase", code, outcomes=[told | {"photo": make.photo(code)}])
    assert the(code).step == "erased"


def test_the_photo_of_another_device_proves_nothing(
    cast: Cast, bench: Bench, refused: Any, medium_of: Any
) -> None:
    code = bench.audited(gift=make.collection(cast.workshop, cast.donor, witness="photo"))
    told = make.proof(medium_of(code), photo=make.photo(bench.registered()))
    assert refused("erase", code, outcomes=[told]).code == "photo-unknown"


def test_two_policies_at_once_are_both_kept(
    cast: Cast, bench: Bench, scan: Any, refused: Any, medium_of: Any
) -> None:
    pictured = bench.audited(gift=make.collection(cast.workshop, cast.donor, witness="photo"))
    disk = medium_of(pictured)
    scan("take_out", pictured, medium=disk.pk)
    disk.refresh_from_db()
    code = bench.audited(gift=make.collection(cast.workshop, cast.donor, witness="second"))
    scan("fit", code, medium=disk.code)
    told = make.proof(disk, second=member(of=cast.workshop).pk)
    assert refused("erase", code, outcomes=[told]).code == "photo-missing"
    told = make.proof(disk, photo=make.photo(code))
    assert refused("erase", code, outcomes=[told]).code == "second-person-missing"


def test_an_erasure_on_a_collected_laptop_waits_for_the_audit(
    collected_laptop: str, refused: Any
) -> None:
    said = refused("erase", collected_laptop, outcomes=[make.proof("x")])
    assert said.code == "wrong-step" and "audit" in said.suggest
