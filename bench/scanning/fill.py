"""A journal made long quickly: true chains, hashed by the code that hashes them, in bulk."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from filiere.network.actor import Actor
from filiere.network.models import Organisation
from inventory.journal.append import Head, Moment, head_columns, next_entry
from inventory.models import Device, Entry, Receipt

AT_ONCE = 2000


def fill(length: int) -> int:
    """Add counts, and their receipts, to the chains of the devices until there are so many."""
    missing = length - Entry.objects.count()
    devices = list(Device.objects.order_by("code"))
    workshop = Organisation.objects.get(pk=devices[0].custodian_id)
    actor = Actor("point", None, None, 1, workshop.pk, workshop.kind, "operator", "charge")
    made: list[Entry] = []
    heads = {device.code: Head(device.head_sequence, device.head_hash) for device in devices}
    for number in range(max(0, missing)):
        device = devices[number % len(devices)]
        entry = _next(device, heads[device.code], actor)
        heads[device.code] = Head(entry.sequence, entry.hash)
        made.append(entry)
        if len(made) == AT_ONCE or number == missing - 1:
            _write(made)
            made = []
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Entry.objects.count()


def _next(device: Device, head: Head, actor: Actor) -> Entry:
    now = timezone.now()
    at = now - timedelta(milliseconds=1)
    when = Moment(actor, max(at, device.head_at or at), now, str(uuid.uuid4()))
    return next_entry(
        kind="device",
        subject=device.code,
        head=head,
        operation="count",
        when=when,
        steps=(device.step, device.step),
        effects=[{"t": "device", "id": device.code, "set": {"step": device.step}}],
    )


def _write(made: list[Entry]) -> None:
    answer = json.dumps({"device": {"code": "", "told": "x" * 600}, "medium": None, "next": []})
    with transaction.atomic():
        Entry.objects.bulk_create(made)
        Receipt.objects.bulk_create(
            Receipt(
                organisation_id=entry.organisation_id,
                key=entry.client_key,
                fingerprint=entry.hash,
                answer=answer,
                created_at=entry.recorded_at,
            )
            for entry in made
        )
        last = {entry.subject_id: entry for entry in made}
        for code, entry in last.items():
            Device.objects.filter(pk=code).update(**head_columns(entry))
