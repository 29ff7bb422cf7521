"""Performing an operation: the only writer of the circuit.

One transaction: the rows locked, the decision, the rows written, the journal entry, the receipt
of the client's key. A key already answered has its receipt: that transaction is undone, and the
first answer given again. A view, an API function, a command and an import all come through here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from filiere.network.actor import Actor
from inventory import erasable, letters
from inventory.answers import answer
from inventory.codes import bind, unknown_code
from inventory.decide import Decision, decide, hidden, row_named
from inventory.ids import new_id
from inventory.journal import canonical
from inventory.journal.append import Moment, append, head_columns, next_entry
from inventory.journal.subjects import device_head, medium_head, mirror
from inventory.models import Entry, Reservation
from inventory.parsing import parse_data
from inventory.receipts import first_answer, remember
from inventory.refusals import Conflict, Refused
from inventory.row import Row
from inventory.rows import told, write
from inventory.state import Change, DeviceState, MediumState, World
from inventory.vocabulary import Step, SubjectKind
from inventory.walls.told import told_by_the_database
from inventory.world import device_world, medium_world, with_facts

AHEAD = timedelta(minutes=5)
BEHIND = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Outcome:
    """``answer`` is what the scan is told; ``replayed`` when the key had been answered before."""

    status: str
    answer: dict[str, Any]
    entry_id: str = ""


def perform(
    *,
    operation: str,
    code: str,
    actor: Actor,
    data: Mapping[str, Any] | None = None,
    occurred_at: datetime | None = None,
    key: str = "",
    seen_step: str | None = None,
    batch: str = "",
    any_past: bool = False,
) -> Outcome:
    """Do one operation on one device or loose medium.

    Parameters
    ----------
    code : str
        The 9 characters, already read (``labels.codes.parse``).
    occurred_at : datetime, optional
        When it really happened; now by default. ``any_past`` lets a demo or an import tell
        what is older than 30 days.
    key : str
        The client's key: the same key and content is answered the same, once done.
    seen_step : str, optional
        The step the client saw; another one is a conflict.

    Raises
    ------
    Refused
        Nothing was written; ``code`` is stable, the sentence French.
    """
    row = row_named(operation)
    parsed = parse_data(row.data, data or {})
    now = timezone.now()
    sent = fingerprint(operation, code, occurred_at, data or {}) if key else ""
    try:
        with told_by_the_database(), transaction.atomic():
            at = accepted_moment(occurred_at, now, any_past=any_past)
            world, decision = _decided(_world(row, code, actor, at, now), row, parsed, seen_step)
            when = Moment(actor, at, now, key, batch or (new_id() if decision.mirrors else ""))
            entry = _write(world, row, parsed, decision, when)
            done = answer(_after(world, decision))
            if key:
                remember(actor, key, sent, done, now)
            if not any_past:
                letters.after(row.name, code)
    except Refused:
        first = first_answer(actor, key, sent) if key else None
        if first is None:
            raise
        return Outcome("replayed", first)
    return Outcome("done", done, entry.pk)


def fingerprint(
    operation: str, code: str, occurred_at: datetime | None, data: Mapping[str, Any]
) -> str:
    """What a key stands for: the content of the scan."""
    told = {
        "operation": operation,
        "code": code,
        "occurred_at": canonical.moment(occurred_at) if occurred_at else "",
        "data": data,
    }
    text = json.dumps(told, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def accepted_moment(
    occurred_at: datetime | None, now: datetime, *, any_past: bool = False
) -> datetime:
    """When it happened, as far as a sender is believed: 30 days back, 5 minutes ahead."""
    if occurred_at is None:
        return now
    if occurred_at > now + AHEAD:
        raise Refused(
            "clock-ahead",
            "L'heure de ce scan est dans le futur. Vérifiez l'horloge de l'appareil qui scanne.",
        )
    if occurred_at < now - BEHIND and not any_past:
        raise Refused("too-old", "Ce scan a plus de 30 jours : il ne peut plus être enregistré.")
    return min(occurred_at, now)


def _world(row: Row, code: str, actor: Actor, at: datetime, now: datetime) -> World:
    if row.creates:
        blank = DeviceState(code=code, kind="", step="")
        return World(actor, at, now, device=blank, facts={"custodian_kind": ""})
    world = device_world(code=code, who=actor, at=at, now=now) or medium_world(
        key=code, who=actor, at=at, now=now
    )
    if world is None:
        raise unknown_code(code, actor)
    return world


def _decided(world: World, row: Row, parsed: Any, seen_step: str | None) -> tuple[World, Decision]:
    """The world as it was looked at, and what is decided of it.

    Whoever may not see the device is refused by the decision before hearing of its order.
    """
    others = hidden(world)
    if not others:
        _in_order(world, seen_step)
    if world.device is not None or row.loose is not None:
        world = with_facts(world, row, parsed)
    decision = _told_to_requests(decide(world, row, parsed))
    if others:
        _in_order(world, seen_step)
    _in_order_for_media(world, decision)
    return world, decision


def _in_order(world: World, seen_step: str | None) -> None:
    subject = world.device or world.media[0]
    _after_its_last(world, subject)
    if seen_step and world.device is not None and seen_step != world.device.step:
        raise Conflict(
            "seen-step",
            f"Cet appareil n'est plus à l'étape que vous avez vue : il est "
            f"« {Step(world.device.step).label} ».",
        )


def _in_order_for_media(world: World, decision: Decision) -> None:
    """A medium that goes in or comes out has a chain of its own."""
    for kind, subject, _ in decision.mirrors:
        medium = world.medium(subject) if kind == SubjectKind.MEDIUM else None
        if medium is not None:
            _after_its_last(world, medium)


def _after_its_last(world: World, subject: DeviceState | MediumState) -> None:
    if subject.head_at is not None and world.at < subject.head_at:
        raise Conflict(
            "out-of-order",
            "Une opération plus récente est déjà enregistrée pour ce code. "
            "Vérifiez son état, puis refaites l'opération si elle est encore vraie.",
        )


def _told_to_requests(decision: Decision) -> Decision:
    """A reservation that ends, or comes back, is told in its request's chain whatever did it."""
    moved = [c.id for c in decision.changes if c.table == "reservation" and not c.new]
    if not moved or any(kind == SubjectKind.REQUEST for kind, _, _ in decision.mirrors):
        return decision
    rows = Reservation.objects.filter(pk__in=moved).order_by("id")
    mirrors = [
        (SubjectKind.REQUEST.value, request, {"device": device})
        for request, device in rows.values_list("line__request_id", "device_id")
    ]
    return replace(decision, mirrors=(*decision.mirrors, *mirrors))


