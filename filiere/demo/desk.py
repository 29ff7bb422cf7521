"""Where lives act: the network, the clock, the market, the pallets, and one way to perform."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from filiere.demo.calendar import Calendar
from filiere.demo.market import Market, Wanted
from filiere.demo.network import Cast
from filiere.demo.pallets import Pallets
from filiere.demo.piece import Piece, Spare
from filiere.demo.readings import photo
from filiere.demo.stage import Stage
from filiere.network.actor import Actor
from inventory import reading_words
from inventory.auditing import record, take_reading
from inventory.evidence.opening import Outcome as Read
from inventory.evidence.opening import together
from inventory.forms.keys import new_key
from inventory.keeping import keep
from inventory.models import Device, StorageMedium, Testimony
from inventory.operations.witnesses import AWAITS
from inventory.perform import Outcome, perform
from inventory.photographing import keep_photo
from inventory.reading import world_of_device, world_of_medium
from inventory.refusals import Refused
from inventory.rereading import apply, changes
from inventory.subjects.testifying import state
from inventory.vocabulary import TestimonyEnd
from labels.codes import mint

READER = "lshw"
PLACES = {
    "Quai": ("room", ""),
    "Atelier": ("room", ""),
    "Réserve": ("room", ""),
    "Établi": ("place", "Atelier"),
    "Étagère A": ("shelf", "Réserve"),
    "Étagère B": ("shelf", "Réserve"),
    "Armoire des supports": ("shelf", "Atelier"),
    "Chariot 1": ("trolley", "Quai"),
}
"""What each place of a workshop is, and the one that it stands in."""


class Stumbled(RuntimeError):
    """The story asked for what the circuit refuses: a mistake of the story."""


@dataclass(slots=True)
class Desk:
    """``scale`` is the share of the full demonstration that is being built."""

    cast: Cast
    calendar: Calendar
    random: Random
    scale: float
    stage: Stage
    market: Market = field(default_factory=Market)
    pallets: Pallets = field(default_factory=Pallets)
    places: dict[tuple[str, str], str] = field(default_factory=dict)
    parts: dict[tuple[str, str], str] = field(default_factory=dict)
    shelf: dict[str, Piece] = field(default_factory=dict)
    held: dict[str, Wanted] = field(default_factory=dict)
    lent: dict[str, datetime] = field(default_factory=dict)
    spares: dict[str, list[Spare]] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)
    numbers: dict[str, int] = field(default_factory=dict)
    registered: list[str] = field(default_factory=list)
    done: int = 0

    def do(
        self,
        piece: Piece,
        operation: str,
        at: datetime,
        *,
        by: str = "operator",
        house: str = "",
        who: Actor | None = None,
        **data: Any,
    ) -> Outcome:
        """Perform on a device: by somebody of its house, of another one, or by that person."""
        actor = who or self.cast.one(house or piece.house, by, piece.random)
        return self.scan(piece.code, operation, at, actor, data)

    def scan(
        self, code: str, operation: str, at: datetime, actor: Actor, data: dict[str, Any]
    ) -> Outcome:
        """Perform on any code, a loose medium's too.

        Raises
        ------
        Stumbled
            The circuit refused.
        """
        self.done += 1
        try:
            return perform(
                operation=operation,
                code=code,
                actor=actor,
                data=data,
                occurred_at=at,
                any_past=True,
            )
        except Refused as refused:
            if refused.code == AWAITS and "testimony" not in data:
                return self._by_two(code, operation, at, actor, data)
            told = f"{operation} {code} {at:%Y-%m-%d %H:%M} {data}"
            raise Stumbled(f"{told}: {refused.code}: {refused.detail}") from refused

    def _by_two(
        self, code: str, operation: str, at: datetime, first: Actor, data: dict[str, Any]
    ) -> Outcome:
        """The first says it; the second does it, from an account of their own."""
        device = Device.objects.filter(pk=code).first()
        world = (
            world_of_device(device, first)
            if device
            else world_of_medium(StorageMedium.objects.get(code=code), first)
        )
        said = state(actor=first, world=world, operation=operation, data=data, key=new_key())
        second = next(
            one
            for people in self.cast.actors.values()
            for one in people
            if one.membership_id == said.second_id
        )
        told = {**data, "testimony": said.pk}
        if "outcomes" in data:
            told["outcomes"] = [{**one, "second": said.by_id} for one in data["outcomes"]]
        else:
            told["second"] = said.by_id
        done = self.scan(code, operation, at, second, told)
        Testimony.objects.filter(pk=said.pk).update(
            stated_at=at, closed_at=at, end=TestimonyEnd.CONFIRMED
        )
        return done

    def read(self, piece: Piece, at: datetime, raw: bytes) -> None:
        """A tool's output, kept; it audits the device when it suffices."""
        actor = self.cast.one(piece.house, "operator", piece.random)
        self.done += 1
        take_reading(actor=actor, code=piece.code, raw=raw, occurred_at=at)

    def read_then(self, piece: Piece, at: datetime, raw: bytes, seen: tuple[Read, ...]) -> None:
        """A tool's output, kept as the readers of that time understood it."""
        actor = self.cast.one(piece.house, "operator", piece.random)
        self.done += 1
        device = Device.objects.get(pk=piece.code)
        kept = keep(device, actor, raw, READER, seen)
        told = reading_words.media(together(seen))
        record(device, actor, kept, media=told, reader=READER, not_now=None, occurred_at=at)

    def read_again(self, piece: Piece, at: datetime) -> None:
        """Its kept files, by the readers of today."""
        for change in changes(Device.objects.get(pk=piece.code)):
            self.done += 1
            apply(change, occurred_at=at)

    def keep_photo(self, piece: Piece) -> str:
        """A photo in the store of evidence; its name."""
        actor = self.cast.one(piece.house, "operator", piece.random)
        return keep_photo(actor=actor, code=piece.code, raw=photo(piece))

    def new_code(self) -> str:
        """A code of this seed, never twice."""
        code = mint(self.random)
        while code in self.codes:
            code = mint(self.random)
        self.codes.add(code)
        return code

    def number(self, prefix: str, at: datetime) -> str:
        """The next slip, ticket or order: « BL-2026-0042 »."""
        self.numbers[prefix] = self.numbers.get(prefix, 0) + 1
        return f"{prefix}-{at.year}-{self.numbers[prefix]:04d}"

    def place(self, house: str, name: str) -> str:
        return self.places[house, name]
