"""What a certificate says, as plain data ready to be signed: nothing in it is typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from filiere.network.actor import Actor
from filiere.network.models import Organisation
from inventory import methods
from inventory.certificates.covered import Covered, covered
from inventory.certificates.signed_file import CERTIFICATE
from inventory.journal.canonical import moment
from inventory.models import Collection, Device, Seal
from inventory.refusals import Refused
from inventory.vocabulary import DeviceKind, ErasureLevel, MediumKind

VERSION = 1
MOST_DEVICES = 1000
NAMELESS = "un particulier"


def of_device(device: Device, cycle: int) -> list[dict[str, Any]]:
    """The one device.

    Raises
    ------
    Refused
        Its media are not all proved, or it has none.
    """
    return [_device(device, covered(device, cycle))]


def of_collection(collection: Collection) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
    """The devices of a collection that are proved in their first cycle, and why others are not.

    Raises
    ------
    Refused
        None is.
    """
    proved, others = [], []
    devices = Device.objects.filter(collection=collection).exclude(step="void").order_by("code")
    if devices.count() > MOST_DEVICES:
        raise Refused(
            "too-many-devices",
            f"Cette collecte compte plus de {MOST_DEVICES} appareils : un seul certificat ne les "
            "dirait pas tous. Établissez celui de chaque appareil.",
            title="Pas de certificat pour toute la collecte",
        )
    for device in devices:
        try:
            proved.append(_device(device, covered(device, 1)))
        except Refused as refused:
            others.append(
                {"code": device.pk, "asset_tag": device.asset_tag, "reason": refused.code}
            )
    if not proved:
        raise Refused(
            "nothing-proved",
            "Aucun appareil de cette collecte n'a encore tous ses supports effacés et prouvés.",
            title="Pas encore de certificat",
        )
    return proved, others


def document(
    *,
    key: str,
    number: str,
    at: datetime,
    collection: Collection,
    cycle: int,
    devices: list[dict[str, Any]],
    others: Iterable[Mapping[str, str]] = (),
    issuer: Organisation,
    key_id: str,
) -> dict[str, Any]:
    """The whole, as it is signed."""
    seal = Seal.objects.order_by("-number").first()
    return {
        "type": CERTIFICATE,
        "version": VERSION,
        "id": key,
        "number": number,
        "issued_at": moment(at),
        "site": settings.SITE_URL,
        "issuer": {"name": issuer.name, "id": issuer.pk},
        "donor": collection.donor.name if collection.donor else NAMELESS,
        "collection": collection.pk,
        "cycle": cycle,
        "devices": devices,
        "others": [dict(one) for one in others],
        "seal": {"number": seal.number, "hash": seal.hash} if seal else None,
        "check": check_address(key),
        "key_id": key_id,
    }


def check_address(key: str) -> str:
    """``HTTPS://SITE/C/…``, in capitals: all of it is alphanumeric for a QR."""
    return f"{settings.SITE_URL.rstrip('/')}/C/{key.replace('-', '')}".upper()


def proofs_in(told: Mapping[str, Any]) -> list[str]:
    """The proofs that a document rests on."""
    return sorted({one["proof"] for device in told["devices"] for one in device["media"]})


def may_issue(actor: Actor, collection: Collection, device: Device | None) -> bool:
    """Who took the gift, who holds the device or let it go."""
    mine = actor.organisation_id
    holders = [collection.custodian_id]
    if device is not None:
        holders += [device.custodian_id or 0, device.released_by_id or 0]
    return mine in holders


def _device(device: Device, media: list[Covered]) -> dict[str, Any]:
    return {
        "code": device.pk,
        "kind": DeviceKind(device.kind).label,
        "name": f"{device.brand} {device.model}".strip(),
        "serial": device.serial,
        "asset_tag": device.asset_tag,
        "media": [_medium(one) for one in media],
    }


def _medium(one: Covered) -> dict[str, Any]:
    medium, proof = one.medium, one.proof
    method = methods.find(proof.method)
    return {
        "kind": MediumKind(medium.kind).label,
        "model": medium.model,
        "serial": medium.serial,
        "size_gb": medium.size_gb,
        "became": "détruit" if one.destroyed else "effacé",
        "method": method.label if method else proof.method,
        "level": ErasureLevel(proof.level).label if proof.level else "",
        "tool": proof.tool,
        "verified": proof.verified,
        "ended_at": moment(proof.ended_at),
        "rests_on": "pièce lue" if proof.basis == "evidence" else "déclaration",
        "evidence_sha256": proof.evidence_sha or "",
        "evidence_entry": proof.evidence_index,
        "slip": proof.slip,
        "proof": proof.pk,
    }
