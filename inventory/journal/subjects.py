"""Subjects of the journal and the head of their chains."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inventory.journal.append import Head, Moment, append, head_columns, next_entry
from inventory.models import Collection, Entry, Pallet, Place, Request, StorageMedium
from inventory.models.fields import Chained
from inventory.refusals import Conflict, Refused
from inventory.state import DeviceState, MediumState
from inventory.vocabulary import SubjectKind

CHAINED: dict[str, type[Chained]] = {
    SubjectKind.MEDIUM: StorageMedium,
    SubjectKind.COLLECTION: Collection,
    SubjectKind.REQUEST: Request,
    SubjectKind.PALLET: Pallet,
    SubjectKind.PLACE: Place,
}


def device_head(device: DeviceState) -> Head:
    return Head(device.head_sequence, device.head_hash)


def medium_head(medium: MediumState) -> Head:
    return Head(medium.head_sequence, medium.head_hash)


def record(
    kind: str,
    subject: str,
    operation: str,
    when: Moment,
    data: Mapping[str, Any],
    *,
    steps: tuple[str, str] = ("", ""),
    effects: list[Any] | None = None,
    in_order: bool = False,
) -> Entry:
    """Append to the chain of a collection, request, pallet, place or medium, its row locked.

    ``in_order`` refuses a moment before the subject's last entry.
    """
    model = CHAINED[kind]
    rows = model._default_manager.select_for_update().filter(pk=subject)
    head = rows.values_list("head_sequence", "head_hash", "head_at").first()
    if head is None:
        raise Refused("unknown-subject", "Ce qui est nommé n'existe plus.", status=404)
    sequence, last, at = head
    if in_order and at is not None and when.occurred_at < at:
        raise Conflict(
            "out-of-order",
            "Une opération plus récente est déjà enregistrée. Vérifiez, puis refaites.",
        )
    entry = next_entry(
        kind=kind,
        subject=subject,
        head=Head(sequence, last),
        operation=operation,
        when=when,
        steps=steps,
        data=data,
        effects=effects,
    )
    append(entry)
    model._default_manager.filter(pk=subject).update(**head_columns(entry))
    return entry


def mirror(kind: str, subject: str, operation: str, when: Moment, data: Mapping[str, Any]) -> None:
    """The same operation told in another chain; what it changed is told in the first alone."""
    record(kind, subject, operation, when, data)
