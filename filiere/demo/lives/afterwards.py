"""Once distributed: after-sales, the end of a loan, a device that comes back."""

from __future__ import annotations

from datetime import datetime

from filiere.demo.calendar import later
from filiere.demo.catalogue import disk
from filiere.demo.desk import Desk
from filiere.demo.lives.bench import (
    FAULTS,
    MENDABLE,
    destroy,
    look_over,
    proof,
    shelve,
    wipe,
    wiper,
)
from filiere.demo.lives.outlets import recycle, served
from filiere.demo.piece import Piece
from filiere.demo.stage import Life


def afterwards(desk: Desk, piece: Piece, at: datetime) -> Life:
    """Most are never seen again; some are repaired for their holder, a few come back."""
    if piece.code in desk.lent:
        due = desk.lent.pop(piece.code)
        at = yield later(due, piece.days(0, 8), piece.random)
        if piece.chance(0.7):
            at = yield from come_back(desk, piece, at, "end_of_loan")
            at = yield from shelve(desk, piece, at)
            at = yield from served(desk, piece, at)
    elif piece.chance(0.08):
        at = yield later(at, piece.days(10, 120), piece.random)
        at = yield from service(desk, piece, at)
    elif piece.chance(0.04):
        at = yield later(at, piece.days(15, 150), piece.random)
        at = yield from come_back(desk, piece, at, "broken")
        at = yield from recycle(desk, piece, at, "broken")
    return at


def come_back(desk: Desk, piece: Piece, at: datetime, reason: str) -> Life:
    """A return opens a new cycle: audited and erased as on the first day."""
    at = yield later(at, 0, piece.random)
    piece.house = piece.workshop
    desk.do(piece, "take_back", at, reason=reason)
    at = yield from look_over(desk, piece, at)
    at = yield from wipe(desk, piece, at)
    return at


def service(desk: Desk, piece: Piece, at: datetime) -> Life:
    """Repaired for the same holder, whose data are left alone."""
    failing = piece.random.choice(MENDABLE[piece.kind])
    desk.do(piece, "open_service", at, fault=FAULTS[failing][0])
    if piece.chance(0.4):
        at = yield later(at, 0, piece.random)
        desk.do(piece, "hold", at, reason="part", waiting_for="supplier")
        at = yield later(at, piece.days(3, 15), piece.random)
        desk.do(piece, "resume", at)
    at = yield later(at, piece.days(2, 9), piece.random)
    desk.do(piece, "close_service", at)
    return at


def new_disk_for_the_holder(desk: Desk, piece: Piece, at: datetime) -> Life:
    """After-sales where the disk dies: the holder's comes out to be shredded, another goes in."""
    desk.do(piece, "open_service", at, fault="storage")
    at = yield later(at, 1, piece.random)
    code, old = desk.new_code(), piece.disks[0]
    desk.do(piece, "take_out", at, medium=old.serial, code=code)
    at = yield later(at, 0, piece.random)
    new = disk("ssd", 256, piece.random)
    desk.do(piece, "fit", at, new=new.listed)
    piece.disks[0] = new
    at = yield later(at, 0, piece.random)
    who = wiper(desk, piece)
    desk.do(piece, "erase", at, who=who, outcomes=[proof(desk, piece, new, at, who)])
    at = yield later(at, piece.days(1, 3), piece.random)
    desk.do(piece, "close_service", at)
    at = yield later(at, piece.days(5, 20), piece.random)
    destroy(desk, piece, at, code)
    return at
