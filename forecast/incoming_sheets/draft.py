"""A sheet between its reading and its import: kept beside, compressed, for whoever sent it."""

from __future__ import annotations

import hashlib
import json
import zlib
from datetime import timedelta

from django.utils import timezone

from forecast.models import FleetDraft
from inventory.selectors.sheets import Line, Problem, Sheet

DAYS = 7


def keep_draft(organisation_id: int, purpose: str, sheet: Sheet, raw: bytes) -> None:
    """In place of an earlier one; drafts a week old go at the same time."""
    drop_old_drafts()
    told = {
        "purpose": purpose,
        "header": sheet.header,
        "rows": [(row.number, row.cells) for row in sheet.rows],
        "problems": [(one.line, one.column, one.sentence) for one in sheet.problems],
    }
    FleetDraft.objects.update_or_create(
        organisation_id=organisation_id,
        defaults={
            "name": sheet.name,
            "digest": hashlib.sha256(raw).hexdigest(),
            "content": zlib.compress(json.dumps(told).encode(), 1),
        },
    )


def draft_of(organisation_id: int, purpose: str) -> tuple[Sheet, str] | None:
    """The sheet as it was read and the SHA-256 of its file; None when nothing waits for this."""
    row = FleetDraft.objects.filter(organisation_id=organisation_id).first()
    told = json.loads(zlib.decompress(bytes(row.content))) if row else {}
    if row is None or told["purpose"] != purpose:
        return None
    rows = [Line(number, tuple(cells)) for number, cells in told["rows"]]
    problems = [Problem(*one) for one in told["problems"]]
    return Sheet(row.name, tuple(told["header"]), rows, problems), row.digest


def drop_draft(organisation_id: int) -> None:
    """Leave what waits."""
    FleetDraft.objects.filter(organisation_id=organisation_id).delete()


def drop_old_drafts() -> int:
    """Sheets read a week ago and never imported; how many."""
    before = timezone.now() - timedelta(days=DAYS)
    return FleetDraft.objects.filter(created_at__lt=before).delete()[0]
