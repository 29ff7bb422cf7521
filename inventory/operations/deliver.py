"""Livrer à la structure: custody goes to the structure, nobody is equipped yet."""

from __future__ import annotations

from inventory.operations.reserve import request_mirror
from inventory.operations.schema import Data, Ref
from inventory.state import Change, Effects, World
from inventory.vocabulary import ReservationState


class Deliver(Data):
    slip: Ref


def effects(world: World, data: Deliver) -> Effects:
    device = world.here
    structure = world.facts["reservation"]["structure_id"]
    row = {
        "device_id": device.code,
        "reservation_id": device.reservation_id,
        "structure_id": structure,
        "workshop_id": world.who.organisation_id,
        "slip": data.slip,
        "delivered_at": world.at,
    }
    changes = [Change("delivery", world.ids(), row, new=True)]
    if device.reservation_id:
        told = {"state": ReservationState.DELIVERED}
        changes.append(Change("reservation", device.reservation_id, told))
    return Effects(
        device={
            "custodian_id": structure,
            "structure_id": structure,
            "released_by_id": world.who.organisation_id,
            "place_id": None,
        },
        changes=tuple(changes),
        mirrors=request_mirror(world),
    )
