"""Loose media: those one's organisation holds, lost or is offered."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from filiere.network import rights
from filiere.network.actor import Actor
from inventory.models import Entry, StorageMedium
from inventory.refusals import Missing
from inventory.vocabulary import MediumStatus, SubjectKind


def loose_media_seen_by(actor: Actor | None) -> QuerySet[StorageMedium]:
    """Loose, lost or destroyed media that have a code of their own."""
    if actor is None or not rights.may(actor, "read_devices"):
        return StorageMedium.objects.none()
    mine = Q(custodian_id=actor.organisation_id) | Q(offer_to_id=actor.organisation_id)
    apart = [MediumStatus.LOOSE, MediumStatus.LOST, MediumStatus.DESTROYED]
    return StorageMedium.objects.filter(mine, status__in=apart, code__isnull=False)


def loose_medium_seen_by(actor: Actor | None, code: str) -> StorageMedium:
    """One loose medium by the code on its label.

    Raises
    ------
    Missing
        Unknown, or not for these eyes: the same answer.
    """
    seen = loose_media_seen_by(actor).select_related("custodian", "offer_to")
    medium = seen.filter(code=code).first()
    if medium is None:
        raise Missing("unknown-code", "Ce code n'existe pas.")
    return medium


def chain_of_medium(medium: StorageMedium) -> QuerySet[Entry]:
    """The medium's own entries, in order."""
    return Entry.objects.filter(subject_kind=SubjectKind.MEDIUM, subject_id=medium.pk).order_by(
        "sequence"
    )
