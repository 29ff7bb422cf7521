"""Issuing a certificate: one signed document, one entry in the collection's chain."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from filiere.network.actor import Actor
from filiere.network.models import Organisation
from inventory.certificates import content, signed_file
from inventory.certificates.key import signing_key
from inventory.certificates.standing import document_of, is_withdrawn
from inventory.ids import new_id
from inventory.journal.seal import seal_journal
from inventory.models import Certificate, Collection, Device, ErasureProof, Seal
from inventory.papers.paper import number
from inventory.refusals import Missing
from inventory.selectors import collections_seen_by, device_seen_by
from inventory.subjects.recording import allowed, moment, one_transaction, tell
from inventory.vocabulary import SubjectKind

RIGHT = "issue_certificates"


def certify_device(
    *, actor: Actor, code: str, cycle: int | None = None, occurred_at: datetime | None = None
) -> Certificate:
    """The certificate of a device for one cycle, the present one by default.

    Asked again with nothing new, the same one is given. ``occurred_at`` dates the entry of a
    demo; what is signed says when it was signed.

    Raises
    ------
    Refused
        Media without proof, no medium at all, not theirs to certify.
    """
    allowed(actor, RIGHT)
    device = device_seen_by(actor, code)
    which = cycle or device.cycle
    collection = Collection.objects.select_related("donor").get(pk=device.collection_id)
    devices = content.of_device(device, which)
    return _issue(actor, collection, device, which, (devices, []), occurred_at=occurred_at)


def certify_collection(
    *, actor: Actor, key: str, occurred_at: datetime | None = None
) -> Certificate:
    """The certificate of what is proved in a collection, first cycle.

    Raises
    ------
    Refused
        Nothing is proved yet, or not theirs to certify.
    """
    allowed(actor, RIGHT)
    seen = collections_seen_by(actor).select_related("donor").filter(pk=key).first()
    if seen is None:
        raise Missing("unknown-collection", "Cette collecte n'existe pas chez vous.")
    devices, others = content.of_collection(seen)
    return _issue(actor, seen, None, 1, (devices, others), occurred_at=occurred_at)


def _issue(
    actor: Actor,
    collection: Collection,
    device: Device | None,
    cycle: int,
    proved: tuple[list[dict[str, Any]], list[dict[str, str]]],
    *,
    occurred_at: datetime | None,
) -> Certificate:
    devices, others = proved
    if not content.may_issue(actor, collection, device):
        raise Missing("not-yours", "Ce certificat s'établit dans l'atelier qui a pris le don.")
    if not Seal.objects.exists():
        seal_journal()  # a certificate carries the last seal: there must be one
    with one_transaction():
        list(Collection.objects.select_for_update().filter(pk=collection.pk).values_list("pk"))
        if same := _same(collection, device, cycle, devices, others):
            return same
        private = signing_key()
        when = moment(actor, occurred_at)
        key = new_id()
        told = content.document(
            key=key,
            number=number("CE", key, when.recorded_at),
            at=when.recorded_at,
            collection=collection,
            cycle=cycle,
            devices=devices,
            others=others,
            issuer=Organisation.objects.get(pk=actor.organisation_id),
            key_id=signed_file.key_id(private.public_key()),
        )
        made = _written(told, private, collection, device, actor)
        entry = {
            "certificate": made.pk,
            "number": made.number,
            "sha256": made.hash,
            "devices": [one["code"] for one in devices],
            "cycle": cycle,
            "proofs": content.proofs_in(told),
        }
        tell(SubjectKind.COLLECTION, collection.pk, "certify", when, entry)
    return made


def _same(
    collection: Collection,
    device: Device | None,
    cycle: int,
    devices: list[dict[str, Any]],
    others: list[dict[str, str]],
) -> Certificate | None:
    """The last certificate, when it says all that a new one would and still stands."""
    rows = Certificate.objects.filter(collection=collection, device=device, cycle=cycle)
    last = rows.order_by("-issued_at", "-id").first()
    if last is None or is_withdrawn(last):
        return None
    told = document_of(last)
    return last if told["devices"] == devices and told["others"] == others else None


def _written(
    told: Mapping[str, Any],
    private: Ed25519PrivateKey,
    collection: Collection,
    device: Device | None,
    actor: Actor,
) -> Certificate:
    text = signed_file.canonical(told)
    made = Certificate.objects.create(
        id=told["id"],
        number=told["number"],
        collection=collection,
        device=device,
        cycle=told["cycle"],
        organisation_id=actor.organisation_id,
        issued_at=datetime.fromisoformat(told["issued_at"]),
        key_id=told["key_id"],
        hash=signed_file.digest(text),
        canonical=text.decode(),
        signature=signed_file.sign(private, told),
    )
    made.proofs.set(ErasureProof.objects.filter(pk__in=content.proofs_in(told)))
    return made
