"""Stories of what left: loans, after-sales, returns, transfers, cessions, restitutions."""

from __future__ import annotations

from datetime import datetime

from filiere.demo import findings
from filiere.demo.calendar import later
from filiere.demo.demand import ask_for
from filiere.demo.desk import Desk
from filiere.demo.lives.afterwards import come_back, new_disk_for_the_holder, service
from filiere.demo.lives.bench import look_over, mend, prepare, shelve, wipe
from filiere.demo.lives.ordinary import ordinary, sent_on
from filiere.demo.lives.outlets import hand_out, reserve, served
from filiere.demo.lives.to_order import to_order, until_delivered, until_reserved
from filiere.demo.piece import Piece
from filiere.demo.stage import Life

SIGNED = "signature de démonstration"


def lent_and_back(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """A loan that ends in time, and serves again."""
    (piece,) = pieces
    at = yield from prepare(desk, piece, at)
    at = yield from to_order(desk, piece, at, "platanes", mode="lent")
    at = yield later(desk.lent.pop(piece.code), 0, piece.random)
    at = yield from come_back(desk, piece, at, "end_of_loan")
    at = yield from shelve(desk, piece, at)
    return (yield from served(desk, piece, at))


def lent_and_late(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """A loan whose date is past: nobody brought it back."""
    (piece,) = pieces
    at = yield from prepare(desk, piece, at)
    return (yield from to_order(desk, piece, at, "mediatheque", mode="lent", person=False))


def repaired_for_its_holder(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """After-sales, closed; later its disk dies too."""
    (piece,) = pieces
    at = yield from prepare(desk, piece, at)
    at = yield from to_order(desk, piece, at, "figuier", mode="sold", delivered=False)
    at = yield later(at, 25, piece.random)
    at = yield from service(desk, piece, at)
    at = yield later(at, 20, piece.random)
    return (yield from new_disk_for_the_holder(desk, piece, at))


def erased_with_consent(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """Its holder asks to begin afresh, in writing."""
    (piece,) = pieces
    at = yield from prepare(desk, piece, at)
    at = yield from to_order(desk, piece, at, "platanes", delivered=False)
    at = yield later(at, 30, piece.random)
    desk.do(piece, "open_service", at, fault="software")
    at = yield later(at, 1, piece.random)
    outcomes = [findings.proof(piece, item, at) for item in piece.disks]
    desk.do(piece, "erase", at, outcomes=outcomes, consent=SIGNED)
    at = yield later(at, 1, piece.random)
    desk.do(piece, "close_service", at)
    return at


def on_the_bench_for_its_holder(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """In after-sales at the reference date."""
    (piece,) = pieces
    at = yield from prepare(desk, piece, at)
    at = yield from to_order(desk, piece, at, "fontaines", delivered=False)
    at = yield later(max(at, desk.calendar.ago(5, piece.random)), 0, piece.random)
    desk.do(piece, "open_service", at, fault="keyboard")
    return at


def three_cycles(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """Delivered, never collected by its person: the structure takes it back, the workshop too."""
    (piece,) = pieces
    at = yield from prepare(desk, piece, at)
    at = yield from until_delivered(desk, piece, at, "mediatheque")
    at = yield later(at, 20, piece.random)
    who = desk.cast.first("mediatheque", "requester")
    desk.do(piece, "take_back", at, who=who, reason="unused")
    at = yield later(at, 3, piece.random)
    desk.do(piece, "transfer", at, who=who, to=desk.cast.ids[piece.workshop])
    at = yield later(at, 2, piece.random)
    desk.do(piece, "accept_transfer", at, house=piece.workshop)
    piece.house = piece.workshop
    at = yield from prepare(desk, piece, at)
    return (yield from served(desk, piece, at))


def ceded(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """Too many at once: another refurbisher takes them."""
    for piece in pieces:
        at = yield from look_over(desk, piece, at, days=1)
        at = yield from wipe(desk, piece, at, days=0)
    at = yield later(at, 4, pieces[0].random)
    for piece in pieces:
        desk.do(piece, "cede", at, by="supervisor", taker="Réemploi des Îles d'Or")
        at = yield later(at, 0, piece.random)
    return at


def given_back(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """Given by mistake: back to the very donor as it came; another one once erased."""
    as_it_came, erased = pieces
    at = yield from look_over(desk, as_it_came, at, days=1, blocking=("firmware_password",))
    at = yield from look_over(desk, erased, at, days=0)
    at = yield from wipe(desk, erased, at)
    for piece in pieces:
        at = yield later(at, 2, piece.random)
        desk.do(piece, "return_to_donor", at, by="supervisor", signature=SIGNED)
    return at


def given_again(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """Given back, then given for good."""
    (piece,) = pieces
    at = yield from look_over(desk, piece, at)
    at = yield later(at, 2, piece.random)
    desk.do(piece, "return_to_donor", at, by="supervisor", signature=SIGNED)
    at = yield later(at, 15, piece.random)
    at = yield from come_back(desk, piece, at, "other")
    at = yield from shelve(desk, piece, at)
    return (yield from served(desk, piece, at))


def offered(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """The collection point has offered them; the workshop has not answered."""
    for piece in pieces:
        at = yield later(at, 0, piece.random)
        desk.do(piece, "transfer", at, to=desk.cast.ids[piece.workshop])
    return at


def offered_to_the_counter(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """Ready, offered to the distributor, who has not answered."""
    (piece,) = pieces
    at = yield from prepare(desk, piece, at)
    desk.shelf.pop(piece.code, None)
    at = yield later(at, 1, piece.random)
    desk.do(piece, "transfer", at, to=desk.cast.ids["halle"])
    return at


def offer_withdrawn(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """Offered to the wrong workshop, cancelled, offered to the right one."""
    (piece,) = pieces
    at = yield later(at, 2, piece.random)
    wrong = "claviers" if piece.workshop == "ocre" else "ocre"
    desk.do(piece, "transfer", at, to=desk.cast.ids[wrong])
    at = yield later(at, 0, piece.random)
    desk.do(piece, "cancel_transfer", at)
    at = yield from sent_on(desk, piece, at)
    return (yield from ordinary(desk, piece, at))


def one_workshop_to_the_other(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """Printers are repaired at the other workshop."""
    (piece,) = pieces
    at = yield from look_over(desk, piece, at, failing=("paper_feed",))
    at = yield later(at, 2, piece.random)
    desk.do(piece, "transfer", at, to=desk.cast.ids["claviers"])
    at = yield later(at, 3, piece.random)
    desk.do(piece, "accept_transfer", at, house="claviers")
    piece.house = piece.workshop = "claviers"
    at = yield from mend(desk, piece, at, "paper_feed")
    at = yield from shelve(desk, piece, at)
    return (yield from served(desk, piece, at))


def sold_together(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """A computer and its screen, from a public donation: one lot, under the legal cap."""
    computer, screen = pieces
    for piece in pieces:
        at = yield from prepare(desk, piece, at)
        desk.shelf.pop(piece.code, None)
    lines = (("desktop", 1), ("monitor", 1))
    ask = ask_for(desk, "platanes", at, lines, mode="sold", random=computer.random, market=False)
    for piece, line in zip(pieces, ask.wanted, strict=True):
        line.held = 1
        at = yield from reserve(desk, piece, at, line)
    for piece in (computer, screen):
        at = yield from hand_out(desk, piece, at, delivered=False)
    return at


def delivered_still(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """At the structure, waiting for its person."""
    (piece,) = pieces
    at = yield from prepare(desk, piece, at)
    return (yield from until_delivered(desk, piece, at, "figuier"))


def reserved_still(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """Ready for the next round of the van."""
    (piece,) = pieces
    at = yield from prepare(desk, piece, at)
    return (yield from until_reserved(desk, piece, at, "platanes"))
