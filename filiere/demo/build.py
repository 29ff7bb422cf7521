"""Build the demonstration: the network, fourteen months of work, nothing but operations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from django.db import transaction

from filiere.demo.calendar import PARIS, Calendar, later
from filiere.demo.demand import asking
from filiere.demo.desk import PLACES, Desk
from filiere.demo.gifts import announcement, given, plan
from filiere.demo.hours import declare
from filiere.demo.houses import STRUCTURES, WORKSHOPS
from filiere.demo.lives.bench import FAULTS
from filiere.demo.network import open_network
from filiere.demo.promised import promise
from filiere.demo.reception import banded, received
from filiere.demo.stage import Stage
from filiere.demo.story import told_gifts
from filiere.demo.surveyed import surveyed
from filiere.demo.tales.house import counted
from inventory.subjects.house import receive_parts
from inventory.subjects.places import create_place
from labels.codes import mint

FULL = 800
SEED = 84
COUNTS = (310, 215, 125, 35)
"""Days before the reference date when the first workshop counts its shelves."""
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What was made, for who asked."""

    devices: int
    operations: int


def build(
    *,
    reference: date,
    password: str,
    say: Say,
    seed: int = SEED,
    devices: int = FULL,
) -> Built:
    """Everything, or nothing when it is interrupted: one transaction.

    The same seed, reference date and number of devices give the same codes, steps and
    operations.
    """
    random = Random(seed)
    calendar = Calendar(reference)
    with transaction.atomic():
        cast = open_network(password)
        desk = Desk(cast, calendar, random, devices / FULL, Stage(calendar.horizon))
        opening = calendar.first_morning
        _furnish(desk, opening)
        _enter(desk, devices, opening)
        desk.stage.play(_progress(desk, say))
        promise(desk)
        received(desk)
        banded(desk)
        declare(desk)
        surveyed(desk)
    return Built(len(desk.registered), desk.done)


def _furnish(desk: Desk, at: datetime) -> None:
    for house in (*WORKSHOPS, "murier", "halle"):
        who = desk.cast.first(house, "operator")
        if house == "halle":
            continue
        for name, (kind, parent) in PLACES.items():
            made = create_place(
                actor=who,
                name=name,
                kind=kind,
                parent=desk.places.get((house, parent)),
                code=mint(Random(f"{house} {name}")),
                occurred_at=at,
            )
            desk.places[house, name] = made.pk
    for house in WORKSHOPS:
        who = desk.cast.first(house, "operator")
        for name in sorted({part for _, part in FAULTS.values() if part}):
            desk.parts[house, name] = receive_parts(actor=who, name=name, quantity=120).pk


def _enter(desk: Desk, devices: int, opening: datetime) -> None:
    told = told_gifts(desk.calendar, desk.random)
    left = devices - sum(len(gift.models) for gift in told if gift.fetched < desk.stage.horizon)
    for gift in told + plan(max(left, 0), desk.calendar, desk.random):
        at = max(announcement(gift, desk.calendar, desk.random), opening)
        desk.stage.enter(at, given(desk, gift, at))
    for days in COUNTS:
        at = desk.calendar.ago(days, desk.random)
        desk.stage.enter(at, counted(desk, "ocre", at))
    for structure in STRUCTURES:
        at = later(opening, desk.random.randint(5, 15), desk.random)
        desk.stage.enter(at, asking(desk, structure, at))


def _progress(desk: Desk, say: Say) -> Callable[[datetime], None]:
    months: list[str] = []

    def each_moment(at: datetime) -> None:
        month = f"{at.astimezone(PARIS):%m/%Y}"
        if not months or months[-1] != month:
            months.append(month)
            say(f"  {month} : {len(desk.registered)} appareils, {desk.done} opérations")

    return each_moment
