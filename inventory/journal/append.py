"""Appending to the journal: the only place that writes an entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from filiere.network import prepared
from filiere.network.actor import Actor
from inventory.ids import new_id
from inventory.journal import canonical
from inventory.models import Entry

ENTRY_COLUMNS = tuple(field.attname for field in Entry._meta.concrete_fields)
NOT_HASHED = ("hash", "canonical")
HASHED = tuple(name for name in ENTRY_COLUMNS if name not in NOT_HASHED)


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain ends: nothing yet is sequence 0 and an empty hash."""

    sequence: int = 0
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """When and by whom: what every entry of one operation has in common."""

    actor: Actor
    occurred_at: datetime
    recorded_at: datetime
    client_key: str = ""
    batch: str = ""


def entry_columns(entry: Entry) -> dict[str, Any]:
    """Every column of an entry that its hash covers, in JSON's words."""
    return {name: canonical.plain(getattr(entry, name)) for name in HASHED}


def next_entry(
    *,
    kind: str,
    subject: str,
    head: Head,
    operation: str,
    when: Moment,
    steps: tuple[str, str] = ("", ""),
    data: Mapping[str, Any] | None = None,
    effects: list[Any] | None = None,
) -> Entry:
    """The entry that follows ``head``, hashed, not yet written."""
    actor = when.actor
    entry = Entry(
        id=new_id(),
        subject_kind=kind,
        subject_id=subject,
        sequence=head.sequence + 1,
        operation=operation,
        step_before=steps[0],
        step_after=steps[1],
        data=canonical.text(data or {}),
        effects=canonical.text(effects or []),
        actor_kind=actor.kind,
        user_id=actor.user_id,
        membership_id=actor.membership_id,
        organisation_id=actor.organisation_id,
        scan_point_id=actor.scan_point_id,
        occurred_at=when.occurred_at,
        recorded_at=when.recorded_at,
        client_key=when.client_key,
        batch=when.batch,
        previous_hash=head.hash,
    )
    entry.canonical = canonical.text(entry_columns(entry))
    entry.hash = canonical.sha256(entry.canonical)
    return entry


def append(entry: Entry) -> None:
    columns = {name: getattr(entry, name) for name in ENTRY_COLUMNS}
    prepared.insert(Entry, columns)


def head_columns(entry: Entry) -> dict[str, Any]:
    """What the subject's own row keeps of its last entry."""
    return {
        "head_sequence": entry.sequence,
        "head_hash": entry.hash,
        "head_at": entry.occurred_at,
    }
