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
from inventory.promise import clean, may_hold_nothing, named
from inventory.refusals import Refused
from inventory.state import Change, Effects, MediumState, World, exposed_again
from inventory.vocabulary import (
    HANDHELD,
    SOLDERED,
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


class ListedMedium(Data):
    """One medium as seen; ``distinct`` says it is another one than the one known elsewhere."""

    kind: MediumKind
    serial: Label | None = None
    size_gb: SizeGb | None = None
    model: Label | None = None
    id: Id | None = None
    distinct: bool = False


class Audit(Data):
    media: Annotated[list[ListedMedium], Field(max_length=40)] | None = None
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
    note: Note | None = None


def kind_after(world: World, data: Audit) -> str:
    return data.kind or world.here.kind


def kind_changes(world: World, data: Audit) -> bool:
    return data.kind is not None and data.kind != world.here.kind


@guard("supports déclarés : une liste, ou « aucun support »", promise=True)
def media_stated(world: World, data: Any) -> Refused | None:
    stated = data.media is not None or data.no_storage
    if data.media and data.no_storage:
        return Refused(
            "contradictory-media", "Vous déclarez des supports et « aucun support ». Choisissez."
        )
    if not stated and (world.here.statement == Statement.NEVER or kind_changes(world, data)):
        return Refused(
            "media-not-stated",
            "Déclarez les supports de stockage de l'appareil, ou « aucun support ».",
        )
    return None


@guard("« aucun support » croyable", promise=True)
def none_is_credible(world: World, data: Any) -> Refused | None:
    if data.no_storage:
        kept = [m for m in world.fitted if m.id not in data.absent]
        why = may_hold_nothing(_as(world, data), kept)
    elif data.media == [] and not world.here.ever_listed:
        why = "La liste des supports est vide : déclarez-les, ou dites « aucun support »."
    elif data.media is not None:
        new = len(data.media) - len(_matched(world, data).known)
        short = world.here.unlisted_media > new and not _file_shows_no_more(world, data)
        why = "Un relevé matériel montre davantage de supports que votre liste." if short else ""
    else:
        return None
    return Refused("no-storage-refused", why) if why else None


def _file_shows_no_more(world: World, data: Audit) -> bool:
    """Whether the file named, read again, shows only media of this list."""
    seen = world.facts.get("evidence_media")
    if seen is None:
        return False
    left = [(item.kind, clean_serial(item.serial or "")) for item in data.media or ()]
    for kind, serial in seen:
        pair = next(
            (p for p in left if (p[1] == serial if serial and p[1] else p[0] == kind)), None
        )
        if pair is None:
            return False
        left.remove(pair)
    return True


@guard("un téléphone ne devient pas autre chose sans l'encadrant·e")
def kind_is_credible(world: World, data: Any) -> Refused | None:
    if not kind_changes(world, data) or world.here.kind not in HANDHELD:
        return None
    if data.kind in HANDHELD:
        return None
    if world.who.role != "supervisor" or world.here.ever_listed:
        return Refused(
            "kind-refused",
            "Un téléphone ou une tablette dont la mémoire a été déclarée ne change pas de type. "
            "Sinon, seul·e l'encadrant·e peut corriger.",
            status=403,
        )
    return None


def _as(world: World, data: Audit) -> Any:
    return world.with_device({"kind": kind_after(world, data)}).here


@guard("aucun support connu n'est oublié", promise=True)
def nothing_omitted(world: World, data: Any) -> Refused | None:
    if data.media is None and not data.no_storage:
        return None
    matched = _matched(world, data)
    for medium in world.fitted:
        if medium.id in data.absent or medium.id in matched.known:
            continue
        return Refused(
            "medium-omitted",
            f"{named(medium, capital=True)} est connu dans cet appareil et manque à la liste. "
            "Déclarez-le, retirez-le, ou faites-le dire absent par l'encadrant·e.",
            suggest=("take_out",),
        )
    return None


@guard("absent, ou distinct d'un support connu : dit par l'encadrant·e", promise=True)
def supervisor_says(world: World, data: Any) -> Refused | None:
    needs = data.absent or any(item.distinct for item in data.media or ())
    if needs and world.who.role != "supervisor":
        return Refused(
            "supervisor-only",
            "Seul·e l'encadrant·e peut dire un support absent, ou distinct d'un support connu.",
            status=403,
        )
    for key in data.absent:
        medium = next((m for m in world.fitted if m.id == key), None)
        if medium is None:
            return Refused("unknown-medium", "Le support dit absent n'est pas dans cet appareil.")
        if medium.kind in SOLDERED:
            return Refused("soldered", "Une mémoire soudée ne peut pas être absente.")
    return None


@guard("un support connu ailleurs n'est pas déclaré ici", promise=True)
def not_known_elsewhere(world: World, data: Any) -> Refused | None:
    if data.media is None:
        return None
    for item, twin in _matched(world, data).elsewhere:
        suspect = twin.failed or twin.status not in (MediumStatus.LOOSE, MediumStatus.FITTED)
        if item.distinct and not suspect:
            continue
        if twin.status == MediumStatus.LOOSE and twin.code:
            return Refused(
                "medium-known-elsewhere",
                f"{named(twin, capital=True)} est enregistré hors appareil ({twin.code}). "
                "Montez-le avec l'opération « Monter un support ».",
                suggest=("fit",),
            )
        return Refused(
            "medium-known-elsewhere",
            f"Un support de même numéro ({twin.serial}) est déjà connu de la filière. "
            "S'il n'a ni échoué ni disparu, l'encadrant·e peut dire qu'il s'agit d'un autre.",
        )
    return None


@guard("un numéro appris ne contredit pas celui qu'on connaît", promise=True)
def serials_agree(world: World, data: Any) -> Refused | None:
    matched = _matched(world, data)
    for index, item in enumerate(data.media or ()):
        known = matched.of(index)
        told = clean_serial(item.serial or "")
        if known and told and known.serial_key and told != known.serial_key:
            return Refused(
                "serial-differs",
                f"Vous désignez {named(known)}, mais avec un autre numéro ({item.serial}). "
                "Si le disque a été changé, retirez l'ancien puis montez le nouveau.",
                suggest=("take_out", "fit"),
            )
        if known and known.kind != item.kind:
            return Refused(
                "kind-differs", f"Vous désignez {named(known)}, mais avec un autre type."
            )
    return None


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


def _matched(world: World, data: Audit) -> Any:
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
    matched = _matched(world, data)
    changes: list[Change] = []
    for index, item in enumerate(data.media or ()):
        known: MediumState | None = matched.of(index)
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
