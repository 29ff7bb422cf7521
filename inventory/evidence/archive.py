"""An archive opened within bounds: how many files, how many bytes, how deep.

zip, tar, and what gzip, xz or bzip2 pack. Nothing is written to disk: a name inside is only
a name, a link is not followed, and a bomb stops at the bound.
"""

import bz2
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import Protocol

from inventory.evidence.plain_text import clean_text
from inventory.evidence.unreadable import Unreadable

MOST_FILES = 500
MOST_BYTES = 64 * 1024 * 1024
"""Unpacked, all files together."""
LARGEST_FILE = 20 * 1024 * 1024
_XZ_MEMORY = 80 * 1024 * 1024
_SKIPPED = ("__MACOSX/", ".DS_Store", "._")
_ENCRYPTED = 0x1


class _Packed(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


def kind_of(data: bytes) -> str:
    """Return zip, gzip, xz, bzip2 or tar; '' when the bytes are no archive."""
    if data[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        return "zip"
    if data[:3] == b"\x1f\x8b\x08":
        return "gzip"
    if data[:6] == b"\xfd7zXZ\x00":
        return "xz"
    if data[:3] == b"BZh" and data[4:10] == b"1AY&SY":
        return "bzip2"
    return "tar" if data[257:262] == b"ustar" else ""


def unpack(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each file; raise Unreadable."""
    kind = kind_of(data)
    try:
        if kind == "zip":
            yield from _zip(data)
        elif kind == "tar":
            yield from _tar(data)
        else:
            yield "", _stream(data, kind)
    except Unreadable:
        raise
    except (
        *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError),
        *(EOFError, OSError, ValueError, RuntimeError, NotImplementedError, IndexError, KeyError),
    ):
        raise Unreadable("broken_archive", "Cette archive est abîmée : refaites-la.") from None


def _stream(data: bytes, kind: str) -> bytes:
    """Return what one stream packs, never more than the bound."""
    if kind == "gzip":
        unpacker = zlib.decompressobj(wbits=31)
        found = unpacker.decompress(data, MOST_BYTES + 1)
        whole = unpacker.eof
    elif kind == "xz":
        xz = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)
        found = xz.decompress(data, MOST_BYTES + 1)
        whole = xz.eof
    else:
        bz = bz2.BZ2Decompressor()
        found = bz.decompress(data, MOST_BYTES + 1)
        whole = bz.eof
    if len(found) > MOST_BYTES:
        raise _bomb()
    if not whole:
        raise EOFError
    return found


def _zip(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        left = _Bound(len(infos))
        for info in infos:
            if info.flag_bits & _ENCRYPTED:
                raise Unreadable(
                    "encrypted_archive", "Cette archive est protégée par un mot de passe."
                )
            if not _skipped(info.filename):
                with archive.open(info) as file:
                    yield clean_text(info.filename), left.read(file)


def _tar(data: bytes) -> Iterator[tuple[str, bytes]]:
    left = _Bound(0)
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
        for count, info in enumerate(archive):
            if count >= MOST_FILES:
                raise _bomb()
            file = archive.extractfile(info) if info.isreg() else None
            if file is not None and not _skipped(info.name):
                yield clean_text(info.name), left.read(file)


class _Bound:
    """What may still be unpacked."""

    def __init__(self, files: int) -> None:
        if files > MOST_FILES:
            raise _bomb()
        self.left = MOST_BYTES

    def read(self, file: _Packed) -> bytes:
        """Return a file whole; raise Unreadable when it is larger than what is left."""
        most = min(self.left, LARGEST_FILE)
        found = file.read(most + 1)
        if len(found) > most:
            raise _bomb()
        self.left -= len(found)
        return found


def _skipped(name: str) -> bool:
    return name.startswith(_SKIPPED) or name.rpartition("/")[2].startswith(_SKIPPED)


def _bomb() -> Unreadable:
    return Unreadable(
        "archive_too_large",
        "Cette archive contient trop de fichiers ou de données pour un relevé matériel.",
    )
