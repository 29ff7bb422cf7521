"""Auditer: what the device is, what media it holds, what works."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from inventory import function_tests
from inventory.evidence.serials import clean_serial
from inventory.guards import guard
from inventory.operations import slots
from inventory.operations.closing import incident
from inventory.operations.matching import Listed, match
from inventory.operations.schema import Data, Id, Label, Note, SizeGb
from inventory.promise import clean
from inventory.refusals import Refused
from inventory.state import Change, Effects, MediumState, World, exposed_again
from inventory.vocabulary import (
    DeviceKind,
    Grade,
    IncidentKind,
    MediumKind,
    MediumStatus,
    Statement,
)

Accessory = Literal[
    "charger", "battery", "power_cable", "keyboard", "mouse", "screen_cable", "case", "box"
]
TestResult = Literal["pass", "fail", "na"]


MOST_MEDIA = 40


class ListedMedium(Data):
    """One medium as seen; ``distinct`` says it is another one than the one known elsewhere."""

    kind: MediumKind
    serial: Label | None = None
    size_gb: SizeGb | None = None
    model: Label | None = None
    id: Id | None = None
    distinct: bool = False


class Audit(Data):
    media: Annotated[list[ListedMedium], Field(max_length=MOST_MEDIA)] | None = None
    no_storage: bool = False
    slots: dict[Literal["sim", "card"], Literal["empty", "listed"]] | None = None
    absent: Annotated[list[Id], Field(max_length=40)] = []
    kind: DeviceKind | None = None
    brand: Label | None = None
    model: Label | None = None
    serial: Label | None = None
    tests: dict[Id, TestResult] | None = None
    blocking: Annotated[list[Id], Field(max_length=20)] | None = None
    grade: Grade | None = None
    system: Label | None = None
    accessories: Annotated[list[Accessory], Field(max_length=20)] | None = None
    memory_mb: Annotated[int, Field(ge=0, le=8_388_608)] | None = None
    cpu: Label | None = None
    evidence: Id | None = None
    pieces: Annotated[list[Id], Field(max_length=60)] = []
    note: Note | None = None


def kind_after(world: World, data: Audit) -> str:
    return data.kind or world.here.kind


def kind_changes(world: World, data: Audit) -> bool:
    return data.kind is not None and data.kind != world.here.kind


@guard("tests et blocages qui existent pour ce type")
def known_tests(world: World, data: Any) -> Refused | None:
    return unknown_tests(kind_after(world, data), data.tests or {}, data.blocking or ())


def unknown_tests(kind: str, tests: Mapping[str, str], blocking: Any) -> Refused | None:
    if wrong := function_tests.problems(kind, tests):
        return Refused("unknown-test", wrong[0])
    known = {block.key for block in function_tests.blocking(kind)}
    for key in blocking:
        if key not in known:
            return Refused(
                "unknown-blocking",
                f"Le blocage « {key[:40]} » n'existe pas pour ce type d'appareil.",
            )
    return None


def matched(world: World, data: Audit) -> Any:
    items = [
        Listed(item.kind, item.serial or "", item.size_gb, item.id, item.distinct)
        for item in data.media or ()
    ]
    return match(items, world.fitted, world.facts.get("twins", ()), absent=set(data.absent))


def effects(world: World, data: Audit) -> Effects:
    device = world.here
    columns: dict[str, Any] = _description(world, data)
    changes: list[Change] = []
    restated = data.media is not None or data.no_storage
    if data.evidence and data.media:
        columns["snapshot_media"] = True
    if restated:
        columns["statement"] = Statement.NONE if data.no_storage else Statement.LISTED
        columns["unlisted_media"] = 0
        changes += _media_changes(world, data)
        columns["ever_listed"] = device.ever_listed or bool(data.media)
    if restated or data.slots or data.absent:
        columns |= slots.columns(slots.slots_after(world, data))
    for key in data.absent:
        changes += _absent(world, key)
    return Effects(device=columns, changes=tuple(changes))


def _description(world: World, data: Audit) -> dict[str, Any]:
    device = world.here
    given: dict[str, Any] = {
        name: value
        for name in ("kind", "brand", "model", "serial", "grade", "system")
        if (value := getattr(data, name)) is not None
    }
    if data.accessories is not None:
        given["accessories"] = tuple(data.accessories)
    if data.tests is not None:
        given["tests"] = {**({} if kind_changes(world, data) else device.tests), **data.tests}
    elif kind_changes(world, data):
        given["tests"] = {}
    if data.blocking is not None:
        given["blocking"] = tuple(data.blocking)
    seen = {"memory_mb": data.memory_mb, "cpu": data.cpu}
    if any(seen.values()):
        given["capabilities"] = {
            **device.capabilities,
            **{key: value for key, value in seen.items() if value},
        }
    return given


def _media_changes(world: World, data: Audit) -> list[Change]:
    found = matched(world, data)
    changes: list[Change] = []
    for index, item in enumerate(data.media or ()):
        known: MediumState | None = found.of(index)
        if known is None:
            changes.append(_arrival(world, item))
        elif known.status == MediumStatus.ABSENT:
            columns = {"status": MediumStatus.FITTED, "device_id": world.here.code}
            changes.append(exposed_again(known, world.at, **columns, **_serial_learnt(known, item)))
        else:
            changes += _told_more(known, item, world.at)
    return changes


def _arrival(world: World, item: ListedMedium) -> Change:
    device = world.here
    first = device.statement == Statement.NEVER and not device.ever_listed
    columns = {
        "kind": item.kind,
        "status": MediumStatus.FITTED,
        "device_id": device.code,
        "serial": item.serial or "",
        "serial_key": clean_serial(item.serial or ""),
        "size_gb": item.size_gb,
        "model": item.model or "",
        "exposure": 1,
        "exposed_at": (device.cycle_opened_at if first else None) or world.at,
        "origin_code": device.code if first and device.cycle == 1 else "",
        "origin_collection": device.collection_id,
    }
    return Change("medium", world.ids(), columns, new=True)


def _told_more(known: MediumState, item: ListedMedium, at: datetime) -> list[Change]:
    """Serial, size or model learnt later. A serial learnt on a clean medium voids its proof."""
    more: dict[str, Any] = _serial_learnt(known, item)
    if more and known.proof_id:
        more |= {"exposure": known.exposure + 1, "exposed_at": at, "proof_id": None}
    if item.size_gb and known.size_gb is None:
        more["size_gb"] = item.size_gb
    if item.model and not known.model:
        more["model"] = item.model
    return [Change("medium", known.id, more)] if more else []


def _serial_learnt(known: MediumState, item: ListedMedium) -> dict[str, str]:
    if known.serial_key or not item.serial or not clean_serial(item.serial):
        return {}
    return {"serial": item.serial, "serial_key": clean_serial(item.serial)}


def _absent(world: World, key: str) -> list[Change]:
    medium = next(m for m in world.fitted if m.id == key)
    columns = {
        "status": MediumStatus.ABSENT,
        "device_id": None,
        "last_code": world.here.code,
    }
    changes = [Change("medium", key, columns)]
    if not clean(medium):
        changes.append(incident(world, IncidentKind.MEDIUM_ABSENT, medium_id=key))
    return changes
