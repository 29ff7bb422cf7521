"""Requests: what structures ask for, for a person or for themselves."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from random import Random

from filiere.demo.calendar import later
from filiere.demo.desk import Desk
from filiere.demo.market import Ask, Wanted
from filiere.demo.stage import Life
from inventory.models import RequestLine
from inventory.subjects.requests import close_request, create_request

PERSON, STRUCTURE = True, False
USUAL = (
    (38, PERSON, (("laptop", 1),)),
    (22, PERSON, (("desktop", 1), ("monitor", 1))),
    (11, PERSON, (("smartphone", 1),)),
    (7, PERSON, (("tablet", 1),)),
    (7, PERSON, (("laptop", 1), ("printer", 1))),
    (4, PERSON, (("all_in_one", 1),)),
    (3, PERSON, (("feature_phone", 1),)),
    (3, STRUCTURE, (("laptop", 2),)),
    (2, STRUCTURE, (("desktop", 2), ("monitor", 2), ("printer", 1))),
    (1, STRUCTURE, (("copier", 1), ("storage_box", 1))),
)
"""Weight, for whom, kinds and numbers."""
PROFILES = {
    "laptop": ("school", "job_search", "training", "administrative", "telework"),
    "desktop": ("administrative", "school", "training"),
    "all_in_one": ("administrative",),
    "tablet": ("administrative", "school"),
    "smartphone": ("calling", "administrative"),
    "feature_phone": ("calling",),
}
MODES = ("given", "sold", "lent")
SHARES = {PERSON: (50, 34, 16), STRUCTURE: (60, 8, 32)}
DAYS_BETWEEN = 3.8
"""Working days between two requests of one structure, at full scale."""


def asking(desk: Desk, structure: str, at: datetime) -> Life:
    """One structure asks, again and again; now and then it thinks better of it."""
    random = Random(desk.random.random())
    while True:
        ask = _usual(desk, structure, at, random)
        if random.random() < 0.04:
            then = later(at, random.randint(2, 6), random)
            desk.stage.once(then, partial(think_better, desk, ask, then))
        mean = DAYS_BETWEEN / desk.scale
        days = max(1, round(random.uniform(0.4, 1.6) * mean))
        at = yield later(at, days, random)


def _usual(desk: Desk, structure: str, at: datetime, random: Random) -> Ask:
    weights = [weight for weight, _, _ in USUAL]
    _, person, lines = random.choices(USUAL, weights)[0]
    mode = random.choices(MODES, SHARES[person])[0]
    return ask_for(desk, structure, at, lines, mode=mode, person=person, random=random)


def ask_for(
    desk: Desk,
    structure: str,
    at: datetime,
    lines: tuple[tuple[str, int], ...],
    *,
    mode: str = "given",
    person: bool = PERSON,
    random: Random,
    market: bool = True,
) -> Ask:
    """Make a request; out of the market when a story keeps it for one device."""
    asked: dict[str, object] = {
        "lines": [
            {
                "kind": kind,
                "profile": random.choice(PROFILES.get(kind, ("administrative",))),
                "quantity": quantity,
            }
            for kind, quantity in lines
        ]
    }
    reference = desk.number(f"DOS-{structure[:3].upper()}", at) if person else ""
    if reference:
        asked["reference"] = reference
    if random.random() < 0.3:
        asked["wanted_by"] = (at + timedelta(days=random.randint(20, 60))).date()
    who = desk.cast.first(structure, "requester")
    made = create_request(actor=who, asked=asked, occurred_at=at)
    ask = Ask(made.pk, structure, mode, reference)
    if len(lines) > 1 and person:
        ask.lot = desk.number("LOT", at)
    ids = dict(RequestLine.objects.filter(request=made).values_list("kind", "id"))
    ask.wanted = [Wanted(ids[kind], ask, kind, quantity) for kind, quantity in lines]
    if market:
        desk.market.add(ask)
    return ask


def think_better(desk: Desk, ask: Ask, at: datetime) -> None:
    """Cancel what nobody has begun to serve."""
    if not ask.taken:
        ask.cancelled = True
        who = desk.cast.first(ask.structure, "requester")
        close_request(actor=who, request_id=ask.id, cancel=True, occurred_at=at)
