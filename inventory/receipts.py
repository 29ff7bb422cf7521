"""The first answer given for a client's key, kept: the same key and content is answered the same.

Keys are an organisation's. Only what was done is remembered: a refusal may be sent again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from filiere.network import prepared
from filiere.network.actor import Actor
from filiere.network.prepared import Prepared
from inventory.models import Receipt
from inventory.refusals import Conflict
from inventory.walls.told import told_by_the_database

RECEIPT = Prepared(
    lambda organisation, key: (
        Receipt.objects.filter(organisation_id=organisation, key=key)
        .order_by()
        .values("fingerprint", "answer")
    )
)


def first_answer(actor: Actor, key: str, fingerprint: str) -> dict[str, Any] | None:
    """What this key was answered, if it was.

    Raises
    ------
    Conflict
        ``key-reused``: the key stands for another content.
    """
    row = RECEIPT.one(actor.organisation_id, key)
    if row is None:
        return None
    if row["fingerprint"] != fingerprint:
        raise Conflict(
            "key-reused", "Cette clé a déjà servi pour un autre envoi. Prenez-en une nouvelle."
        )
    first: dict[str, Any] = json.loads(row["answer"])
    return first


def remember(
    actor: Actor, key: str, fingerprint: str, done: Mapping[str, Any], now: datetime
) -> None:
    """Keep what this key was answered, in the transaction that did it.

    Raises
    ------
    Conflict
        The key was answered before, or just now by somebody else: nothing may be done again.
    """
    columns = {
        "organisation_id": actor.organisation_id,
        "key": key,
        "fingerprint": fingerprint,
        "answer": json.dumps(done),
        "created_at": now,
    }
    if not prepared.insert(Receipt, columns, unless_there=True):
        raise Conflict("moved-first", "Ce scan vient d'être enregistré. Vérifiez son état.")


def content(*parts: str | bytes) -> str:
    """What a key stands for: SHA-256 of the parts, each with its length."""
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(f"{len(raw)}:".encode() + raw)
    return digest.hexdigest()


def once(
    *, actor: Actor, key: str, fingerprint: str, act: Callable[[], dict[str, Any]]
) -> tuple[dict[str, Any], bool]:
    """Act once for a key, in one transaction with its receipt; (answer, whether replayed).

    Two that send the same key at once are one: the second is given the answer of the first.
    """
    if not key:
        return act(), False
    if first := first_answer(actor, key, fingerprint):
        return first, True
    try:
        with told_by_the_database(), transaction.atomic():
            done = act()
            remember(actor, key, fingerprint, done, timezone.now())
    except Conflict as conflict:
        first = first_answer(actor, key, fingerprint) if conflict.code == "moved-first" else None
        if first is None:
            raise
        return first, True
    return done, False
