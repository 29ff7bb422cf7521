"""Stories of the house: slips of the hand, holds, labels, loose media, the yearly count."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from filiere.demo import findings
from filiere.demo.calendar import later
from filiere.demo.catalogue import disk
from filiere.demo.desk import Desk
from filiere.demo.lives.bench import destroy, look_over, prepare, proof, shelve, wipe
from filiere.demo.lives.outlets import recycle, served
from filiere.demo.lives.to_order import wanted
from filiere.demo.piece import Piece
from filiere.demo.readings import lshw
from filiere.demo.stage import Life


def printed_twice(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """Labels bound by mistake: they are void, and stay so."""
    for piece, reason in zip(pieces, ("duplicate", "empty_label"), strict=True):
        at = yield later(at, 0, piece.random)
        desk.do(piece, "void", at, by="supervisor", reason=reason)
    return at


def slips_of_the_hand(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """The wrong button, undone at once by the same person; a reservation freed."""
    (piece,) = pieces
    who = desk.cast.first(piece.house, "operator")
    at = yield from look_over(desk, piece, at)
    at = yield from wipe(desk, piece, at)
    at = yield later(at, 1, piece.random)
    desk.do(piece, "hold", at, who=who, reason="decision", waiting_for="workshop")
    at = yield at + timedelta(seconds=70)
    desk.do(piece, "undo", at, who=who)
    at = yield later(at, 0, piece.random)
    desk.do(piece, "stock", at, who=who, **findings.stocked(piece))
    at = yield at + timedelta(seconds=40)
    desk.do(piece, "undo", at, who=who)
    at = yield from shelve(desk, piece, at, days=0)
    desk.shelf.pop(piece.code, None)
    at = yield later(at, 1, piece.random)
    line = wanted(desk, piece, at, "platanes")
    at = yield later(at, 0, piece.random)
    desk.do(piece, "reserve", at, who=who, line=line.line_id)
    at = yield at + timedelta(seconds=55)
    desk.do(piece, "undo", at, who=who)
    at = yield later(at, 1, piece.random)
    desk.do(piece, "reserve", at, line=line.line_id)
    at = yield later(at, 2, piece.random)
    desk.do(piece, "release", at, who=who)
    return (yield from served(desk, piece, at))


def held(desk: Desk, piece: Piece, at: datetime, lock: str) -> Life:
    """Locked, and its donor asked."""
    at = yield from look_over(desk, piece, at, days=2, blocking=(lock,))
    at = yield later(at, 0, piece.random)
    note = "Donateur appelé, rappeler la semaine prochaine."
    desk.do(piece, "hold", at, reason="unlock", waiting_for="donor", note=note)
    return at


def still_locked(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """Two that wait for their donor, and age."""
    at = yield from held(desk, pieces[0], at, "icloud_lock")
    return (yield from held(desk, pieces[1], at, "firmware_password"))


def unlocked(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """The donor freed it: resumed, and on its way."""
    (piece,) = pieces
    at = yield from held(desk, piece, at, "mdm_enrolment")
    at = yield later(at, 11, piece.random)
    desk.do(piece, "resume", at)
    at = yield later(at, 0, piece.random)
    desk.do(piece, "test", at, tests={"power_on": "pass"}, blocking=[])
    at = yield from wipe(desk, piece, at)
    at = yield from shelve(desk, piece, at)
    return (yield from served(desk, piece, at))


def waits_for_a_part(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """Open on the bench: the hinge is ordered."""
    (piece,) = pieces
    at = yield from look_over(desk, piece, at, days=1, failing=("screen",))
    at = yield from wipe(desk, piece, at, days=0)
    at = yield later(at, 0, piece.random)
    desk.do(piece, "open_repair", at, fault="screen")
    at = yield later(at, 0, piece.random)
    desk.do(piece, "hold", at, reason="part", waiting_for="supplier")
    return at


def handled_with_care(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """A torn label, a swollen battery: reprinted, photographed, isolated, recycled."""
    (piece,) = pieces
    at = yield later(at, 0, piece.random)
    desk.do(piece, "reprint", at, reason="torn")
    at = yield later(at, 0, piece.random)
    desk.do(piece, "photograph", at, photo=desk.keep_photo(piece))
    at = yield from look_over(desk, piece, at, days=0, blocking=("swollen_battery",))
    at = yield from wipe(desk, piece, at, days=0)
    return (yield from recycle(desk, piece, at, "unsafe"))


def two_loose_disks(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """The two disks of a storage box: one goes to the other workshop, one is lost and found."""
    (piece,) = pieces
    while len(piece.disks) < 2:
        piece.disks.append(disk("hdd", 2000, piece.random))
    at = yield from look_over(desk, piece, at)
    codes = [desk.new_code() for _ in piece.disks]
    cupboard = desk.place(piece.house, "Armoire des supports")
    for code, item in zip(codes, piece.disks, strict=True):
        at = yield later(at, 0, piece.random)
        desk.do(piece, "take_out", at, medium=item.serial, code=code)
        at = yield at + timedelta(minutes=6)
        _loose(desk, piece, "move", at, code, place=cupboard)
    at = yield later(at, 1, piece.random)
    desk.do(piece, "dismantle", at, parts=[])
    at = yield from _to_the_other_workshop(desk, piece, at, codes[0])
    return (yield from _lost_and_shredded(desk, piece, at, codes[-1]))


def _to_the_other_workshop(desk: Desk, piece: Piece, at: datetime, code: str) -> Life:
    other = "claviers" if piece.house == "ocre" else "ocre"
    at = yield later(at, 2, piece.random)
    _loose(desk, piece, "erase", at, code, outcomes=[_proof(desk, piece, at)])
    at = yield later(at, 1, piece.random)
    _loose(desk, piece, "transfer", at, code, to=desk.cast.ids[other])
    at = yield later(at, 2, piece.random)
    desk.scan(code, "accept_transfer", at, desk.cast.first(other, "operator"), {})
    return at


def _proof(desk: Desk, piece: Piece, at: datetime) -> dict[str, Any]:
    return proof(desk, piece, piece.disks[0], at, desk.cast.first(piece.house, "operator"))


def _lost_and_shredded(desk: Desk, piece: Piece, at: datetime, code: str) -> Life:
    at = yield later(at, 2, piece.random)
    _loose(desk, piece, "declare_lost", at, code, kind="loss")
    at = yield later(at, 5, piece.random)
    desk.scan(code, "find", at, desk.cast.first(piece.house, "supervisor"), {})
    at = yield later(at, 0, piece.random)
    _loose(desk, piece, "count", at, code)
    at = yield later(at, 3, piece.random)
    destroy(desk, piece, at, code)
    return at


def _loose(desk: Desk, piece: Piece, operation: str, at: datetime, code: str, **data: Any) -> None:
    desk.scan(code, operation, at, desk.cast.first(piece.house, "operator"), data)


def ready_for_nobody(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """On the shelf, and nobody asked yet."""
    for piece in pieces:
        at = yield from prepare(desk, piece, at)
    return at


def read_by_an_old_tool(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """An old lshw hides the disk: its output is kept, the audit is done by hand."""
    (piece,) = pieces
    at = yield later(at, 1, piece.random)
    desk.read(piece, at, lshw(piece, hiding=True))
    at = yield from prepare(desk, piece, at)
    return (yield from served(desk, piece, at))


def just_arrived(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """Yesterday's van: on the dock, not even sorted."""
    for piece in pieces:
        at = yield later(at, 0, piece.random)
        desk.do(piece, "move", at, place=desk.place(piece.house, "Quai"))
    return at


def fresh_from_the_bench(desk: Desk, pieces: list[Piece], at: datetime) -> Life:
    """One audited, one erased: the work of the last days."""
    first, second = pieces
    at = yield from look_over(desk, first, at, days=1)
    at = yield from look_over(desk, second, at, days=0)
    return (yield from wipe(desk, second, at, days=0))


def counted(desk: Desk, house: str, at: datetime) -> Life:
    """The quarterly count of what is on the shelves."""
    shelf = [code for code, piece in desk.shelf.items() if piece.house == house][:40]
    for code in shelf:
        if code in desk.shelf:
            desk.do(desk.shelf[code], "count", at)
        at = yield at + timedelta(seconds=desk.random.randint(20, 90))
    return at
