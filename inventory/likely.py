"""What a structure may expect today: devices that suit, and the usual delay of its territory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from django.db.models import Q
from django.utils import timezone

from filiere.network.models import Organisation
from filiere.network.territories import area_served, communes_of
from inventory.models import Delivery, Device, HandOver, Reservation
from inventory.selectors.stock import suiting
from inventory.vocabulary import Step

ENOUGH = 5
"""Fewer requests served do not make a usual delay."""
PAST = timedelta(days=365)
MOST = 1000


@dataclass(frozen=True, slots=True)
class Likely:
    """``days``: median from request to delivery; None when there is not enough to tell."""

    fitting: int
    days: int | None
    served: int


def workshops_near(structure: Organisation) -> list[Organisation]:
    """Workshops whose area holds the structure's commune; all of them when it says none."""
    found = Organisation.objects.filter(kind="workshop", active=True).select_related("territory")
    if structure.territory_id is None:
        return list(found)
    near = []
    for workshop in found:
        area = area_served(workshop)
        if area is None or communes_of(area).filter(pk=structure.territory_id).exists():
            near.append(workshop)
    return near


def fitting(structure: Organisation, wanted: list[tuple[str, str]]) -> int:
    """Devices ready today, near this structure, that suit one of these (kind, profile)."""
    if not wanted:
        return 0
    suits = Q()
    for kind, profile in wanted:
        suits |= Q(kind=kind) & suiting(profile, kind)
    shelves = [workshop.pk for workshop in workshops_near(structure)]
    ready = Device.objects.filter(step=Step.READY, custodian__in=shelves, hold_id=None)
    return ready.filter(suits).count()


def usual_delay(structure: Organisation) -> tuple[int | None, int]:
    """Median days from a request to its first device, in this territory; and on how many."""
    since = timezone.now() - PAST
    structures = Organisation.objects.filter(kind=structure.kind)
    area = area_served(structure)
    if area is not None:
        communes = communes_of(area).values("pk")
        structures = Organisation.objects.filter(territory__in=communes)
    first: dict[str, float] = {}
    for told, moment in ((Delivery, "delivered_at"), (HandOver, "handed_at")):
        rows = told._default_manager.filter(
            structure__in=structures.values("pk"), **{f"{moment}__gte": since}
        ).order_by(f"-{moment}")
        when = dict(rows.values_list("reservation_id", moment)[:MOST])
        asked = Reservation.objects.filter(pk__in=when).values_list(
            "pk", "line__request_id", "line__request__created_at"
        )
        for reservation, request, created in asked:
            days = (when[reservation] - created).total_seconds() / 86400
            first[request] = min(days, first.get(request, days))
    waits = [days for days in first.values() if days >= 0]
    if len(waits) < ENOUGH:
        return None, len(waits)
    return max(1, round(median(waits))), len(waits)


def likely(structure: Organisation, wanted: list[tuple[str, str]]) -> Likely:
    """What to say at once of such a request."""
    days, served = usual_delay(structure)
    return Likely(fitting(structure, wanted), days, served)
