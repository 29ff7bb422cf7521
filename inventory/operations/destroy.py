"""Détruire: a loose medium leaves the record, for good."""

from __future__ import annotations

from typing import Any, Literal

from inventory.guards import guard
from inventory.operations.closing import destroyed
from inventory.operations.erase import second_refused
from inventory.operations.schema import Data, Note, OrganisationId, Ref, Signature
from inventory.refusals import Refused
from inventory.state import Effects, World


class Destroy(Data):
    method: Literal["shred", "drill", "crush", "degauss_and_crush", "incinerate"]
    slip: Ref | None = None
    second: OrganisationId | None = None
    consent: Signature | None = None
    note: Note | None = None


@guard("au détenteur d'un SAV : son accord écrit")
def holder_agrees(world: World, data: Any) -> Refused | None:
    if data.consent or not world.media[0].holder_service:
        return None
    return Refused(
        "consent-missing",
        "Ce support porte les données du détenteur : il faut son accord écrit pour le détruire.",
    )


@guard("la seconde personne nommée est de l'équipe, et une autre")
def second_is_another(world: World, data: Any) -> Refused | None:
    return second_refused(world, data.second)


def effects(world: World, data: Destroy) -> Effects:
    slip = {"slip": data.slip or "", "second_id": data.second}
    return Effects(changes=tuple(destroyed(world, world.media[0], data.method, **slip)))
