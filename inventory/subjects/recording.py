"""What the verbs of collections, requests, pallets and places share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from filiere.network import rights
from filiere.network.actor import Actor
from inventory.journal.append import Moment
from inventory.journal.subjects import record
from inventory.refusals import Refused
from inventory.rows import told, write
from inventory.state import Change
from inventory.walls.told import told_by_the_database


@contextmanager
def one_transaction() -> Iterator[None]:
    with told_by_the_database(), transaction.atomic():
        yield


def allowed(actor: Actor, right: str, organisation_id: int | None = None) -> None:
    """Refuse what the file of rights does not give."""
    if not rights.may(actor, right, organisation_id):
        raise Refused(
            "role",
            "Votre rôle ne permet pas cette opération.",
            title="Pas avec ce rôle",
            status=403,
        )


def moment(actor: Actor, occurred_at: datetime | None, *, batch: str = "") -> Moment:
    now = timezone.now()
    return Moment(actor, min(occurred_at or now, now), now, batch=batch)


def tell(
    kind: str,
    subject: str,
    operation: str,
    when: Moment,
    data: Mapping[str, Any],
    *,
    steps: tuple[str, str] = ("", ""),
    changes: Sequence[Change] = (),
) -> None:
    """Write ``changes`` and one entry that tells them, not before the subject's last.

    A state row (``inventory.rows.TABLES``) is written here and nowhere else: what an entry does
    not tell, ``verify_journal`` names. The caller holds the row of the subject, unless the first
    change creates it.
    """
    for change in changes:
        write(change)
    effects = [told(change) for change in changes]
    record(kind, subject, operation, when, data, steps=steps, effects=effects, in_order=True)
