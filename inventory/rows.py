"""State rows and the journal's words for them: one table of names, one way to write a change.

Every table of ``TABLES`` is folded from the journal, compared by ``verify_journal`` and put back
by ``rebuild_states``, column by column. To add one: name it here and in
``inventory.journal.checks.state_rows.LABELS``, then write its rows only by ``write`` with the
same changes told in an entry: an operation's ``Effects``, or ``changes=`` of
``inventory.subjects.recording.tell``. A column added to a table here is told or keeps its
default; one that the journal may not hold (free text) goes in ``UNTOLD``. The tests of
``tests/inventory/journal`` then change each of its columns by themselves, and ask for a row of
it in their world.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import models
from django.db.models import F

from filiere.network import prepared
from inventory.models import (
    Arrival,
    Collection,
    CollectionLine,
    CountLine,
    Delivery,
    Device,
    ErasureProof,
    HandOver,
    Hold,
    Incident,
    Pallet,
    Part,
    PartMovement,
    Place,
    PlaceCount,
    Recall,
    RepairOrder,
    Request,
    RequestLine,
    Reservation,
    StorageMedium,
    Transfer,
)
from inventory.state import Change

TABLES: dict[str, type[models.Model]] = {
    "place": Place,
    "pallet": Pallet,
    "collection": Collection,
    "collection_line": CollectionLine,
    "request": Request,
    "request_line": RequestLine,
    "device": Device,
    "medium": StorageMedium,
    "proof": ErasureProof,
    "hold": Hold,
    "repair": RepairOrder,
    "reservation": Reservation,
    "delivery": Delivery,
    "arrival": Arrival,
    "hand_over": HandOver,
    "transfer": Transfer,
    "incident": Incident,
    "recall": Recall,
    "part_movement": PartMovement,
    "count": PlaceCount,
    "count_line": CountLine,
}
HEAD = ("head_sequence", "head_hash", "head_at")
"""The head of a chain is compared with the chain, never said inside it."""
UNTOLD: dict[str, tuple[str, ...]] = {"place": ("name",), "pallet": ("name",)}
"""Free text that a house types, and changes: the journal, which forgets nothing, has none."""


@cache
def columns(table: str) -> tuple[str, ...]:
    """Columns of a state row that the journal tells, foreign keys by their id."""
    model, untold = TABLES[table], {*HEAD, *UNTOLD.get(table, ())}
    key = model._meta.pk
    return tuple(
        field.attname
        for field in model._meta.concrete_fields
        if field is not key and field.attname not in untold
    )


@cache
def _field(table: str, column: str) -> models.Field[Any, Any]:
    model = TABLES[table]
    return next(f for f in model._meta.concrete_fields if f.attname == column)


def from_journal(table: str, column: str, value: Any) -> Any:
    """A column's value from the JSON of an entry."""
    if isinstance(value, str) and isinstance(_field(table, column), models.DateTimeField):
        return datetime.fromisoformat(value)
    if isinstance(value, str) and isinstance(_field(table, column), models.DateField):
        return date.fromisoformat(value)
    return value


def told(change: Change) -> dict[str, Any]:
    """A change as the effects of an entry tell it."""
    untold = UNTOLD.get(change.table, ())
    said = {name: value for name, value in change.set.items() if name not in untold}
    found: dict[str, Any] = {"t": change.table, "id": change.id, "set": said}
    if change.new:
        found["new"] = True
    return found


def write(change: Change, more: Mapping[str, Any] | None = None) -> None:
    """Insert or update one state row. ``more`` are columns that the journal does not tell."""
    model = TABLES[change.table]
    values = {name: _stored(value) for name, value in change.set.items()} | dict(more or {})
    if change.new:
        key = str(model._meta.pk.attname)
        prepared.insert(model, {key: change.id, **values})
    elif values:
        changed = prepared.update(model, change.id, values)
        if changed != 1:
            raise LookupError(f"{change.table} {change.id} is not there")
    if change.table == "part_movement":
        _move_part(change)


def _move_part(change: Change) -> None:
    part = Part.objects.filter(pk=change.set["part_id"])
    part.update(quantity=F("quantity") + change.set["quantity"])


def _stored(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value
