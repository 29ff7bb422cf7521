"""Readings on a device: dropped together, merged, disputes shown, accepted by a person."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from inventory.models import Device, Entry, Evidence, EvidenceReading, StorageMedium
from tests.build.tree import ROOT
from tests.inventory.pages.conftest import Visitor, filled
from tests.inventory.workbench import Bench

LSHW = (ROOT / "tests" / "data" / "lshw" / "laptop_nvme_fr.json").read_bytes()


@pytest.fixture(autouse=True)
def _own_store(settings: Settings, tmp_path: Path) -> None:
    settings.EVIDENCE_DIR = tmp_path


def page_of(code: str) -> str:
    return f"/appareils/{code}/releves/"


def changed(**columns: Any) -> bytes:
    """The same machine as another run tells it."""
    told = json.loads(LSHW)
    (told[0] if isinstance(told, list) else told).update(columns)
    return json.dumps(told).encode()


def with_card(live: bool = False) -> bytes:
    told = json.loads(LSHW)
    card = {
        "id": "disk",
        "class": "disk",
        "product": "Carte SD",
        "serial": "CARTE-0001",
        "size": 32_000_000_000,
        "logicalname": "/dev/mmcblk0" if not live else "/dev/sdb",
        "businfo": "usb@1:2",
        "capabilities": {"removable": True},
    }
    (told[0] if isinstance(told, list) else told)["children"].append(card)
    return json.dumps(told).encode()


def drop(visitor: Visitor, code: str, *raws: bytes, status: int = 303, **typed: Any) -> str:
    files = [SimpleUploadedFile(f"{n}.json", raw) for n, raw in enumerate(raws)]
    return visitor.send(page_of(code), status, readings=files, **typed)


def accept(visitor: Visitor, code: str, status: int = 303, **typed: Any) -> str:
    page = visitor.get(page_of(code))
    held = filled(page[page.index("releves/retenir/") - 60 :])
    return visitor.post(f"{page_of(code)}retenir/", status, **(held | typed))


def test_files_dropped_together_are_merged_and_their_dispute_is_shown(
    technician: Visitor, collected_laptop: str
) -> None:
    other = changed(product="ThinkPad T490s", version="ThinkPad T490s")
    page = drop(technician, collected_laptop, LSHW, other)
    assert "2 fichiers gardés" in page
    assert "1 désaccord" in page
    assert "Ailleurs :" in page and "T490s" in page
    assert "À rang égal" in page
    assert EvidenceReading.objects.count() == 2
    assert Device.objects.get(pk=collected_laptop).step == "collected"


def test_accepting_audits_by_every_reading_counted(
    technician: Visitor, collected_laptop: str
) -> None:
    drop(technician, collected_laptop, LSHW, changed(family="X"))
    accept(technician, collected_laptop)
    device = Device.objects.get(pk=collected_laptop)
    assert (device.step, device.brand, device.serial) == ("audited", "LENOVO", "PF0FILI1")
    assert StorageMedium.objects.get(device=device).serial == "S3FILIERE00512"
    told = Entry.objects.get(subject_id=device.pk, operation="audit").data
    assert all(one in told for one in Evidence.objects.values_list("pk", flat=True))


def test_the_same_file_twice_is_one_and_another_device_s_is_refused(
    technician: Visitor, bench: Bench
) -> None:
    first, second = bench.registered(), bench.registered()
    drop(technician, first, LSHW)
    drop(technician, first, LSHW)
    assert Entry.objects.filter(subject_id=first, operation="snapshot").count() == 1
    assert "déjà joint à un autre appareil" in drop(technician, second, LSHW, status=422)
    assert Evidence.objects.count() == 1


def test_another_machine_s_reading_does_not_join_this_one(
    technician: Visitor, collected_laptop: str
) -> None:
    drop(technician, collected_laptop, LSHW, changed(serial="AUTRE777"))
    page = accept(technician, collected_laptop, 422, whole="1")
    assert "numéros de série différents" in page
    assert Device.objects.get(pk=collected_laptop).step == "collected"


def test_only_a_supervisor_leaves_out_a_reading_that_shows_one_more_medium(
    technician: Visitor, supervisor: Visitor, collected_laptop: str
) -> None:
    second = json.loads(LSHW)
    disk = {"id": "disk", "class": "disk", "serial": "CACHE-99", "size": 500_107_862_016}
    disk |= {"product": "WDC WD5000", "logicalname": "/dev/sda", "businfo": "scsi@0:0.0.0"}
    (second[0] if isinstance(second, list) else second)["children"].append(disk)
    drop(technician, collected_laptop, LSHW, json.dumps(second).encode())
    whole = Evidence.objects.get(size=len(LSHW)).pk
    page = accept(technician, collected_laptop, 403, counted=[whole])
    assert "l'encadrant·e" in page
    accept(technician, collected_laptop)
    assert StorageMedium.objects.filter(device=collected_laptop).count() == 2


def test_a_card_is_the_device_s_or_ours_only_when_somebody_says_so(
    technician: Visitor, collected_laptop: str
) -> None:
    drop(technician, collected_laptop, with_card())
    assert "dites s'il reste" in accept(technician, collected_laptop, 422)
    page = technician.get(page_of(collected_laptop))
    number = page.split('name="removable-')[1].split('"')[0]
    accept(technician, collected_laptop, **{f"removable-{number}": "inside"})
    serials = StorageMedium.objects.filter(device=collected_laptop).values_list("serial", flat=True)
    assert sorted(serials) == ["CARTE-0001", "S3FILIERE00512"]


def test_a_reading_that_comes_meanwhile_is_read_before_it_is_accepted(
    technician: Visitor, collected_laptop: str
) -> None:
    drop(technician, collected_laptop, LSHW)
    page = technician.get(page_of(collected_laptop))
    held = filled(page[page.index("releves/retenir/") - 60 :])
    drop(technician, collected_laptop, changed(family="X"))
    said = technician.post(f"{page_of(collected_laptop)}retenir/", 409, **held)
    assert "Relisez-la" in said


def test_a_doubtful_list_wants_eyes(technician: Visitor, collected_laptop: str) -> None:
    partial = (ROOT / "tests" / "data" / "lshw" / "nodes_without_list.json").read_bytes()
    drop(technician, collected_laptop, partial)
    assert "Relevé partiel" in accept(technician, collected_laptop, 422)
    accept(technician, collected_laptop, whole="1")
    assert Device.objects.get(pk=collected_laptop).step == "audited"


def test_what_is_not_recognised_is_kept_only_when_wanted(
    technician: Visitor, collected_laptop: str
) -> None:
    page = drop(technician, collected_laptop, b"une note du donateur", status=422)
    assert "0.json" in page and "reconnu" in page
    assert not Evidence.objects.exists()
    drop(technician, collected_laptop, b"une note du donateur", unread="1")
    assert Evidence.objects.get().reader == "unread"
    assert "0 relevé" not in technician.get(page_of(collected_laptop))


def test_a_phone_s_slots_are_answered_with_its_readings(technician: Visitor, bench: Bench) -> None:
    code = bench.registered("smartphone")
    drop(technician, code, LSHW)
    page = technician.get(page_of(code))
    assert "logement de carte SIM est vide" in page
