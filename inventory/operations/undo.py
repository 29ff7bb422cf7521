"""Annuler: the last operation, soon after, and only what a scan by mistake can change.

It never forgets a medium, a failure, a destruction, an exposure, nor revives a proof: those
columns are not among the ones it restores.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from inventory.guards import guard
from inventory.operations.schema import Data
from inventory.promise import clear
from inventory.refusals import Refused
from inventory.state import Change, Effects, World
from inventory.vocabulary import STANDING, ReservationState

STEPLESS = frozenset({"move", "count", "weigh", "photograph", "test", "reprint"})
UNDOABLE = STEPLESS | {
    "audit",
    "open_repair",
    "close_repair",
    "stock",
    "hold",
    "resume",
    "reserve",
    "release",
}
RESTORED = frozenset(
    {
        "kind",
        "brand",
        "model",
        "serial",
        "tests",
        "blocking",
        "grade",
        "system",
        "accessories",
        "capabilities",
        "place_id",
        "hold_id",
        "repair_id",
        "reservation_id",
    }
)
BY_SAME_PERSON = timedelta(minutes=15)
BY_SUPERVISOR = timedelta(hours=24)


class Undo(Data):
    """Nothing to say: the last operation is meant."""


@guard("la dernière opération peut s'annuler")
def last_is_undoable(world: World, data: Any) -> Refused | None:
    last = world.facts["last"]
    if last is None or last["operation"] not in UNDOABLE:
        return Refused("not-undoable", "La dernière opération de cet appareil ne s'annule pas.")
    if last["touched_since"]:
        return Refused(
            "touched-since", "Un support de cette opération a été manipulé depuis : rien à annuler."
        )
    return None


@guard("même personne dans les 15 minutes, encadrant·e dans les 24 heures")
def soon_enough(world: World, data: Any) -> Refused | None:
    last = world.facts["last"]
    age = world.now - last["recorded_at"]
    same = last["person"] == person(world)
    if same and age <= BY_SAME_PERSON:
        return None
    if world.who.role == "supervisor" and age <= BY_SUPERVISOR:
        return None
    return Refused(
        "too-late",
        "Cette opération ne peut plus être annulée par vous. "
        "L'encadrant·e peut le faire dans les 24 heures.",
    )


def person(world: World) -> tuple[int | None, int | None, int | None]:
    """Who exactly: the account, the chosen member, the point."""
    who = world.who
    return (who.user_id, who.membership_id, who.scan_point_id)


@guard("l'étape d'avant tient avec ce que l'on sait maintenant", promise=True)
def earlier_step_holds(world: World, data: Any) -> Refused | None:
    step = world.facts["last"]["step_before"]
    restored = world.with_device(_restored(world))
    if step in STANDING and not clear(restored.here, restored.fitted):
        return Refused(
            "earlier-step-broken",
            "Depuis, on a appris que cet appareil n'est pas sans données : "
            "l'étape d'avant ne tient plus.",
        )
    return None


@guard("la demande attend encore")
def line_still_waits(world: World, data: Any) -> Refused | None:
    if world.facts["last"]["line_remaining"] > 0:
        return None
    return Refused("line-full", "Cette ligne de demande a été servie ou close depuis.", status=409)


def _restored(world: World) -> dict[str, Any]:
    before: dict[str, Any] = world.facts["last"]["before"]
    changed: set[str] = world.facts["last"]["changed"]
    restored = {name: before[name] for name in RESTORED & changed if name in before}
    if restored.get("kind", world.here.kind) != world.here.kind:
        restored |= {"statement": "", "slot_sim": "", "slot_card": ""}
    return restored


def step_before(world: World) -> str:
    step: str = world.facts["last"]["step_before"]
    return step


def effects(world: World, data: Any) -> Effects:
    last = world.facts["last"]
    changes: list[Change] = []
    for table, row, opened in last["side_rows"]:
        if table == "reservation":
            state = ReservationState.RELEASED if opened else ReservationState.ACTIVE
            closed = world.at if opened else None
            changes.append(Change(table, row, {"state": state, "closed_at": closed}))
        elif table == "part_movement":
            changes.append(_part_back(world, opened))
        else:
            changes.append(Change(table, row, {"closed_at": world.at if opened else None}))
    return Effects(device=_restored(world), changes=tuple(changes))


def _part_back(world: World, movement: Any) -> Change:
    row = {
        "part_id": movement["part_id"],
        "quantity": -movement["quantity"],
        "device_id": world.here.code,
        "moved_at": world.at,
    }
    return Change("part_movement", world.ids(), row, new=True)
