"""What structures say of their deliveries, and bands of who received: told once all is played."""

from __future__ import annotations

from random import Random

from filiere.demo.desk import Desk
from filiere.demo.houses import STRUCTURES
from inventory.bands import BANDS
from inventory.deliveries import slips, waiting
from inventory.models import HandOver, HandOverBands
from inventory.subjects.receiving import Received, receive
from inventory.vocabulary import Recipient

WEIGHTS = {
    "age": (6, 14, 26, 30, 16, 8),
    "household": (38, 24, 28, 10),
    "qpv": (32, 68),
    "minima": (57, 43),
    "accompaniment": (22, 41, 25, 12),
    "connection": (21, 34, 38, 7),
}
"""Invented, for the pages to have something to count: figures of the demonstration alone."""
ANSWERED = 0.6


def received(desk: Desk) -> None:
    """All confirmed but two: one still to confirm, one said missing."""
    at = desk.stage.horizon
    waits = []
    for structure in STRUCTURES:
        who = desk.cast.first(structure, "requester")
        waits += [(slip, who) for slip in slips(waiting(who))]
    waits.sort(key=lambda pair: pair[0].number)
    for place, (slip, who) in enumerate(waits):
        if place == 0:
            continue
        there = [] if place == 1 else [one.device_id for one in slip.devices]
        told = Received(arrived=there)
        receive(actor=who, key=slip.key, told=told, occurred_at=at)
        desk.done += 1


def banded(desk: Desk) -> None:
    """Some of who received said a little of themselves, in bands."""
    random = Random(desk.random.random())
    seen: set[tuple[int, str]] = set()
    found = []
    rows = HandOver.objects.filter(recipient=Recipient.PERSON).order_by("handed_at", "device_id")
    for row in rows:
        lot = (row.structure_id, row.lot or row.pk)
        if lot in seen or random.random() > ANSWERED:
            continue
        seen.add(lot)
        told = {}
        for name, (_, words) in BANDS.items():
            if random.random() < ANSWERED:
                values = [member.value for member in words]
                told[name] = random.choices(values, WEIGHTS[name])[0]
        if told:
            found.append(HandOverBands(hand_over=row, **told))
    HandOverBands.objects.bulk_create(found)
