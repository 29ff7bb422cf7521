"""Invalider: a code printed twice, an empty label."""

from __future__ import annotations

from typing import Any, Literal

from inventory.guards import guard
from inventory.operations.schema import Data, Note
from inventory.refusals import Refused
from inventory.state import Effects, World


class Void(Data):
    reason: Literal["duplicate", "empty_label"]
    note: Note | None = None


@guard("cycle 1, rien d'autre que l'enregistrement et des lignes sans étape")
def nothing_happened_yet(world: World, data: Any) -> Refused | None:
    quiet = {"register", "move", "count", "reprint", "undo"}
    if world.here.cycle == 1 and set(world.facts["chain_operations"]) <= quiet:
        return None
    return Refused(
        "already-handled",
        "Cet appareil a déjà été manipulé : il ne peut plus être invalidé. "
        "Orientez-le vers le recyclage ou déclarez-le perdu.",
    )


def effects(world: World, data: Void) -> Effects:
    return Effects()
