"""Random histories: many people, several devices and loose media, one seed for each.

People mostly do what makes sense where a device stands, and often enough they do not. Every
attempt goes through ``inventory.perform``; what is really so is kept beside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.db import connection, transaction

from inventory.circuit import CIRCUIT
from inventory.models import Entry
from inventory.perform import perform
from inventory.refusals import Refused
from inventory.vocabulary import Step
from tests.inventory.circuit.choices import Now, choose
from tests.inventory.circuit.consequences import Scan, consequences, manufacture, people_live
from tests.inventory.circuit.judge import Broken, judge_record, judge_truth
from tests.inventory.circuit.pallets import close_pallet_for
from tests.inventory.circuit.record import Record, read
from tests.inventory.circuit.scene import Scene
from tests.inventory.circuit.truth import Disk, Truth

LEAVING = frozenset({"stock", "reserve", "deliver", "hand_over", "close_service", "dismantle"}) | {
    "recycle",
    "remove",
    "return_to_donor",
    "cede",
    "transfer",
    "accept_transfer",
}
"""Rows that make a device stand ready, or bring it out."""


@dataclass(slots=True)
class Tally:
    """Figures of many histories."""

    histories: int = 0
    attempts: int = 0
    accepted: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    distributed: int = 0
    second_cycle: int = 0
    unclear_attempts: int = 0

    @property
    def share_accepted(self) -> float:
        return self.accepted.total() / max(self.attempts, 1)

    def add(self, other: Tally) -> None:
        for name in ("histories", "attempts", "distributed", "second_cycle", "unclear_attempts"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.accepted += other.accepted
        self.refused += other.refused


@dataclass(slots=True)
class History:
    """One history; ``play`` it inside a savepoint."""

    scene: Scene
    random: Random
    tally: Tally
    truth: Truth = field(default_factory=Truth)
    record: Record = field(default_factory=lambda: Record({}, {}, 0))
    log: list[str] = field(default_factory=list)
    guarded: bool = True
    """Without its guards the house says what is false: only the record is judged then, and an
    operation may stumble on data that a guard would have refused."""

    def play(self, operations: int) -> None:
        self._furnish()
        clock = self.scene.since - timedelta(days=20)
        for _ in range(operations):
            people_live(self.scene, self.truth, self.record, self.random)
            clock += timedelta(minutes=self.random.randrange(1, 480))
            scan = choose(self._now(clock))
            close_pallet_for(self.scene, self.record, scan, clock)
            self._try(scan, clock)
        self._count()

    def _now(self, clock: datetime) -> Now:
        known = (self.scene, self.truth, self.record, self.random, clock)
        return Now(*known, self.tally.accepted, self.tally.histories)

    def _furnish(self) -> None:
        """Two disks nobody recorded lie in each workshop, with the data of strangers."""
        for name in ("workshop", "workshop_2", "distributor"):
            where = f"org:{self.scene.id(name)}"
            for number in range(2):
                serial = f"{name[:2]}{len(name)}N{number}K7"
                key = f"{name}/{number}"
                self.truth.add(Disk(key, "ssd", serial, 128, where, {f"stranger:{key}"}))

    def _try(self, scan: Scan, clock: datetime) -> None:
        self.tally.attempts += 1
        self._count_unclear(scan)
        actor = self.scene.actor(scan.who, scan.role)
        try:
            perform(
                operation=scan.operation,
                code=scan.code,
                actor=actor,
                data=scan.data,
                occurred_at=clock,
            )
        except Refused as refused:
            self._refused(scan, refused)
        except LookupError as error:
            if self.guarded:
                raise
            self.log.append(f"{scan} → {error!r}")
            self.tally.refused[type(error).__name__] += 1
        else:
            self._accepted(scan)

    def _refused(self, scan: Scan, refused: Refused) -> None:
        self.log.append(f"{scan} → refused {refused.code}")
        self.tally.refused[refused.code] += 1
        if not refused.detail.strip().endswith((".", "?", ")")) or refused.detail[0].islower():
            raise Broken(f"not a sentence: {refused.detail!r}")
        if self.random.random() < 0.1 and read() != self.record:
            raise Broken(f"half written by a refusal: {refused.code}")

    def _accepted(self, scan: Scan) -> None:
        after = read()
        self.log.append(f"{scan} → {self._step(after, scan.code)}")
        self.tally.accepted[scan.operation] += 1
        if scan.operation == "register":
            device = after.devices[scan.code]
            manufacture(self.truth, self.random, device, len(after.devices))
        consequences(self.scene, self.truth, scan, self.record, after)
        judge_record(self.scene, self.record, after)
        if self.guarded:
            judge_truth(self.scene, self.truth, after)
        self.record = after

    def _step(self, record: Record, code: str) -> str:
        device = record.devices.get(code)
        return f"{device.step} c{device.cycle}" if device else "medium"

    def _count_unclear(self, scan: Scan) -> None:
        device = self.record.devices.get(scan.code)
        if device is None or scan.operation not in LEAVING:
            return
        may = device.step in CIRCUIT[scan.operation].steps
        if may and not self.record.is_clear(scan.code):
            self.tally.unclear_attempts += 1

    def _count(self) -> None:
        self.tally.histories += 1
        steps = Entry.objects.filter(subject_kind="device", step_after=Step.DISTRIBUTED)
        reached = set(steps.values_list("subject_id", flat=True))
        devices = self.record.devices
        self.tally.distributed += bool(reached)
        self.tally.second_cycle += any(devices[code].cycle > 1 for code in reached)

    def story(self) -> str:
        return "\n".join(
            f"{number:3} {line[:60]} … {line[-100:]}" for number, line in enumerate(self.log[-60:])
        )


class _Over(Exception):
    """The savepoint of a history is rolled back."""


AtEnd = Callable[[History], None]


def play_many(
    scene: Scene,
    seeds: range,
    *,
    operations: int = 50,
    at_end: AtEnd | None = None,
    guarded: bool = True,
) -> Tally:
    """Play one history per seed, each in its own savepoint, rolled back at its end."""
    tally = Tally()
    for seed in seeds:
        history = History(scene, Random(seed), tally, guarded=guarded)
        try:
            with transaction.atomic():
                try:
                    history.play(operations)
                    if at_end is not None:
                        at_end(history)
                    connection.check_constraints()
                except Exception as error:
                    raise Broken(f"seed {seed}: {error!r}\n{history.story()}") from error
                raise _Over
        except _Over:
            continue
    return tally
