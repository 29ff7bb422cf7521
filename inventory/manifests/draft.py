"""A donor's list between its reading and its import: kept beside, compressed."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.utils import timezone

from inventory.models import Collection, ManifestDraft
from inventory.sheets import Sheet, packed, unpacked

DRAFT_DAYS = 7


def keep_draft(collection: Collection, sheet: Sheet, raw: bytes) -> None:
    """In place of an earlier one."""
    ManifestDraft.objects.update_or_create(
        collection=collection,
        defaults={
            "name": sheet.name,
            "digest": hashlib.sha256(raw).hexdigest(),
            "content": packed(sheet),
        },
    )


def draft_of(collection: Collection) -> tuple[Sheet, str] | None:
    """The sheet as it was read and the SHA-256 of its file; None when nothing waits."""
    row = ManifestDraft.objects.filter(collection=collection).first()
    if row is None:
        return None
    sheet, _ = unpacked(row.name, bytes(row.content))
    return sheet, row.digest


def drop_draft(collection: Collection) -> None:
    ManifestDraft.objects.filter(collection=collection).delete()


def drop_old_drafts() -> int:
    """Lists read a week ago and never imported; how many."""
    before = timezone.now() - timedelta(days=DRAFT_DAYS)
    return ManifestDraft.objects.filter(created_at__lt=before).delete()[0]
