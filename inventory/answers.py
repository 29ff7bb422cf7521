"""What a scan is told: the device in a few words, and what comes next."""

from __future__ import annotations

from typing import Any

from inventory.decide import possible
from inventory.promise import is_clear
from inventory.state import DeviceState, MediumState, World
from inventory.vocabulary import DeviceKind, MediumKind, MediumStatus, Step
from labels.codes import shown


def device_answer(device: DeviceState, *, clear: bool) -> dict[str, Any]:
    return {
        "code": device.code,
        "shown": shown(device.code),
        "kind": device.kind,
        "kind_label": DeviceKind(device.kind).label,
        "brand": device.brand,
        "model": device.model,
        "step": device.step,
        "step_label": Step(device.step).label,
        "cycle": device.cycle,
        "grade": device.grade,
        "on_hold": device.hold_id is not None,
        "recall": device.recall_id is not None,
        "clear": clear,
    }


def medium_answer(medium: MediumState) -> dict[str, Any]:
    return {
        "id": medium.id,
        "code": medium.code,
        "kind": medium.kind,
        "kind_label": MediumKind(medium.kind).label,
        "serial": medium.serial,
        "model": medium.model,
        "size_gb": medium.size_gb,
        "status": medium.status,
        "status_label": MediumStatus(medium.status).label,
        "exposure": medium.exposure,
        "clean": medium.proof_id is not None and not medium.failed,
        "failed": medium.failed,
    }


def next_rows(world: World) -> list[dict[str, str]]:
    """Operations that whoever acts may try next, in the order of the circuit."""
    return [
        {"operation": row.name, "verb": row.verb} for row in possible(world) if not row.stepless
    ]


def answer(world: World) -> dict[str, Any]:
    """Device (or loose medium), its media and what comes next."""
    if world.device is None:
        medium = world.media[0]
        return {"device": None, "medium": medium_answer(medium), "next": []}
    device = device_answer(world.here, clear=is_clear(world))
    device["media"] = [medium_answer(medium) for medium in world.fitted]
    return {"device": device, "medium": None, "next": next_rows(world)}
