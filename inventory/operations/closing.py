"""What several operations share: closing what is open, opening a cycle, growing exposures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from inventory.state import Change, DeviceState, MediumState, World, exposed_again
from inventory.vocabulary import ErasureLevel, MediumStatus, ReservationState

BLANK_CYCLE: dict[str, Any] = {
    "statement": "",
    "slot_sim": "",
    "slot_card": "",
    "snapshot_media": False,
    "unlisted_media": 0,
    "service_id": None,
    "tests": {},
    "blocking": (),
    "grade": "",
    "system": "",
    "accessories": None,
    "structure_id": None,
    "holder": "",
    "to_destroy": False,
    "order_ref": "",
    "removed": False,
    "destruction_certificate": "",
    "pallet_id": None,
    "place_id": None,
}


def new_cycle(device: DeviceState, at: datetime) -> dict[str, Any]:
    """Columns of a device whose next passage through the circuit opens."""
    return {**BLANK_CYCLE, "cycle": device.cycle + 1, "cycle_opened_at": at}


def exposures(media: Iterable[MediumState], at: datetime, **more: Any) -> tuple[Change, ...]:
    return tuple(exposed_again(medium, at, **more) for medium in media)


def close_hold(device: DeviceState, at: datetime) -> tuple[dict[str, Any], list[Change]]:
    if not device.hold_id:
        return {}, []
    return {"hold_id": None}, [Change("hold", device.hold_id, {"closed_at": at})]


def close_reservation(
    device: DeviceState, state: ReservationState, at: datetime
) -> tuple[dict[str, Any], list[Change]]:
    if not device.reservation_id:
        return {}, []
    change = Change("reservation", device.reservation_id, {"state": state, "closed_at": at})
    return {"reservation_id": None}, [change]


def close_offer(
    device: DeviceState, outcome: str, at: datetime
) -> tuple[dict[str, Any], list[Change]]:
    if not device.offer_id:
        return {}, []
    change = Change("transfer", device.offer_id, {"outcome": outcome, "closed_at": at})
    return {"offer_id": None, "offer_to_id": None}, [change]


def close_repair(device: DeviceState, at: datetime) -> tuple[dict[str, Any], list[Change]]:
    if not device.repair_id:
        return {}, []
    return {"repair_id": None}, [Change("repair", device.repair_id, {"closed_at": at})]


def close_recall(
    device: DeviceState, how: str, at: datetime
) -> tuple[dict[str, Any], list[Change]]:
    if not device.recall_id:
        return {}, []
    return {"recall_id": None}, [Change("recall", device.recall_id, {"closed_at": at, "how": how})]


def close_everything(world: World) -> tuple[dict[str, Any], list[Change]]:
    """Repair, hold, reservation and offer: what an exit, a return or a loss brings to an end."""
    columns: dict[str, Any] = {}
    changes: list[Change] = []
    device = world.here
    for more, rows in (
        close_hold(device, world.at),
        close_reservation(device, ReservationState.RELEASED, world.at),
        close_offer(device, "cancelled", world.at),
        close_repair(device, world.at),
    ):
        columns |= more
        changes += rows
    return columns, changes


def holder_forgotten(world: World) -> tuple[Change, ...]:
    """Media that came in with the holder of a service, once it is over, wherever they are."""
    service = world.here.service_id
    return tuple(
        Change("medium", medium.id, {"holder_service": ""})
        for medium in world.media
        if service and medium.holder_service == service
    )


def open_recall(world: World, why: str) -> tuple[dict[str, Any], list[Change]]:
    device = world.here
    if device.recall_id:
        return {}, []
    new = world.ids()
    row = {"device_id": device.code, "cycle": device.cycle, "why": why, "opened_at": world.at}
    return {"recall_id": new}, [Change("recall", new, row, new=True)]


def incident(world: World, kind: str, **columns: Any) -> Change:
    """An incident to assess within 72 hours when personal data may be concerned."""
    row = {
        "kind": kind,
        "device_id": world.device.code if world.device else None,
        "medium_id": None,
        "organisation_id": world.who.organisation_id,
        "opened_at": world.at,
        "personal_data": True,
    } | columns
    return Change("incident", world.ids(), row, new=True)


def destroyed(world: World, medium: MediumState, method: str, **proof: Any) -> list[Change]:
    """A medium that is no more: its destruction is a proof of its own, never taken back."""
    row = {
        "medium_id": medium.id,
        "exposure": medium.exposure,
        "result": "success",
        "method": method,
        "level": ErasureLevel.DESTROY,
        "tool": "",
        "verified": True,
        "ended_at": world.at,
        "recorded_by_id": world.who.organisation_id,
        "second_id": None,
        "slip": "",
        "basis": "statement",
        "evidence_sha": None,
        "evidence_index": None,
        "withdrawn": False,
    } | proof
    gone = {
        "status": MediumStatus.DESTROYED,
        "device_id": None,
        "last_code": medium.device_id or medium.last_code,
        "proof_id": None,
        "offer_to_id": None,
    }
    return [
        Change("proof", world.ids(), row, new=True),
        Change("medium", medium.id, gone),
    ]
