"""Which step may follow which, read from the circuit's table.

Each row's landing is asked where it leads from each of its steps, in worlds that differ in all
that a landing may look at; what an undoable row did may be undone. Nothing is repeated here but
the four operations that open a cycle.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache

from filiere.network.actor import SYSTEM
from inventory import function_tests
from inventory.circuit import ROWS
from inventory.operations.undo import UNDOABLE
from inventory.row import Row
from inventory.state import DeviceState, MediumState, World
from inventory.vocabulary import DeviceKind, Grade, MediumKind, Statement, Step

OPENS_A_CYCLE = frozenset({"take_back", "reinstate", "find", "accept_transfer"})
Pair = tuple[str, str]
_LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Pairs:
    """``within`` one cycle, a device that keeps its step left out; ``opening`` the next one."""

    within: frozenset[Pair]
    opening: frozenset[Pair]


@cache
def pairs() -> Pairs:
    within: set[Pair] = set()
    opening: set[Pair] = set()
    for row in ROWS:
        found = set(_led(row))
        if row.name in OPENS_A_CYCLE:
            opening |= {(a, b) for a, b in found if b == Step.COLLECTED}
            found = {(a, b) for a, b in found if b != Step.COLLECTED}
        within |= found
    within |= set(_undone())
    return Pairs(frozenset(p for p in within if p[0] != p[1]), frozenset(opening))


def pairs_of(row: Row) -> frozenset[Pair]:
    """The changes of step that one row makes, the kept ones left out."""
    return frozenset(pair for pair in _led(row) if pair[0] != pair[1])


def _led(row: Row) -> Iterator[Pair]:
    if row.creates or row.name == "undo":
        return
    for step in row.steps:
        for before, after in _worlds(step):
            yield str(step), str(row.leads.where(before, after))


def _undone() -> Iterator[Pair]:
    """What the undoable rows did, backwards, as the landing of undo says."""
    undo = next(row for row in ROWS if row.name == "undo")
    for row in ROWS:
        if row.name not in UNDOABLE:
            continue
        for earlier, later in _led(row):
            if Step(later) not in undo.steps:
                continue
            for before, after in _worlds(Step(later)):
                told = replace(before, facts={**before.facts, "last": {"step_before": earlier}})
                yield later, str(undo.leads.where(told, after))


def _worlds(step: Step) -> Iterator[tuple[World, World]]:
    """At home or from a holder; then clear or not, bare, unusable, of another kind."""
    for custodian in ("workshop", "social_structure"):
        before = _world(step, custodian)
        for after in (
            _world(step, custodian),
            _world(step, custodian, medium=False),
            _world(step, custodian, clean=False),
            _world(step, custodian, usable=False),
            _world(step, custodian, kind=DeviceKind.DESKTOP),
        ):
            yield before, after


def _world(
    step: Step,
    custodian: str,
    *,
    kind: DeviceKind = DeviceKind.LAPTOP,
    medium: bool = True,
    clean: bool = True,
    usable: bool = True,
) -> World:
    device = DeviceState(
        code="000000000",
        kind=kind,
        step=step,
        statement=Statement.LISTED if medium else Statement.NONE,
        tests={test.key: "pass" for test in function_tests.required(kind)} if usable else {},
        grade=Grade.A,
    )
    disk = MediumState(
        id="m", kind=MediumKind.SSD, device_id=device.code, proof_id="p" if clean else None
    )
    return World(
        who=SYSTEM,
        at=_LONG_AGO,
        now=_LONG_AGO,
        device=device,
        media=(disk,) if medium else (),
        facts={"custodian_kind": custodian},
    )
