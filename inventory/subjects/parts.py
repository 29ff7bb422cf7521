"""When a part runs low: the threshold under which more must be found."""

from __future__ import annotations

from filiere.network.actor import Actor
from inventory.models import Part
from inventory.refusals import Missing, Refused
from inventory.subjects.recording import allowed, one_transaction

MOST_LOW = 10_000


def set_low(*, actor: Actor, part_id: str, low: int) -> None:
    """Say from how many on a part is low; 0 asks for nothing."""
    allowed(actor, "create_collection")
    if not 0 <= low <= MOST_LOW:
        raise Refused("invalid-data", f"Indiquez un seuil, entre 0 et {MOST_LOW}.")
    with one_transaction():
        mine = Part.objects.filter(organisation_id=actor.organisation_id, pk=part_id)
        if not mine.update(low=low):
            raise Missing("unknown-part", "Cette pièce n'existe pas dans votre stock.")
