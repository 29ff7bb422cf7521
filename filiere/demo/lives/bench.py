"""On the bench: audit, erasure, repair, stock; each gesture waits, acts, returns when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from filiere.demo import findings
from filiere.demo.calendar import later
from filiere.demo.catalogue import Disk, disk
from filiere.demo.desk import Desk
from filiere.demo.piece import Piece, Spare
from filiere.demo.readings import lshw, readable
from filiere.demo.stage import Life
from filiere.network.actor import Actor

FAULTS = {
    "battery": ("battery", "Batterie de portable"),
    "screen": ("screen", "Dalle 14 pouces"),
    "keyboard": ("keyboard", "Clavier de portable"),
    "power_on": ("power", "Alimentation"),
    "charging": ("connector", "Connecteur de charge"),
    "usb": ("connector", ""),
    "paper_feed": ("other", "Rouleau d'entraînement"),
    "wifi": ("software", ""),
    "connection": ("connector", ""),
    "video_in": ("connector", "Câble d'écran"),
}
"""What a failed test leads to: the fault told, the part it takes."""
MENDABLE = {
    "laptop": ("battery", "screen", "keyboard", "charging", "usb", "wifi"),
    "desktop": ("power_on", "usb"),
    "all_in_one": ("power_on", "usb"),
    "tablet": ("battery", "charging"),
    "smartphone": ("battery", "screen", "charging"),
    "feature_phone": ("battery",),
    "monitor": ("power_on", "video_in"),
    "printer": ("paper_feed", "connection"),
    "copier": ("paper_feed",),
    "storage_box": ("connection",),
}


def look_over(desk: Desk, piece: Piece, at: datetime, *, days: int = -1, **wrong: Any) -> Life:
    """Audit it some days after it came, carried to the bench first now and then."""
    at = yield later(at, piece.days(1, 5) if days < 0 else days, piece.random)
    if piece.chance(0.3):
        desk.do(piece, "move", at, place=desk.place(piece.house, "Établi"))
        at = yield later(at, 0, piece.random)
    if readable(piece) and not wrong.get("blocking") and piece.chance(0.15):
        desk.read(piece, at, lshw(piece))
        at = yield later(at, 0, piece.random)
    desk.do(piece, "audit", at, **findings.audit(piece, **wrong))
    return at


def wipe(desk: Desk, piece: Piece, at: datetime, *, days: int = -1) -> Life:
    """Erase every medium, as the donor asked; a card that cannot be is destroyed."""
    if not piece.disks:
        return at
    at = yield later(at, piece.days(0, 3) if days < 0 else days, piece.random)
    actor = wiper(desk, piece)
    outcomes = [proof(desk, piece, item, at, actor) for item in piece.disks]
    desk.do(piece, "erase", at, who=actor, outcomes=outcomes)
    piece.disks = [
        item for item, told in zip(piece.disks, outcomes, strict=True) if told["outcome"] == "proof"
    ]
    return at


def wiper(desk: Desk, piece: Piece, house: str = "") -> Actor:
    """Who erases: by an account of their own where the donor wants two people."""
    house = house or piece.house
    who = desk.cast.one(house, "operator", piece.random)
    two = piece.witness == "second"
    return desk.cast.signed_in(house, "operator", who) if two else who


def proof(desk: Desk, piece: Piece, item: Disk, at: datetime, actor: Actor) -> dict[str, Any]:
    """What the actor says of one medium, with the witness that the donor wants."""
    return findings.proof(piece, item, at) | witnesses(desk, piece, actor)


def witnesses(desk: Desk, piece: Piece, actor: Actor) -> dict[str, Any]:
    """The second person or the photo that the donor wants."""
    if piece.witness == "second":
        others = [one.membership_id for one in desk.cast.actors[piece.workshop, "operator"]]
        return {"second": next(one for one in others if one != actor.membership_id)}
    return {"photo": desk.keep_photo(piece)} if piece.witness == "photo" else {}


def replace_disk(desk: Desk, piece: Piece, at: datetime, failed: Disk) -> Life:
    """An erasure fails: the disk comes out with its own label, another goes in."""
    at = yield later(at, piece.days(0, 2), piece.random)
    desk.do(piece, "erase", at, outcomes=[findings.failure(piece, failed, at)])
    at = yield later(at, 0, piece.random)
    code = desk.new_code()
    place = desk.place(piece.house, "Armoire des supports")
    desk.do(piece, "take_out", at, medium=failed.serial, code=code, place=place)
    desk.stage.enter(at, shred(desk, piece, at, code))
    at = yield later(at, piece.days(1, 4), piece.random)
    spares = desk.spares.get(piece.house)
    if spares:
        spare = spares.pop(0)
        desk.do(piece, "fit", at, medium=spare.code)
        new = spare.disk
        piece.level = max(piece.level, spare.level)
        piece.witness = max(piece.witness, spare.witness)
    else:
        new = disk("ssd", 256, piece.random)
        desk.do(piece, "fit", at, new=new.listed)
    piece.disks = [new if item is failed else item for item in piece.disks]
    return at


def become_spare(desk: Desk, piece: Piece, at: datetime, code: str, item: Disk) -> Life:
    """A loose medium of a dismantled device is erased, then serves in another one."""
    house = piece.house
    at = yield later(at, piece.days(1, 8), piece.random)
    who = wiper(desk, piece)
    desk.scan(code, "erase", at, who, {"outcomes": [proof(desk, piece, item, at, who)]})
    desk.spares.setdefault(house, []).append(Spare(code, item, piece.level, piece.witness))
    return at


def shred(desk: Desk, piece: Piece, at: datetime, code: str) -> Life:
    """A loose medium that failed waits in the locked cupboard, then is shredded with others."""
    at = yield later(at, piece.days(10, 40), piece.random)
    destroy(desk, piece, at, code)
    return at


def destroy(desk: Desk, piece: Piece, at: datetime, code: str) -> None:
    """Shred a loose medium of this device, before the witnesses that the donor wants."""
    who = wiper(desk, piece, piece.workshop)
    told = {"method": "shred", "slip": desk.number("DEST", at)}
    desk.scan(code, "destroy", at, who, told | witnesses(desk, piece, who))


def mend(desk: Desk, piece: Piece, at: datetime, failing: str) -> Life:
    """Repair what a test showed; the test is done again."""
    fault, part = FAULTS[failing]
    at = yield later(at, piece.days(0, 4), piece.random)
    desk.do(piece, "open_repair", at, fault=fault)
    at = yield later(at, piece.days(0, 6), piece.random)
    told: dict[str, Any] = {"actions": ["replaced" if part else "adjusted"]}
    if part:
        told["parts"] = [{"part": desk.parts[piece.house, part]}]
    desk.do(piece, "close_repair", at, minutes=piece.days(3, 24) * 5, **told)
    at = yield later(at, 0, piece.random)
    desk.do(piece, "test", at, tests={failing: "pass"})
    return at


def shelve(desk: Desk, piece: Piece, at: datetime, *, days: int = -1) -> Life:
    """Make it available, on a shelf."""
    at = yield later(at, piece.days(0, 4) if days < 0 else days, piece.random)
    shelf = piece.random.choice(("Étagère A", "Étagère B"))
    told = findings.stocked(piece) | {"place": desk.place(piece.house, shelf)}
    desk.do(piece, "stock", at, **told)
    desk.shelf[piece.code] = piece
    return at


def prepare(desk: Desk, piece: Piece, at: datetime) -> Life:
    """The shortest way from the dock to the shelf."""
    at = yield from look_over(desk, piece, at)
    at = yield from wipe(desk, piece, at)
    at = yield from shelve(desk, piece, at)
    return at
