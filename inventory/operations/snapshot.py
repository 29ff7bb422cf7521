"""Joindre un relevé: what a tool showed is kept, even when it does not suffice to audit."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from inventory.evidence.serials import clean_serial
from inventory.operations.audit import ListedMedium
from inventory.operations.schema import Data, Id
from inventory.state import Effects, World


class Snapshot(Data):
    evidence: Id
    reader: Id
    media: Annotated[list[ListedMedium], Field(max_length=40)] = []


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
