"""A certificate never says erased of a medium that is not clean when it leaves the house."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from filiere.network.actor import Actor
from inventory.auditing import keep_reading
from inventory.certificates import content
from inventory.certificates.issuing import certify_collection, certify_device
from inventory.certificates.signed_file import Verdict, check
from inventory.certificates.standing import document_of, is_withdrawn
from inventory.models import StorageMedium
from inventory.refusals import Refused
from tests.inventory import factories as make
from tests.inventory.workbench import Bench


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    settings.SEAL_KEY_FILE = tmp_path / "keys" / "seal.pem"
    settings.ANCHOR_FILE = tmp_path / "anchor.jsonl"


def test_a_medium_that_failed_after_its_proof_gets_none(
    bench: Bench, operator: Actor, medium_of: Any
) -> None:
    code = bench.laptop("erased")
    bench.scan("erase", code, outcomes=[{"medium": medium_of(code).pk, "outcome": "failed"}])
    with pytest.raises(Refused, match="n'a pas de preuve valide"):
        certify_device(actor=operator, code=code)


def test_a_medium_seen_again_after_absence_gets_none(
    bench: Bench, operator: Actor, supervisor: Actor
) -> None:
    first, second = make.disk(serial="S1ATTACK01"), make.disk(serial="S1ATTACK02")
    code = bench.audited(first, second)
    bench.erase_all(code)
    gone = StorageMedium.objects.get(serial="S1ATTACK02")
    bench.scan("audit", code, supervisor, media=[first], absent=[gone.pk])
    bench.scan("audit", code, media=[first, second])
    gone.refresh_from_db()
    assert (gone.exposure, gone.proof_id) == (2, None)
    with pytest.raises(Refused, match="n'a pas de preuve valide"):
        certify_device(actor=operator, code=code)
    bench.scan("erase", code, outcomes=[make.proof(gone)])
    media = document_of(certify_device(actor=operator, code=code))["devices"][0]["media"]
    gone.refresh_from_db()
    assert gone.proof_id in {one["proof"] for one in media}


def test_a_medium_that_failed_after_its_proof_and_was_destroyed_is_said_destroyed(
    bench: Bench, operator: Actor, medium_of: Any
) -> None:
    code = bench.laptop("erased")
    key = medium_of(code).pk
    bench.scan("erase", code, outcomes=[{"medium": key, "outcome": "failed"}])
    gone = {"medium": key, "outcome": "destroyed", "method": "shredding", "slip": "BD-7"}
    bench.scan("erase", code, outcomes=[gone])
    media = document_of(certify_device(actor=operator, code=code))["devices"][0]["media"]
    assert [one["became"] for one in media] == ["détruit"]


def test_a_disk_that_a_tool_shows_and_nobody_declared_keeps_it_from_being_certified(
    bench: Bench, operator: Actor
) -> None:
    """The disks declared are proved; they are not all."""
    code, bare = bench.laptop("erased"), bench.registered("monitor")
    bench.scan("audit", bare, no_storage=True)
    disks = [{"name": f"sd{n}", "type": "disk", "size": 5 * 10**11} for n in "ab"]
    for one in (code, bare):
        raw = json.dumps({"blockdevices": disks, "for": one}).encode()
        keep_reading(actor=operator, code=one, raw=raw)
        with pytest.raises(Refused) as refused:
            certify_device(actor=operator, code=one)
        assert refused.value.code == "medium-unlisted"


def test_a_withdrawn_proof_never_serves_another_certificate(
    bench: Bench, operator: Actor, supervisor: Actor, medium_of: Any
) -> None:
    """Nor does an older proof of the same disk: only an erasure made since."""
    code = bench.laptop("erased")
    bench.erase_all(code)
    first = certify_device(actor=operator, code=code)
    bench.scan("withdraw_proof", code, supervisor, proof=medium_of(code).proof_id)
    with pytest.raises(Refused, match="n'a pas de preuve valide"):
        certify_device(actor=operator, code=code)
    bench.erase_all(code)
    second = certify_device(actor=operator, code=code)
    assert second.pk != first.pk
    assert (is_withdrawn(first), is_withdrawn(second)) == (True, False)
    assert not {*first.proofs.values_list("pk")} & {*second.proofs.values_list("pk")}


def test_a_collection_too_large_for_one_paper_is_not_cut_in_silence(
    bench: Bench, operator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content, "MOST_DEVICES", 1)
    gift = make.collection(bench.cast.workshop, bench.cast.donor)
    done = bench.audited(gift=gift)
    bench.erase_all(done)
    assert certify_collection(actor=operator, key=gift.pk)
    bench.audited(gift=gift)
    with pytest.raises(Refused) as refused:
        certify_collection(actor=operator, key=gift.pk)
    assert refused.value.code == "too-many-devices"


@pytest.mark.engineless
@pytest.mark.parametrize(
    "value", [b"NaN", b"1e999", b"9" * 30, rb'"\ud800"', b"[" * 900 + b"]" * 900]
)
def test_what_json_cannot_sign_is_forged(value: bytes) -> None:
    """Said so, as any other forgery: the command does not fall over it."""
    key = Ed25519PrivateKey.generate().public_key()
    raw = b'{"certificate":{"a":' + value + b'},"signature":"' + b"0" * 128 + b'"}'
    assert check(raw, key).verdict is Verdict.FORGED
