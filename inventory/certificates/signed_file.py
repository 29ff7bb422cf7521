"""The files of certificates, signed and checked offline: the public key alone is needed.

A JSON file is the RFC 8785 text of `{"certificate": …, "signature": …}`, to the byte. A PDF holds
that JSON as an attachment, and ends with a line that signs every byte before it. Pure: no Django.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pypdf import PdfReader
from pypdf.errors import PyPdfError

CERTIFICATE = "filiere/certificat-effacement"
WITHDRAWN = "filiere/certificats-retires"
ATTACHED = "certificat.json"
LARGEST = 20 * 1024 * 1024
AHEAD = timedelta(minutes=5)
"""As far as two clocks may disagree."""
_PDF = b"filiere/pdf\0"
_TAIL = re.compile(rb"\n%FILIERE-ED25519 ([0-9a-f]{128})\n\Z")
_SIGNATURE = re.compile(r"[0-9a-f]{128}")
BROKEN = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)


class Verdict(StrEnum):
    """What a check says; told apart also by the exit status of the command."""

    AUTHENTIC = "authentique"
    FORGED = "falsifié"
    OTHER_KEY = "autre clé"
    OTHER_DEVICE = "autre appareil"
    WITHDRAWN = "retiré"
    UNSURE = "authentique, retrait non vérifié"
    """The list given cannot tell: older than the certificate, undated, or from the future."""
    FUTURE = "daté du futur"


@dataclass(frozen=True, slots=True)
class Checked:
    """``document`` is what was signed, only when the signature holds."""

    verdict: Verdict
    sentence: str
    document: Mapping[str, Any] | None = None


class Forged(ValueError):
    """Why a file is not what was signed."""


def canonical(value: Any) -> bytes:
    """RFC 8785 bytes."""
    return rfc8785.dumps(value)


def key_id(public: Ed25519PublicKey) -> str:
    """The name of a key: SHA-256 of its DER bytes, as in seals."""
    told = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(told).hexdigest()


def digest(text: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(text).hexdigest()


def json_file(document: Mapping[str, Any], signature: str, name: str = "certificate") -> bytes:
    """The JSON file of a document already signed."""
    return canonical({name: document, "signature": signature})


def sign(private: Ed25519PrivateKey, document: Mapping[str, Any]) -> str:
    """The signature of a document, in hexadecimal."""
    return private.sign(canonical(document)).hex()


def sign_pdf(private: Ed25519PrivateKey, pdf: bytes) -> bytes:
    """The PDF with a last line that signs all of it."""
    signature = private.sign(_PDF + hashlib.sha256(pdf).digest()).hex()
    return pdf + f"\n%FILIERE-ED25519 {signature}\n".encode()


def check(
    data: bytes,
    public: Ed25519PublicKey,
    *,
    device: str = "",
    withdrawn: bytes | None = None,
    now: datetime | None = None,
) -> Checked:
    """Say what a certificate's file is worth.

    Parameters
    ----------
    device : str, optional
        The code of the device at hand: a true certificate of another one says so.
    withdrawn : bytes, optional
        The signed list of withdrawals.
    now : datetime, optional
        The hour of whoever checks; this machine's by default.

    Raises
    ------
    Forged
        The list of withdrawals is not what was signed.
    """
    try:
        document = _document(data, public)
    except Forged as error:
        return _refused(data, public, str(error))
    told = _told(document)
    if device and device not in [one.get("code") for one in document["devices"]]:
        named = ", ".join(str(one.get("code")) for one in document["devices"][:5])
        return Checked(
            Verdict.OTHER_DEVICE,
            f"{told} Mais il ne parle pas de l'appareil {device} : il parle de {named}.",
            document,
        )
    latest = (now or datetime.now(UTC)) + AHEAD
    signed = _moment(document.get("issued_at"))
    listed = read_signed(withdrawn, public, "list", WITHDRAWN) if withdrawn is not None else None
    if at := _withdrawn_at(listed, str(document["id"])):
        return Checked(Verdict.WITHDRAWN, f"{told} Il a été retiré le {at[:10]}.", document)
    if signed is None or signed > latest:
        return Checked(
            Verdict.FUTURE,
            f"{told} Cette date n'est pas encore arrivée : vérifiez l'horloge de cette machine, "
            "ou demandez au site.",
            document,
        )
    if listed is None:
        return Checked(Verdict.AUTHENTIC, told, document)
    return _not_withdrawn(told, document, signed, _moment(listed.get("issued_at")), latest)


def _not_withdrawn(
    told: str,
    document: Mapping[str, Any],
    signed: datetime,
    listed: datetime | None,
    latest: datetime,
) -> Checked:
    """What a list that does not name the certificate proves: nothing unless it came after it."""
    if listed is None:
        why = "La liste des retraits n'est pas datée"
    elif listed < signed:
        why = f"La liste des retraits est du {_said(listed)}, plus ancienne que le certificat"
    elif listed > latest:
        why = f"La liste des retraits se dit du {_said(listed)}, qui n'est pas encore arrivé"
    else:
        return Checked(
            Verdict.AUTHENTIC, f"{told} Non retiré au {_said(listed)}, date de la liste.", document
        )
    return Checked(
        Verdict.UNSURE,
        f"{told} {why} : elle ne prouve pas qu'il n'a pas été retiré. Redemandez /C/retraits.json.",
        document,
    )


def _moment(text: object) -> datetime | None:
    """A signed instant; None for what is none."""
    try:
        at = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return at if at.tzinfo is not None else None


def _said(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d à %H:%M UTC")


def _told(document: Mapping[str, Any]) -> str:
    return f"Certificat {document['number']} signé le {str(document['issued_at'])[:10]}."


def _document(data: bytes, public: Ed25519PublicKey) -> Mapping[str, Any]:
    """What was signed; raise Forged."""
    if len(data) > LARGEST:
        raise Forged("Ce fichier est trop grand pour être un certificat.")
    if data[:5] == b"%PDF-":
        tail = _TAIL.search(data)
        if tail is None:
            raise Forged("La ligne qui signe le PDF manque.")
        signed = _PDF + hashlib.sha256(data[: tail.start()]).digest()
        if not _holds(public, tail[1].decode(), signed):
            raise Forged("Le PDF n'est plus celui qui a été signé.")
        data = _attached(data)
    return read_signed(data, public, "certificate", CERTIFICATE)


def read_signed(data: bytes, public: Ed25519PublicKey, name: str, kind: str) -> Mapping[str, Any]:
    """The document of a signed JSON file, to the byte; raise Forged."""
    told = _wrapper(data, name)
    if told is None or _bytes_of(told) != data:
        raise Forged("Le fichier n'est pas écrit comme il a été signé.")
    document: dict[str, Any] = told[name]
    if document.get("type") != kind:
        raise Forged("Ce fichier signé n'est pas un certificat.")
    if not _holds(public, told["signature"], canonical(document)):
        raise Forged("La signature ne correspond pas à ce que dit le fichier.")
    return document


def _bytes_of(told: Mapping[str, Any]) -> bytes | None:
    """Its RFC 8785 bytes; None for what has none: NaN, a number too great, half a character."""
    try:
        return canonical(told)
    except (ValueError, RecursionError):
        return None


def _wrapper(data: bytes, name: str) -> dict[str, Any] | None:
    try:
        told = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict) or set(told) != {name, "signature"}:
        return None
    good = isinstance(told[name], dict) and isinstance(told["signature"], str)
    return told if good and _SIGNATURE.fullmatch(told["signature"]) else None


def _holds(public: Ed25519PublicKey, signature: str, message: bytes) -> bool:
    try:
        public.verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _attached(data: bytes) -> bytes:
    """The JSON that a PDF holds."""
    try:
        found = PdfReader(io.BytesIO(data)).attachments.get(ATTACHED, [])
    except BROKEN as error:
        raise Forged("Le PDF est abîmé.") from error
    if len(found) != 1:
        raise Forged("Le PDF ne contient pas le certificat signé.")
    return bytes(found[0])


def _refused(data: bytes, public: Ed25519PublicKey, why: str) -> Checked:
    """Another key signed it, or it was changed: the file says which key it claims."""
    if data[:5] == b"%PDF-":
        try:
            data = _attached(data)
        except Forged:
            return Checked(Verdict.FORGED, why)
    told = _wrapper(data, "certificate")
    claimed = told["certificate"].get("key_id") if told else None
    if claimed is not None and claimed != key_id(public):
        return Checked(
            Verdict.OTHER_KEY,
            "Ce fichier dit être signé par une autre clé que celle-ci : rien ne le garantit.",
        )
    return Checked(Verdict.FORGED, why)


def _withdrawn_at(listed: Mapping[str, Any] | None, certificate: str) -> str:
    """When this certificate was withdrawn, '' when the list does not name it."""
    for one in listed["withdrawn"] if listed is not None else ():
        if one["id"] == certificate:
            return str(one["withdrawn_at"])
    return ""
