"""Gifts: what comes, when, from whom, under which policy of erasure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from filiere.demo.calendar import Calendar, hour, later
from filiere.demo.catalogue import AT_HOME, SHARES, Model, disk, disks_of, model_of, serial
from filiere.demo.desk import Desk
from filiere.demo.houses import HOMES, HOUSES
from filiere.demo.lives.ordinary import ordinary
from filiere.demo.people import SURNAMES
from filiere.demo.piece import Piece
from filiere.demo.stage import Life
from inventory.subjects.collections import (
    fetch_collection,
    plan_collection,
    propose_collection,
    sort_collection,
)

Tale = Callable[[Desk, list[Piece], datetime], Life]
REFUSED = ("cathode", "broken", "old", "incomplete", "battery")
BASIS = {"eaux": "public_donation"}
WAYS = (("household", 55), ("papillon", 11), ("conserverie", 12), ("boussole", 9), ("eaux", 13))
SIZES = {"papillon": (3, 7), "conserverie": (10, 30), "boussole": (8, 22), "eaux": (12, 34)}


@dataclass(slots=True)
class Gift:
    """``models`` are the devices received; ``tale`` tells their story, else theirs is ordinary."""

    fetched: datetime
    house: str
    donor: str
    models: list[Model]
    commune: str = ""
    basis: str = ""
    level: str = "clear"
    witness: str = "none"
    missing: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    tale: Tale | None = None
    workshop: str = ""
    announced: datetime | None = None

    @property
    def counts(self) -> dict[str, int]:
        return dict(Counter(model.kind for model in self.models))


def plan(count: int, calendar: Calendar, random: Random) -> list[Gift]:
    """Ordinary gifts that bring so many devices in all, in the order of their days."""
    days = calendar.worked_days()[8:]
    largest = max(2, count // 12)
    found: list[Gift] = []
    left = count
    while left > 0:
        donor = random.choices([way for way, _ in WAYS], [share for _, share in WAYS])[0]
        low, high = SIZES.get(donor, (1, 3))
        size = min(left, largest, random.randint(low, high))
        at = hour(random.choice(days), random)
        found.append(_gift(at, donor, size, random))
        left -= size
    return sorted(found, key=lambda gift: gift.fetched)


def _gift(at: datetime, donor: str, size: int, random: Random) -> Gift:
    shares = AT_HOME if donor == "household" else SHARES
    kinds = random.choices(list(shares), list(shares.values()), k=size)
    models = [model_of(kind, random) for kind in kinds]
    gift = Gift(at, "ocre" if random.random() < 0.6 else "claviers", donor, models)
    if donor == "household" and random.random() < 0.5:
        gift.house = "murier"
    if donor == "eaux" and random.random() < 0.4:
        gift.level, gift.witness = "purge", "second" if gift.house == "ocre" else "none"
    if size > 6:
        gift.missing = random.choice((0, 0, 1, 3))
        if random.random() < 0.6:
            gift.refused = [(random.choice(kinds), random.choice(REFUSED))]
    elif random.random() < 0.12:
        gift.refused = [("monitor", REFUSED[0])]
    return gift


def given(desk: Desk, gift: Gift, announced: datetime) -> Life:
    """Announced, planned, fetched, each device registered, sorted."""
    random = desk.random
    who = desk.cast.first(gift.house, "operator")
    at = announced
    collection = propose_collection(
        actor=who,
        donor=_donor(desk, gift),
        commune=gift.commune or _commune(gift.donor, random),
        lines=_announced(gift),
        legal_basis=gift.basis or BASIS.get(gift.donor),
        level=gift.level,
        witness=gift.witness,
        occurred_at=at,
    )
    if gift.donor != "household":
        at = yield min(later(at, 1, random), gift.fetched - timedelta(hours=1))
        plan_collection(
            actor=who,
            collection_id=collection.pk,
            planned_on=gift.fetched.date(),
            occurred_at=at,
        )
    at = yield gift.fetched
    fetch_collection(
        actor=who,
        collection_id=collection.pk,
        received=gift.counts,
        refused=_refused(gift),
        occurred_at=at,
    )
    pieces = [_piece(desk, gift, collection.pk, model) for model in gift.models]
    for piece in pieces:
        at = yield at + timedelta(seconds=random.randint(90, 260))
        _register(desk, piece, at)
        if gift.tale is None:
            desk.stage.enter(at, ordinary(desk, piece, at))
    if gift.tale is not None:
        desk.stage.enter(at, gift.tale(desk, pieces, at))
    at = yield later(at, 1, random)
    sort_collection(actor=who, collection_id=collection.pk, occurred_at=at)
    return at


def announcement(gift: Gift, calendar: Calendar, random: Random) -> datetime:
    """When the donor said so: days before, or at the door for a household."""
    if gift.announced is not None:
        return gift.announced
    if gift.donor == "household":
        return gift.fetched - timedelta(seconds=random.randint(200, 900))
    day: date = max(calendar.opening, gift.fetched.date() - timedelta(days=random.randint(9, 24)))
    return min(hour(day, random), gift.fetched - timedelta(days=3))


def _donor(desk: Desk, gift: Gift) -> int | str:
    if gift.donor != "household":
        return desk.cast.ids[gift.donor]
    return f"Famille {desk.random.choice(SURNAMES)}, foyer {desk.number('F', gift.fetched)}"


def _commune(donor: str, random: Random) -> str:
    home = random.choice(HOMES)
    return next((house.commune for house in HOUSES if house.key == donor), home)


def _announced(gift: Gift) -> list[dict[str, object]]:
    counts = gift.counts
    for kind, _ in gift.refused:
        counts[kind] = counts.get(kind, 0) + 1
    if gift.missing:
        counts[gift.models[0].kind] += gift.missing
    return [{"kind": kind, "count": count} for kind, count in counts.items()]


def _refused(gift: Gift) -> dict[str, tuple[int, str]]:
    return {kind: (1, reason) for kind, reason in gift.refused}


def _piece(desk: Desk, gift: Gift, collection: str, model: Model) -> Piece:
    random = Random(desk.random.random())
    workshop = gift.workshop or (gift.house if gift.house != "murier" else _near(random))
    piece = Piece(
        code=desk.new_code(),
        model=model,
        serial=serial(random, 7),
        random=random,
        house=gift.house,
        workshop=workshop,
        collection=collection,
        basis=gift.basis or BASIS.get(gift.donor, ""),
        level=gift.level,
        witness=gift.witness,
        disks=disks_of(model, random),
    )
    if gift.donor in ("eaux", "conserverie"):
        piece.asset_tag = f"{gift.donor[:3].upper()}-{random.randrange(1000, 9999)}"
    if model.kind in ("smartphone", "feature_phone") and piece.chance(0.2):
        piece.disks.append(disk("sim", 0, random))
    if model.kind == "tablet" and piece.chance(0.15):
        piece.disks.append(disk("sd", 32, random))
    return piece


def _near(random: Random) -> str:
    return random.choices(("claviers", "ocre"), (60, 40))[0]


def _register(desk: Desk, piece: Piece, at: datetime) -> None:
    told: dict[str, Any] = {
        "collection": piece.collection,
        "kind": piece.kind,
        "brand": piece.model.brand,
        "model": piece.model.name,
    }
    if piece.asset_tag:
        told["asset_tag"] = piece.asset_tag
    desk.do(piece, "register", at, **told)
    desk.registered.append(piece.code)
