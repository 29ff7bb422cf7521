"""Deliveries by their slip: what a structure must confirm, what was not in the lot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F, Q, QuerySet

from filiere.network import rights
from filiere.network.actor import Actor
from inventory.guards import STRUCTURE_KINDS
from inventory.models import Delivery
from inventory.refusals import Missing
from inventory.selectors.let_go import let_go_by
from inventory.vocabulary import Step


@dataclass(slots=True)
class Slip:
    """The devices of one slip for one structure; ``key`` is the id of the first."""

    key: str
    number: str
    structure: str
    structure_id: int
    at: datetime
    devices: list[Delivery] = field(default_factory=list)

    @property
    def waiting(self) -> list[Delivery]:
        """Delivered, still at the structure, and nobody has said whether it arrived."""
        return [one for one in self.devices if _waits(one)]

    @property
    def missing(self) -> list[Delivery]:
        return [one for one in self.devices if _missing(one)]


def deliveries_seen_by(actor: Actor | None) -> QuerySet[Delivery]:
    """A structure's own; a workshop's those that it let go."""
    if actor is None or not rights.may(actor, "read_requests"):
        return Delivery.objects.none()
    mine = actor.organisation_id
    at_structure = actor.organisation_kind in STRUCTURE_KINDS
    seen = Q(structure_id=mine) if at_structure else let_go_by(mine)
    return (
        Delivery.objects.filter(seen)
        .select_related("device", "structure", "arrival")
        .order_by("-delivered_at", "id")
    )


def slips(rows: Iterable[Delivery]) -> list[Slip]:
    """Deliveries gathered by slip, structure and workshop, the latest first."""
    found: dict[tuple[str, int, int | None], Slip] = {}
    for one in rows:
        key = (one.slip, one.structure_id, one.workshop_id)
        if key not in found:
            found[key] = Slip(
                one.pk, one.slip, str(one.structure), one.structure_id, one.delivered_at
            )
        slip = found[key]
        slip.devices.append(one)
        slip.key = min(slip.key, one.pk)
    return list(found.values())


def slip_seen_by(actor: Actor, key: str) -> Slip:
    """The whole slip of one delivery.

    Raises
    ------
    Missing
        Unknown, or not for these eyes.
    """
    seen = deliveries_seen_by(actor)
    one = seen.filter(pk=key).first()
    if one is None:
        raise Missing("unknown-delivery", "Cette livraison n'existe pas.")
    same = {"slip": one.slip, "structure": one.structure_id, "workshop": one.workshop_id}
    return slips(seen.filter(**same))[0]


def waiting(actor: Actor) -> QuerySet[Delivery]:
    """What the structure has not said it received yet."""
    return _here(deliveries_seen_by(actor)).filter(arrival=None)


def missing(actor: Actor) -> QuerySet[Delivery]:
    """What a structure said was not in its delivery, and nobody has settled."""
    return _here(deliveries_seen_by(actor)).filter(arrival__arrived=False)


def to_hand_out(actor: Actor) -> QuerySet[Delivery]:
    """Delivered here and not said missing: what may be distributed."""
    return _here(deliveries_seen_by(actor)).exclude(arrival__arrived=False)


def _here(rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """Devices still delivered to that structure, by the delivery of their present cycle."""
    return rows.filter(
        device__step=Step.DELIVERED,
        device__custodian_id=F("structure_id"),
        delivered_at__gte=F("device__cycle_opened_at"),
    )


def _current(one: Delivery) -> bool:
    device = one.device
    return (
        device.step == Step.DELIVERED
        and device.custodian_id == one.structure_id
        and one.delivered_at >= device.cycle_opened_at
    )


def _waits(one: Delivery) -> bool:
    return _current(one) and getattr(one, "arrival", None) is None


def _missing(one: Delivery) -> bool:
    arrival = getattr(one, "arrival", None)
    return _current(one) and arrival is not None and not arrival.arrived
