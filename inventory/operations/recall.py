"""Clore un rappel: the device will not come back, an encadrant·e says why."""

from __future__ import annotations

from typing import Any, Literal

from inventory.guards import guard
from inventory.operations.closing import close_recall, incident
from inventory.operations.schema import Data, Note
from inventory.refusals import Refused
from inventory.state import Effects, World
from inventory.vocabulary import IncidentKind

GIVEN_UP = ("destroyed", "holder_informed", "unreachable")
"""Ends of a recall that leave the data where they are: it opens again if the device comes back."""


class CloseRecall(Data):
    reason: Literal["destroyed", "holder_informed", "unreachable"]
    note: Note | None = None


@guard("un rappel ouvert, que votre organisation a fait sortir", at_a_glance=True)
def recall_is_ours(world: World, data: Any) -> Refused | None:
    device = world.here
    if not device.recall_id:
        return Refused("no-recall", "Aucun rappel n'est ouvert pour cet appareil.")
    if world.who.organisation_id not in (device.released_by_id, device.custodian_id):
        return Refused(
            "not-in-custody", "Seul l'atelier qui l'a fait sortir peut clore ce rappel.", status=403
        )
    return None


def effects(world: World, data: CloseRecall) -> Effects:
    columns, changes = close_recall(world.here, data.reason, world.at)
    changes.append(incident(world, IncidentKind.PROOF_WITHDRAWN))
    return Effects(device=columns, changes=tuple(changes))
