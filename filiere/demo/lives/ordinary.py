"""What becomes of a device that nobody has a story about."""

from __future__ import annotations

from datetime import datetime

from filiere.demo.calendar import later
from filiere.demo.desk import Desk
from filiere.demo.lives.afterwards import afterwards
from filiere.demo.lives.bench import MENDABLE, look_over, mend, replace_disk, shelve, wipe
from filiere.demo.lives.outlets import dismantle, recycle, served
from filiere.demo.piece import Piece
from filiere.demo.stage import Life
from inventory import function_tests

REUSE = {
    "laptop": 0.66, "desktop": 0.56, "all_in_one": 0.55, "tablet": 0.5, "smartphone": 0.45,
    "feature_phone": 0.35, "monitor": 0.62, "printer": 0.4, "copier": 0.25, "storage_box": 0.35,
}  # fmt: skip
"""Share that ends in somebody's hands."""
LOCKS = ("icloud_lock", "frp_lock", "firmware_password", "mdm_enrolment", "autopilot_enrolment")


def ordinary(desk: Desk, piece: Piece, at: datetime) -> Life:
    """From the dock to wherever its state leads."""
    if piece.house == "murier":
        at = yield from sent_on(desk, piece, at)
    if piece.kind in ("smartphone", "feature_phone", "tablet") and piece.chance(0.1):
        return (yield from recycle(desk, piece, at, "unerasable", to_destroy=True))
    reused = piece.chance(REUSE[piece.kind])
    failing = _what_fails(piece, reused)
    lock = _what_locks(piece)
    blocking = (lock,) if lock else ()
    at = yield from look_over(desk, piece, at, failing=failing, blocking=blocking)
    if lock:
        at = yield from wait_for_the_donor(desk, piece, at)
    if reused:
        return (yield from reuse(desk, piece, at, failing))
    return (yield from give_up(desk, piece, at))


def _what_fails(piece: Piece, reused: bool) -> tuple[str, ...]:
    may_fail = MENDABLE[piece.kind]
    if reused:
        return (piece.random.choice(may_fail),) if piece.chance(0.22) else ()
    return tuple(piece.random.sample(may_fail, min(len(may_fail), 2)))


def _what_locks(piece: Piece) -> str:
    known = [block.key for block in function_tests.blocking(piece.kind) if block.key in LOCKS]
    if piece.model.brand != "Apple":
        known = [key for key in known if key != "icloud_lock"]
    else:
        known = [key for key in known if key in ("icloud_lock", "mdm_enrolment")]
    return piece.random.choice(known) if known and piece.chance(0.07) else ""


def sent_on(desk: Desk, piece: Piece, at: datetime) -> Life:
    """A collection point keeps nothing: the van takes it to a workshop."""
    at = yield later(at, piece.days(2, 9), piece.random)
    desk.do(piece, "transfer", at, to=desk.cast.ids[piece.workshop])
    at = yield later(at, piece.days(0, 3), piece.random)
    desk.do(piece, "accept_transfer", at, house=piece.workshop)
    piece.house = piece.workshop
    return at


def wait_for_the_donor(desk: Desk, piece: Piece, at: datetime) -> Life:
    """Locked: on hold until the donor frees it; some still wait."""
    at = yield later(at, 0, piece.random)
    desk.do(piece, "hold", at, reason="unlock", waiting_for="donor")
    at = yield later(at, piece.random.choice((4, 9, 16, 30, 120)), piece.random)
    desk.do(piece, "resume", at)
    at = yield later(at, 0, piece.random)
    desk.do(piece, "audit", at, blocking=[])
    return at


def reuse(desk: Desk, piece: Piece, at: datetime, failing: tuple[str, ...]) -> Life:
    dying = [item for item in piece.disks if item.kind in ("hdd", "ssd")]
    if dying and piece.chance(0.05):
        at = yield from replace_disk(desk, piece, at, dying[0])
    at = yield from wipe(desk, piece, at)
    for test in failing:
        at = yield from mend(desk, piece, at, test)
    at = yield from shelve(desk, piece, at)
    if piece.house == "ocre" and piece.chance(0.15):
        at = yield from to_the_counter(desk, piece, at)
    at = yield from served(desk, piece, at)
    return (yield from afterwards(desk, piece, at))


def to_the_counter(desk: Desk, piece: Piece, at: datetime) -> Life:
    """The distributor takes some that are ready, and serves people at its counter."""
    at = yield later(at, piece.days(1, 4), piece.random)
    desk.do(piece, "transfer", at, to=desk.cast.ids["halle"])
    desk.shelf.pop(piece.code, None)
    at = yield later(at, piece.days(0, 2), piece.random)
    desk.do(piece, "accept_transfer", at, house="halle")
    piece.house = "halle"
    return at


def give_up(desk: Desk, piece: Piece, at: datetime) -> Life:
    """Beyond repair: its data are erased all the same, then parts or the recycler."""
    parts = piece.kind in ("laptop", "desktop", "all_in_one") and piece.chance(0.3)
    soldered = any(item.kind in ("emmc", "ufs") for item in piece.disks)
    if parts and not soldered:
        return (yield from dismantle(desk, piece, at))
    at = yield from wipe(desk, piece, at)
    reason = piece.random.choice(("broken", "obsolete", "incomplete"))
    return (yield from recycle(desk, piece, at, reason))
