"""Enregistrer: a device enters the circuit under a free code."""

from __future__ import annotations

from typing import Any

from inventory.guards import guard
from inventory.operations.schema import Data, Id, Label
from inventory.refusals import Refused
from inventory.state import Effects, World
from inventory.vocabulary import DeviceKind, LegalBasis, LegalStatus, SubjectKind


class Register(Data):
    collection: Id
    kind: DeviceKind
    brand: Label | None = None
    model: Label | None = None
    serial: Label | None = None
    asset_tag: Label | None = None


@guard("un code libre")
def code_is_free(world: World, data: Any) -> Refused | None:
    if not world.facts["code_taken"]:
        return None
    return Refused(
        "code-taken",
        "Ce code est déjà celui d'un autre appareil ou support. Prenez une autre étiquette.",
        status=409,
    )


@guard("une collecte de votre organisation, pas encore triée")
def collection_is_open(world: World, data: Any) -> Refused | None:
    collection = world.facts["collection"]
    if collection is None or collection["custodian_id"] != world.who.organisation_id:
        return Refused(
            "unknown-collection",
            "Cette collecte n'existe pas dans votre organisation. Choisissez-en une autre.",
            status=404,
        )
    if collection["state"] == "sorted":
        return Refused("collection-sorted", "Cette collecte est déjà triée et close.")
    return None


@guard("un point de collecte ou un atelier")
def intake_place(world: World, data: Any) -> Refused | None:
    if world.who.organisation_kind in ("collection_point", "workshop"):
        return None
    return Refused(
        "not-an-intake",
        "Seul un point de collecte ou un atelier enregistre.",
        status=403,
    )


def effects(world: World, data: Register) -> Effects:
    collection = world.facts["collection"]
    waste = collection["legal_basis"] == LegalBasis.WASTE_STREAM
    return Effects(
        device={
            "kind": data.kind,
            "cycle": 1,
            "cycle_opened_at": world.at,
            "brand": data.brand or "",
            "model": data.model or "",
            "serial": data.serial or "",
            "asset_tag": data.asset_tag or "",
            "collection_id": data.collection,
            "donor_id": collection["donor_id"],
            "custodian_id": world.who.organisation_id,
            "legal_status": LegalStatus.WASTE if waste else LegalStatus.PRODUCT,
        },
        mirrors=((SubjectKind.COLLECTION.value, data.collection, {"device": world.here.code}),),
    )
