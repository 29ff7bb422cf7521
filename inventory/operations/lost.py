"""Déclarer perdu ou volé, retrouver: an incident when data may be concerned."""

from __future__ import annotations

from typing import Literal

from inventory.guards import HOLDER_KINDS
from inventory.operations.closing import (
    close_everything,
    close_recall,
    exposures,
    incident,
    new_cycle,
)
from inventory.operations.schema import Data, Note
from inventory.promise import clean, is_clear
from inventory.state import Change, Effects, World, exposed_again
from inventory.vocabulary import IncidentKind, MediumStatus, Step


class DeclareLost(Data):
    kind: Literal["loss", "theft"]
    unused: bool = False
    note: Note | None = None


def effects(world: World, data: DeclareLost) -> Effects:
    if world.device is None:
        medium = world.media[0]
        changes = [Change("medium", medium.id, {"status": MediumStatus.LOST, "offer_to_id": None})]
        if not clean(medium) or _may_have_been_used(world, data):
            changes.append(incident(world, data.kind, medium_id=medium.id))
        return Effects(changes=tuple(changes))
    columns, closed = close_everything(world)
    columns |= {"to_destroy": False, "service_id": None, "pallet_id": None}
    if _data_at_stake(world, data):
        closed.append(incident(world, IncidentKind(data.kind)))
    return Effects(device=columns, changes=tuple(closed))


def _data_at_stake(world: World, data: DeclareLost) -> bool:
    if not is_clear(world) or world.here.recall_id:
        return True
    return _may_have_been_used(world, data)


def _may_have_been_used(world: World, data: DeclareLost) -> bool:
    delivered = world.device is not None and world.here.step == Step.DELIVERED
    elsewhere = delivered or world.facts.get("custodian_kind") in HOLDER_KINDS
    return elsewhere and not data.unused


def find_effects(world: World, data: object) -> Effects:
    mine = world.who.organisation_id
    if world.device is None:
        told = {"status": MediumStatus.LOOSE, "custodian_id": mine, "holder_service": ""}
        return Effects(changes=(exposed_again(world.media[0], world.at, **told),))
    columns, changes = close_everything(world)
    recalled, recall = close_recall(world.here, "found", world.at)
    columns |= recalled | new_cycle(world.here, world.at) | {"custodian_id": mine}
    return Effects(
        device=columns,
        changes=tuple(changes + recall),
        then=exposures(world.fitted, world.at, holder_service=""),
    )