def _write(world: World, row: Row, parsed: Any, decision: Decision, when: Moment) -> Entry:
    changes = _versioned(world, decision.changes)
    data = erasable.set_apart(parsed, when.actor.organisation_id)
    if decision.mirrors:
        data["mirrors"] = [[chain, key] for chain, key, _ in decision.mirrors]
    device = world.device
    if device is not None:
        kind, subject, head = SubjectKind.DEVICE, device.code, device_head(device)
    else:
        medium = world.media[0]
        kind, subject, head = SubjectKind.MEDIUM, medium.id, medium_head(medium)
    entry = next_entry(
        kind=kind,
        subject=subject,
        head=head,
        operation=row.name,
        when=when,
        steps=(decision.step_before, decision.step_after),
        data=data,
        effects=[told(change) for change in changes],
    )
    if row.creates:
        bind(subject, kind=kind, bound_id=subject, organisation_id=when.actor.organisation_id)
    _write_rows(world, changes, entry)
    append(entry)
    for chain, key, about in decision.mirrors:
        mirror(chain, key, row.name, when, {**about, "entry": entry.pk})
    return entry


def _write_rows(world: World, changes: list[Change], entry: Entry) -> None:
    """Write each row; the subject's own takes the new head of its chain along."""
    head: dict[str, Any] | None = head_columns(entry)
    subject = ("device" if world.device is not None else "medium", entry.subject_id)
    for change in changes:
        own = (change.table, change.id) == subject and head is not None
        write(change, head if own else None)
        if own:
            head = None
        if change.table == "medium" and change.set.get("code"):
            _bind_medium(world, change, entry.organisation_id)
    if head is not None:
        write(Change(subject[0], subject[1], {}), head)


def _bind_medium(world: World, change: Change, organisation_id: int) -> None:
    known = world.medium(change.id)
    if known is None or known.code != change.set["code"]:
        bind(
            change.set["code"],
            kind=SubjectKind.MEDIUM,
            bound_id=change.id,
            organisation_id=organisation_id,
        )


def _versioned(world: World, changes: tuple[Change, ...]) -> list[Change]:
    """Each change of a medium carries its number, so that several chains tell one story."""
    versions = {medium.id: medium.version for medium in world.media}
    found = []
    for change in changes:
        if change.table != "medium":
            found.append(change)
            continue
        versions[change.id] = versions.get(change.id, 0) + 1
        numbered = {**change.set, "version": versions[change.id]}
        found.append(replace(change, set=numbered))
    return found


def _after(world: World, decision: Decision) -> World:
    columns: dict[str, Any] = {}
    for change in decision.changes:
        if change.table == "device":
            columns |= change.set
    if world.device is not None:
        world = world.with_device(columns)
        world = replace(world, facts={**world.facts, "custodian_kind": _kind_after(world)})
    return world.with_changes(c for c in decision.changes if c.table != "device")


def _kind_after(world: World) -> str:
    mine = world.here.custodian_id == world.who.organisation_id
    return world.who.organisation_kind if mine else ""
