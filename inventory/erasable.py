"""The erasable store: free text apart, its id and salted hash in the journal."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone
from pydantic import BaseModel

from inventory.models import ErasableText
from inventory.operations.schema import erasable_fields

FORGOTTEN = "effacé"


def salted(salt: str, text: str) -> str:
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def keep(*, text: str, kind: str, days: int, organisation_id: int) -> dict[str, str]:
    """Store a text; what the journal may hold of it."""
    salt = secrets.token_hex(16)
    row = ErasableText.objects.create(
        kind=kind,
        organisation_id=organisation_id,
        text=text,
        salt=salt,
        keep_until=(timezone.now() + timedelta(days=days)).date(),
    )
    return {"erasable": row.pk, "sha256": salted(salt, text)}


def set_apart(data: BaseModel, organisation_id: int) -> dict[str, Any]:
    """The data of an operation as the journal tells it: free text replaced, blanks left out."""
    told: dict[str, Any] = data.model_dump(exclude_defaults=True)
    for name, mark in erasable_fields(type(data)).items():
        if told.get(name):
            told[name] = keep(
                text=told[name], kind=mark.kind, days=mark.days, organisation_id=organisation_id
            )
    return told


def forget(row: ErasableText) -> None:
    """Empty a text and its salt: the journal still stands, nobody can be found from it."""
    row.text = ""
    row.salt = ""
    row.erased_at = timezone.now()
    row.save(update_fields=["text", "salt", "erased_at"])


def forget_expired() -> int:
    """Forget what is past its retention time; how many texts were emptied."""
    due = ErasableText.objects.filter(keep_until__lt=timezone.now().date(), erased_at=None)
    count = 0
    for row in due.iterator():
        forget(row)
        count += 1
    return count


def say(told: Mapping[str, Any]) -> str:
    """The text behind a journal value, or *effacé*.

    A row that is gone or emptied reads the same: forgotten.
    """
    row = ErasableText.objects.filter(pk=told.get("erasable")).first()
    if row is None or row.erased_at is not None:
        return FORGOTTEN
    return row.text
