"""What a tool said of a device: kept as it came, and audited when that suffices.

The same for the API, the command and the pages. When it does not suffice, what was shown is
still kept, and what is missing is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.conf import settings

from filiere.network.actor import Actor
from inventory import reading_words
from inventory.bearers import Bearer
from inventory.evidence import container
from inventory.evidence.description import Description
from inventory.evidence.material import Material
from inventory.evidence.opening import Outcome, open_file, together
from inventory.evidence.split import opened
from inventory.evidence.unreadable import Unreadable
from inventory.keeping import Kept, keep
from inventory.models import Device, Evidence
from inventory.perform import perform
from inventory.reading import world_of_device
from inventory.reading_words import Said
from inventory.refusals import Refused
from inventory.selectors import device_seen_by
from inventory.standing import standing
from inventory.state import DeviceState
from inventory.subjects.recording import one_transaction
from labels.codes import InvalidCode, parse, shown

Read = TypeVar("Read")
UNREAD = "unread"
MOVED = 409


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a tool's output. ``answer`` is what a scan would be told."""

    audited: bool
    evidence: Evidence
    answer: dict[str, Any]
    description: Description | None
    missing: tuple[Said, ...]
    notes: tuple[Said, ...] = ()


def take_reading(
    *,
    actor: Actor,
    code: str,
    raw: bytes,
    slots: Mapping[str, str] | None = None,
    removable_ours: bool = False,
    occurred_at: datetime | None = None,
) -> Reading:
    """Audit a device by what a tool printed, or keep it and say what is missing.

    ``slots`` answers the removable slots (``{"sim": "empty"}``); ``removable_ours`` says that
    the keys and cards that were plugged in are those of who ran the tool. ``occurred_at`` is for
    a demo or an import: when the tool was run, however long ago.

    Raises
    ------
    Refused
        The device is not theirs, the file is no reading, or another device's: nothing is kept.
    """
    device = device_seen_by(actor, code)
    not_now, state = _now(device, actor)
    outcomes, description = _of_this_one(raw, state)
    kept = keep(device, actor, raw, description.reader, outcomes)
    missing = (
        *told_of(not_now),
        *reading_words.missing(description, removable_ours=removable_ours),
    )
    done: dict[str, Any] | None = None
    if not missing:
        data = reading_words.audit_data(state, description, kept.evidence.pk)
        data |= {"slots": dict(slots)} if slots else {}
        done, refused = _audit(device, actor, data, kept, occurred_at)
        missing = told_of(refused)
    if done is None:
        media = reading_words.media(description)
        record(
            device,
            actor,
            kept,
            media=media,
            reader=description.reader,
            not_now=not_now,
            occurred_at=occurred_at,
        )
    notes = tuple(reading_words.notes(state, description))
    answer = standing(code, actor) if done is None else done
    return Reading(done is not None, kept.evidence, answer, description, missing, notes)


def keep_reading(*, actor: Actor, code: str, raw: bytes, key: str = "") -> Reading:
    """Keep what a tool printed and tell of it, without auditing: a person will, from a page.

    Raises
    ------
    Refused
        As ``take_reading``: nothing is kept.
    """
    device = device_seen_by(actor, code)
    not_now, state = _now(device, actor)
    outcomes, description = _of_this_one(raw, state)
    kept = keep(device, actor, raw, description.reader, outcomes)
    told = reading_words.media(description)
    reader = description.reader
    record(device, actor, kept, media=told, reader=reader, not_now=not_now, key=key)
    missing = (*told_of(not_now), *reading_words.missing(description, removable_ours=False))
    notes = tuple(reading_words.notes(state, description))
    return Reading(False, kept.evidence, standing(code, actor), description, missing, notes)


def keep_unread(*, actor: Actor, code: str, raw: bytes, key: str = "") -> Evidence:
    """Keep a file that no reader knows, because a person wants it: nothing is guessed of it.

    Raises
    ------
    Refused
        The device is not theirs: nothing is kept.
    """
    device = device_seen_by(actor, code)
    not_now = Bearer(device.pk, device=device).refusal_to_keep(actor)
    kept = keep(device, actor, raw, UNREAD)
    record(device, actor, kept, media=[], reader=UNREAD, not_now=not_now, key=key)
    return kept.evidence


