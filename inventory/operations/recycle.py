"""Démonter, orienter vers le recyclage, enlever, attester la destruction."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from inventory.guards import guard
from inventory.operations.closing import close_everything
from inventory.operations.repair import part_movement
from inventory.operations.schema import Data, Grams, Id, Label, Note, OrganisationId, Quantity, Ref
from inventory.refusals import Refused
from inventory.state import Effects, World
from inventory.vocabulary import LegalStatus, OutReason, SubjectKind


class MadePart(Data):
    part: Id
    quantity: Quantity = 1


class Dismantle(Data):
    parts: Annotated[list[MadePart], Field(max_length=40)] = []
    note: Note | None = None


class Recycle(Data):
    reason: OutReason
    to_destroy: bool = False
    pallet: Id | None = None
    note: Note | None = None


class Remove(Data):
    """``operator`` is the recycler's organisation id; the pallet's weight is on the pallet."""

    pallet: Id
    operator: OrganisationId
    slip: Ref
    order: Ref | None = None
    weight_g: Grams | None = None


class CertifyDestruction(Data):
    certificate: Ref
    operator: Label | None = None


@guard("pièces de votre stock")
def parts_known(world: World, data: Any) -> Refused | None:
    stock: dict[str, int] = world.facts.get("parts", {})
    if all(made.part in stock for made in data.parts):
        return None
    return Refused("unknown-part", "Cette pièce n'existe pas dans votre stock.", status=404)


@guard("une palette ouverte de votre organisation")
def pallet_open(world: World, data: Any) -> Refused | None:
    if data.pallet is None:
        return None
    pallet = world.facts["pallet"]
    if pallet is None:
        return Refused("unknown-pallet", "Cette palette n'existe pas chez vous.", status=404)
    if pallet["closed"]:
        return Refused("pallet-closed", "Cette palette est close. Ouvrez-en une autre.")
    return None


@guard("une palette close et pesée, qui porte l'appareil")
def pallet_closed(world: World, data: Any) -> Refused | None:
    pallet = world.facts["pallet"]
    if pallet is None:
        return Refused("unknown-pallet", "Cette palette n'existe pas chez vous.", status=404)
    if not pallet["closed"]:
        return Refused("pallet-open", "Fermez et pesez la palette avant l'enlèvement.")
    if world.here.pallet_id != data.pallet:
        return Refused(
            "not-on-pallet",
            "Cet appareil n'est pas sur cette palette. S'il n'est sur aucune, réintégrez-le, "
            "puis orientez-le en indiquant une palette ouverte.",
            suggest=("reinstate",),
        )
    return None


@guard("un recycleur connu")
def operator_known(world: World, data: Any) -> Refused | None:
    if world.facts.get("recycler"):
        return None
    return Refused("unknown-recycler", "Ce recycleur n'est pas connu de la filière.", status=404)


@guard("parti « à détruire », enlevé, sans certificat encore", at_a_glance=True)
def awaits_certificate(world: World, data: Any) -> Refused | None:
    device = world.here
    if device.removed and device.to_destroy and not device.destruction_certificate:
        return None
    return Refused(
        "no-certificate-awaited",
        "Aucun certificat de destruction n'est attendu pour cet appareil.",
    )


@guard("enlevé par votre organisation", at_a_glance=True)
def we_removed_it(world: World, data: Any) -> Refused | None:
    if world.who.organisation_id == world.here.released_by_id:
        return None
    return Refused("not-in-custody", "Une autre organisation l'a fait enlever.", status=403)


def dismantle_effects(world: World, data: Dismantle) -> Effects:
    columns, changes = close_everything(world)
    made = [part_movement(world, part.part, part.quantity) for part in data.parts]
    return Effects(device=columns, changes=tuple(changes + made))


def recycle_effects(world: World, data: Recycle) -> Effects:
    columns, changes = close_everything(world)
    columns |= {
        "legal_status": LegalStatus.WASTE,
        "to_destroy": data.to_destroy,
        "pallet_id": data.pallet,
    }
    return Effects(device=columns, changes=tuple(changes), mirrors=_pallet_mirror(world, data))


def remove_effects(world: World, data: Remove) -> Effects:
    columns = {
        "removed": True,
        "order_ref": data.order or "",
        "custodian_id": data.operator,
        "released_by_id": world.who.organisation_id,
        "place_id": None,
    }
    return Effects(device=columns, mirrors=_pallet_mirror(world, data))


def certify_effects(world: World, data: CertifyDestruction) -> Effects:
    return Effects(device={"destruction_certificate": data.certificate})


def _pallet_mirror(world: World, data: Any) -> tuple[tuple[str, str, dict[str, Any]], ...]:
    if data.pallet is None:
        return ()
    return ((SubjectKind.PALLET.value, data.pallet, {"device": world.here.code}),)
