"""Stories of the promise: disks that fail or move, things stolen, proofs that fall."""

from __future__ import annotations

from datetime import datetime

from filiere.demo import findings
from filiere.demo.calendar import later
from filiere.demo.catalogue import disk
from filiere.demo.desk import Desk
from filiere.demo.lives.afterwards import come_back
from filiere.demo.lives.bench import look_over, prepare, replace_disk, shelve, wipe
from filiere.demo.lives.outlets import served
from filiere.demo.lives.to_order import to_order, until_delivered
from filiere.demo.piece import Piece
from filiere.demo.stage import Life
from inventory.models import ErasureProof


def failed_disk(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """The disk cannot be erased: out, shredded, another fitted and proved."""
    (piece,) = pieces
    at = yield from look_over(desk, piece, at)
    at = yield from replace_disk(desk, piece, at, piece.disks[0])
    at = yield from wipe(desk, piece, at)
    at = yield from shelve(desk, piece, at)
    return (yield from served(desk, piece, at))


def moved_disk(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """The good disk of a broken laptop serves in one whose disk died."""
    giver, taker = pieces
    at = yield from look_over(desk, giver, at, failing=("screen", "keyboard"))
    at = yield from wipe(desk, giver, at)
    at = yield from look_over(desk, taker, at, days=0)
    at = yield later(at, 0, giver.random)
    code, good = desk.new_code(), giver.disks.pop()
    desk.do(giver, "take_out", at, medium=good.serial, code=code)
    at = yield later(at, 1, taker.random)
    bad = taker.disks[0]
    desk.do(taker, "erase", at, outcomes=[findings.failure(taker, bad, at)])
    at = yield later(at, 0, taker.random)
    loose = desk.new_code()
    desk.do(taker, "take_out", at, medium=bad.serial, code=loose)
    at = yield later(at, 0, taker.random)
    desk.do(taker, "fit", at, medium=code)
    taker.disks = [good]
    at = yield from shelve(desk, taker, at)
    at = yield later(at, 2, giver.random)
    desk.do(giver, "dismantle", at, parts=[])
    return (yield from served(desk, taker, at))


def stolen(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """A burglary before anything was erased: an incident to assess within 72 hours."""
    (piece,) = pieces
    at = yield from look_over(desk, piece, at)
    at = yield later(at, 2, piece.random)
    desk.do(piece, "declare_lost", at, by="supervisor", kind="theft", note="Vol par effraction.")
    return at


def lost_and_found(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """Lost, then found behind a shelf: all is done again."""
    (piece,) = pieces
    at = yield from look_over(desk, piece, at)
    at = yield later(at, 3, piece.random)
    desk.do(piece, "declare_lost", at, kind="loss")
    at = yield later(at, 9, piece.random)
    desk.do(piece, "find", at, by="supervisor")
    at = yield from prepare(desk, piece, at)
    return (yield from served(desk, piece, at))


def lost_at_the_structure(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """Delivered, then not to be found: nobody can say that it was not used."""
    (piece,) = pieces
    at = yield from prepare(desk, piece, at)
    at = yield from until_delivered(desk, piece, at, "fontaines")
    at = yield later(at, 6, piece.random)
    who = desk.cast.first("fontaines", "requester")
    desk.do(piece, "declare_lost", at, who=who, kind="loss")
    return at


def withdrawn(desk: Desk, piece: Piece, at: datetime, *, days: int) -> Life:
    """The proof of its disk turns out to be another's: the encadrant·e withdraws it."""
    at = yield later(at, days, piece.random)
    proof = ErasureProof.objects.filter(
        medium__serial=piece.disks[0].serial, result="success", withdrawn=False
    ).latest("ended_at")
    desk.do(piece, "withdraw_proof", at, by="supervisor", house=piece.workshop, proof=proof.pk)
    return at


def recalled_back(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """Recalled from its holder, who brings it back."""
    (piece,) = pieces
    at = yield from prepare(desk, piece, at)
    at = yield from to_order(desk, piece, at, "platanes")
    at = yield from withdrawn(desk, piece, at, days=12)
    at = yield later(at, 8, piece.random)
    at = yield from come_back(desk, piece, at, "recall")
    at = yield from shelve(desk, piece, at)
    return (yield from served(desk, piece, at))


def recalled_in_vain(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """Its holder moved away: the recall is closed, the incident stays."""
    (piece,) = pieces
    at = yield from prepare(desk, piece, at)
    at = yield from to_order(desk, piece, at, "figuier", mode="sold", delivered=False)
    at = yield from withdrawn(desk, piece, at, days=20)
    at = yield later(at, 25, piece.random)
    desk.do(piece, "close_recall", at, by="supervisor", house=piece.workshop, reason="unreachable")
    return at


def recalled_still(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """A recall that is open at the reference date."""
    (piece,) = pieces
    at = yield from prepare(desk, piece, at)
    at = yield from to_order(desk, piece, at, "mediatheque")
    return (yield from withdrawn(desk, piece, at, days=4))


def withdrawn_in_time(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """Seen while it was still on the shelf: back to the bench, erased again."""
    (piece,) = pieces
    at = yield from prepare(desk, piece, at)
    desk.shelf.pop(piece.code, None)
    at = yield from withdrawn(desk, piece, at, days=1)
    at = yield from wipe(desk, piece, at)
    at = yield from shelve(desk, piece, at)
    return (yield from served(desk, piece, at))


def disk_gone(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """It comes back without its disk: the encadrant·e says so, an incident opens."""
    (piece,) = pieces
    at = yield from prepare(desk, piece, at)
    at = yield from to_order(desk, piece, at, "figuier", delivered=False)
    at = yield later(at, 30, piece.random)
    desk.do(piece, "take_back", at, reason="broken")
    at = yield later(at, 2, piece.random)
    known = ErasureProof.objects.filter(medium__serial=piece.disks[0].serial).latest("id")
    told = findings.audit(piece) | {"media": [], "absent": [known.medium_id]}
    desk.do(piece, "audit", at, by="supervisor", **told)
    at = yield later(at, 1, piece.random)
    new = disk("ssd", 256, piece.random)
    desk.do(piece, "fit", at, new=new.listed)
    piece.disks = [new]
    at = yield from wipe(desk, piece, at)
    at = yield from shelve(desk, piece, at)
    return (yield from served(desk, piece, at))
