"""Stories of the end: the locked crate, what is fetched back from the pallet, waste."""

from __future__ import annotations

from datetime import datetime

from filiere.demo.calendar import later
from filiere.demo.desk import Desk
from filiere.demo.lives.bench import look_over, prepare, shelve, wipe
from filiere.demo.lives.outlets import dismantle, recycle, served
from filiere.demo.piece import Piece
from filiere.demo.stage import Life


def into_the_crate(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """Dead phones whose memory nobody can erase: kept locked, destroyed under an order."""
    for piece in pieces:
        at = yield from recycle(desk, piece, at, "unerasable", to_destroy=True)
    return at


def fetched_back(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """Oriented to recycling by mistake: the encadrant·e takes it off the pallet."""
    (piece,) = pieces
    at = yield from look_over(desk, piece, at)
    at = yield from recycle(desk, piece, at, "broken")
    at = yield later(at, 1, piece.random)
    desk.pallets.take_off(piece)
    desk.do(piece, "reinstate", at, by="supervisor")
    at = yield from look_over(desk, piece, at)
    at = yield from shelve(desk, piece, at)
    return (yield from served(desk, piece, at))


def sent_back_by_the_recycler(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """Removed, and found too good at the recycler's: it comes back as waste to prepare."""
    (piece,) = pieces
    at = yield from look_over(desk, piece, at)
    at = yield from wipe(desk, piece, at)
    at = yield from recycle(desk, piece, at, "obsolete")
    at = yield later(at, 60, piece.random)
    desk.do(piece, "take_back", at, reason="other")
    at = yield from prepare(desk, piece, at)
    return (yield from served(desk, piece, at))


def for_parts(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """Taken apart: the disk first, which will serve again, then what others need."""
    (piece,) = pieces
    at = yield from look_over(desk, piece, at, failing=("power_on",))
    return (yield from dismantle(desk, piece, at))
