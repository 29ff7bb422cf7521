"""The chain of a device folded back: what it was before its last operation."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from inventory.lines import taken
from inventory.models import Entry, PartMovement, RequestLine
from inventory.rows import from_journal
from inventory.state import DeviceState, World
from inventory.vocabulary import RequestState, SubjectKind

SIDE_ROWS = ("hold", "repair", "reservation", "part_movement", "count_line")


def last_operation(world: World) -> dict[str, Any] | None:
    """The last entry of a device's chain and what an undo needs to know of it.

    ``before`` are the device's columns as the chain told them just before; ``side_rows`` say
    of each hold, repair, reservation or part whether the operation opened it.
    """
    code = world.here.code
    chain = list(
        Entry.objects.filter(subject_kind=SubjectKind.DEVICE, subject_id=code).order_by("sequence")
    )
    if len(chain) < 2:
        return None
    entry = chain[-1]
    effects = json.loads(entry.effects)
    changed = {name for effect in effects if effect["t"] == "device" for name in effect["set"]}
    return {
        "operation": entry.operation,
        "recorded_at": entry.recorded_at,
        "person": (entry.user_id, entry.membership_id, entry.scan_point_id),
        "step_before": entry.step_before,
        "before": device_columns(chain[:-1], code),
        "changed": changed,
        "side_rows": _side_rows(effects),
        "touched_since": _touched_since(world, effects),
        "line_remaining": _line_remaining(effects),
    }


def device_columns(chain: Iterable[Entry], code: str) -> dict[str, Any]:
    """The device's columns as this part of its chain tells them; blank what it never told."""
    columns: dict[str, Any] = asdict(DeviceState(code=code, kind=""))
    for entry in chain:
        for effect in json.loads(entry.effects):
            if effect["t"] == "device" and effect["id"] == code:
                columns |= {name: _value(name, value) for name, value in effect["set"].items()}
    return columns


def _value(name: str, value: Any) -> Any:
    told = from_journal("device", name, value)
    return tuple(told) if isinstance(told, list) else told


def _side_rows(effects: list[dict[str, Any]]) -> list[tuple[str, str, Any]]:
    found: list[tuple[str, str, Any]] = []
    for effect in effects:
        if effect["t"] not in SIDE_ROWS:
            continue
        opened: Any = bool(effect.get("new"))
        if effect["t"] == "part_movement":
            opened = PartMovement.objects.values("part_id", "quantity").get(pk=effect["id"])
        found.append((effect["t"], effect["id"], opened))
    return found


def _touched_since(world: World, effects: list[dict[str, Any]]) -> bool:
    """A medium of the operation was changed by a later one, in whatever chain."""
    known = {medium.id: medium.version for medium in world.media}
    return any(
        effect["t"] == "medium" and known.get(effect["id"]) != effect["set"].get("version")
        for effect in effects
    )


def _line_remaining(effects: list[dict[str, Any]]) -> int:
    """Places left on the line of a reservation that the operation closed, in an open request."""
    closed = [e["id"] for e in effects if e["t"] == "reservation" and not e.get("new")]
    if not closed:
        return 1
    lines = RequestLine.objects.select_for_update(of=("self",)).select_related("request")
    line = lines.get(reservations=closed[0])
    return line.quantity - taken(line.pk) if line.request.state == RequestState.OPEN else 0
