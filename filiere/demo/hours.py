"""Insertion hours that the invented workshops declare, month after month."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from filiere.demo.desk import Desk
from filiere.demo.houses import WORKSHOPS
from inventory.indicators.periods import add_months
from inventory.subjects.work import declare_work
from inventory.vocabulary import InsertionContract

POSTS = {"ocre": (InsertionContract.CDDI_ACI, 9), "claviers": (InsertionContract.PEC, 3)}
HOURS = 108
"""Of one post in a month, on average."""


def declare(desk: Desk) -> None:
    """Every whole month worked, by who leads each workshop."""
    random = Random(desk.calendar.reference.toordinal())
    last = (desk.calendar.reference.replace(day=1) - timedelta(days=1)).replace(day=1)
    month = add_months(desk.calendar.opening.replace(day=1), 1)
    while month <= last:
        for house in WORKSHOPS:
            contract, posts = POSTS[house]
            held = posts + random.choice((-1, 0, 0, 1))
            hours = held * HOURS + random.randrange(-60, 60)
            told = {contract: (hours, held)}
            declare_work(actor=desk.cast.first(house, "supervisor"), month=month, told=told)
        month = add_months(month, 1)
