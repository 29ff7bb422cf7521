"""Removable slots: each is empty, or its card is listed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from inventory.guards import guard
from inventory.refusals import Refused
from inventory.state import MediumState, World
from inventory.vocabulary import SLOT_CARDS, SLOT_LABELS, SLOTS


@guard("logements vérifiés (SIM, carte)", promise=True)
def slots_answered(world: World, data: Any) -> Refused | None:
    answers = slots_after(world, data)
    cards = _cards_after(world, data)
    for slot in SLOTS.get(data.kind or world.here.kind, ()):
        answer, label = answers.get(slot), SLOT_LABELS[slot]
        if not answer:
            return Refused(
                "slot-not-answered", f"Dites si le {label} est vide, ou déclarez la carte."
            )
        if answer == "empty" and SLOT_CARDS[slot] in cards:
            return Refused(
                "contradictory-slot", f"Le {label} est dit vide, mais une carte y est déclarée."
            )
        if answer == "listed" and SLOT_CARDS[slot] not in cards:
            return Refused("contradictory-slot", f"Le {label} est dit occupé : déclarez la carte.")
    return None


def slots_after(world: World, data: Any) -> dict[str, str]:
    """What is answered of each slot once this audit is done; a change of kind voids answers."""
    device = world.here
    known: dict[str, str] = {}
    if data.kind in (None, device.kind):
        known = {slot: device.slot(slot) for slot in SLOT_CARDS}
        absent = [medium for medium in world.fitted if medium.id in data.absent]
        known |= emptied(world, absent)
    listed = {item.kind for item in data.media or ()}
    known |= {slot: "listed" for slot, card in SLOT_CARDS.items() if card in listed}
    return known | dict(data.slots or {})


def emptied(world: World, gone: Collection[MediumState]) -> dict[str, str]:
    """Slots whose last card is among these."""
    ids = {medium.id for medium in gone}
    left = {medium.kind for medium in world.fitted if medium.id not in ids}
    kinds = {medium.kind for medium in gone} - left
    return {slot: "empty" for slot, card in SLOT_CARDS.items() if card in kinds}


def columns(answers: dict[str, str]) -> dict[str, str]:
    return {f"slot_{slot}": answer for slot, answer in answers.items()}


def _cards_after(world: World, data: Any) -> set[str]:
    """Kinds of media in the device once this audit is done."""
    inside = {medium.kind for medium in world.fitted if medium.id not in data.absent}
    return inside | {item.kind for item in data.media or ()}
