"""Proposer, accepter, annuler un transfert, of a device or of a loose medium."""

from __future__ import annotations

from typing import Any

from inventory.guards import HOLDER_KINDS, HOUSE_KINDS, guard
from inventory.operations.closing import (
    close_everything,
    close_offer,
    close_recall,
    exposures,
    new_cycle,
)
from inventory.operations.schema import Data, Note, OrganisationId
from inventory.refusals import Conflict, Refused
from inventory.state import Change, Effects, World, exposed_again


class Transfer(Data):
    to: OrganisationId
    note: Note | None = None


class Answer(Data):
    note: Note | None = None


@guard("une autre organisation, active")
def target_exists(world: World, data: Any) -> Refused | None:
    target = world.facts["target"]
    if target is None or not target["active"]:
        return Refused(
            "unknown-target", "Cette organisation n'existe pas, ou n'est plus active.", status=404
        )
    if data.to == world.who.organisation_id:
        return Refused("target-is-self", "Cet appareil est déjà chez vous.")
    return None


@guard("aucune offre en attente", at_a_glance=True)
def no_offer_yet(world: World, data: Any) -> Refused | None:
    subject = world.device or world.media[0]
    if subject.offer_to_id is None:
        return None
    return Conflict("offer-pending", "Un transfert est déjà proposé. Annulez-le d'abord.")


@guard("une offre en attente, pour votre organisation", at_a_glance=True)
def offered_to_me(world: World, data: Any) -> Refused | None:
    subject = world.device or world.media[0]
    if subject.offer_to_id == world.who.organisation_id:
        return None
    return Refused("no-offer", "Aucun transfert ne vous est proposé pour ce code.", status=404)


@guard("une offre en attente, de votre organisation ou pour elle", at_a_glance=True)
def offer_is_mine(world: World, data: Any) -> Refused | None:
    subject = world.device or world.media[0]
    mine = (subject.custodian_id, subject.offer_to_id)
    if subject.offer_to_id is not None and world.who.organisation_id in mine:
        return None
    return Refused("no-offer", "Aucun transfert n'est en attente pour ce code.", status=404)


def effects(world: World, data: Transfer) -> Effects:
    if world.device is None:
        medium = world.media[0]
        return Effects(changes=(Change("medium", medium.id, {"offer_to_id": data.to}),))
    new = world.ids()
    row = {
        "device_id": world.here.code,
        "giver_id": world.who.organisation_id,
        "taker_id": data.to,
        "opened_at": world.at,
    }
    return Effects(
        device={"offer_id": new, "offer_to_id": data.to},
        changes=(Change("transfer", new, row, new=True),),
    )


def from_a_holder(world: World) -> bool:
    return world.facts.get("custodian_kind") in HOLDER_KINDS


def accept_effects(world: World, data: Any) -> Effects:
    mine = {"custodian_id": world.who.organisation_id, "place_id": None}
    if world.device is None:
        return _accept_medium(world, mine)
    columns, changes = close_offer(world.here, "accepted", world.at)
    columns |= mine
    if not from_a_holder(world):
        back, recall = _back_in_the_house(world)
        return Effects(device=columns | back, changes=(*changes, *recall))
    more, rows = close_everything(world)
    columns |= {key: value for key, value in more.items() if key not in columns}
    changes += [row for row in rows if row.table != "transfer"]
    recalled, recall = close_recall(world.here, "taken_back", world.at)
    columns |= new_cycle(world.here, world.at) | recalled | mine
    return Effects(
        device=columns,
        changes=tuple(changes + recall),
        then=exposures(world.fitted, world.at, holder_service=""),
    )


def _back_in_the_house(world: World) -> tuple[dict[str, Any], list[Change]]:
    """A recall ends when what was at a distributor comes back."""
    if world.who.organisation_kind not in HOUSE_KINDS:
        return {}, []
    return close_recall(world.here, "taken_back", world.at)


def _accept_medium(world: World, mine: dict[str, Any]) -> Effects:
    medium = world.media[0]
    told = {**mine, "offer_to_id": None}
    if from_a_holder(world):
        return Effects(changes=(exposed_again(medium, world.at, **told),))
    return Effects(changes=(Change("medium", medium.id, told),))


def cancel_effects(world: World, data: Any) -> Effects:
    if world.device is None:
        return Effects(changes=(Change("medium", world.media[0].id, {"offer_to_id": None}),))
    columns, changes = close_offer(world.here, "cancelled", world.at)
    return Effects(device=columns, changes=tuple(changes))
