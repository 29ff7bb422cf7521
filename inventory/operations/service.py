"""Ouvrir, clore un SAV: repaired for the same holder, the data stay theirs."""

from __future__ import annotations

from typing import Any

from inventory.operations.closing import (
    close_everything,
    close_recall,
    exposures,
    holder_forgotten,
    open_recall,
)
from inventory.operations.schema import Data, Note
from inventory.state import Change, Effects, World
from inventory.vocabulary import Fault, Recipient


class OpenService(Data):
    fault: Fault
    note: Note | None = None


class CloseService(Data):
    note: Note | None = None


def open_effects(world: World, data: OpenService) -> Effects:
    device = world.here
    new = world.ids()
    row = {
        "device_id": device.code,
        "cycle": device.cycle,
        "fault": data.fault,
        "service": True,
        "opened_at": world.at,
    }
    recalled: dict[str, Any] = {}
    changes: list[Change] = []
    if world.facts.get("given_up"):
        recalled, changes = open_recall(world, "came_back")
    return Effects(
        device={
            "custodian_id": world.who.organisation_id,
            "repair_id": new,
            "service_id": new,
            **recalled,
        },
        changes=(Change("repair", new, row, new=True), *changes),
        then=exposures(world.fitted, world.at, holder_service=new),
    )


def close_effects(world: World, data: Any) -> Effects:
    device = world.here
    columns, changes = close_everything(world)
    more, recall = close_recall(device, "erased", world.at)
    own = device.holder == Recipient.STRUCTURE
    columns |= more | {
        "custodian_id": device.structure_id if own else None,
        "released_by_id": world.who.organisation_id,
        "place_id": None,
        "service_id": None,
    }
    return Effects(device=columns, changes=tuple(changes + recall), then=holder_forgotten(world))
