"""Mettre à disposition: the device may be asked for."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from inventory.operations.audit import Accessory
from inventory.operations.schema import Data, Id, Label
from inventory.state import Effects, World
from inventory.vocabulary import Grade


class Stock(Data):
    grade: Grade | None = None
    system: Label | None = None
    accessories: Annotated[list[Accessory], Field(max_length=20)] | None = None
    place: Id | None = None


def effects(world: World, data: Stock) -> Effects:
    columns: dict[str, Any] = {}
    if data.grade:
        columns["grade"] = data.grade
    if data.system:
        columns["system"] = data.system
    if data.accessories is not None:
        columns["accessories"] = tuple(data.accessories)
    if data.place:
        columns["place_id"] = data.place
    return Effects(device=columns)
