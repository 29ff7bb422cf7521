"""What waits: how many at each step, what is held and since when, what must be dealt with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from filiere.network import rights
from filiere.network.actor import Actor
from inventory.models import (
    Collection,
    Device,
    Hold,
    Incident,
    Pallet,
    Recall,
    Reservation,
    StorageMedium,
)
from inventory.vocabulary import (
    IN_HOUSE,
    CollectionState,
    MediumStatus,
    ReservationState,
    Step,
)

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
STUCK_DAYS = 14
"""So long without any operation, a device in the house is stuck."""


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
    """Devices out that were not without data: ours, or with us.

    Few recalls are open and many devices are ours, so the recalls are read first.
    """
    mine = Q(released_by_id=actor.organisation_id) | Q(custodian_id=actor.organisation_id)
    ours = Device.objects.filter(mine, pk=OuterRef("device"))
    found = Recall.objects.filter(Exists(ours), closed_at=None).prefetch_related("device")
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


def stuck(actor: Actor) -> QuerySet[Device]:
    """Devices in the house that nobody has touched for two weeks, the oldest first."""
    limit = timezone.now() - timedelta(days=STUCK_DAYS)
    return Device.objects.filter(
        custodian_id=actor.organisation_id,
        step__in=[*IN_HOUSE - {Step.READY}, Step.IN_SERVICE],
        hold_id=None,
        head_at__lt=limit,
    ).order_by("head_at", "pk")[:SHOWN]


def collections_coming(actor: Actor, days: int) -> QuerySet[Collection]:
    """Gifts to fetch: those of the next days and those whose day is past, the soonest first."""
    until = timezone.localdate() + timedelta(days=days)
    found = Collection.objects.filter(
        custodian_id=actor.organisation_id,
        state=CollectionState.PLANNED,
        planned_on__lte=until,
    )
    return found.select_related("donor", "commune").order_by("planned_on", "pk")[:SHOWN]


def collections_proposed(actor: Actor) -> int:
    """Gifts announced that have no day yet."""
    return Collection.objects.filter(
        custodian_id=actor.organisation_id, state=CollectionState.PROPOSED
    ).count()


@dataclass(frozen=True, slots=True)
class ToSort:
    """Gifts fetched that are not sorted yet; ``only`` is the one, when there is but one."""

    count: int
    only: str = ""


def collections_to_sort(actor: Actor) -> ToSort:
    found = Collection.objects.filter(
        custodian_id=actor.organisation_id, state=CollectionState.FETCHED
    ).aggregate(count=Count("pk"), first=Min("pk"))
    return ToSort(found["count"], found["first"] if found["count"] == 1 else "")


def gifts(actor: Actor) -> QuerySet[Collection]:
    """What one's organisation gave, the last first."""
    found = Collection.objects.filter(donor_id=actor.organisation_id)
    return found.select_related("custodian").order_by("-created_at")[:SHOWN]


@dataclass(frozen=True, slots=True)
class ToDeliver:
    """What is reserved for one structure and still in the house."""

    structure_id: int
    structure: str
    count: int
    wanted_by: date | None


def to_deliver(actor: Actor) -> list[ToDeliver]:
    """Reserved devices by structure, the soonest wanted first."""
    active = Reservation.objects.filter(
        state=ReservationState.ACTIVE, device__custodian_id=actor.organisation_id
    )
    structure = "line__request__structure"
    rows = (
        active.order_by()
        .values_list(structure, f"{structure}__name")
        .annotate(Count("pk"), Min("line__request__wanted_by"))
    )
    found = [ToDeliver(*row) for row in rows]
    return sorted(found, key=lambda one: (one.wanted_by or date.max, one.structure))[:SHOWN]


def pallets_closed(actor: Actor) -> QuerySet[Pallet]:
    """Pallets of one's own, closed and weighed, that wait for their removal."""
    waiting_ = Device.objects.filter(
        custodian_id=actor.organisation_id, step=Step.RECYCLED, removed=False
    ).values("pallet_id")
    found = Pallet.objects.filter(organisation_id=actor.organisation_id, pk__in=waiting_)
    return found.exclude(closed_at=None).order_by("closed_at")[:SHOWN]


def received_for_recycling(actor: Actor) -> int:
    """Devices removed to this recycler."""
    return Device.objects.filter(
        custodian_id=actor.organisation_id, step=Step.RECYCLED, removed=True
    ).count()
