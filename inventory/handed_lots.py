"""One lot has one name: what is typed as its name may be that of another lot, of another person.

Papers, follow-ups and counts gather hand-overs of one structure by the name of their lot: a
second lot of the same name would put two persons on one paper.
"""

from __future__ import annotations

import json
from datetime import datetime

from inventory.erasable import FORGOTTEN, say
from inventory.models import Entry, HandOver
from inventory.operations.hand_over import Handing
from inventory.vocabulary import SubjectKind
from inventory.vouchers import ONE_LOT


def is_another(first: HandOver, told: Handing, at: datetime) -> bool:
    """Whether the lot that began with ``first`` is not the one handed over now.

    A lot is one person's, or the structure's own; what it waited for may follow some days later.
    A reference that was forgotten since tells nobody apart: then a lot left in one go.
    """
    if first.recipient != told.to:
        return True
    before = _reference(first)
    if before == FORGOTTEN:
        return abs(at - first.handed_at) > ONE_LOT
    return before != (told.reference or "")


def _reference(row: HandOver) -> str:
    entries = Entry.objects.filter(
        subject_kind=SubjectKind.DEVICE,
        subject_id=row.device_id,
        operation="hand_over",
        occurred_at=row.handed_at,
    )
    data = entries.values_list("data", flat=True).first()
    kept = json.loads(data).get("reference") if data else None
    return say(kept) if kept else ""
