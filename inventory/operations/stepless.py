"""Rows without step: déplacer, compter, peser, photographier, tester, réimprimer."""

from __future__ import annotations

from typing import Annotated, Any

from django.utils import timezone
from pydantic import Field

from inventory.guards import guard
from inventory.operations.audit import TestResult, unknown_tests
from inventory.operations.schema import Data, Grams, Id
from inventory.refusals import Conflict, Refused
from inventory.state import Change, Effects, World


class Move(Data):
    place: Id


class Count(Data):
    """``count`` is the count that this scan is part of, if any."""

    place: Id | None = None
    count: Id | None = None


class Weigh(Data):
    grams: Grams


class Photograph(Data):
    photo: Id


class Test(Data):
    tests: Annotated[dict[Id, TestResult], Field(min_length=1, max_length=60)]
    blocking: Annotated[list[Id], Field(max_length=20)] | None = None


class Reprint(Data):
    reason: Id | None = None


@guard("un lieu de votre organisation")
def place_known(world: World, data: Any) -> Refused | None:
    if data.place is None or world.facts.get("place"):
        return None
    if world.facts.get("place_closed"):
        return Refused("place-closed", "Ce lieu est fermé. Choisissez-en un autre.")
    return Refused("unknown-place", "Ce lieu n'existe pas dans votre organisation.", status=404)


@guard("un comptage ouvert, où il n'est pas déjà compté")
def count_open(world: World, data: Any) -> Refused | None:
    if data.count is None:
        return None
    counting = world.facts.get("counting")
    if counting is None:
        return Refused("unknown-count", "Ce comptage n'existe pas chez vous.", status=404)
    if counting["closed_at"] is not None:
        at = timezone.localtime(counting["closed_at"])
        return Refused(
            "count-closed",
            f"Ce comptage a été clos le {at:%d/%m à %H:%M} : "
            "ce scan n'y entre pas. Si l'appareil est là, ouvrez un nouveau comptage.",
            title="Comptage clos",
        )
    if data.place is not None and data.place not in counting["within"]:
        return Refused("other-place", "Ce comptage est celui d'un autre lieu.")
    if counting["seen_at"] is not None:
        at = timezone.localtime(counting["seen_at"])
        return Conflict("already-counted", f"Déjà compté à {at:%H:%M}.")
    return None


@guard("tests qui existent pour ce type")
def tests_known(world: World, data: Any) -> Refused | None:
    return unknown_tests(world.here.kind, data.tests, data.blocking or ())


def move_effects(world: World, data: Move) -> Effects:
    if world.device is None:
        return Effects(changes=(Change("medium", world.media[0].id, {"place_id": data.place}),))
    return Effects(device={"place_id": data.place})


def count_effects(world: World, data: Count) -> Effects:
    """A line of the count; without one, nothing changes but the journal."""
    counting = world.facts.get("counting")
    if data.count is None or counting is None:
        return Effects()
    subject = world.device or world.media[0]
    line = {
        "count_id": counting["id"],
        "code": subject.code,
        "seen_at": world.at,
        "here": counting["here"],
        "was_at": subject.place_id,
    }
    return Effects(changes=(Change("count_line", world.ids(), line, new=True),))


def weigh_effects(world: World, data: Weigh) -> Effects:
    return Effects(device={"capabilities": {**world.here.capabilities, "grams": data.grams}})


def test_effects(world: World, data: Test) -> Effects:
    columns: dict[str, Any] = {"tests": {**world.here.tests, **data.tests}}
    if data.blocking is not None:
        columns["blocking"] = tuple(data.blocking)
    return Effects(device=columns)


def told_only(world: World, data: Any) -> Effects:
    """Nothing changes but the journal."""
    return Effects()
