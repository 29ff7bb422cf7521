"""The evidence store: durable, idempotent, and blind to no change."""

import gzip
import hashlib
import os
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inventory.evidence import store

DATA = b'{"id": "pc"}' * 100


def _file(root: Path, sha256: str) -> Path:
    return root / sha256[:2] / f"{sha256}.gz"


def test_what_is_kept_comes_back_under_its_hash(tmp_path: Path) -> None:
    stored = store.keep(DATA, root=tmp_path / "new" / "place")
    assert stored.sha256 == hashlib.sha256(DATA).hexdigest()
    assert stored.size == len(DATA)
    path = _file(tmp_path / "new" / "place", stored.sha256)
    assert stored.stored_size == path.stat().st_size < len(DATA)
    assert store.load(stored.sha256, tmp_path / "new" / "place") == DATA
    assert gzip.decompress(path.read_bytes()) == DATA


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.binary(max_size=2000))
def test_any_bytes_come_back(tmp_path: Path, data: bytes) -> None:
    assert store.load(store.keep(data, root=tmp_path).sha256, tmp_path) == data


def test_keeping_twice_changes_nothing(tmp_path: Path) -> None:
    first = store.keep(DATA, root=tmp_path)
    before = _file(tmp_path, first.sha256).stat()
    assert store.keep(DATA, root=tmp_path) == first
    after = _file(tmp_path, first.sha256).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_file_of_the_first_versions_is_read_where_it_lies(tmp_path: Path) -> None:
    first = store.keep(DATA, root=tmp_path)
    path = _file(tmp_path, first.sha256)
    former = path.parent / first.sha256[2:4] / path.name
    former.parent.mkdir()
    path.rename(former)
    assert store.load(first.sha256, tmp_path) == DATA
    assert store.keep(DATA, root=tmp_path) == first
    assert not path.exists()
    former.chmod(0o600)
    former.write_bytes(b"rubbish")
    assert store.keep(DATA, root=tmp_path) == first
    assert store.load(first.sha256, tmp_path) == DATA


def test_many_writers_of_one_file_leave_one_file(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(lambda _: store.keep(DATA, root=tmp_path), range(40)))
    assert len(set(kept)) == 1
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == [f"{kept[0].sha256}.gz"]


def test_one_byte_changed_anywhere_is_seen(tmp_path: Path) -> None:
    stored = store.keep(b"evidence", root=tmp_path)
    path = _file(tmp_path, stored.sha256)
    whole = path.read_bytes()
    path.chmod(0o600)
    for at in range(len(whole)):
        for flipped in (1, 0x80):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ flipped]) + whole[at + 1 :])
            with pytest.raises(store.EvidenceDamaged):
                store.verify(stored.sha256, tmp_path)
    for damaged in (b"", whole[:-1], whole + b"\0", whole + whole):
        path.write_bytes(damaged)
        with pytest.raises(store.EvidenceDamaged):
            store.verify(stored.sha256, tmp_path)
    path.write_bytes(whole)
    store.verify(stored.sha256, tmp_path)


def test_another_file_under_the_name_is_seen(tmp_path: Path) -> None:
    good, other = (store.keep(data, root=tmp_path) for data in (b"one", b"two"))
    path = _file(tmp_path, good.sha256)
    path.chmod(0o600)
    path.write_bytes(_file(tmp_path, other.sha256).read_bytes())
    with pytest.raises(store.EvidenceDamaged, match="altérée"):
        store.load(good.sha256, tmp_path)


def test_keeping_again_heals_a_damaged_file(tmp_path: Path) -> None:
    stored = store.keep(DATA, root=tmp_path)
    path = _file(tmp_path, stored.sha256)
    path.chmod(0o600)
    path.write_bytes(b"rubbish")
    assert store.keep(DATA, root=tmp_path).sha256 == stored.sha256
    store.verify(stored.sha256, tmp_path)


def test_a_bomb_is_damage_and_is_never_unpacked_whole(tmp_path: Path) -> None:
    bomb = bytes(30 * 1024 * 1024)
    sha256 = hashlib.sha256(bomb).hexdigest()
    path = _file(tmp_path, sha256)
    path.parent.mkdir(parents=True)
    path.write_bytes(store._pack(bomb))
    assert path.stat().st_size < 50_000
    with pytest.raises(store.EvidenceDamaged):
        store.load(sha256, tmp_path)
    assert store.load(sha256, tmp_path, limit=len(bomb)) == bomb


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "a" * 63, "A" * 64, "é" * 64, "a\0b"])
def test_a_name_that_is_no_hash_is_missing(tmp_path: Path, name: str) -> None:
    with pytest.raises(store.EvidenceMissing):
        store.load(name, tmp_path)


def test_what_was_never_kept_is_missing(tmp_path: Path) -> None:
    with pytest.raises(store.EvidenceMissing, match="manque"):
        store.verify("0" * 64, tmp_path)


def test_too_large_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(store.TooLarge, match="1 Mo"):
        store.keep(bytes(1024 * 1024 + 1), root=tmp_path, limit=1024 * 1024)
    assert list(tmp_path.iterdir()) == []


def test_a_write_cut_short_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="no space"):
        store.keep(DATA, root=tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_same_bytes_are_packed_the_same_way() -> None:
    assert store._pack(DATA) == store._pack(DATA)
    assert zlib.decompress(store._pack(DATA), wbits=31) == DATA
