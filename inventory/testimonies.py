"""What the first of two people said, as it may be confirmed: the same words, the same media."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from pydantic import BaseModel

from inventory.models import ErasableText, Testimony
from inventory.state import World

KEPT = timedelta(days=30)
"""What nobody confirmed by then is forgotten."""
WITNESSED = {"second", "testimony"}


def waiting(now: datetime | None = None) -> QuerySet[Testimony]:
    """Those that may still be confirmed."""
    since = (now or timezone.now()) - KEPT
    return Testimony.objects.filter(closed_at=None, stated_at__gte=since)


def words_of(testimony: Testimony) -> str:
    """The data as they were said, in JSON; empty once forgotten."""
    row = ErasableText.objects.filter(pk=testimony.told, erased_at=None).first()
    return row.text if row else ""


def said_first(world: World, data: Any) -> int | None:
    """The membership of who said this first; None when nothing like it waits for who acts."""
    found = waiting().filter(
        pk=data.testimony,
        organisation_id=world.who.organisation_id,
        second_id=world.who.membership_id,
        code=world.device.code if world.device else world.media[0].code,
    )
    testimony = found.first()
    if testimony is None or testimony.exposures != exposures(world):
        return None
    words = words_of(testimony)
    if not words or without(type(data).model_validate_json(words)) != without(data):
        return None
    return int(testimony.by_id)


def exposures(world: World) -> dict[str, int]:
    """Each medium there, and how many times somebody may have written on it."""
    media = world.fitted if world.device is not None else world.media[:1]
    return {medium.id: medium.exposure for medium in media}


def without(data: BaseModel) -> dict[str, Any]:
    """The data but for who confirms."""
    told = data.model_dump(exclude=WITNESSED)
    for outcome in told.get("outcomes", ()):
        outcome.pop("second", None)
    return told
