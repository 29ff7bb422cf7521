"""Restituer au donateur, céder à un autre réemployeur."""

from __future__ import annotations

from inventory.operations.closing import close_everything
from inventory.operations.schema import Data, Name, Note, Signature
from inventory.state import Effects, World


class ReturnToDonor(Data):
    signature: Signature
    note: Note | None = None


class Cede(Data):
    taker: Name
    note: Note | None = None


def return_effects(world: World, data: ReturnToDonor) -> Effects:
    columns, changes = close_everything(world)
    columns |= {
        "custodian_id": world.here.donor_id,
        "released_by_id": world.who.organisation_id,
        "place_id": None,
    }
    return Effects(device=columns, changes=tuple(changes))


def cede_effects(world: World, data: Cede) -> Effects:
    columns, changes = close_everything(world)
    columns |= {
        "custodian_id": None,
        "released_by_id": world.who.organisation_id,
        "place_id": None,
    }
    return Effects(device=columns, changes=tuple(changes))
