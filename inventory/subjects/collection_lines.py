"""Lines of a collection: announced, received, refused, by kind, as its journal tells them.

The caller holds the row of the collection: nobody else changes its lines meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inventory.ids import new_id
from inventory.models import Collection, CollectionLine
from inventory.state import Change
from inventory.subjects.gift import AtTheDoor


def line_change(
    collection_id: str, kind: str, line: CollectionLine | None, **columns: Any
) -> Change:
    """The line with these columns, made when there was none."""
    if line is not None:
        return Change("collection_line", line.pk, columns)
    told = {"collection_id": collection_id, "kind": kind, **columns}
    return Change("collection_line", new_id(), told, new=True)


def announced_again(collection: Collection, counts: Mapping[str, int]) -> list[Change]:
    """What a list announces of each kind, instead of what was said before."""
    lines = _by_kind(collection)
    return [
        line_change(collection.pk, kind, lines.get(kind), announced=count)
        for kind, count in counts.items()
    ]


def at_the_door(collection: Collection, door: AtTheDoor) -> list[Change]:
    """What was received and refused, added to what the lines hold."""
    lines = _by_kind(collection)
    told: dict[str, dict[str, Any]] = {}
    for kind, count in door.received.items():
        told.setdefault(kind, {})["received"] = _of(lines, kind, "received") + count
    for kind, (count, reason) in door.refused.items():
        told.setdefault(kind, {})["refused"] = _of(lines, kind, "refused") + count
        told[kind]["refusal_reason"] = reason
    return [line_change(collection.pk, kind, lines.get(kind), **c) for kind, c in told.items()]


def _by_kind(collection: Collection) -> dict[str, CollectionLine]:
    return {line.kind: line for line in collection.lines.all()}


def _of(lines: Mapping[str, CollectionLine], kind: str, column: str) -> int:
    return int(getattr(lines[kind], column)) if kind in lines else 0
