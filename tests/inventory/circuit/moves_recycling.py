"""What people send when a device leaves as waste or in parts."""

from __future__ import annotations

from inventory.vocabulary import SOLDERED
from tests.inventory.circuit.moves import Data, Hand, careless, plausible
from tests.inventory.circuit.pallets import open_pallet


@plausible
def dismantle(hand: Hand) -> Data | None:
    if hand.fitted and hand.often(0.8):
        return None
    part = hand.scene.parts.get(hand.who)
    return {"parts": [{"part": part, "quantity": 2}]} if part else {}


@careless
def careless_dismantle(hand: Hand) -> Data | None:
    return {"parts": [{"part": "no-such-part"}]} if hand.often(0.3) else {}


@plausible
def recycle(hand: Hand) -> Data | None:
    told: Data = {
        "reason": "broken",
        "pallet": open_pallet(hand.who, hand.clock) if hand.who in hand.scene.houses else None,
    }
    if not hand.record.is_clear(hand.code):
        soldered = any(m.kind in SOLDERED or m.failed for m in hand.fitted)
        told |= {"to_destroy": hand.often(0.95 if soldered else 0.6), "reason": "unerasable"}
    return told


@careless
def careless_recycle(hand: Hand) -> Data | None:
    return {"reason": "obsolete", "to_destroy": hand.often(0.2)}


@plausible
def remove(hand: Hand) -> Data | None:
    pallet = hand.device.pallet_id
    if pallet is None:
        return None
    told: Data = {"pallet": pallet, "operator": hand.scene.id("recycler"), "slip": "BSD-9"}
    return told | ({"order": "ORD-1"} if hand.device.to_destroy else {})


@careless
def careless_remove(hand: Hand) -> Data | None:
    pallet = hand.device.pallet_id or "none"
    operator = hand.scene.id(hand.random.choice(("recycler", "donor")))
    return {"pallet": pallet, "operator": operator, "slip": "BSD-9"}


@plausible
def certify_destruction(hand: Hand) -> Data | None:
    return {"certificate": "CD-3"}
