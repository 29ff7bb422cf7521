"""What a certificate is worth today: its signature holds, and its proofs were not withdrawn."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Min, Q, QuerySet
from django.utils import timezone

from filiere.network.actor import Actor
from inventory.certificates import signed_file
from inventory.certificates.key import signing_key
from inventory.certificates.signed_file import WITHDRAWN
from inventory.journal import keys
from inventory.journal.canonical import moment
from inventory.models import Certificate
from inventory.refusals import Missing


def document_of(certificate: Certificate) -> dict[str, Any]:
    """What was signed, as data."""
    told: dict[str, Any] = json.loads(certificate.canonical)
    return told


def file_of(certificate: Certificate) -> bytes:
    """The JSON file, to the byte."""
    return signed_file.json_file(document_of(certificate), certificate.signature)


def withdrawn_at(certificate: Certificate) -> datetime | None:
    """When the first of its proofs was withdrawn."""
    proofs = certificate.proofs.filter(withdrawn=True)
    first: datetime | None = proofs.aggregate(first=Min("withdrawn_at"))["first"]
    return first


def is_withdrawn(certificate: Certificate) -> bool:
    return certificate.proofs.filter(withdrawn=True).exists()


def holds(certificate: Certificate) -> bool:
    """Whether the row still is what was signed: its text, its columns, its signature."""
    public = keys.public_key()
    if public is None:
        return False
    try:
        told = signed_file.read_signed(
            file_of(certificate), public, "certificate", signed_file.CERTIFICATE
        )
    except (signed_file.Forged, ValueError):
        return False
    return told == document_of(certificate) and not differences(certificate, told)


def differences(certificate: Certificate, told: Mapping[str, Any]) -> list[str]:
    """The columns that no longer say what the signed text says."""
    codes = [one["code"] for one in told["devices"]]
    device = certificate.device_id
    compared = {
        "id": (certificate.pk, told["id"]),
        "number": (certificate.number, told["number"]),
        "collection": (certificate.collection_id, told["collection"]),
        "cycle": (certificate.cycle, told["cycle"]),
        "organisation": (certificate.organisation_id, told["issuer"]["id"]),
        "issued_at": (moment(certificate.issued_at), told["issued_at"]),
        "key_id": (certificate.key_id, told["key_id"]),
        "device": (device, codes[0] if device else None),
        "hash": (certificate.hash, signed_file.digest(certificate.canonical.encode())),
        "proofs": (
            sorted(certificate.proofs.values_list("pk", flat=True)),
            sorted({one["proof"] for device in told["devices"] for one in device["media"]}),
        ),
    }
    return [name for name, (row, signed) in compared.items() if row != signed]


def by_token(token: str) -> Certificate | None:
    """The certificate whose address a QR opens."""
    low = token.lower()
    if len(low) != 32 or not all(one in "0123456789abcdef" for one in low):
        return None
    key = "-".join((low[:8], low[8:12], low[12:16], low[16:20], low[20:]))
    return Certificate.objects.filter(pk=key).first()


def certificates_seen_by(actor: Actor) -> QuerySet[Certificate]:
    """Those that one's organisation issued, asked for as taker of the gift, or received as donor.

    A gift is the first cycle: what became of the device afterwards is not its donor's to read.
    """
    mine = actor.organisation_id
    gift = Q(cycle=1) & (Q(collection__custodian=mine) | Q(collection__donor=mine))
    return Certificate.objects.filter(Q(organisation=mine) | gift)


def seen_by(actor: Actor, key: str) -> Certificate:
    """One of ``certificates_seen_by``.

    Raises
    ------
    Missing
        There is none, or it is others'.
    """
    seen = certificates_seen_by(actor).select_related("collection", "organisation")
    found = seen.filter(pk=key).first()
    if found is None:
        raise Missing("unknown-certificate", "Ce certificat n'existe pas chez vous.")
    return found


def last_seen_by(actor: Actor, *, device: str = "", collection: str = "") -> Certificate:
    """The last certificate of a device, or of a whole collection, of ``certificates_seen_by``.

    Raises
    ------
    Missing
        There is none, or it is others'.
    """
    about = {"device": device} if device else {"device": None, "collection": collection}
    found = certificates_seen_by(actor).filter(**about).order_by("-issued_at", "-id").first()
    if found is None:
        raise Missing("no-certificate", "Il n'y a pas de certificat d'effacement ici pour vous.")
    return found


def withdrawals() -> bytes:
    """The signed list of withdrawn certificates, with the key that signed them."""
    rows = Certificate.objects.filter(proofs__withdrawn=True)
    told = rows.annotate(first=Min("proofs__withdrawn_at")).order_by("id")
    private = signing_key()
    document = {
        "type": WITHDRAWN,
        "version": 1,
        "issued_at": moment(timezone.now()),
        "key_id": signed_file.key_id(private.public_key()),
        "withdrawn": [
            {"id": one.pk, "number": one.number, "withdrawn_at": moment(one.first)} for one in told
        ],
    }
    return signed_file.json_file(document, signed_file.sign(private, document), "list")
