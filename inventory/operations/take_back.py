"""Enregistrer un retour, réintégrer, retrouver: a new cycle opens, nothing is known any more."""

from __future__ import annotations

from typing import Any, Literal

from inventory.guards import STRUCTURE_KINDS, guard
from inventory.operations.closing import (
    close_everything,
    close_recall,
    exposures,
    holder_forgotten,
    incident,
    new_cycle,
)
from inventory.operations.schema import Data, Note
from inventory.refusals import Refused
from inventory.state import Effects, World
from inventory.vocabulary import IncidentKind, LegalStatus, Step


class TakeBack(Data):
    reason: Literal["unused", "broken", "end_of_loan", "recall", "withdrawn", "other"] = "other"
    note: Note | None = None


class BackInHouse(Data):
    note: Note | None = None


@guard("un atelier, ou hors SAV la structure qui l'a remis", promise=True, at_a_glance=True)
def may_take_back(world: World, data: Any) -> Refused | None:
    who, device = world.who, world.here
    if who.organisation_kind == "workshop":
        return None
    served = who.organisation_id in (device.custodian_id, device.structure_id)
    on_the_bench = device.step == Step.IN_SERVICE
    if served and who.organisation_kind in STRUCTURE_KINDS and not on_the_bench:
        return None
    return Refused(
        "not-in-custody",
        "Ce code est tenu par une autre organisation. Prévenez un atelier de la filière.",
        status=403,
    )


@guard("orienté recyclage : seulement une fois enlevé", at_a_glance=True)
def removed_if_recycled(world: World, data: Any) -> Refused | None:
    if world.here.step != Step.RECYCLED or world.here.removed:
        return None
    return Refused(
        "not-removed",
        "Cet appareil n'a pas quitté la maison : l'encadrant·e peut le réintégrer.",
        suggest=("reinstate",),
    )


@guard("pas encore enlevé", at_a_glance=True)
def not_removed(world: World, data: Any) -> Refused | None:
    if not world.here.removed:
        return None
    return Refused(
        "already-removed",
        "Cet appareil a déjà été enlevé. S'il revient, enregistrez un retour.",
        suggest=("take_back",),
    )


def effects(world: World, data: Any) -> Effects:
    device = world.here
    columns, changes = close_everything(world)
    more, recall = close_recall(device, "taken_back", world.at)
    columns |= more | new_cycle(device, world.at)
    columns["custodian_id"] = world.who.organisation_id
    if device.removed:
        columns["legal_status"] = LegalStatus.WASTE
    if device.destruction_certificate:
        changes.append(incident(world, IncidentKind.FOUND))
    fitted = {medium.id for medium in world.fitted}
    apart = (change for change in holder_forgotten(world) if change.id not in fitted)
    return Effects(
        device=columns,
        changes=tuple(changes + recall),
        then=(*apart, *exposures(world.fitted, world.at, holder_service="")),
    )
