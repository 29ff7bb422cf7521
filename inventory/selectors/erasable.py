"""The erasable store, for the floor above: whom to call lies here, and can be forgotten."""

from __future__ import annotations

from inventory import erasable
from inventory.models import ErasableText


def keep_contact(*, text: str, organisation_id: int, days: int) -> str:
    """Store whom to call; the id that may be kept beside."""
    kept = erasable.keep(text=text, kind="contact", days=days, organisation_id=organisation_id)
    return kept["erasable"]


def contact_text(kept: str) -> str:
    """The text behind an id; empty when there is none, or forgotten."""
    row = ErasableText.objects.filter(pk=kept, erased_at=None).first() if kept else None
    return row.text if row else ""


def forget_contact(kept: str) -> None:
    """Empty it now."""
    row = ErasableText.objects.filter(pk=kept, erased_at=None).first() if kept else None
    if row:
        erasable.forget(row)
