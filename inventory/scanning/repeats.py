"""A device scanned again for what was just done to it: nothing is written, the hour is told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from filiere.network.actor import Actor
from inventory.circuit import CIRCUIT
from inventory.models import Entry, Receipt, StorageMedium
from inventory.row import Row
from inventory.scanning.subject import Scanned, scanned

LOOKED_AT = 8
"""How far back in a chain a repeat is looked for, past moves and counts."""
ONE_ROUND = timedelta(hours=12)
"""A count or a reprint asked again later than this is another one."""


def repeated(row: Row, code: str, data: Mapping[str, Any], actor: Actor) -> datetime | None:
    """When one's organisation did the very same, if nothing else happened since.

    A test may have found what spoils it: then nothing says that it is done.
    """
    chain = Entry.objects.filter(subject_id__in=_subjects(code), organisation=actor.organisation_id)
    for entry in chain.order_by("-recorded_at", "-sequence")[:LOOKED_AT]:
        if entry.operation == row.name:
            told = json.loads(entry.data)
            same = all(told.get(name) == value for name, value in data.items())
            return entry.occurred_at if same else None
        other = CIRCUIT.get(entry.operation)
        if other is None or not other.stepless or entry.operation == "test":
            return None
    return None


def would_repeat(
    row: Row, code: str, data: Mapping[str, Any], actor: Actor, key: str
) -> datetime | None:
    """The same, for what the circuit would let be done again: move, count, reprint."""
    if (
        not row.stepless
        or Receipt.objects.filter(organisation=actor.organisation_id, key=key).exists()
    ):
        return None
    when = repeated(row, code, data, actor)
    if when is None:
        return None
    if row.name == "move":
        return when if _is_there(scanned(code, actor), data) else None
    return when if timezone.now() - when < ONE_ROUND else None


def _is_there(found: Scanned | None, data: Mapping[str, Any]) -> bool:
    thing = found and (found.device or found.medium)
    return bool(thing) and getattr(thing, "place_id", None) == data.get("place")


def _subjects(code: str) -> list[str]:
    media = StorageMedium.objects.filter(code=code).values_list("pk", flat=True)
    return [code, *media]


def hour(when: datetime) -> str:
    """« à 10:42 », with the day when it is not today's."""
    local = timezone.localtime(when)
    if local.date() == timezone.localdate():
        return f"à {local:%H:%M}"
    return f"le {date_format(local, 'j F')} à {local:%H:%M}"
