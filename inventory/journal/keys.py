"""The key of the seals: Ed25519, in a file outside the database."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from django.conf import settings

from inventory.refusals import Refused

UNREADABLE = (ValueError, TypeError, UnsupportedAlgorithm, OSError)


def private_path() -> Path:
    return Path(settings.SEAL_KEY_FILE)


def public_path() -> Path:
    """Beside the private one; anybody may have a copy."""
    path = private_path()
    return path.with_name(path.name + ".pub")


def signing_key(*, sealed: bool) -> Ed25519PrivateKey:
    """The private key, made the first time.

    Parameters
    ----------
    sealed : bool
        Something was sealed already: then a missing key is not made anew.

    Raises
    ------
    Refused
        ``seal-key-missing``, ``seal-key-unreadable``.
    """
    if not private_path().exists():
        if sealed:
            raise Refused(
                "seal-key-missing",
                f"La clé des scellés manque ({private_path()}), alors que des scellés existent. "
                "Remettez-la depuis votre sauvegarde : sans elle, plus rien ne peut être scellé.",
                title="Clé perdue",
                status=500,
            )
        _make()
    key = _private()
    _publish(key.public_key())
    return key


def private_key() -> Ed25519PrivateKey | None:
    """The private key when its file is there.

    Raises
    ------
    Refused
        ``seal-key-unreadable``.
    """
    return _private() if private_path().exists() else None


def public_key() -> Ed25519PublicKey | None:
    """The public key as published, or as the private one tells it; None when both are lost.

    Raises
    ------
    Refused
        ``seal-key-unreadable``.
    """
    path = public_path()
    if not path.exists():
        private = private_key()
        return private.public_key() if private else None
    try:
        key = load_pem_public_key(path.read_bytes())
    except UNREADABLE as error:
        raise _unreadable(path) from error
    if not isinstance(key, Ed25519PublicKey):
        raise _unreadable(path)
    return key


def key_id(public: Ed25519PublicKey) -> str:
    """SHA-256 of the public key in DER: ``openssl pkey -pubin -outform DER | sha256sum``."""
    told = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(told).hexdigest()


def sign(key: Ed25519PrivateKey, canonical: str) -> str:
    return key.sign(canonical.encode()).hex()


def is_signed(public: Ed25519PublicKey, canonical: str, signature: str) -> bool:
    try:
        public.verify(bytes.fromhex(signature), canonical.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _private() -> Ed25519PrivateKey:
    path = private_path()
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except UNREADABLE as error:
        raise _unreadable(path) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _unreadable(path)
    return key


def _unreadable(path: Path) -> Refused:
    return Refused(
        "seal-key-unreadable",
        f"La clé des scellés ne se lit pas ({path}). Remettez-la depuis votre sauvegarde.",
        title="Clé illisible",
        status=500,
    )


def _make() -> None:
    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    path = private_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = _written_aside(path, pem, 0o600)
    # A link never replaces: of two first sealers, the second takes the key of the first.
    with suppress(FileExistsError):
        os.link(aside, path)
    aside.unlink()
    _sync(path.parent)


def _publish(public: Ed25519PublicKey) -> None:
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    path = public_path()
    if path.exists():
        return
    _written_aside(path, pem, 0o644).replace(path)
    _sync(path.parent)


def _written_aside(path: Path, content: bytes, mode: int) -> Path:
    aside = path.with_name(f".{path.name}.{uuid4().hex}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return aside


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
