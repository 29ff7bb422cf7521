"""At the bench: a reading dropped in, what is known said again, erasing all alike, photos."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from inventory.models import Device, Entry, ErasureProof, Evidence, StorageMedium
from tests.build.tree import ROOT
from tests.inventory import factories as make
from tests.inventory.conftest import Scan
from tests.inventory.pages.conftest import Visitor, filled
from tests.inventory.workbench import Bench

LSHW = ROOT / "tests" / "data" / "lshw" / "laptop_nvme_fr.json"


@pytest.fixture(autouse=True)
def _own_store(settings: Settings, tmp_path: Path) -> None:
    settings.EVIDENCE_DIR = tmp_path


def page_of(code: str, operation: str = "") -> str:
    return f"/appareils/{code}/" + (f"{operation}/" if operation else "")


def read(visitor: Visitor, code: str, raw: bytes, status: int = 200, **typed: Any) -> str:
    file = SimpleUploadedFile("releve.json", raw)
    return visitor.send(page_of(code, "audit"), status, reading=file, read="1", **typed)


def test_a_reading_fills_the_audit_and_is_kept(technician: Visitor, collected_laptop: str) -> None:
    page = read(technician, collected_laptop, LSHW.read_bytes(), brand="Tapée à la main")
    held = filled(page)
    assert held["medium-0-kind"] == "nvme"
    assert held["medium-0-serial"]
    assert held["brand"] == "Tapée à la main"
    assert held["evidence"] == Evidence.objects.get(device=collected_laptop).pk
    assert Device.objects.get(pk=collected_laptop).step == "collected"
    held.pop("reading", None)
    technician.post(page_of(collected_laptop, "audit"), **held)
    medium = StorageMedium.objects.get(device=collected_laptop)
    assert (medium.kind, medium.serial) == ("nvme", held["medium-0-serial"])
    told = Entry.objects.filter(subject_id=collected_laptop, operation="audit").get()
    assert held["evidence"] in told.data


def test_a_reading_of_known_media_adds_no_row(technician: Visitor, bench: Bench) -> None:
    first = filled(read(technician, bench.registered(), LSHW.read_bytes()))
    serial = first["medium-0-serial"]
    code = bench.audited({"kind": "nvme", "serial": serial})
    held = filled(read(technician, code, LSHW.read_bytes() + b"\n"))
    rows = [held[name] for name in held if name.endswith("-serial")]
    assert rows.count(serial) == 1
    assert held["medium-0-id"] == StorageMedium.objects.get(device=code).pk


@pytest.mark.parametrize("raw", [b"", b"bonjour", b"{", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_reading_is_said_so_and_nothing_is_lost(
    technician: Visitor, collected_laptop: str, raw: bytes
) -> None:
    page = read(technician, collected_laptop, raw, 422, brand="Dell")
    assert "notice-error" in page
    assert filled(page)["brand"] == "Dell"
    assert not Evidence.objects.exists()


def test_reading_without_a_file_says_to_choose_one(
    technician: Visitor, collected_laptop: str
) -> None:
    page = technician.send(page_of(collected_laptop, "audit"), 422, read="1")
    assert "Choisissez d'abord le fichier" in page


def test_a_file_sent_with_the_audit_is_read_before_anything_is_done(
    technician: Visitor, collected_laptop: str
) -> None:
    file = SimpleUploadedFile("releve.json", LSHW.read_bytes())
    technician.send(page_of(collected_laptop, "audit"), 200, reading=file)
    assert Device.objects.get(pk=collected_laptop).step == "collected"


def test_what_is_known_is_said_again_by_one_button(technician: Visitor, erased_laptop: str) -> None:
    before = StorageMedium.objects.get(device=erased_laptop)
    assert "Inchangé" in technician.get(page_of(erased_laptop, "audit"))
    technician.post(page_of(erased_laptop, "audit"), unchanged="1")
    after = StorageMedium.objects.get(device=erased_laptop)
    assert (after.proof_id, after.exposure) == (before.proof_id, before.exposure)
    assert Device.objects.get(pk=erased_laptop).step == "erased"
    assert Entry.objects.filter(subject_id=erased_laptop, operation="audit").count() == 2


def test_a_first_audit_cannot_be_unchanged(technician: Visitor, collected_laptop: str) -> None:
    assert "Inchangé" not in technician.get(page_of(collected_laptop, "audit"))
    technician.post(page_of(collected_laptop, "audit"), 422, unchanged="1")


def test_only_what_matters_for_the_kind_is_asked(technician: Visitor, bench: Bench) -> None:
    screen = technician.get(page_of(bench.registered("monitor"), "audit"))
    assert "Processeur" not in screen
    assert "Relevé de l'appareil" not in screen
    assert "Système installé" not in screen
    assert "Processeur" in technician.get(page_of(bench.registered(), "audit"))


def test_all_media_are_erased_by_one_method_said_once(technician: Visitor, bench: Bench) -> None:
    code = bench.audited(make.disk("hdd"), make.disk("hdd"))
    told = {"same_method": "overwrite", "same_tool": "nwipe 0.37", "same_verified": "on"}
    assert "Effacé." in technician.send(page_of(code, "erase"), **told)
    proofs = ErasureProof.objects.filter(medium__device=code)
    assert {(one.method, one.tool, one.verified) for one in proofs} == {
        ("overwrite", "nwipe 0.37", True)
    }
    assert len(proofs) == 2


def test_a_medium_with_a_method_of_its_own_is_verified_on_its_own(
    technician: Visitor, bench: Bench
) -> None:
    code = bench.audited(make.disk("hdd"), make.disk("hdd"))
    told = {"same_method": "overwrite", "same_verified": "on", "outcome-1-method": "degauss"}
    page = technician.send(page_of(code, "erase"), 422, **told)
    assert "n'a pas été vérifié" in page
    assert not ErasureProof.objects.filter(medium__device=code).exists()


def test_no_common_method_is_offered_where_none_fits_all(
    technician: Visitor, bench: Bench, cast: make.Cast
) -> None:
    gift = make.collection(cast.workshop, cast.donor, level="purge")
    code = bench.audited(make.disk("hdd"), make.disk("emmc"), gift=gift)
    assert "same_method" not in technician.get(page_of(code, "erase"))


def test_the_photo_that_a_donor_asks_for_is_taken_once(
    technician: Visitor, bench: Bench, cast: make.Cast
) -> None:
    gift = make.collection(cast.workshop, cast.donor, witness="photo")
    code = bench.audited(gift=gift)
    address = page_of(code, "erase")
    told = {"outcome-0-method": "overwrite"}
    photo = SimpleUploadedFile("preuve.png", make.picture(code))
    page = technician.send(address, 422, **told, **{"outcome-0-photo_file": photo})
    assert "Photo gardée" in page
    held = filled(page)
    assert held["outcome-0-photo"] == Evidence.objects.get().pk
    held.pop("outcome-0-photo_file", None)
    assert "Effacé." in technician.post(address, **held | {"outcome-0-verified": "on"})


def test_a_third_party_s_certificate_is_kept_and_its_serial_is_copied(
    technician: Visitor, bench: Bench
) -> None:
    code = bench.audited(make.disk(serial="ZFA0TEST1"))
    told = {"outcome-0-method": "overwrite", "outcome-0-verified": "on"}
    file = {"outcome-0-document_file": SimpleUploadedFile("a.pdf", b"%PDF-1.4 attestation")}
    page = technician.send(page_of(code, "erase"), 422, **told, **file)
    assert "recopiez le numéro de série" in page
    held = filled(page)
    assert held["outcome-0-document"] == Evidence.objects.get().pk
    held = {name: value for name, value in held.items() if not name.endswith("_file")}
    done = technician.post(
        page_of(code, "erase"), **held | {"outcome-0-document_serial": "zfa0test1"}
    )
    assert "Effacé." in done
    assert ErasureProof.objects.get().basis == "statement"


def test_a_photo_that_is_none_is_refused_and_the_form_kept(
    technician: Visitor, bench: Bench, cast: make.Cast
) -> None:
    gift = make.collection(cast.workshop, cast.donor, witness="photo")
    code = bench.audited(gift=gift)
    photo = SimpleUploadedFile("photo.jpg", b"PK\x03\x04 un zip")
    told = {"outcome-0-tool": "nwipe 0.37", "outcome-0-photo_file": photo}
    page = technician.send(page_of(code, "erase"), 422, **told)
    assert "n'est pas une photo" in page
    assert filled(page)["outcome-0-tool"] == "nwipe 0.37"
    assert not Evidence.objects.exists()


def test_a_photo_is_added_from_the_page_and_seen_there(
    technician: Visitor, sign_in: Callable[..., Visitor], collected_laptop: str, cast: make.Cast
) -> None:
    photo = SimpleUploadedFile("photo.png", make.picture("x"))
    key = "0b6c1c52-6f3b-4a4e-9f0e-1d2f3a4b5c6d"
    page = technician.post(page_of(collected_laptop, "photos"), photo=photo, key=key)
    assert "Photo gardée." in page
    kept = Evidence.objects.get()
    address = f"/appareils/{collected_laptop}/pieces/{kept.pk}/"
    assert address in page
    answer = technician.client.get(address)
    assert (answer["Content-Type"], answer.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    sign_in(cast.other_workshop).get(address, 404)
    sign_in(cast.donor, "reader").get(address, 403)
    assert Entry.objects.filter(operation="photograph").count() == 1


@pytest.mark.parametrize("raw", [b"PK\x03\x04 un zip", b"<svg onload='alert(1)'/>"])
def test_what_is_no_photo_is_not_kept(
    technician: Visitor, collected_laptop: str, raw: bytes
) -> None:
    photo = SimpleUploadedFile("photo.jpg", raw)
    page = technician.post(page_of(collected_laptop, "photos"), 422, photo=photo)
    assert "n'est pas une photo" in page
    technician.post(page_of(collected_laptop, "photos"), 422)
    assert not Evidence.objects.exists()


def test_a_tool_s_file_is_downloaded_never_shown(
    technician: Visitor, collected_laptop: str, scan: Scan
) -> None:
    read(technician, collected_laptop, LSHW.read_bytes())
    kept = Evidence.objects.get()
    answer = technician.client.get(f"/appareils/{collected_laptop}/pieces/{kept.pk}/")
    assert answer.content == LSHW.read_bytes()
    assert answer["Content-Disposition"].startswith("attachment")
