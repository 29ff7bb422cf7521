"""The evidence files themselves: kept as they came, named by their SHA-256, never changed.

A file lies at `root/ab/abcd….gz`, an ordinary gzip file whose comment is the SHA-256 of
what follows it: one byte changed anywhere is seen, even where gzip would not look. It is
written aside then renamed, so that a crash leaves the whole file or nothing; keeping it
twice changes nothing. What is read back is always checked against its name.

The 256 folders are soon all there: then a file costs two flushes, its own and its name's. The
first versions put files one folder deeper, where each was nearly alone and paid for its
folder too; they are still read there.
"""

import hashlib
import os
import re
import struct
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

LARGEST = 20 * 1024 * 1024
_SHA256 = re.compile(r"[0-9a-f]{64}")
# RFC 1952: magic, deflate, a comment follows, no time, no hint, unknown system.
_HEADER = bytes.fromhex("1f8b 08 10 00000000 00 ff")
_BODY = len(_HEADER) + 64 + 1


class EvidenceError(Exception):
    """What the store says when it cannot do it: stable code, French sentence."""

    code = "evidence"

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class TooLarge(EvidenceError):
    """The file is larger than the store accepts."""

    code = "too_large"


class EvidenceMissing(EvidenceError):
    """No file of that name lies in the store."""

    code = "evidence_missing"


class EvidenceDamaged(EvidenceError):
    """The file of that name is no longer what it was."""

    code = "evidence_damaged"


@dataclass(frozen=True)
class Stored:
    """One kept file: its name, its size, and the bytes it takes on disk."""

    sha256: str
    size: int
    stored_size: int


def keep(data: bytes, *, root: Path, limit: int = LARGEST) -> Stored:
    """Keep these bytes and return their name; raise TooLarge. Durable once it returns."""
    if len(data) > limit:
        raise TooLarge(f"Ce fichier pèse plus de {limit / 1024 / 1024:.0f} Mo.")
    sha256 = hashlib.sha256(data).hexdigest()
    with suppress(EvidenceError):
        path, there = _read(sha256, root)
        if _checked(there, sha256, limit) == data:
            _sync_folder(path.parent)  # who is writing it now may not have come to that yet
            return Stored(sha256, len(data), len(there))
    path, packed = _places(sha256, root)[0], _pack(data)
    _make_folder(path.parent, root)
    _write(path, packed)
    return Stored(sha256, len(data), len(packed))


def load(sha256: str, root: Path, *, limit: int = LARGEST) -> bytes:
    """Return the bytes of that name; raise EvidenceMissing or EvidenceDamaged."""
    return _checked(_read(sha256, root)[1], sha256, limit)


def verify(sha256: str, root: Path) -> None:
    """Return quietly when the file is there and intact; raise as `load` does."""
    load(sha256, root)


def _pack(data: bytes) -> bytes:
    """Return the bytes as gzip, always the same for the same library."""
    packer = zlib.compressobj(6, wbits=-15)
    size = len(data) % 2**32
    body = packer.compress(data) + packer.flush() + struct.pack("<LL", zlib.crc32(data), size)
    return _HEADER + hashlib.sha256(body).hexdigest().encode() + b"\0" + body


def _unpack(packed: bytes, limit: int) -> bytes | None:
    """Return what was compressed, never more than `limit` bytes; None when it is damaged."""
    body = packed[_BODY:]
    if packed[:_BODY] != _HEADER + hashlib.sha256(body).hexdigest().encode() + b"\0":
        return None
    unpacker = zlib.decompressobj(wbits=31)
    try:
        data = unpacker.decompress(packed, limit + 1)
    except zlib.error:
        return None
    return data if len(data) <= limit and unpacker.eof and not unpacker.unused_data else None


def _places(sha256: str, root: Path) -> tuple[Path, Path]:
    """Return where the file is put, and where the first versions put it."""
    if not _SHA256.fullmatch(sha256):
        raise EvidenceMissing("Ce nom n'est pas celui d'une pièce.")
    folder, name = root / sha256[:2], f"{sha256}.gz"
    return folder / name, folder / sha256[2:4] / name


def _read(sha256: str, root: Path) -> tuple[Path, bytes]:
    for path in _places(sha256, root):
        with suppress(FileNotFoundError, NotADirectoryError):
            return path, path.read_bytes()
    raise EvidenceMissing(f"La pièce {sha256[:12]} manque dans le dépôt.")


def _checked(packed: bytes, sha256: str, limit: int) -> bytes:
    data = _unpack(packed, limit)
    if data is None or hashlib.sha256(data).hexdigest() != sha256:
        raise EvidenceDamaged(f"La pièce {sha256[:12]} a été altérée.")
    return data


def _make_folder(folder: Path, root: Path) -> None:
    """Make the folder and those above it, each durable in the one that holds it."""
    if folder.is_dir():
        return
    if folder not in {root, folder.parent}:
        _make_folder(folder.parent, root)
    folder.mkdir(parents=True, exist_ok=True)
    _sync_folder(folder.parent)


def _write(path: Path, packed: bytes) -> None:
    """Write aside, make it durable, then give it its name."""
    aside = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        with aside.open("xb") as file:
            file.write(packed)
            file.flush()
            os.fsync(file.fileno())
        aside.chmod(0o440)
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
