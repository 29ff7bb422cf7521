"""Sealing: what is new, signed once, committed first and anchored after."""

from __future__ import annotations

import stat
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from inventory.journal import anchor, keys, leaves
from inventory.journal import seal as sealing
from inventory.journal.seal import seal_journal
from inventory.models import Entry, Seal, SealLeaf
from inventory.refusals import Conflict, Refused
from tests.inventory.journal.tampering import named
from tests.inventory.journal.world import World


def anchored() -> list[int]:
    return [told.number for told in anchor.read(Path(settings.ANCHOR_FILE)).seals]


def test_the_first_seal_holds_every_chain(db: None, played: World) -> None:
    seal = seal_journal().seal
    assert seal is not None
    assert seal.number == 1
    assert seal.previous_hash == ""
    assert seal.entries == Entry.objects.count()
    assert seal.chains == SealLeaf.objects.count()
    assert seal.leaves_digest == seal.heads_digest
    assert anchored() == [1]


def test_the_next_seal_holds_what_moved(db: None, played: World) -> None:
    first = seal_journal().seal
    assert first is not None
    played.go("count", played.main)
    second = seal_journal().seal
    assert second is not None
    assert second.previous_hash == first.hash
    moved = SealLeaf.objects.filter(seal=second)
    assert [leaf.subject_id for leaf in moved] == [played.main]
    assert second.heads_digest != second.leaves_digest
    assert (second.chains, second.entries) == (first.chains, first.entries + 1)


def test_nothing_new_seals_nothing(db: None, played: World) -> None:
    seal_journal()
    again = seal_journal()
    assert (again.seal, again.anchored) == (None, [])
    assert again.last is not None
    assert Seal.objects.count() == 1


def test_what_a_crash_kept_from_the_anchor_is_appended_next_time(db: None, played: World) -> None:
    seal_journal()
    path = Path(settings.ANCHOR_FILE)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert seal_journal().anchored == [1]
    assert path.read_bytes() == whole[: len(whole) // 2] + b"\n" + whole
    assert seal_journal().anchored == []
    assert named() == {}


def test_a_line_of_the_anchor_that_was_never_written_is_named(db: None, played: World) -> None:
    seal_journal()
    path = Path(settings.ANCHOR_FILE)
    path.write_text("n'importe quoi\n" + path.read_text())
    assert "ligne 1" in named()["anchor"].subject


def test_of_two_sealers_one_wins(db: None, played: World) -> None:
    heads = sealing.read_heads()
    key = keys.signing_key(sealed=False)
    late = sealing._signed(heads, key)
    seal_journal()
    with pytest.raises(Conflict):
        sealing._write(late, heads)
    assert Seal.objects.count() == 1
    assert named() == {}


def test_the_key_is_for_its_owner_alone(db: None, played: World) -> None:
    seal_journal()
    path = Path(settings.SEAL_KEY_FILE)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert b"BEGIN PRIVATE KEY" in path.read_bytes()
    assert b"BEGIN PUBLIC KEY" in keys.public_path().read_bytes()
    assert sorted(p.name for p in path.parent.iterdir()) == [
        "anchor.jsonl",
        "seal.key",
        "seal.key.pub",
    ]


def test_openssl_tells_the_same_key_id(db: None, played: World) -> None:
    seal = seal_journal().seal
    assert seal is not None
    command = f"openssl pkey -pubin -in {keys.public_path()} -outform DER | sha256sum"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
    assert done.stdout.split()[0] == seal.key_id


def test_a_lost_key_is_not_made_anew(db: None, played: World) -> None:
    seal_journal()
    Path(settings.SEAL_KEY_FILE).unlink()
    played.go("count", played.main)
    with pytest.raises(Refused, match="Remettez-la depuis votre sauvegarde") as refused:
        seal_journal()
    assert refused.value.code == "seal-key-missing"
    assert not Path(settings.SEAL_KEY_FILE).exists()
    assert set(named()) == {"key"}
    keys.public_path().unlink()
    assert set(named()) == {"key"}


def test_an_anchor_without_seals_keeps_a_key_from_being_made(db: None, played: World) -> None:
    seal_journal()
    Path(settings.SEAL_KEY_FILE).unlink()
    with pytest.raises(Refused):
        keys.signing_key(sealed=bool(anchored()))


def test_another_key_is_refused_and_named(db: None, played: World) -> None:
    seal_journal()
    Path(settings.SEAL_KEY_FILE).unlink()
    keys.public_path().unlink()
    keys.signing_key(sealed=False)
    played.go("count", played.main)
    with pytest.raises(Refused) as refused:
        seal_journal()
    assert refused.value.code == "seal-key-changed"
    assert {"key", "seals"} == set(named())


@pytest.mark.parametrize("content", [b"", b"pas une cl\xe9", b"-----BEGIN PRIVATE KEY-----\n"])
def test_a_key_that_does_not_read_is_said(db: None, played: World, content: bytes) -> None:
    seal_journal()
    Path(settings.SEAL_KEY_FILE).write_bytes(content)
    played.go("count", played.main)
    with pytest.raises(Refused) as refused:
        seal_journal()
    assert refused.value.code == "seal-key-unreadable"
    assert set(named()) == {"key"}


def test_a_leaf_is_one_line_of_a_digest() -> None:
    leaf = leaves.Leaf("device", "7KQ2MDX44", 3, "ab")
    assert leaf.said() == b'["device","7KQ2MDX44",3,"ab"]\n'
