"""A sheet between its reading and its import: kept beside, compressed, for whoever sent it."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.utils import timezone

from forecast.models import FleetDraft
from inventory.selectors.sheets import Sheet, packed, unpacked

DAYS = 7


def keep_draft(organisation_id: int, purpose: str, sheet: Sheet, raw: bytes) -> None:
    """In place of an earlier one; drafts a week old go at the same time."""
    drop_old_drafts()
    FleetDraft.objects.update_or_create(
        organisation_id=organisation_id,
        defaults={
            "name": sheet.name,
            "digest": hashlib.sha256(raw).hexdigest(),
            "content": packed(sheet, purpose),
        },
    )


def draft_of(organisation_id: int, purpose: str) -> tuple[Sheet, str] | None:
    """The sheet as it was read and the SHA-256 of its file; None when nothing waits for this."""
    row = FleetDraft.objects.filter(organisation_id=organisation_id).first()
    if row is None:
        return None
    sheet, read_for = unpacked(row.name, bytes(row.content))
    return (sheet, row.digest) if read_for == purpose else None


def drop_draft(organisation_id: int) -> None:
    """Leave what waits."""
    FleetDraft.objects.filter(organisation_id=organisation_id).delete()


def drop_old_drafts() -> int:
    """Sheets read a week ago and never imported; how many."""
    before = timezone.now() - timedelta(days=DAYS)
    return FleetDraft.objects.filter(created_at__lt=before).delete()[0]
