"""A journal cut, forked or restored from an older backup is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from inventory.codes import mint_codes
from inventory.journal import anchor, canonical
from inventory.journal.append import entry_columns, head_columns
from inventory.journal.report import named as subject
from inventory.journal.seal import seal_journal
from inventory.journal.subjects import CHAINED
from inventory.journal.verify import verify
from inventory.models import Device, Entry, Seal, SealLeaf
from inventory.refusals import Refused
from tests.inventory.journal.tampering import named, without_unique
from tests.inventory.journal.world import World


def chain(kind: str, key: str) -> list[Entry]:
    rows = Entry.objects.filter(subject_kind=kind, subject_id=key)
    return list(rows.order_by("sequence"))


def cut_last(kind: str, key: str) -> Entry:
    """Remove the last entry and hide it: the head says the one before."""
    before, last = chain(kind, key)[-2:]
    Entry.objects.filter(pk=last.pk).delete()
    model = Device if kind == "device" else CHAINED[kind]
    model._default_manager.filter(pk=key).update(**head_columns(before))
    return last


def rewritten(entry: Entry, **columns: object) -> Entry:
    """The same entry telling something else, its text and hash made right."""
    for name, value in columns.items():
        setattr(entry, name, value)
    entry.canonical = canonical.text(entry_columns(entry))
    entry.hash = canonical.sha256(entry.canonical)
    return entry


def test_a_tail_cut_is_named_by_the_seal(world: World) -> None:
    last = cut_last("device", world.main)
    cut = named()["sealed"]
    assert (cut.subject, cut.expected, cut.found) == (
        subject("device", world.main),
        last.sequence,
        last.sequence - 1,
    )
    assert "fin de la chaîne manque" in cut.sentence


def test_a_tail_cut_before_any_seal_is_named_by_the_head(world: World) -> None:
    world.go("count", world.main)
    Entry.objects.filter(pk=chain("device", world.main)[-1].pk).delete()
    assert set(named()) == {"heads"}


def test_a_whole_chain_cut_is_named(world: World) -> None:
    Entry.objects.filter(subject_id=world.stolen).delete()
    assert {"sealed", "heads", "states"} <= set(named())


def test_a_device_registered_since_the_seal_does_not_vanish_whole(world: World) -> None:
    [code] = mint_codes(count=1, organisation_id=world.workshop.pk)
    gift = Device.objects.get(pk=world.main).collection_id
    world.go("register", code, collection=gift, kind="laptop")
    Entry.objects.filter(subject_id=code).delete()
    Device.objects.filter(pk=code).delete()
    gone = named()["mirrors"]
    assert gone.subject == subject("collection", gift)


def test_a_hole_in_a_chain_is_named_where_it_is(world: World) -> None:
    Entry.objects.filter(pk=chain("device", world.main)[4].pk).delete()
    hole = named()["chains"]
    assert (hole.sequence, hole.column, hole.expected, hole.found) == (6, "sequence", 5, 6)


def test_another_branch_with_right_hashes_is_named_by_the_seal(world: World) -> None:
    last = chain("device", world.main)[-1]
    Entry.objects.filter(pk=last.pk).delete()
    forged = rewritten(last, data='{"place":"ailleurs"}')
    forged.save(force_insert=True)
    Device.objects.filter(pk=world.main).update(**head_columns(forged))
    assert set(named()) == {"sealed"}
    assert named()["sealed"].sequence == forged.sequence


def test_a_branch_grown_past_the_seal_is_named_too(world: World) -> None:
    last = chain("device", world.main)[-1]
    Entry.objects.filter(pk=last.pk).delete()
    forged = rewritten(last, data='{"place":"ailleurs"}')
    forged.save(force_insert=True)
    Device.objects.filter(pk=world.main).update(**head_columns(forged))
    world.go("count", world.main)
    assert named()["sealed"].sequence == forged.sequence
    with pytest.raises(Refused, match="n'est plus ce qui a été scellé"):
        seal_journal()


def test_a_chain_forked_is_named(world: World) -> None:
    second = chain("device", world.main)[4]
    without_unique(Entry)
    second.pk = "0" * 36
    rewritten(second, data='{"place":"ailleurs"}').save(force_insert=True)
    fork = named()["chains"]
    assert fork.subject == subject("device", world.main)
    assert fork.column in ("sequence", "previous_hash")


def test_a_mirror_removed_is_named_before_any_seal(world: World) -> None:
    world.go("audit", world.main, media=[{"kind": "ssd", "serial": "NEW-1", "size_gb": 512}])
    world.go("take_out", world.main, medium="NEW-1")
    primary = chain("device", world.main)[-1]
    mirror = Entry.objects.get(batch=primary.batch, subject_kind="medium")
    Entry.objects.filter(pk=mirror.pk).delete()
    blank = {"head_sequence": 0, "head_hash": "", "head_at": None}
    CHAINED["medium"]._default_manager.filter(pk=mirror.subject_id).update(**blank)
    assert set(named()) == {"mirrors"}
    missing = named()["mirrors"]
    assert (missing.subject, missing.sequence) == (
        subject("device", world.main),
        primary.sequence,
    )
    assert mirror.subject_id in missing.told


def test_a_mirror_without_its_primary_is_named(world: World) -> None:
    told = next(e for e in chain("device", world.main) if e.operation == "deliver")
    Entry.objects.filter(pk=told.pk).delete()
    orphan = named()["mirrors"]
    assert orphan.subject == subject("request", world.request)
    assert told.pk in orphan.told


def test_a_seal_cut_is_named_by_the_anchor_and_by_nothing_else(world: World) -> None:
    SealLeaf.objects.filter(seal_id=2).delete()
    Seal.objects.filter(pk=2).delete()
    cut = named()
    assert set(cut) == {"anchor"}
    assert "scellé n° 2" in cut["anchor"].subject
    Path(settings.ANCHOR_FILE).unlink()
    assert named() == {}


def test_an_older_backup_restored_is_named_by_a_kept_anchor(world: World, tmp_path: Path) -> None:
    kept = tmp_path / "ailleurs.jsonl"
    backup = transaction.savepoint()
    world.go("count", world.main)
    seal_journal()
    kept.write_bytes(Path(settings.ANCHOR_FILE).read_bytes())
    transaction.savepoint_rollback(backup)
    Path(settings.ANCHOR_FILE).unlink()
    assert named() == {}
    report = verify(anchor=kept)
    assert report.counts["anchor"] == 1
    assert "sauvegarde ancienne" in report.first[0].sentence


def test_sealing_on_top_of_an_older_backup_says_what_the_anchor_knows(world: World) -> None:
    backup = transaction.savepoint()
    world.go("count", world.main)
    seal_journal()
    transaction.savepoint_rollback(backup)
    world.go("count", world.stolen)
    sealed = seal_journal()
    assert sealed.foreign == [3]
    numbers = [told.number for told in anchor.read(Path(settings.ANCHOR_FILE)).seals]
    assert numbers == [1, 2, 3, 3]
    assert "la base en a un autre" in named()["anchor"].sentence


def test_leaves_of_no_seal_are_named(world: World) -> None:
    Seal.objects.filter(pk=2)._raw_delete(using="default")
    assert {"anchor", "seals"} <= set(named())


def test_sealing_refuses_a_chain_that_was_cut(world: World) -> None:
    cut_last("device", world.main)
    with pytest.raises(Refused) as refused:
        seal_journal()
    assert refused.value.code == "journal-broken"
    assert Seal.objects.count() == 2
