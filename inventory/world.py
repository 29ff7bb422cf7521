"""Reading the world of one operation, its rows locked first."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from filiere.network.actor import Actor
from filiere.network.models import Organisation
from filiere.network.prepared import Prepared
from inventory.facts import FACTS, medium_states
from inventory.models import Device, StorageMedium
from inventory.row import Row
from inventory.state import DeviceState, MediumState, ProofState, World

DEVICE = Prepared(
    lambda code: Device.objects.select_for_update().filter(pk=code).order_by().values()
)
FITTED = Prepared(lambda code: StorageMedium.objects.filter(device_id=code).order_by("id").values())
LOOSE = Prepared(lambda code: StorageMedium.objects.select_for_update().filter(code=code).values())


def device_state(row: dict[str, Any]) -> DeviceState:
    """A device's row as the value that operations see."""
    row["blocking"] = tuple(row["blocking"])
    if row["accessories"] is not None:
        row["accessories"] = tuple(row["accessories"])
    return DeviceState(**row)


def device_world(*, code: str, who: Actor, at: datetime, now: datetime) -> World | None:
    """The device of this code and its media, locked; None when there is none."""
    row = DEVICE.one(code)
    if row is None:
        return None
    device = device_state(row)
    media = medium_states(FITTED.all(code))
    kind = custodian_kind(device.custodian_id, who)
    return World(who, at, now, device=device, media=media, facts={"custodian_kind": kind})


def medium_world(*, key: str, who: Actor, at: datetime, now: datetime) -> World | None:
    """The loose medium of this code, locked; None when there is none."""
    found = medium_states(LOOSE.all(key))
    if not found:
        return None
    kind = custodian_kind(found[0].custodian_id, who)
    return World(who, at, now, media=found, facts={"custodian_kind": kind})


def custodian_kind(custodian: int | None, who: Actor) -> str:
    if custodian is None:
        return ""
    if custodian == who.organisation_id:
        return who.organisation_kind
    kind: str = Organisation.objects.values_list("kind", flat=True).get(pk=custodian)
    return kind


def with_facts(world: World, row: Row, data: Any) -> World:
    """The same world with what this operation's selectors tell."""
    facts = dict(world.facts)
    media: dict[str, MediumState] = {medium.id: medium for medium in world.media}
    for name in row.facts:
        told = FACTS[name](world, data)
        for medium in told.pop("also", ()):
            media.setdefault(medium.id, medium)
        facts |= told
    proofs = dict(world.proofs)
    if proof := facts.get("proof"):
        known = {
            key: proof[key] for key in ("medium_id", "exposure", "withdrawn", "result", "level")
        }
        proofs[proof["id"]] = ProofState(id=proof["id"], **known)
    return replace(world, facts=facts, media=tuple(media.values()), proofs=proofs)
