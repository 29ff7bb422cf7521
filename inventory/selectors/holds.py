"""Waits: which are open, who must act, since when."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, QuerySet

from filiere.network import rights
from filiere.network.actor import Actor
from inventory.models import Hold
from inventory.vocabulary import IN_HOUSE, Step

HELD_AT = (*sorted(step.value for step in IN_HOUSE), Step.IN_SERVICE.value)


def holds_at(organisation_id: int) -> QuerySet[Hold]:
    """Open waits of the devices that this organisation holds."""
    return Hold.objects.filter(
        closed_at=None, device__custodian_id=organisation_id, device__step__in=HELD_AT
    )


def open_holds(actor: Actor, who: str = "") -> QuerySet[Hold]:
    """One's own open waits, the oldest first; ``who`` must act, anybody when blank."""
    if not rights.may(actor, "read_devices"):
        return Hold.objects.none()
    found = holds_at(actor.organisation_id)
    if who:
        found = found.filter(waiting_for=who)
    return found.select_related("device").order_by("opened_at", "pk")


def by_who(actor: Actor) -> dict[str, int]:
    """How many wait for each, whoever waits most first."""
    rows = open_holds(actor).order_by().values_list("waiting_for").annotate(count=Count("pk"))
    return dict(sorted(rows, key=lambda row: (-row[1], row[0])))


def older_than(organisation_id: int, before: datetime) -> QuerySet[Hold]:
    """What has waited here since before this moment."""
    found = holds_at(organisation_id).filter(opened_at__lt=before)
    return found.select_related("device").order_by("opened_at", "pk")
