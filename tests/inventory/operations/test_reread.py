"""Reading again: shown before it changes anything; a medium discovered undoes « clear »."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import Settings

from inventory.evidence.opening import open_file
from inventory.evidence.readers import lshw
from inventory.journal.verify import verify
from inventory.keeping import keep
from inventory.models import Device, Entry, EvidenceReading, Incident, Recall
from tests.build.tree import ROOT
from tests.inventory.workbench import Bench

LSHW = (ROOT / "tests" / "data" / "lshw" / "laptop_nvme_fr.json").read_bytes()
NAMES = {"nvme": "S3FILIERE00512", "hdd": "CACHE-99"}


@pytest.fixture(autouse=True)
def _own_store(settings: Settings, tmp_path: Path) -> None:
    settings.EVIDENCE_DIR = tmp_path


def two_disks() -> bytes:
    told = json.loads(LSHW)
    disk: dict[str, Any] = {"id": "disk", "class": "disk", "serial": NAMES["hdd"]}
    disk |= {"product": "WDC WD5000", "size": 500_107_862_016, "logicalname": "/dev/sda"}
    (told[0] if isinstance(told, list) else told)["children"].append(disk)
    return json.dumps(told).encode()


def as_an_old_reader_read_it(bench: Bench, code: str) -> None:
    """The file is kept with a reading that saw the NVMe disk alone."""
    raw = two_disks()
    (piece,) = open_file(raw)
    assert piece.description is not None
    media = tuple(one for one in piece.description.media if one.serial == NAMES["nvme"])
    old = replace(piece.description, reader_version=1, media=media)
    device = Device.objects.get(pk=code)
    keep(device, bench.supervisor, raw, "lshw", (replace(piece, description=old),)).write()


@pytest.fixture
def known() -> dict[str, Any]:
    return {"kind": "nvme", "serial": NAMES["nvme"], "size_gb": 512}


def reread(*options: str) -> str:
    out = StringIO()
    call_command("reread_evidence", *options, stdout=out)
    return out.getvalue()


def operations(code: str) -> list[str]:
    chain = Entry.objects.filter(subject_kind="device", subject_id=code).order_by("sequence")
    return list(chain.values_list("operation", flat=True))


def test_what_would_change_is_shown_and_nothing_is_changed(
    bench: Bench, known: dict[str, Any]
) -> None:
    code = bench.audited(known)
    bench.erase_all(code)
    as_an_old_reader_read_it(bench, code)
    before = operations(code)
    said = reread()
    assert f"support découvert : Disque dur WDC WD5000 500 Go {NAMES['hdd']}" in said
    assert f"lshw 1 → lshw {lshw.VERSION}" in said and "--apply" in said
    assert operations(code) == before
    assert Device.objects.get(pk=code).step == "erased"
    assert EvidenceReading.objects.get().readers == {"lshw": 1}


def test_a_medium_discovered_makes_the_device_not_clear_through_the_journal(
    bench: Bench, known: dict[str, Any]
) -> None:
    code = bench.audited(known)
    bench.erase_all(code)
    as_an_old_reader_read_it(bench, code)
    entries = dict(Entry.objects.values_list("pk", "hash"))
    assert "1 pièces relues, 1 supports découverts." in reread("--apply", "--device", code)
    device = Device.objects.get(pk=code)
    assert (device.step, device.unlisted_media) == ("audited", 1)
    assert operations(code)[-1] == "reread"
    assert entries.items() <= dict(Entry.objects.values_list("pk", "hash")).items()
    assert verify().intact
    assert "0 pièces" in reread("--apply")


def test_a_device_out_is_recalled(bench: Bench, known: dict[str, Any]) -> None:
    code = bench.laptop("distributed")
    as_an_old_reader_read_it(bench, code)
    reread("--apply")
    device = Device.objects.get(pk=code)
    assert device.step == "distributed"
    assert Recall.objects.get(device=code, closed_at=None).why == "medium_discovered"


def test_a_lost_device_becomes_an_incident(bench: Bench) -> None:
    code = bench.laptop("lost")
    before = Incident.objects.count()
    as_an_old_reader_read_it(bench, code)
    reread("--apply")
    assert Incident.objects.count() == before + 1


def test_a_medium_that_the_record_knows_is_no_discovery(
    bench: Bench, known: dict[str, Any]
) -> None:
    code = bench.audited(known, {"kind": "hdd", "serial": NAMES["hdd"], "size_gb": 500})
    bench.erase_all(code)
    as_an_old_reader_read_it(bench, code)
    assert "1 pièces relues, 0 supports découverts." in reread("--apply")
    assert Device.objects.get(pk=code).step == "erased"
    assert EvidenceReading.objects.get().readers == {"lshw": lshw.VERSION}


def test_a_damaged_file_keeps_the_reading_it_had(bench: Bench, settings: Settings) -> None:
    code = bench.audited()
    as_an_old_reader_read_it(bench, code)
    for file in Path(settings.EVIDENCE_DIR).rglob("*.gz"):
        file.chmod(0o600)
        file.write_bytes(b"x")
    assert "n'est plus lue" in reread("--apply")
    assert EvidenceReading.objects.get().readers == {"lshw": 1}
