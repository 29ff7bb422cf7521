"""Stories of kept files: what an old reader did not see, a better one finds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from filiere.demo.calendar import later
from filiere.demo.catalogue import disk
from filiere.demo.desk import Desk
from filiere.demo.lives.bench import look_over, prepare, shelve, wipe
from filiere.demo.lives.outlets import served
from filiere.demo.piece import Piece
from filiere.demo.readings import lshw
from filiere.demo.stage import Life
from inventory.evidence.opening import Outcome, open_file


def read_again(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """Two disks, the first reader saw one: read again, it falls back and both are erased.

    The other devices of the gift have no story: one certificate covers them all.
    """
    piece, *others = pieces
    seen = list(piece.disks)
    hidden = disk("nvme", 128, piece.random)
    piece.disks = [*seen, hidden]
    raw = lshw(piece)
    piece.disks = seen
    at = yield later(at, 1, piece.random)
    desk.read_then(piece, at, raw, _without(raw, hidden.serial))
    at = yield from prepare(desk, piece, at)
    desk.shelf.pop(piece.code, None)
    at = yield later(at, 6, piece.random)
    desk.read_again(piece, at)
    piece.disks = [*piece.disks, hidden]
    at = yield from look_over(desk, piece, at)
    at = yield from wipe(desk, piece, at)
    at = yield from shelve(desk, piece, at)
    for other in others:
        at = yield from prepare(desk, other, at)
    return (yield from served(desk, piece, at))


def _without(raw: bytes, serial: str) -> tuple[Outcome, ...]:
    """What the first version of the reader made of it: this disk is not there."""
    (piece,) = open_file(raw)
    if piece.description is None:
        raise ValueError("the file of this story is not read")
    media = tuple(one for one in piece.description.media if one.serial != serial)
    told = replace(piece.description, reader_version=1, media=media)
    return (replace(piece, description=told),)
