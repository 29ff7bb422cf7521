"""Mettre en attente, reprendre: somebody must act, and since when."""

from __future__ import annotations

from typing import Any, Literal

from inventory.guards import guard
from inventory.operations.closing import close_hold
from inventory.operations.schema import Data, Note
from inventory.refusals import Refused
from inventory.state import Change, Effects, World
from inventory.vocabulary import HoldReason


class Hold(Data):
    reason: HoldReason
    waiting_for: Literal["donor", "workshop", "supervisor", "supplier", "recycler", "structure"]
    note: Note | None = None


@guard("pas déjà en attente", at_a_glance=True)
def not_held(world: World, data: Any) -> Refused | None:
    if world.here.hold_id:
        return Refused("already-held", "Cet appareil est déjà en attente.")
    return None


@guard("en attente", at_a_glance=True)
def is_held(world: World, data: Any) -> Refused | None:
    if world.here.hold_id:
        return None
    return Refused("not-held", "Cet appareil n'est pas en attente.")


def effects(world: World, data: Hold) -> Effects:
    new = world.ids()
    row = {
        "device_id": world.here.code,
        "reason": data.reason,
        "waiting_for": data.waiting_for,
        "opened_at": world.at,
    }
    return Effects(device={"hold_id": new}, changes=(Change("hold", new, row, new=True),))


def resume_effects(world: World, data: Any) -> Effects:
    columns, changes = close_hold(world.here, world.at)
    return Effects(device=columns, changes=tuple(changes))
