"""What is tried in a situation: a small set of data for each row, honest and careless.

A careless person may say anything that the record, the kind or the role can refute. A first
list that leaves a disk out on purpose is a lie beyond any record, and is not tried; nor does
anybody change a disk without a word and leave it at that: an audit or a reading follows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from inventory.circuit import CIRCUIT
from inventory.state import MediumState
from inventory.vocabulary import MediumStatus, Step
from tests.inventory.circuit.model.moves import Try
from tests.inventory.circuit.model.offers_media import erase_tries, media_tries
from tests.inventory.circuit.model.situation import (
    DONOR,
    HOUSE,
    OPEN,
    POINT,
    RECYCLER,
    SHOP,
    STRUCTURE,
    WORKSHOP,
    Situation,
    at,
)

PLAIN: dict[str, dict[str, Any]] = {
    "void": {"reason": "duplicate"},
    "open_repair": {"fault": "screen"},
    "close_repair": {"actions": ["cleaned"], "minutes": 5},
    "stock": {},
    "reserve": {"line": OPEN},
    "release": {},
    "deliver": {"slip": "BL-1"},
    "hold": {"reason": "part", "waiting_for": "supplier"},
    "resume": {},
    "close_service": {},
    "dismantle": {},
    "certify_destruction": {"certificate": "CD-1"},
    "reinstate": {},
    "return_to_donor": {"signature": "signé"},
    "cede": {"taker": "une autre ressourcerie"},
    "declare_lost": {"kind": "loss"},
    "undo": {},
}
"""Rows with one thing to say, done by whoever has the device."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is tried at all: rows, rows on a loose medium, to whom things are offered.

    ``hands``: disks change place on the bench without a word. ``failures``: erasing may fail.
    """

    rows: frozenset[str]
    loose_rows: frozenset[str]
    targets: tuple[int, ...] = (WORKSHOP, POINT, STRUCTURE, SHOP, DONOR, RECYCLER)
    hands: bool = True
    failures: bool = True

    def moves(self, step: str) -> bool:
        """Whether a device at this step still moves; else what lies beside it does not matter."""
        return any(step in CIRCUIT[name].steps for name in self.rows)


def tries(situation: Situation, bounds: Bounds) -> Iterator[Try]:
    """Every attempt of this situation, within these bounds."""
    for tried in _all_tries(situation, bounds):
        if bounds.failures or not _fails(tried):
            yield tried


def _fails(tried: Try) -> bool:
    return any(outcome["outcome"] == "failed" for outcome in tried.data.get("outcomes", ()))


def _all_tries(situation: Situation, bounds: Bounds) -> Iterator[Try]:
    device = situation.device
    if not bounds.moves(device.step):
        return
    for tried in _device_tries(situation, bounds):
        row = CIRCUIT[tried.operation]
        if tried.operation in bounds.rows and device.step in row.steps:
            yield tried
    for medium in situation.media:
        out = medium.status in (MediumStatus.LOOSE, MediumStatus.LOST)
        if out and _at_hand(situation, medium):
            for tried in _loose_tries(situation, medium, bounds):
                if tried.operation in bounds.loose_rows:
                    yield tried


def _at_hand(situation: Situation, medium: MediumState) -> bool:
    """Nobody hands over a loose disk that really lies in a device."""
    thing = situation.thing_of(medium.id)
    return thing is None or thing.place == at(medium.custodian_id)


def _role(who: int) -> str:
    return "requester" if who == STRUCTURE else "supervisor"


def _device_tries(situation: Situation, bounds: Bounds) -> Iterator[Try]:
    device = situation.device
    who = device.custodian_id or WORKSHOP
    for name, data in PLAIN.items():
        yield Try(name, WORKSHOP if name == "certify_destruction" else who, data, _role(who))
    yield Try("find", WORKSHOP)
    yield Try("open_service", WORKSHOP, {"fault": "screen"})
    yield Try("take_back", WORKSHOP)
    if device.structure_id == STRUCTURE:
        yield Try("take_back", STRUCTURE, role="requester")
    if device.recall_id:
        yield Try("close_recall", WORKSHOP, {"reason": "unreachable"})
    yield from _leaving(situation, who)
    yield from _transfers(device, who, bounds)
    yield from _withdrawals(situation)
    if device.custodian_id in HOUSE or device.custodian_id == SHOP:
        yield from media_tries(situation, who, hands=bounds.hands)


def _leaving(situation: Situation, who: int) -> Iterator[Try]:
    yield Try("recycle", who, {"reason": "broken", "pallet": OPEN})
    yield Try("recycle", who, {"reason": "unerasable", "to_destroy": True, "pallet": OPEN})
    slip = {"pallet": OPEN, "operator": RECYCLER, "slip": "BSD-1"}
    yield Try("remove", who, slip)
    yield Try("remove", who, slip | {"order": "ORD-1"})
    used = any("structure" in thing.data for thing in situation.inside)
    delivered = situation.device.step == Step.DELIVERED
    yield Try("hand_over", who, {"reference": "D-1"}, _role(who))
    if delivered and not used:
        yield Try("hand_over", who, {"reference": "D-1", "unused": True}, _role(who))
    yield Try("hand_over", who, {"to": "structure", "unused": delivered}, _role(who))


def _transfers(subject: Any, who: int, bounds: Bounds, medium: str = "") -> Iterator[Try]:
    for target in bounds.targets:
        if target != who:
            yield Try("transfer", who, {"to": target}, _role(who), medium)
    if subject.offer_to_id:
        taker = subject.offer_to_id
        yield Try("accept_transfer", taker, {}, _role(taker), medium)
        yield Try("cancel_transfer", who, {}, _role(who), medium)


def _withdrawals(situation: Situation, medium: str = "") -> Iterator[Try]:
    """The last proof of each thing that this code may answer for."""
    for thing in situation.things:
        if thing.proof and thing.record and (not medium or thing.record == medium):
            yield Try("withdraw_proof", WORKSHOP, {"proof": f"proof-{thing.record}"}, medium=medium)


def _loose_tries(situation: Situation, medium: MediumState, bounds: Bounds) -> Iterator[Try]:
    who, key = medium.custodian_id or WORKSHOP, medium.id
    yield Try("declare_lost", who, {"kind": "theft"}, _role(who), key)
    yield Try("find", WORKSHOP, {}, medium=key)
    yield from _transfers(medium, who, bounds, key)
    yield from _withdrawals(situation, key)
    if who == STRUCTURE:
        return
    yield Try("destroy", who, {"method": "shred"}, medium=key)
    for tried in erase_tries(medium, who):
        yield replace(tried, medium=key)
