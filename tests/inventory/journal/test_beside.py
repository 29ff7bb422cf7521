"""What lies beside the journal: evidence files, erasable texts, triggers, rows nobody told of."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DataError, connection, transaction
from django.utils import timezone

from inventory import erasable
from inventory.evidence import store
from inventory.journal.verify import verify
from inventory.models import Device, Entry, ErasableText, Evidence, StorageMedium
from inventory.walls import install
from tests.inventory.journal.tampering import named, take_walls_down
from tests.inventory.journal.world import World


@pytest.fixture
def file(world: World) -> Path:
    sha = world.evidence
    return Path(settings.EVIDENCE_DIR) / sha[:2] / f"{sha}.gz"


@pytest.mark.parametrize("at", [0, 40, 80, -1])
def test_one_byte_of_an_evidence_file_is_named(world: World, file: Path, at: int) -> None:
    whole = file.read_bytes()
    changed = bytearray(whole)
    changed[at] ^= 1
    file.chmod(0o640)
    file.write_bytes(changed)
    try:
        damaged = named()["evidence"]
    finally:
        file.write_bytes(whole)
    assert "altérée" in damaged.told
    assert world.main in damaged.subject


def test_other_bytes_well_packed_are_named(world: World, file: Path) -> None:
    whole = file.read_bytes()
    file.chmod(0o640)
    file.write_bytes(gzip.compress(b"autre chose"))
    try:
        assert set(named()) == {"evidence"}
    finally:
        file.write_bytes(whole)


def test_a_missing_file_is_named_unless_not_looked_at(world: World, file: Path) -> None:
    whole = file.read_bytes()
    file.unlink()
    try:
        assert "manque" in named()["evidence"].told
        assert verify(quick=True).counts["evidence"] == 0
    finally:
        store.keep(gzip.decompress(whole), root=Path(settings.EVIDENCE_DIR))


def test_the_row_of_a_file_is_compared_too(world: World) -> None:
    Evidence.objects.filter(pk=world.evidence).update(size=1)
    assert named()["evidence"].column == "size"
    Evidence.objects.all().delete()
    missing = named()["evidence"]
    assert "n'a pas de ligne" in missing.told
    assert world.main in missing.subject


def note(world: World) -> ErasableText:
    entry = Entry.objects.get(subject_id=world.stolen, operation="declare_lost")
    return ErasableText.objects.get(pk=json.loads(entry.data)["note"]["erasable"])


def test_a_forgotten_note_verifies_as_such(world: World) -> None:
    erasable.forget(note(world))
    report = verify()
    assert named() == {}
    assert report.figures["forgotten"] == 1
    assert "1 texte(s) effacé(s), comme prévu." in report.notes


def test_a_deleted_note_reads_as_forgotten(world: World) -> None:
    note(world).delete()
    assert named() == {}
    assert verify().figures["forgotten"] == 1


@pytest.mark.parametrize("column", ["text", "salt"])
def test_a_note_changed_is_named(world: World, column: str) -> None:
    row = note(world)
    ErasableText.objects.filter(pk=row.pk).update(**{column: "autre"})
    wrong = named()["texts"]
    assert world.stolen in wrong.subject
    assert row.pk in wrong.subject


def test_a_note_said_forgotten_that_is_still_there_is_named(world: World) -> None:
    ErasableText.objects.filter(pk=note(world).pk).update(erased_at=timezone.now())
    assert "encore là" in named()["texts"].told


def test_the_walls_are_named_one_by_one(db: None, played: World) -> None:
    assert verify().intact
    take_walls_down()
    assert verify().counts["walls"] == len(install.missing(connection)) > 10


def test_a_row_that_nobody_told_of_is_named(world: World) -> None:
    row = StorageMedium.objects.get(pk=world.medium)
    row.pk, row.code, row.device_id, row.status = "0" * 36, None, world.main, "fitted"
    row.head_sequence, row.head_hash, row.head_at = 0, "", None
    row.save(force_insert=True)
    untold = named()["states"]
    assert untold.told == "aucune écriture du journal n'en parle"
    assert "0" * 36 in untold.subject


def test_a_version_told_twice_is_named(world: World) -> None:
    last = Entry.objects.filter(subject_kind="device", effects__contains='"t":"medium"').last()
    assert last is not None
    effects = last.effects.replace('"version":', '"version":1')
    Entry.objects.filter(pk=last.pk).update(effects=effects)
    assert "numéro de version" in {item.told for item in verify().differences}


def test_a_value_that_does_not_read_is_named_not_raised(world: World) -> None:
    if connection.vendor == "postgresql":
        with pytest.raises(DataError), transaction.atomic():
            _unreadable("inventory_device", "cycle_opened_at")
        return
    _unreadable("inventory_device", "cycle_opened_at")
    assert named()["states"].told == "la ligne ne se lit pas"
    _unreadable("inventory_entry", "recorded_at")
    assert "ne se lit pas" in named()["chains"].told


def _unreadable(table: str, column: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = '2026-13-45 10:00:00'")


def test_what_is_not_sealed_yet_is_counted(world: World) -> None:
    world.go("count", world.main)
    report = verify()
    assert named() == {}
    assert report.figures["unsealed"] == 1
    assert "1 écriture(s) pas encore scellée(s)" in report.summary
    assert Device.objects.count() == 2
