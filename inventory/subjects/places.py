"""A place renamed, or closed once nothing is there."""

from __future__ import annotations

from django.db.models import QuerySet

from filiere.network.actor import Actor
from inventory.models import Device, Place, StorageMedium
from inventory.refusals import Conflict, Missing, Refused
from inventory.state import Change
from inventory.subjects.house import name_of
from inventory.subjects.recording import allowed, moment, one_transaction, tell
from inventory.vocabulary import MediumStatus, SubjectKind


def rename_place(*, actor: Actor, place_id: str, name: str) -> None:
    """The same place under another name: what is there stays there."""
    allowed(actor, "create_collection")
    with one_transaction():
        place = _mine(actor, place_id)
        others = Place.objects.filter(organisation_id=actor.organisation_id, name=name_of(name))
        if others.exclude(pk=place.pk).exists():
            raise Conflict("name-taken", "Un lieu de votre organisation porte déjà ce nom.")
        changes = [Change("place", place.pk, {"name": name_of(name)})]
        tell(SubjectKind.PLACE, place.pk, "rename", moment(actor, None), {}, changes=changes)


def close_place(*, actor: Actor, place_id: str) -> None:
    """Nothing is put there any more; refused while something is there."""
    allowed(actor, "create_collection")
    with one_transaction():
        place = _mine(actor, place_id)
        count = devices_at(actor, place.pk).count() + media_at(actor, place.pk).count()
        if count:
            raise Refused(
                "place-not-empty",
                f"Il reste {count} appareil(s) ou support(s) ici. Déplacez-les d'abord.",
            )
        when = moment(actor, None)
        changes = [Change("place", place.pk, {"closed_at": when.occurred_at})]
        tell(SubjectKind.PLACE, place.pk, "close", when, {}, changes=changes)


def devices_at(actor: Actor, place_id: str) -> QuerySet[Device]:
    """Devices that one's organisation holds at this place."""
    here = Device.objects.filter(place_id=place_id, custodian_id=actor.organisation_id)
    return here.order_by("pk")


def media_at(actor: Actor, place_id: str) -> QuerySet[StorageMedium]:
    """Loose media that one's organisation holds at this place."""
    return StorageMedium.objects.filter(
        place_id=place_id, custodian_id=actor.organisation_id, status=MediumStatus.LOOSE
    ).order_by("code")


def _mine(actor: Actor, place_id: str) -> Place:
    mine = Place.objects.select_for_update().filter(organisation_id=actor.organisation_id)
    place = mine.filter(pk=place_id).first()
    if place is None:
        raise Missing("unknown-place", "Ce lieu n'existe pas chez vous.")
    if place.closed_at is not None:
        raise Refused("place-closed", "Ce lieu est fermé.")
    return place
