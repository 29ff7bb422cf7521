"""Pallets and the locked crate: filled, closed and weighed, fetched by the recycler."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from filiere.demo.calendar import later
from filiere.demo.piece import Piece
from filiere.demo.stage import Life
from inventory.subjects.house import close_pallet, open_pallet

if TYPE_CHECKING:
    from filiere.demo.desk import Desk

EMPTY_G = 18_000
FULL = 22


@dataclass(slots=True)
class Load:
    """What lies on one pallet; ``secure`` is the crate of devices to destroy."""

    id: str
    house: str
    secure: bool
    pieces: list[Piece] = field(default_factory=list)
    leaving: bool = False


@dataclass(slots=True)
class Pallets:
    """The open pallet and the open crate of each workshop."""

    loads: dict[tuple[str, bool], Load] = field(default_factory=dict)

    def put(self, desk: Desk, piece: Piece, at: datetime, *, secure: bool = False) -> Load:
        """The pallet that takes this device, opened if need be."""
        key = (piece.house, secure)
        load = self.loads.get(key)
        if load is None:
            name = desk.number("CAISSE" if secure else "PAL", at)
            actor = desk.cast.one(piece.house, "operator", piece.random)
            made = open_pallet(actor=actor, name=name, occurred_at=at)
            load = self.loads[key] = Load(made.pk, piece.house, secure)
            self._call_truck(desk, load, later(at, 40, desk.random))
        load.pieces.append(piece)
        if len(load.pieces) >= FULL:
            self._call_truck(desk, load, later(at, 2, desk.random))
        return load

    def _call_truck(self, desk: Desk, load: Load, at: datetime) -> None:
        desk.stage.enter(at, leave(desk, load, at))

    def take_off(self, piece: Piece) -> None:
        for load in self.loads.values():
            if piece in load.pieces:
                load.pieces.remove(piece)


def leave(desk: Desk, load: Load, at: datetime) -> Life:
    """Close, weigh, wait for the truck, remove one by one, file the destruction certificates."""
    if load.leaving or not load.pieces:
        return at
    load.leaving = True
    if desk.pallets.loads.get((load.house, load.secure)) is load:
        del desk.pallets.loads[load.house, load.secure]
    boss = desk.cast.first(load.house, "supervisor")
    weight = EMPTY_G + sum(piece.model.grams for piece in load.pieces)
    close_pallet(actor=boss, pallet_id=load.id, weight_g=weight, occurred_at=at)
    at = yield later(at, desk.random.randint(5, 12), desk.random)
    told: dict[str, Any] = {
        "pallet": load.id,
        "operator": desk.cast.ids["broyeur"],
        "slip": desk.number("BSDD", at),
    }
    if load.secure:
        told["order"] = desk.number("ORD", at)
    for piece in load.pieces:
        desk.do(piece, "remove", at, who=boss, **told)
        at = yield at + timedelta(seconds=desk.random.randint(20, 60))
    if load.secure:
        at = yield later(at, desk.random.randint(8, 15), desk.random)
        for piece in load.pieces:
            certificate = desk.number("CD", at)
            desk.do(piece, "certify_destruction", at, who=boss, certificate=certificate)
            at = yield at + timedelta(seconds=30)
    return at
