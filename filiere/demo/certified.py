"""Two certificates of erasure: the device whose file was read again, and its whole collection."""

from __future__ import annotations

from datetime import date

from filiere.demo.calendar import Calendar
from filiere.network.actor import Actor
from filiere.network.identity import actor_of_membership
from filiere.network.models import Membership
from inventory.certificates.issuing import certify_collection, certify_device
from inventory.certificates.standing import document_of
from inventory.models import Certificate, Collection, Device, Entry


def certified(reference: date) -> None:
    """Issued once the journal is sealed: a certificate carries the last seal."""
    at = Calendar(reference).horizon
    told = Entry.objects.get(operation="reread", subject_kind="device")
    device = Device.objects.get(pk=told.subject_id)
    collection = Collection.objects.get(pk=device.collection_id)
    actor = _operator(collection)
    certify_device(actor=actor, code=device.pk, cycle=1, occurred_at=at)
    certify_collection(actor=actor, key=collection.pk, occurred_at=at)


def an_address() -> str:
    """Where anybody checks the collection's certificate: without the site's name."""
    found = Certificate.objects.filter(device=None).order_by("issued_at", "pk").first()
    return "/C/" + found.pk.replace("-", "").upper() if found else ""


def signed_for() -> str:
    """The site that certificates already signed name, '' when there is none: it cannot change."""
    last = Certificate.objects.order_by("-issued_at", "-pk").first()
    return str(document_of(last)["site"]).rstrip("/") if last else ""


def _operator(collection: Collection) -> Actor:
    members = Membership.objects.filter(organisation=collection.custodian_id, role="operator")
    return actor_of_membership(members.order_by("pk")[0])
