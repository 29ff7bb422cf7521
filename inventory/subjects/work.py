"""Insertion hours and posts, as a workshop declares them: no journal tells of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from filiere.network.actor import Actor
from inventory.ids import new_id
from inventory.models import DeclaredWork
from inventory.refusals import Refused
from inventory.subjects.recording import allowed, one_transaction
from inventory.vocabulary import InsertionContract

MOST_HOURS, MOST_POSTS = 100_000, 1_000


def declare_work(
    *, actor: Actor, month: date, told: Mapping[InsertionContract, tuple[int, int]]
) -> None:
    """Hours and posts of one month by contract; telling a month again replaces it."""
    allowed(actor, "declare_work")
    first = month.replace(day=1)
    if first > timezone.localdate():
        raise Refused("month-ahead", "Ce mois n'a pas commencé. Choisissez un mois passé.")
    for hours, posts in told.values():
        if not (0 <= hours <= MOST_HOURS and 0 <= posts <= MOST_POSTS):
            raise Refused("invalid-data", "Indiquez des heures et des postes plausibles.")
    with one_transaction():
        mine = DeclaredWork.objects.filter(organisation_id=actor.organisation_id, month=first)
        mine.delete()
        DeclaredWork.objects.bulk_create(
            DeclaredWork(
                id=new_id(),
                organisation_id=actor.organisation_id,
                month=first,
                contract=contract.value,
                hours=hours,
                posts=posts,
                declared_at=timezone.now(),
            )
            for contract, (hours, posts) in told.items()
            if hours or posts
        )
