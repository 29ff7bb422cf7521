"""Ways out: a structure and its person, spare parts, the recycler."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from filiere.demo.calendar import later
from filiere.demo.desk import Desk
from filiere.demo.lives.bench import FAULTS, become_spare
from filiere.demo.market import Ask, Wanted
from filiere.demo.piece import Piece
from filiere.demo.stage import Life
from inventory.legal_caps import CAPS_CENTS
from inventory.subjects.requests import close_request

PRICES = {
    "laptop": (90_00, 140_00),
    "desktop": (60_00, 95_00),
    "all_in_one": (80_00, 120_00),
    "tablet": (40_00, 60_00),
    "smartphone": (35_00, 60_00),
    "monitor": (8_00, 15_00),
    "printer": (12_00, 20_00),
    "feature_phone": (5_00, 10_00),
}
"""Solidarity prices, in cents, under the caps of public donations."""
LENDABLE = frozenset({"laptop", "tablet", "smartphone", "all_in_one"})


def wait_for_a_line(desk: Desk, piece: Piece, at: datetime) -> Life:
    """Stay on the shelf until some structure's line asks for this kind; then reserve."""
    at = yield later(at, 1, piece.random)
    while (line := desk.market.take(piece.kind)) is None:
        at = yield later(at, 1, piece.random)
    at = yield from reserve(desk, piece, at, line)
    return at


def reserve(desk: Desk, piece: Piece, at: datetime, line: Wanted) -> Life:
    """Hold it for that line; one time in thirty for the wrong one, freed and held again."""
    at = yield later(at, 0, piece.random)
    desk.do(piece, "reserve", at, line=line.line_id)
    desk.shelf.pop(piece.code, None)
    desk.held[piece.code] = line
    if piece.chance(0.03):
        at = yield later(at, piece.days(0, 2), piece.random)
        desk.do(piece, "release", at)
        at = yield later(at, 0, piece.random)
        desk.do(piece, "reserve", at, line=line.line_id)
    return at


def served(desk: Desk, piece: Piece, at: datetime) -> Life:
    """From the shelf to who will use it, through the structure or at the counter."""
    at = yield from wait_for_a_line(desk, piece, at)
    at = yield from hand_out(desk, piece, at)
    return at


def hand_out(desk: Desk, piece: Piece, at: datetime, *, delivered: bool | None = None) -> Life:
    """Hand over what is reserved, delivered to the structure first when it is far."""
    line = desk.held[piece.code]
    if delivered is None:
        delivered = piece.house in ("ocre", "claviers") and piece.chance(0.65)
    if delivered:
        at = yield from bring(desk, piece, at)
        at = yield later(at, piece.days(0, 9), piece.random)
        who = desk.cast.first(line.ask.structure, "requester")
        desk.do(piece, "hand_over", at, who=who, unused=True, **terms(desk, piece, line, at))
    else:
        at = yield later(at, piece.days(1, 7), piece.random)
        desk.do(piece, "hand_over", at, **terms(desk, piece, line, at))
    handed(desk, piece, at, line)
    return at


def bring(desk: Desk, piece: Piece, at: datetime) -> Life:
    """Deliver to the structure, on the van's next round."""
    at = yield later(at, piece.days(1, 6), piece.random)
    desk.do(piece, "deliver", at, slip=desk.number("BL", at))
    piece.structure = piece.house = desk.held[piece.code].ask.structure
    return at


def handed(desk: Desk, piece: Piece, at: datetime, line: Wanted) -> None:
    """Somebody has it: the line is served, and the request closed soon after its last one."""
    line.handed += 1
    piece.structure = line.ask.structure
    piece.house = piece.workshop
    if line.ask.fulfilled:
        then = later(at, piece.days(1, 8), piece.random)
        desk.stage.once(then, partial(close, desk, line.ask, then))


def close(desk: Desk, ask: Ask, at: datetime) -> None:
    """The structure says that its request is served."""
    who = desk.cast.first(ask.structure, "requester")
    close_request(actor=who, request_id=ask.id, occurred_at=at)


def terms(desk: Desk, piece: Piece, line: Wanted, at: datetime) -> dict[str, Any]:
    """Given, sold or lent, to whom, as the request was made."""
    ask = line.ask
    told: dict[str, Any] = {"to": "structure"}
    if ask.reference:
        told = {"to": "person", "reference": ask.reference}
        if piece.chance(0.5):
            told["voucher"] = desk.number("BON", at)
    if ask.mode == "lent" and piece.kind in LENDABLE:
        due = desk.lent[piece.code] = at + timedelta(days=piece.days(60, 200))
        return told | {"mode": "lent", "return_due": due.date()}
    may_be_sold = piece.basis != "public_donation" or piece.kind in CAPS_CENTS
    if ask.mode == "sold" and may_be_sold and piece.kind in PRICES:
        low, high = PRICES[piece.kind]
        price = piece.random.randrange(low, high + 1, 100)
        told |= {"mode": "sold", "price_cents": price, "ticket": desk.number("T", at)}
    if ask.lot and piece.kind in CAPS_CENTS:
        told["lot"] = ask.lot
    return told


def recycle(
    desk: Desk, piece: Piece, at: datetime, reason: str, *, to_destroy: bool = False
) -> Life:
    """Onto the pallet, weighed first now and then; what cannot be erased, into the crate."""
    if piece.chance(0.3):
        at = yield later(at, 0, piece.random)
        desk.do(piece, "weigh", at, grams=piece.model.grams + piece.days(-50, 150))
    at = yield later(at, piece.days(0, 5), piece.random)
    load = desk.pallets.put(desk, piece, at, secure=to_destroy)
    desk.do(piece, "recycle", at, reason=reason, to_destroy=to_destroy, pallet=load.id)
    return at


def dismantle(desk: Desk, piece: Piece, at: datetime) -> Life:
    """Take the media out, then the parts that others need."""
    for item in piece.disks:
        at = yield later(at, 0, piece.random)
        code = desk.new_code()
        place = desk.place(piece.house, "Armoire des supports")
        desk.do(piece, "take_out", at, medium=item.serial, code=code, place=place)
        desk.stage.enter(at, become_spare(desk, piece, at, code, item))
    piece.disks = []
    at = yield later(at, piece.days(0, 3), piece.random)
    names = [part for _, part in FAULTS.values() if (piece.house, part) in desk.parts]
    made = piece.random.sample(sorted(set(names)), 2)
    parts = [{"part": desk.parts[piece.house, name], "quantity": 1} for name in made]
    desk.do(piece, "dismantle", at, parts=parts)
    return at
