"""Joindre un relevé, relire une pièce: what a tool showed counts, even when it does not audit."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, StringConstraints

from inventory.evidence.serials import clean_serial
from inventory.guards import guard
from inventory.operations.audit import MOST_MEDIA, ListedMedium
from inventory.operations.closing import close_offer, incident, open_recall
from inventory.operations.schema import Data, Id
from inventory.operations.withdraw import is_out
from inventory.refusals import Refused
from inventory.state import Change, Effects, World
from inventory.vocabulary import IncidentKind, Step

ReaderName = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[\w+ .-]+$")]
"""One reader's name, or several joined: `lshw+nvme list`."""


class Snapshot(Data):
    evidence: Id
    reader: ReaderName
    media: Annotated[list[ListedMedium], Field(max_length=MOST_MEDIA)] = []


def unlisted(world: World, media: list[ListedMedium]) -> int:
    """How many media the tool showed that the record does not know in this device."""
    left = list(world.fitted)
    count = 0
    for item in media:
        serial = clean_serial(item.serial or "")
        known = next(
            (
                m
                for m in left
                if (serial and m.serial_key == serial)
                or (not (serial and m.serial_key) and m.kind == item.kind)
            ),
            None,
        )
        if known is None:
            count += 1
        else:
            left.remove(known)
    return count


def effects(world: World, data: Snapshot) -> Effects:
    """A reading that shows less takes nothing back: only an audit does."""
    shown = unlisted(world, data.media)
    return Effects(
        device={
            "snapshot_media": world.here.snapshot_media or bool(data.media),
            "unlisted_media": max(shown, world.here.unlisted_media),
        }
    )


class Reread(Data):
    """A file kept long ago, read by a better reader: ``media`` are those it had not shown."""

    evidence: Id
    reader: Id
    version: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    media: Annotated[list[ListedMedium], Field(min_length=1, max_length=MOST_MEDIA)]


@guard("votre détention, ou une sortie faite par votre organisation")
def ours_to_reread(world: World, data: Any) -> Refused | None:
    device = world.here
    if world.who.organisation_id in (device.custodian_id, device.released_by_id):
        return None
    return Refused(
        "not-in-custody", "Seul l'atelier qui le tient ou l'a fait sortir peut relire.", status=403
    )


def reread_effects(world: World, data: Reread) -> Effects:
    """A medium discovered is one more that is not declared: the device is not clear.

    Out, it is recalled; lost, an incident says that data may be concerned.
    """
    device = world.here
    known = {medium.serial_key for medium in world.fitted} - {""}
    new = [m for m in data.media if clean_serial(m.serial or "") not in known]
    columns: dict[str, Any] = {
        "snapshot_media": True,
        "unlisted_media": device.unlisted_media + len(new),
    }
    changes: list[Change] = []
    if new and device.step == Step.LOST:
        changes.append(incident(world, IncidentKind.PROOF_WITHDRAWN))
    elif new and is_out(world):
        more, rows = open_recall(world, "medium_discovered")
        columns |= more
        changes += rows
    if device.offer_id:
        more, rows = close_offer(device, "cancelled", world.at)
        columns |= more
        changes += rows
    return Effects(device=columns, changes=tuple(changes))
