"""What waits: how many at each step, what is held and since when, what must be dealt with."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from filiere.network import rights
from filiere.network.actor import Actor
from inventory.models import Device, Hold, Incident, Recall, StorageMedium
from inventory.vocabulary import IN_HOUSE, MediumStatus, Step

WAITING = (
    Step.COLLECTED,
    Step.AUDITED,
    Step.ERASED,
    Step.IN_REPAIR,
    Step.READY,
    Step.RESERVED,
    Step.DELIVERED,
    Step.IN_SERVICE,
    Step.RECYCLED,
)
"""Steps in which something remains to be done by who holds the device."""
SHOWN = 8


@dataclass(frozen=True, slots=True)
class StepCount:
    step: str
    count: int


def by_step(actor: Actor) -> list[StepCount]:
    """How many devices one's organisation holds at each step, in the order of the circuit."""
    held = Device.objects.filter(custodian_id=actor.organisation_id, step__in=WAITING)
    rows = held.values_list("step").annotate(count=Count("pk"))
    counts = dict(rows.order_by("step"))
    return [StepCount(step, counts[step]) for step in WAITING if step in counts]


def loose_media(actor: Actor) -> int:
    return StorageMedium.objects.filter(
        custodian_id=actor.organisation_id, status=MediumStatus.LOOSE
    ).count()


def holds(actor: Actor) -> QuerySet[Hold]:
    """What waits for somebody, the oldest first."""
    return (
        Hold.objects.filter(
            closed_at=None,
            device__custodian_id=actor.organisation_id,
            device__step__in=[*IN_HOUSE, Step.IN_SERVICE],
        )
        .select_related("device")
        .order_by("opened_at")[:SHOWN]
    )


def recalls(actor: Actor) -> QuerySet[Recall]:
    """Devices out that were not without data: ours, or with us."""
    mine = Q(device__released_by_id=actor.organisation_id)
    mine |= Q(device__custodian_id=actor.organisation_id)
    found = Recall.objects.filter(mine, closed_at=None).select_related("device")
    return found.order_by("opened_at")[:SHOWN]


def incidents(actor: Actor) -> QuerySet[Incident]:
    """Incidents that nobody has assessed yet, for who may read them."""
    open_ones = Incident.objects.filter(assessed_at=None).select_related("device", "organisation")
    if rights.may(actor, "read_all_incidents"):
        return open_ones.order_by("opened_at")[:SHOWN]
    if not rights.may(actor, "read_incidents"):
        return Incident.objects.none()
    mine = open_ones.filter(organisation_id=actor.organisation_id)
    return mine.order_by("opened_at")[:SHOWN]


def offers(actor: Actor) -> QuerySet[Device]:
    """Devices that another organisation offers to ours."""
    found = Device.objects.filter(offer_to_id=actor.organisation_id)
    return found.select_related("custodian").order_by("pk")[:SHOWN]


def offered_media(actor: Actor) -> QuerySet[StorageMedium]:
    found = StorageMedium.objects.filter(
        offer_to_id=actor.organisation_id, status=MediumStatus.LOOSE
    )
    return found.select_related("custodian").order_by("pk")[:SHOWN]
