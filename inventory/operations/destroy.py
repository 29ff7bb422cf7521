"""Détruire: a loose medium leaves the record, for good."""

from __future__ import annotations

from typing import Any, Literal

from inventory.guards import guard
from inventory.operations.closing import destroyed
from inventory.operations.schema import Data, Id, Note, OrganisationId, Ref, Signature
from inventory.operations.witnesses import (
    confirmed_by_second,
    photo_refused,
    policy_of,
    second_refused,
    witness_refused,
)
from inventory.refusals import Refused
from inventory.state import Effects, World


class Destroy(Data):
    method: Literal["shred", "drill", "crush", "degauss_and_crush", "incinerate"]
    slip: Ref | None = None
    second: OrganisationId | None = None
    photo: Id | None = None
    testimony: Id | None = None
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


@guard("la seconde personne et la photo que la collecte demande")
def witnesses_hold(world: World, data: Any) -> Refused | None:
    medium = world.media[0]
    _, witnesses = policy_of(world, medium)
    return (
        witness_refused(world, witnesses, data)
        or second_refused(world, data.second)
        or photo_refused(world, medium, data)
    )


@guard("deux personnes demandées : la seconde confirme de son compte")
def second_confirms(world: World, data: Any) -> Refused | None:
    return confirmed_by_second(world, world.media[0], data.second)


def effects(world: World, data: Destroy) -> Effects:
    slip = {"slip": data.slip or "", "second_id": data.second}
    return Effects(changes=tuple(destroyed(world, world.media[0], data.method, **slip)))
