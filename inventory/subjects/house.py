"""What a workshop has of its own: parts, pallets."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from filiere.network.actor import Actor
from inventory.ids import new_id
from inventory.models import Device, Pallet, Part, PartArrival
from inventory.refusals import Conflict, Missing, Refused
from inventory.state import Change
from inventory.subjects.recording import allowed, moment, one_transaction, tell
from inventory.vocabulary import SubjectKind

NAME_LENGTH = 80
MOST_PARTS = 1_000_000


def name_of(text: str) -> str:
    name = text.strip()
    if not name or len(name) > NAME_LENGTH or "\x00" in name:
        raise Refused("invalid-data", f"Donnez un nom, en {NAME_LENGTH} caractères au plus.")
    return name


def receive_parts(*, actor: Actor, name: str, quantity: int) -> Part:
    """Add to the parts stock, bought or given; parts made by dismantling come by themselves.

    None received only names the part: it can then be made by dismantling.
    """
    allowed(actor, "create_collection")
    if not 0 <= quantity <= 10_000:
        raise Refused("invalid-data", "Indiquez combien de pièces, entre 0 et 10 000.")
    with one_transaction():
        part, _ = Part.objects.get_or_create(
            organisation_id=actor.organisation_id, name=name_of(name), defaults={"id": new_id()}
        )
        part = Part.objects.select_for_update().get(pk=part.pk)
        if part.quantity + quantity > MOST_PARTS:
            raise Refused("invalid-data", f"Un stock compte au plus {MOST_PARTS} pièces.")
        part.quantity += quantity
        part.save(update_fields=["quantity"])
        if quantity:
            PartArrival.objects.create(part=part, quantity=quantity, arrived_at=timezone.now())
    return part


def open_pallet(*, actor: Actor, name: str, occurred_at: datetime | None = None) -> Pallet:
    allowed(actor, "create_collection")
    when = moment(actor, occurred_at)
    with one_transaction():
        if Pallet.objects.filter(
            organisation_id=actor.organisation_id, name=name_of(name)
        ).exists():
            raise Conflict("name-taken", "Une palette de votre organisation porte déjà ce nom.")
        key = new_id()
        columns = {
            "organisation_id": actor.organisation_id,
            "name": name_of(name),
            "opened_at": when.occurred_at,
        }
        changes = [Change("pallet", key, columns, new=True)]
        tell(SubjectKind.PALLET, key, "open", when, {}, changes=changes)
    return Pallet.objects.get(pk=key)


def close_pallet(
    *, actor: Actor, pallet_id: str, weight_g: int, occurred_at: datetime | None = None
) -> None:
    """Close and weigh: nothing is added to it any more."""
    allowed(actor, "create_collection")
    if not 1 <= weight_g <= 2_000_000:
        raise Refused("invalid-data", "Indiquez le poids, entre 1 g et 2 000 kg.")
    with one_transaction():
        mine = Pallet.objects.select_for_update().filter(organisation_id=actor.organisation_id)
        pallet = mine.filter(pk=pallet_id).first()
        if pallet is None:
            raise Missing("unknown-pallet", "Cette palette n'existe pas chez vous.")
        if pallet.closed_at is not None:
            raise Refused("pallet-closed", "Cette palette est déjà close.")
        if not Device.objects.filter(pallet_id=pallet.pk).exists():
            raise Refused("pallet-empty", "Cette palette est vide.")
        when = moment(actor, occurred_at)
        columns = {"closed_at": when.occurred_at, "weight_g": weight_g}
        changes = [Change("pallet", pallet.pk, columns)]
        data = {"weight_g": weight_g}
        tell(SubjectKind.PALLET, pallet.pk, "close", when, data, changes=changes)
