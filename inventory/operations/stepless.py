"""Rows without step: déplacer, compter, peser, photographier, tester, réimprimer."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from inventory.guards import guard
from inventory.operations.audit import TestResult, unknown_tests
from inventory.operations.schema import Data, Grams, Id
from inventory.refusals import Refused
from inventory.state import Change, Effects, World


class Move(Data):
    place: Id


class Count(Data):
    place: Id | None = None


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
    return Refused("unknown-place", "Ce lieu n'existe pas dans votre organisation.", status=404)


@guard("tests qui existent pour ce type")
def tests_known(world: World, data: Any) -> Refused | None:
    return unknown_tests(world.here.kind, data.tests, data.blocking or ())


def move_effects(world: World, data: Move) -> Effects:
    if world.device is None:
        return Effects(changes=(Change("medium", world.media[0].id, {"place_id": data.place}),))
    return Effects(device={"place_id": data.place})


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
