"""Made ready for one request that a structure sends for it alone."""

from __future__ import annotations

from datetime import datetime

from filiere.demo.calendar import later
from filiere.demo.demand import ask_for
from filiere.demo.desk import Desk
from filiere.demo.lives.outlets import bring, hand_out, reserve
from filiere.demo.market import Wanted
from filiere.demo.piece import Piece
from filiere.demo.stage import Life


def wanted(
    desk: Desk,
    piece: Piece,
    at: datetime,
    structure: str,
    *,
    mode: str = "given",
    person: bool = True,
) -> Wanted:
    """The line of a request for this one device."""
    line = ask_for(
        desk,
        structure,
        at,
        ((piece.kind, 1),),
        mode=mode,
        person=person,
        random=piece.random,
        market=False,
    ).wanted[0]
    line.held = line.ask.taken = 1
    return line


def until_reserved(
    desk: Desk,
    piece: Piece,
    at: datetime,
    structure: str,
    *,
    mode: str = "given",
    person: bool = True,
) -> Life:
    at = yield later(at, piece.days(1, 4), piece.random)
    line = wanted(desk, piece, at, structure, mode=mode, person=person)
    at = yield later(at, piece.days(0, 3), piece.random)
    return (yield from reserve(desk, piece, at, line))


def until_delivered(desk: Desk, piece: Piece, at: datetime, structure: str) -> Life:
    at = yield from until_reserved(desk, piece, at, structure)
    return (yield from bring(desk, piece, at))


def to_order(
    desk: Desk,
    piece: Piece,
    at: datetime,
    structure: str,
    *,
    mode: str = "given",
    person: bool = True,
    delivered: bool = True,
) -> Life:
    """All the way to the hands of who asked."""
    at = yield from until_reserved(desk, piece, at, structure, mode=mode, person=person)
    return (yield from hand_out(desk, piece, at, delivered=delivered))
