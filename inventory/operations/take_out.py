"""Retirer un support: it becomes loose, with its own code, custody and chain."""

from __future__ import annotations

from typing import Any

from inventory.guards import guard
from inventory.operations import slots
from inventory.operations.media import find_medium
from inventory.operations.schema import Data, Id, Label
from inventory.promise import named
from inventory.refusals import Refused
from inventory.state import Change, Effects, World
from inventory.vocabulary import SOLDERED, MediumStatus, SubjectKind


class TakeOut(Data):
    medium: Label
    code: Label | None = None
    place: Id | None = None


@guard("un support qui se retire")
def removable(world: World, data: Any) -> Refused | None:
    medium = find_medium(world.fitted, data.medium)
    if medium.kind in SOLDERED:
        return Refused(
            "soldered",
            f"{named(medium, capital=True)} est soudée : elle ne se retire pas. "
            "Effacez-la, ou orientez l'appareil « à détruire ».",
            suggest=("erase", "recycle"),
        )
    return None


@guard("un code libre pour l'étiquette du support")
def medium_code_free(world: World, data: Any) -> Refused | None:
    if data.code and world.facts["medium_code"] is None:
        return Refused(
            "code-taken",
            "Ce code n'existe pas, ou c'est déjà celui d'un autre appareil ou support.",
            status=409,
        )
    return None


def effects(world: World, data: TakeOut) -> Effects:
    medium = find_medium(world.fitted, data.medium)
    code = medium.code if not data.code else world.facts["medium_code"]
    columns: dict[str, Any] = {
        "status": MediumStatus.LOOSE,
        "device_id": None,
        "last_code": world.here.code,
        "code": code or world.facts["minted"],
        "custodian_id": world.who.organisation_id,
        "place_id": data.place,
    }
    if world.here.recall_id:
        columns["holder_service"] = ""  # others' data too: not the holder's own when it goes back
    mirror = (SubjectKind.MEDIUM.value, medium.id, {"device": world.here.code})
    return Effects(
        device=slots.columns(slots.emptied(world, [medium])),
        changes=(Change("medium", medium.id, columns),),
        mirrors=(mirror,),
    )
