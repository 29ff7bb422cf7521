"""Réserver, libérer: one device held for one line of a request."""

from __future__ import annotations

from typing import Any

from inventory.guards import guard
from inventory.operations.closing import close_reservation
from inventory.operations.schema import Data, Id
from inventory.refusals import Refused
from inventory.state import Change, Effects, World
from inventory.vocabulary import DeviceKind, RequestState, ReservationState, SubjectKind


class Reserve(Data):
    line: Id


@guard("une ligne de demande ouverte, du même type, qui attend encore")
def line_waits(world: World, data: Any) -> Refused | None:
    line = world.facts["line"]
    if line is None:
        return Refused("unknown-line", "Cette demande n'existe pas.", status=404)
    if line["state"] != RequestState.OPEN:
        return Refused("request-closed", "Cette demande est close ou annulée.")
    if line["kind"] != world.here.kind:
        asked = DeviceKind(line["kind"]).label
        return Refused("kind-mismatch", f"Cette ligne demande : {asked}.")
    if line["remaining"] < 1:
        return Refused(
            "line-full",
            "Cette ligne est déjà servie : tout est réservé ou remis.",
            status=409,
        )
    return None


def effects(world: World, data: Reserve) -> Effects:
    new = world.ids()
    line = world.facts["line"]
    row = {
        "device_id": world.here.code,
        "line_id": data.line,
        "state": ReservationState.ACTIVE,
        "opened_at": world.at,
    }
    return Effects(
        device={"reservation_id": new},
        changes=(Change("reservation", new, row, new=True),),
        mirrors=((SubjectKind.REQUEST.value, line["request_id"], {"device": world.here.code}),),
    )


def release_effects(world: World, data: Any) -> Effects:
    columns, changes = close_reservation(world.here, ReservationState.RELEASED, world.at)
    return Effects(device=columns, changes=tuple(changes), mirrors=request_mirror(world))


def request_mirror(world: World) -> tuple[tuple[str, str, dict[str, Any]], ...]:
    reservation = world.facts.get("reservation")
    if not reservation:
        return ()
    told = {"device": world.here.code}
    return ((SubjectKind.REQUEST.value, reservation["request_id"], told),)
