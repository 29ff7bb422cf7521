"""Détruire: a loose medium leaves the record, for good."""

from __future__ import annotations

from typing import Literal

from inventory.operations.closing import destroyed
from inventory.operations.schema import Data, Note, OrganisationId, Ref
from inventory.state import Effects, World


class Destroy(Data):
    method: Literal["shred", "drill", "crush", "degauss_and_crush", "incinerate"]
    slip: Ref | None = None
    second: OrganisationId | None = None
    note: Note | None = None


def effects(world: World, data: Destroy) -> Effects:
    slip = {"slip": data.slip or "", "second_id": data.second}
    return Effects(changes=tuple(destroyed(world, world.media[0], data.method, **slip)))
