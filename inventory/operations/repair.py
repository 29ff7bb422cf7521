"""Réparer, clore la réparation: fault, actions, parts from the stock, minutes."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from inventory.guards import guard
from inventory.operations.schema import Data, Id, Minutes, Note, Quantity
from inventory.refusals import Refused
from inventory.state import Change, Effects, World
from inventory.vocabulary import Fault

Action = Literal[
    "replaced", "cleaned", "soldered", "reinstalled", "adjusted", "no_fault", "gave_up"
]


class OpenRepair(Data):
    fault: Fault
    note: Note | None = None


class UsedPart(Data):
    part: Id
    quantity: Quantity = 1


class CloseRepair(Data):
    actions: Annotated[list[Action], Field(min_length=1, max_length=10)]
    parts: Annotated[list[UsedPart], Field(max_length=20)] = []
    minutes: Minutes
    note: Note | None = None


def open_effects(world: World, data: OpenRepair) -> Effects:
    new = world.ids()
    row = {
        "device_id": world.here.code,
        "cycle": world.here.cycle,
        "fault": data.fault,
        "opened_at": world.at,
    }
    return Effects(device={"repair_id": new}, changes=(Change("repair", new, row, new=True),))


@guard("pièces en stock dans votre atelier")
def parts_in_stock(world: World, data: Any) -> Refused | None:
    stock: dict[str, int] = world.facts.get("parts", {})
    names: dict[str, str] = world.facts.get("part_names", {})
    asked: dict[str, int] = {}
    for used in data.parts:
        asked[used.part] = asked.get(used.part, 0) + used.quantity
    for part, quantity in asked.items():
        if part not in stock:
            return Refused("unknown-part", "Cette pièce n'existe pas dans votre stock.", status=404)
        if stock[part] < quantity:
            return Refused(
                "part-out-of-stock",
                f"« {names.get(part, 'Cette pièce')} » : il en reste {stock[part]} en stock, "
                f"vous en demandez {quantity}.",
            )
    return None


def close_effects(world: World, data: CloseRepair) -> Effects:
    changes = [part_movement(world, used.part, -used.quantity) for used in data.parts]
    if world.here.repair_id:
        told = {"closed_at": world.at, "actions": list(data.actions), "minutes": data.minutes}
        changes.append(Change("repair", world.here.repair_id, told))
    return Effects(device={"repair_id": None}, changes=tuple(changes))


def part_movement(world: World, part: str, quantity: int) -> Change:
    row = {
        "part_id": part,
        "quantity": quantity,
        "device_id": world.here.code,
        "moved_at": world.at,
    }
    return Change("part_movement", world.ids(), row, new=True)
