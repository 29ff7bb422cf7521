"""Devices as the API tells them: in a list, whole, and from outside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from filiere.network.actor import Actor
from inventory import methods
from inventory.answers import device_answer, medium_answer, next_rows
from inventory.facts import states
from inventory.models import Device, ErasureProof, Place, StorageMedium
from inventory.promise import clear, lacks
from inventory.reading import world_of_device
from inventory.selectors import sees_inside
from inventory.state import DeviceState, MediumState, World
from inventory.vocabulary import ErasureLevel, LegalStatus
from inventory.world import device_state

INSIDE = ("clear", "on_hold", "recall")
"""What only those who hold, released or are offered a device are told of it in a list."""


def items(devices: Iterable[Device], actor: Actor) -> list[dict[str, Any]]:
    """A page of devices; media are read once for all."""
    rows = list(devices)
    inside = {row.pk for row in rows if sees_inside(actor, row)}
    media: dict[str, list[MediumState]] = defaultdict(list)
    for medium in states(StorageMedium.objects.filter(device_id__in=inside)):
        media[medium.device_id or ""].append(medium)
    return [_item(row, media[row.pk], inside=row.pk in inside) for row in rows]


def _item(row: Device, media: Iterable[MediumState], *, inside: bool) -> dict[str, Any]:
    device = device_state({f.attname: getattr(row, f.attname) for f in row._meta.fields})
    told = device_answer(device, clear=inside and clear(device, media))
    return told if inside else told | dict.fromkeys(INSIDE)


def whole(device: Device, actor: Actor) -> dict[str, Any]:
    """One device, as much of it as this actor may see."""
    world = world_of_device(device, actor)
    state = world.here
    inside = sees_inside(actor, device)
    told = device_answer(state, clear=inside and clear(state, world.fitted))
    told |= {
        "serial": state.serial,
        "asset_tag": state.asset_tag,
        "capabilities": dict(state.capabilities),
        "system": state.system,
        "inside": inside,
        "next": next_rows(world),
    }
    return told | (_inside(device, world) if inside else dict.fromkeys((*INSIDE, *DETAILS)))


DETAILS = (
    "collection",
    "custodian",
    "structure",
    "place",
    "legal_status",
    "tests",
    "blocking",
    "accessories",
    "media",
    "missing",
)


def _inside(device: Device, world: World) -> dict[str, Any]:
    state = world.here
    return {
        "collection": state.collection_id,
        "custodian": _organisation(device.custodian),
        "structure": _organisation(device.structure),
        "place": _place(state),
        "legal_status": LegalStatus(state.legal_status).label,
        "tests": dict(state.tests),
        "blocking": list(state.blocking),
        "accessories": None if state.accessories is None else list(state.accessories),
        "media": _media(world.fitted),
        "missing": [
            {"code": lack.code, "detail": lack.sentence, "operation": lack.operation}
            for lack in lacks(state, world.fitted)
        ],
    }


def _organisation(organisation: Any) -> dict[str, Any] | None:
    return {"id": organisation.pk, "name": organisation.name} if organisation else None


def _place(state: DeviceState) -> dict[str, str] | None:
    row = Place.objects.filter(pk=state.place_id).first()
    return {"id": row.pk, "name": row.name} if row else None


def _media(fitted: Iterable[MediumState]) -> list[dict[str, Any]]:
    media = list(fitted)
    proofs: dict[str, list[dict[str, Any]]] = defaultdict(list)
    rows = ErasureProof.objects.filter(medium_id__in=[medium.id for medium in media])
    valid = {medium.proof_id for medium in media}
    for proof in rows.order_by("id"):
        proofs[proof.medium_id].append(proof_words(proof, valid=proof.pk in valid))
    return [medium_answer(medium) | {"proofs": proofs[medium.id]} for medium in media]


def proof_words(proof: ErasureProof, *, valid: bool) -> dict[str, Any]:
    """A proof; ``valid`` when it answers the present exposure of its medium."""
    return {
        "id": proof.pk,
        "result": proof.result,
        "exposure": proof.exposure,
        "valid": valid,
        "withdrawn": proof.withdrawn,
        **method_words(proof.method, proof.level),
        "tool": proof.tool,
        "verified": proof.verified,
        "ended_at": proof.ended_at,
        "basis": proof.basis,
        "evidence": proof.evidence_sha,
    }


def method_words(method: str, level: str) -> Mapping[str, str]:
    known = methods.METHODS.get(method)
    return {
        "method": method,
        "method_label": known.label if known else method,
        "level": ErasureLevel(level).label if level else "",
    }
