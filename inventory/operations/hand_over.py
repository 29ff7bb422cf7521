"""Distribuer: to a person, or as the structure's own equipment; given, sold or lent."""

from __future__ import annotations

from datetime import date
from typing import Any

from inventory import legal_caps
from inventory.guards import guard
from inventory.operations.closing import close_reservation, exposures
from inventory.operations.reserve import request_mirror
from inventory.operations.schema import Cents, Data, Id, PersonRef, Ref, Signature
from inventory.refusals import Refused
from inventory.state import Change, Effects, World
from inventory.vocabulary import HandOverMode, LegalBasis, Recipient, ReservationState, Step


class Handing(Data):
    """To whom, how, under which conditions; of one device or of a whole lot."""

    to: Recipient = Recipient.PERSON
    mode: HandOverMode = HandOverMode.GIVEN
    reference: PersonRef | None = None
    price_cents: Cents | None = None
    ticket: Ref | None = None
    return_due: date | None = None
    voucher: Ref | None = None
    unused: bool = False
    signature: Signature | None = None


class HandOver(Handing):
    lot: Id | None = None


@guard("stipulé non utilisé depuis la livraison, sinon retour", promise=True)
def stated_unused(world: World, data: Any) -> Refused | None:
    if world.here.step != Step.DELIVERED or data.unused:
        return None
    return Refused(
        "not-stated-unused",
        "Confirmez que personne n'a utilisé cet appareil depuis sa livraison. "
        "S'il a servi, enregistrez un retour : il repassera par l'effacement.",
        suggest=("take_back",),
    )


@guard("arrivé : la structure n'a pas dit qu'il manquait à la livraison")
def not_said_missing(world: World, data: Any) -> Refused | None:
    if not world.facts.get("said_missing"):
        return None
    return Refused(
        "said-missing",
        "Vous avez dit que cet appareil n'était pas dans la livraison. "
        "S'il est là, confirmez d'abord son arrivée.",
    )


@guard("la référence de la structure pour une personne, jamais un nom")
def person_is_referenced(world: World, data: Any) -> Refused | None:
    if data.to == Recipient.PERSON and not data.reference:
        return Refused(
            "reference-missing", "Indiquez votre référence de la personne, jamais son nom."
        )
    return None


@guard("un nom de lot ne sert qu'à une personne, ou à la structure")
def lot_is_its_own(world: World, data: Any) -> Refused | None:
    when = world.facts.get("other_lot")
    if not data.lot or not when:
        return None
    return Refused(
        "lot-used",
        f"Le lot {data.lot} est celui d'une autre remise ({when}). "
        "Donnez un autre nom à celui-ci, ou remettez l'appareil sans lot.",
        status=409,
    )


@guard("vente : prix, ticket, plafond légal d'un don public ; prêt : date de retour")
def terms_hold(world: World, data: Any) -> Refused | None:
    if data.mode == HandOverMode.LENT:
        if data.return_due is None or data.return_due < world.at.date():
            return Refused("return-date-missing", "Indiquez la date de retour du prêt, à venir.")
        return None
    if data.mode == HandOverMode.GIVEN:
        if data.price_cents:
            return Refused("gift-with-price", "Un don n'a pas de prix. Choisissez « vente ».")
        return None
    if not data.price_cents or not data.ticket:
        return Refused("sale-incomplete", "Pour une vente, indiquez le prix et le n° du ticket.")
    return _over_cap(world, data)


@guard("un bon d'orientation ne sert qu'une fois, pour un lot")
def voucher_serves_once(world: World, data: Any) -> Refused | None:
    used = world.facts.get("voucher_used")
    if not data.voucher or not used:
        return None
    when, where = used
    return Refused(
        "voucher-used",
        f"Le bon {data.voucher} a déjà servi le {when} ({where}). "
        "Vérifiez le numéro, ou demandez un nouveau bon à la structure.",
        status=409,
    )


def _over_cap(world: World, data: HandOver) -> Refused | None:
    if world.facts.get("legal_basis") != LegalBasis.PUBLIC_DONATION:
        return None
    lot: list[tuple[str, int]] = world.facts["lot"]
    kinds = [kind for kind, _ in lot] + [world.here.kind]
    cap = legal_caps.cap_cents(kinds)
    if cap is None:
        return Refused(
            "sale-forbidden",
            "Issu d'un don public, ce type d'appareil n'a pas de prix plafond fixé par décret : "
            "il ne peut pas être vendu. Donnez-le ou prêtez-le.",
        )
    total = sum(price for _, price in lot) + (data.price_cents or 0)
    if total > cap:
        return Refused(
            "price-over-cap",
            f"Issu d'un don public, ce matériel se vend au plus {cap // 100} € TTC "
            "(décret du 7 novembre 2022).",
        )
    return None


def effects(world: World, data: HandOver) -> Effects:
    device = world.here
    structure = world.facts["reservation"]["structure_id"]
    here = device.step == Step.RESERVED
    workshop = world.who.organisation_id if here else device.released_by_id
    row = {
        "device_id": device.code,
        "cycle": device.cycle,
        "structure_id": structure,
        "workshop_id": workshop,
        "reservation_id": device.reservation_id,
        "recipient": data.to,
        "mode": data.mode,
        "price_cents": data.price_cents,
        "ticket": data.ticket or "",
        "return_due": data.return_due,
        "lot": data.lot or "",
        "voucher": data.voucher or "",
        "handed_at": world.at,
    }
    columns, changes = close_reservation(device, ReservationState.FULFILLED, world.at)
    own = data.to == Recipient.STRUCTURE
    columns |= {
        "custodian_id": structure if own else None,
        "structure_id": structure,
        "holder": data.to,
        "place_id": None,
    }
    if here:
        columns["released_by_id"] = workshop
    return Effects(
        device=columns,
        changes=(Change("hand_over", world.ids(), row, new=True), *changes),
        then=exposures(world.fitted, world.at),
        mirrors=request_mirror(world),
    )