def _now(device: Device, actor: Actor) -> tuple[Refused | None, DeviceState]:
    """What forbids an entry now, and what is known of the device."""
    world = world_of_device(device, actor)
    return Bearer(device.pk, device=device).refusal_in(world), world.here


def _of_this_one(raw: bytes, state: DeviceState) -> tuple[tuple[Outcome, ...], Description]:
    """What the pieces of an upload say of this device; refuse another's, or a whole bench's."""
    if refused := _made_for_another(raw, state.code):
        raise refused
    outcomes, description = _read(raw)
    for refused in (
        reading_words.another_device(state, description),
        reading_words.too_many(description),
    ):
        if refused:
            raise refused
    return outcomes, description


def _read(raw: bytes) -> tuple[tuple[Outcome, ...], Description]:
    """Each piece as it was read, and what they say together."""
    outcomes = readable(lambda: open_file(raw, limit=settings.EVIDENCE_MAX_BYTES))
    return outcomes, readable(lambda: together(outcomes))


def _made_for_another(raw: bytes, code: str) -> Refused | None:
    """Why a file of our agent, alone or within an archive, was made for another device."""
    held = readable(lambda: list(opened(Material(raw, limit=settings.EVIDENCE_MAX_BYTES))))
    for piece in held:
        told = [] if piece.material.is_binary else container.codes_of(piece.material.text)
        for made_for in told:
            try:
                other = parse(made_for)
            except InvalidCode:
                continue  # the agent was given none
            if other != code:
                return _of_another(piece.name, other, code)
    return None


def _of_another(name: str, other: str, code: str) -> Refused:
    if name:
        detail = (
            f"Dans cette archive, {reading_words.plain(name)} a été fait pour l'appareil "
            f"{shown(other)}. Rien n'est gardé : n'envoyez ici que ce qui est de {shown(code)}."
        )
    else:
        detail = (
            f"Ce relevé a été fait pour l'appareil {shown(other)}. Vérifiez le code scanné, ou "
            "refaites le relevé ici."
        )
    return Refused("another-device", detail, title="Un autre appareil ?", suggest=("audit",))


def readable(read: Callable[[], Read]) -> Read:
    try:
        return read()
    except Unreadable as error:
        code = error.code.replace("_", "-")
        raise Refused(code, error.detail, title="Fichier illisible") from error


def _audit(
    device: Device,
    actor: Actor,
    data: Mapping[str, Any],
    kept: Kept,
    occurred_at: datetime | None,
) -> tuple[dict[str, Any] | None, Refused | None]:
    """Audit by this data: the answer, or what the circuit refuses unless somebody moved first."""
    try:
        with one_transaction():
            kept.write()
            done = perform(
                operation="audit",
                code=device.pk,
                actor=actor,
                data=data,
                occurred_at=occurred_at,
                any_past=occurred_at is not None,
            )
    except Refused as refused:
        if refused.status == MOVED:
            raise
        return None, refused
    return done.answer, None


def record(
    device: Device,
    actor: Actor,
    kept: Kept,
    *,
    media: list[dict[str, Any]],
    reader: str,
    not_now: Refused | None,
    occurred_at: datetime | None = None,
    key: str = "",
) -> None:
    """Keep the file's row, and tell of it in the journal when the circuit takes it now."""
    data = {"evidence": kept.evidence.pk, "reader": re.sub(r"[^\w-]+", "-", reader), "media": media}
    with one_transaction():
        kept.write()
        if not_now is None:
            perform(
                operation="snapshot",
                code=device.pk,
                actor=actor,
                data=data,
                key=key,
                occurred_at=occurred_at,
                any_past=occurred_at is not None,
            )


def told_of(refused: Refused | None) -> tuple[Said, ...]:
    return (Said(refused.code, refused.detail, refused.suggest),) if refused else ()
