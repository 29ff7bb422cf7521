"""One operation for many devices, kept device by device, done by small steps.

Each device has its own client's key from the start. Whatever stops in the middle, going on does
what is left: what was done and not yet marked is answered by its key, and nothing is done twice.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from filiere.network import rights
from filiere.network.actor import Actor
from inventory.circuit import CIRCUIT, ROWS
from inventory.ids import new_id
from inventory.models import Batch, BatchItem
from inventory.parsing import parse_data
from inventory.perform import perform
from inventory.receipts import content, once
from inventory.refusals import Missing, Refused
from inventory.row import Row
from inventory.scanning.modes import ONCE, may_choose
from inventory.subjects.recording import allowed, one_transaction
from inventory.vocabulary import IN_HOUSE, ItemState, Step

MOST = 2000
STEP = 40
"""Devices of one step, unless it takes longer than ``SECONDS``."""
SECONDS = 4.0
HERE = IN_HOUSE | {Step.RECYCLED}
NOT_MANY = frozenset({"reinstate", "take_back", "count"})
"""Alone would do it, but one does not want it for a whole trolley by one scan; what is counted is
what was seen, one by one."""


@dataclass(frozen=True, slots=True)
class Stands:
    """How far a batch has come."""

    batch: Batch
    todo: int
    done: int
    refused: int

    @property
    def size(self) -> int:
        return self.todo + self.done + self.refused

    @property
    def said(self) -> str:
        """« 12 sur 30 faits, 1 refusé »."""
        told = f"{self.done} sur {self.size} fait{'s' if self.done > 1 else ''}"
        bad = f", {self.refused} refusé{'s' if self.refused > 1 else ''}" if self.refused else ""
        return told + bad


def carried_rows(actor: Actor) -> list[Row]:
    """Operations that need nothing of each device: what is asked once holds for all."""
    return [row for row in ROWS if _for_many(row) and may_choose(actor, row)]


def _for_many(row: Row) -> bool:
    inside = bool(row.steps & HERE) and not row.creates
    return row.name in ONCE and inside and row.name not in NOT_MANY


def start_batch(
    *,
    actor: Actor,
    operation: str,
    data: Any,
    codes: Callable[[], Sequence[str]],
    source: str,
    key: str,
    about: str = "",
) -> Batch:
    """Remember what is asked for each code; nothing is done yet. The same key is the same batch.

    ``codes`` is asked only the first time: what the batch has emptied since is still its own.
    ``about`` is what the key stands for besides the operation: a label, or the codes.

    Raises
    ------
    Refused
        ``unknown-operation``, ``invalid-data``, ``nothing-there``, ``too-many``; Conflict
        ``key-reused``.
    """
    allowed(actor, "create_collection")
    told = _settled(actor, operation, data)

    def act() -> dict[str, str]:
        batch = Batch.objects.create(
            id=new_id(),
            organisation_id=actor.organisation_id,
            operation=operation,
            data=told,
            source=source[:120],
            created_at=timezone.now(),
        )
        BatchItem.objects.bulk_create(
            BatchItem(id=new_id(), batch=batch, number=number, code=code, key=str(uuid.uuid4()))
            for number, code in enumerate(_wanted(codes()), start=1)
        )
        return {"batch": batch.pk}

    with one_transaction():
        print_ = content("batch", operation, repr(sorted(told.items())), about)
        made, _ = once(actor=actor, key=key, fingerprint=print_, act=act)
    return batch_seen_by(actor, made["batch"])


def _settled(actor: Actor, operation: str, data: Any) -> dict[str, Any]:
    """What holds for all, and only that: a batch keeps no free text."""
    if operation not in {row.name for row in carried_rows(actor)}:
        raise Refused(
            "unknown-operation", "Cette opération ne se fait pas pour plusieurs à la fois."
        )
    if not isinstance(data, Mapping) or set(data) - set(ONCE[operation]):
        raise Refused("invalid-data", "Cela ne se dit pas pour plusieurs appareils à la fois.")
    parse_data(CIRCUIT[operation].data, data)
    return dict(data)


def _wanted(codes: Sequence[str]) -> list[str]:
    wanted = list(dict.fromkeys(codes))
    if not wanted:
        raise Refused("nothing-there", "Choisissez au moins un appareil.")
    if len(wanted) > MOST:
        raise Refused("too-many", f"Choisissez {MOST} appareils au plus.")
    return wanted


def batches_seen_by(actor: Actor) -> QuerySet[Batch]:
    if not rights.may(actor, "create_collection"):
        return Batch.objects.none()
    return Batch.objects.filter(organisation_id=actor.organisation_id)


def batch_seen_by(actor: Actor, key: str) -> Batch:
    """One batch of one's own organisation.

    Raises
    ------
    Missing
        ``unknown-series``.
    """
    found = batches_seen_by(actor).filter(pk=key).first()
    if found is None:
        raise Missing("unknown-series", "Cette série n'existe pas chez vous.")
    return found


def stands(batch: Batch) -> Stands:
    rows = batch.items.order_by().values_list("state").annotate(many=Count("pk"))
    told = dict(rows)
    return Stands(batch, *(told.get(state.value, 0) for state in ItemState))


def run(batch: Batch, actor: Actor, *, most: int = STEP) -> Stands:
    """Do the next devices, each in its own transaction; whoever asks acts, with their rights.

    Raises
    ------
    Refused
        ``role``: this operation is not theirs; nothing is marked, the batch waits.
    """
    if not may_choose(actor, CIRCUIT[batch.operation]):
        raise Refused(
            "role",
            "Votre rôle ne permet pas cette opération : la série attend qui peut la faire.",
            title="Pas avec ce rôle",
            status=403,
        )
    until = monotonic() + SECONDS
    for item in batch.items.filter(state=ItemState.TODO).order_by("number")[:most]:
        _one(batch, item, actor)
        if monotonic() > until:
            break
    return stands(batch)


def _one(batch: Batch, item: BatchItem, actor: Actor) -> None:
    """A refusal is marked only if nobody did it meanwhile."""
    rows = BatchItem.objects.filter(pk=item.pk)
    try:
        perform(
            operation=batch.operation,
            code=item.code,
            actor=actor,
            data=batch.data,
            key=item.key,
            batch=batch.pk,
        )
    except Refused as refused:
        rows.filter(state=ItemState.TODO).update(state=ItemState.REFUSED, why=refused.detail[:400])
    else:
        rows.update(state=ItemState.DONE, why="")


def try_again(batch: Batch) -> int:
    """What was refused is to do again, with its key; how many."""
    refused = batch.items.filter(state=ItemState.REFUSED)
    return refused.update(state=ItemState.TODO, why="")
