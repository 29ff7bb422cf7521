"""Certificates: signed, checked offline, told apart from forgeries, withdrawn with a proof."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import call_command
from django.db import connection
from django.test import Client

from filiere.network.actor import Actor
from inventory.certificates import printing, signed_file
from inventory.certificates.issuing import certify_collection, certify_device
from inventory.certificates.key import signing_key
from inventory.certificates.signed_file import Verdict, check
from inventory.certificates.standing import document_of, file_of, holds, withdrawals
from inventory.journal import keys
from inventory.journal.verify import verify
from inventory.models import Certificate, Device, ErasureProof, Seal, StorageMedium
from inventory.refusals import Refused
from inventory.walls.install import drop
from tests.inventory import factories as make
from tests.inventory.workbench import Bench
from tests.network import factories as network
from tests.papers import printed


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    settings.SEAL_KEY_FILE = tmp_path / "keys" / "seal.pem"
    settings.ANCHOR_FILE = tmp_path / "anchor.jsonl"
    return


def public() -> Any:
    found = keys.public_key()
    assert found is not None
    return found


def verdict(data: bytes, **told: Any) -> Verdict:
    return check(data, public(), **told).verdict


def test_a_certificate_says_the_device_its_media_and_the_seal(
    bench: Bench, operator: Actor, medium_of: Any
) -> None:
    code = bench.laptop("erased")
    made = certify_device(actor=operator, code=code)
    told = document_of(made)
    (device,) = told["devices"]
    (medium,) = device["media"]
    assert device["code"] == code
    assert (medium["serial"], medium["became"]) == (medium_of(code).serial, "effacé")
    assert medium["rests_on"] == "déclaration"
    assert told["seal"]["hash"] == Seal.objects.get(number=told["seal"]["number"]).hash
    assert told["donor"] == bench.cast.donor.name
    assert holds(made)
    assert verdict(file_of(made)) is Verdict.AUTHENTIC
    assert certify_device(actor=operator, code=code).pk == made.pk
    assert verify().intact


def test_the_pdf_holds_the_signed_json_and_every_byte_of_it_is_signed(
    bench: Bench, operator: Actor
) -> None:
    made = certify_device(actor=operator, code=bench.laptop("erased"))
    pdf = printing.pdf(made)
    printed.assert_accessible(pdf)
    assert made.number in printed.text(pdf)
    assert verdict(pdf) is Verdict.AUTHENTIC
    for at in (60, len(pdf) // 2, len(pdf) - 200, len(pdf) - 3):
        changed = bytearray(pdf)
        changed[at] ^= 1
        assert verdict(bytes(changed)) is Verdict.FORGED, at
    for cut in (pdf[:-1], pdf[: pdf.rindex(b"%FILIERE")], pdf + b"\n", pdf + b"%%EOF\n"):
        assert verdict(cut) is Verdict.FORGED


def test_no_byte_of_the_json_can_change(bench: Bench, operator: Actor) -> None:
    data = file_of(certify_device(actor=operator, code=bench.laptop("erased")))
    for at in range(len(data)):
        for bit in (1, 32):
            changed = bytearray(data)
            changed[at] ^= bit
            assert verdict(bytes(changed)) in (Verdict.FORGED, Verdict.OTHER_KEY), at
    told = json.loads(data)
    assert verdict(json.dumps(told, indent=1).encode()) is Verdict.FORGED
    assert verdict(signed_file.canonical({**told, "more": 1})) is Verdict.FORGED


def test_another_key_another_device_and_a_withdrawal_are_told_apart(
    bench: Bench, operator: Actor, supervisor: Actor, scan: Any
) -> None:
    code, other = bench.laptop("erased"), bench.laptop("erased")
    made = certify_device(actor=operator, code=code)
    certify_device(actor=operator, code=other)
    data, empty = file_of(made), withdrawals()
    assert verdict(data, now=made.issued_at - timedelta(hours=1)) is Verdict.FUTURE
    stranger = Ed25519PrivateKey.generate()
    told = document_of(made) | {"key_id": signed_file.key_id(stranger.public_key())}
    theirs = signed_file.json_file(told, signed_file.sign(stranger, told))
    assert verdict(theirs) is Verdict.OTHER_KEY
    kept = document_of(made)
    copied = signed_file.json_file(kept, signed_file.sign(stranger, kept))
    assert verdict(copied) is Verdict.FORGED
    assert verdict(data, device=other) is Verdict.OTHER_DEVICE
    assert verdict(data, device=code, withdrawn=empty) is Verdict.AUTHENTIC
    proof = ErasureProof.objects.get(medium__device=code)
    scan("withdraw_proof", code, supervisor, proof=proof.pk)
    assert verdict(data, withdrawn=withdrawals()) is Verdict.WITHDRAWN
    with pytest.raises(signed_file.Forged):
        verdict(data, withdrawn=withdrawals().replace(b"withdrawn_at", b"withdrawn_on"))
    with pytest.raises(Refused, match="n'a pas de preuve valide"):
        certify_device(actor=operator, code=code)


def test_a_list_older_than_the_certificate_proves_nothing(
    bench: Bench, operator: Actor, supervisor: Actor, scan: Any
) -> None:
    old = bench.laptop("erased")
    first = certify_device(actor=operator, code=old)
    before = withdrawals()
    data = file_of(certify_device(actor=operator, code=bench.laptop("erased")))
    found = check(data, public(), withdrawn=before)
    assert found.verdict is Verdict.UNSURE and "plus ancienne" in found.sentence
    assert "Non retiré au" in check(data, public(), withdrawn=withdrawals()).sentence
    listed = json.loads(withdrawals())["list"]
    for changed, said in (
        ({key: told for key, told in listed.items() if key != "issued_at"}, "n'est pas datée"),
        (listed | {"issued_at": "2026-01-01T10:00:00"}, "n'est pas datée"),
        (listed | {"issued_at": "2199-01-01T10:00:00.000000Z"}, "pas encore arrivé"),
    ):
        signed = signed_file.json_file(changed, signed_file.sign(signing_key(), changed), "list")
        found = check(data, public(), withdrawn=signed)
        assert (found.verdict, said in found.sentence) == (Verdict.UNSURE, True)
    proof = ErasureProof.objects.get(medium__device=old)
    scan("withdraw_proof", old, supervisor, proof=proof.pk)
    named = withdrawals()
    assert verdict(file_of(first), withdrawn=named) is Verdict.WITHDRAWN


def test_a_donor_reads_the_certificate_of_its_gift_and_no_later_one(
    bench: Bench, operator: Actor, scan: Any
) -> None:
    code = bench.laptop("distributed")
    gift = Device.objects.get(pk=code).collection_id
    first, whole = (
        certify_device(actor=operator, code=code),
        certify_collection(actor=operator, key=gift),
    )
    scan("take_back", code)
    scan("audit", code, media=[make.disk(serial=StorageMedium.objects.get(device=code).serial)])
    bench.erase_all(code)
    second = certify_device(actor=operator, code=code)
    client = Client()
    client.force_login(network.member("reader", bench.cast.donor).user)
    assert client.get(f"/api/devices/{code}/certificate").content == file_of(first)
    assert client.get(f"/api/collections/{gift}/certificate").content == file_of(whole)
    for file in ("", "certificat.pdf", "certificat.json"):
        assert client.get(f"/certificats/{first.pk}/{file}").status_code == 200
        assert client.get(f"/certificats/{second.pk}/{file}").status_code == 404
    assert second.pk not in client.get(f"/appareils/{code}/").content.decode()
    listed = client.get(f"/collectes/{gift}/").content.decode()
    assert whole.pk in listed and second.pk not in listed
    client.force_login(network.member("operator", bench.cast.workshop).user)
    assert client.get(f"/certificats/{second.pk}/").status_code == 200


def test_a_later_return_does_not_touch_it(
    bench: Bench, operator: Actor, supervisor: Actor, scan: Any
) -> None:
    code = bench.laptop("distributed")
    made = certify_device(actor=operator, code=code)
    scan("take_back", code)
    scan("audit", code, media=[make.disk(serial=StorageMedium.objects.get(device=code).serial)])
    assert verdict(file_of(made), withdrawn=withdrawals()) is Verdict.AUTHENTIC
    with pytest.raises(Refused, match="n'a pas de preuve valide"):
        certify_device(actor=operator, code=code)
    assert certify_device(actor=operator, code=code, cycle=1).pk == made.pk
    bench.erase_all(code)
    second = certify_device(actor=operator, code=code)
    assert (second.cycle, second.pk != made.pk) == (2, True)
    proof = document_of(second)["devices"][0]["media"][0]["proof"]
    scan("withdraw_proof", code, supervisor, proof=proof)
    assert verdict(file_of(made), withdrawn=withdrawals()) is Verdict.AUTHENTIC
    assert verdict(file_of(second), withdrawn=withdrawals()) is Verdict.WITHDRAWN


def test_a_device_without_medium_gets_none(bench: Bench, operator: Actor, scan: Any) -> None:
    code = bench.registered("monitor")
    with pytest.raises(Refused, match="pas encore été déclarés"):
        certify_device(actor=operator, code=code)
    scan("audit", code, no_storage=True)
    with pytest.raises(Refused, match="pas de certificat"):
        certify_device(actor=operator, code=code)
    assert not Certificate.objects.exists()


def test_a_medium_taken_out_and_destroyed_is_said_so(
    bench: Bench, operator: Actor, scan: Any
) -> None:
    first, second = make.disk(), make.disk()
    code = bench.audited(first, second)
    gone = {"medium": second["serial"], "outcome": "destroyed", "method": "shredding"}
    scan("erase", code, outcomes=[make.proof(first["serial"]), {**gone, "slip": "BD-12"}])
    media = document_of(certify_device(actor=operator, code=code))["devices"][0]["media"]
    assert {(one["serial"], one["became"]) for one in media} == {
        (first["serial"], "effacé"),
        (second["serial"], "détruit"),
    }


def test_a_collection_s_certificate_names_what_it_does_not_cover(
    bench: Bench, operator: Actor, scan: Any
) -> None:
    gift = make.collection(bench.cast.workshop, bench.cast.donor)
    done = bench.registered(gift=gift, asset_tag="INV-0042")
    scan("audit", done, media=[make.disk()])
    bench.erase_all(done)
    todo, bare = bench.audited(gift=gift), bench.registered("monitor", gift)
    scan("audit", bare, no_storage=True)
    made = certify_collection(actor=operator, key=gift.pk)
    told = document_of(made)
    assert [(one["code"], one["asset_tag"]) for one in told["devices"]] == [(done, "INV-0042")]
    assert {one["code"]: one["reason"] for one in told["others"]} == {
        todo: "medium-not-proved",
        bare: "no-medium",
    }
    assert "INV-0042" in printed.text(printing.pdf(made))
    assert verify().intact


def test_a_missing_key_once_used_is_an_error(bench: Bench, operator: Actor, settings: Any) -> None:
    certify_device(actor=operator, code=bench.laptop("erased"))
    Path(settings.SEAL_KEY_FILE).unlink()
    with pytest.raises(Refused, match="clé des scellés manque"):
        certify_device(actor=operator, code=bench.laptop("erased"))


def test_a_row_changed_in_the_database_is_seen(bench: Bench, operator: Actor) -> None:
    made = certify_device(actor=operator, code=bench.laptop("erased"))
    drop(connection)  # a hand that took the walls down first
    Certificate.objects.filter(pk=made.pk).update(
        canonical=made.canonical.replace("effacé", "détruit")
    )
    made.refresh_from_db()
    assert not holds(made)
    with pytest.raises(Refused, match="n'est plus celui"):
        printing.pdf(made)
    report = verify()
    assert "certificates" in {one.check for one in report.first}
    Certificate.objects.filter(pk=made.pk).delete()
    assert "certificates" in {one.check for one in verify().first}


def test_the_command_checks_with_the_public_key_alone(
    bench: Bench, operator: Actor, tmp_path: Path, capsys: Any
) -> None:
    code = bench.laptop("erased")
    made = certify_device(actor=operator, code=code)
    pdf, key, listed = tmp_path / "c.pdf", tmp_path / "cle.pem", tmp_path / "liste.json"
    pdf.write_bytes(printing.pdf(made))
    key.write_bytes(keys.public_path().read_bytes())
    listed.write_bytes(withdrawals())

    def status(*told: Any) -> int:
        try:
            call_command("verify_certificate", *map(str, told))
        except SystemExit as end:
            return int(end.code or 0)
        return 0

    asked = ("--key", key, "--withdrawn", listed)
    assert status(pdf, *asked) == 0
    assert "Authentique" in capsys.readouterr().out
    assert status(pdf, *asked, "--device", bench.laptop("erased")) == 3
    pdf.write_bytes(pdf.read_bytes().replace(b"FILIERE", b"FILIERF"))
    assert status(pdf, *asked) == 1
    assert "Falsifié" in capsys.readouterr().out


def test_the_api_gives_the_signed_file_of_the_last_one(bench: Bench, operator: Actor) -> None:
    code = bench.laptop("erased")
    collection = Device.objects.get(pk=code).collection_id
    client = Client()
    client.force_login(network.member("operator", bench.cast.workshop).user)
    asked = (f"/api/devices/{code}/certificate", f"/api/collections/{collection}/certificate")
    for address in asked:
        none = client.get(address)
        assert (none.status_code, none.json()["code"]) == (404, "no-certificate")
    one = certify_device(actor=operator, code=code)
    whole = certify_collection(actor=operator, key=collection)
    answers = [client.get(address).content for address in asked]
    assert answers == [file_of(one), file_of(whole)]
    assert [verdict(answer) for answer in answers] == [Verdict.AUTHENTIC] * 2
