"""What one device adds to the indicators: its chain folded into cells. Pure.

Everything counts at the month, in Paris, when it happened (``occurred_at``), not when it was
recorded. An operation that was undone never happened; an invalidated label never was a device.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from inventory import function_tests
from inventory.vocabulary import LegalBasis, Recipient, Step

PARIS = ZoneInfo("Europe/Paris")
DAY = 86_400


class Figure(StrEnum):
    """What a cell counts; ``detail`` says which sort."""

    COLLECTED = "collected"
    """A device registered (cycle 1); detail: where it comes from, a gift or waste."""
    WEIGHED = "weighed"
    """One of these whose weight is known; amount: grams."""
    READY = "ready"
    """First made available in its cycle; detail: *refurbished* or *used*."""
    DELIVERED = "delivered"
    """Custody went to a structure."""
    DISTRIBUTED = "distributed"
    """Handed over; detail: recipient and mode."""
    EQUIPPED = "equipped"
    """A person who received a lot; detail: the mode."""
    OUTCOME = "outcome"
    """How the first cycle ended; detail: origin and outcome."""
    STAY = "stay"
    """A stay at a step, counted when it ends; detail: the step and whole days."""


class Line(NamedTuple):
    """One journal entry of a device, as far as indicators read it."""

    code: str
    operation: str
    before: str
    after: str
    at: datetime
    organisation: int
    data: str
    effects: str


class Cell(NamedTuple):
    figure: str
    month: date
    detail: str
    kind: str
    organisation: int
    counterpart: int
    commune: str


@dataclass(frozen=True, slots=True)
class Context:
    """What the chain does not say of its device: what it is now, where it came from.

    ``first_of_lot`` are the hand-overs that count a person: one for each lot.
    """

    kind: str
    step: str
    legal_basis: str = ""
    donor: int = 0
    donor_commune: str = ""
    structure_communes: dict[int, str] = field(default_factory=dict)
    first_of_lot: frozenset[str] = frozenset()


NOBODY = (0, "")
Amounts = dict[Cell, tuple[int, int]]
"""For each cell how many, and their amount."""
OUTCOMES: dict[str, str] = {
    Step.DISTRIBUTED: "distributed",
    Step.DISMANTLED: "dismantled",
    Step.RECYCLED: "recycled",
    Step.CEDED: "ceded",
    Step.RETURNED: "returned",
    Step.LOST: "lost",
}


def month_of(at: datetime) -> date:
    return at.astimezone(PARIS).date().replace(day=1)


def without_undone(chain: Iterable[Line]) -> list[Line]:
    """The chain as if what was undone had never been: an undo cancels the entry before it."""
    kept: list[Line] = []
    for line in chain:
        if line.operation == "undo":
            if kept:
                kept.pop()
        else:
            kept.append(line)
    return kept


def fold(chain: Iterable[Line], context: Context) -> Amounts:
    """The cells of one device."""
    lines = without_undone(chain)
    if not lines or context.step == Step.VOID:
        return {}
    return _Fold(context).run(lines)


class _Fold:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.donor = context.donor, context.donor_commune
        self.count: Counter[Cell] = Counter()
        self.amount: Counter[Cell] = Counter()
        self.cycle = 1
        self.first: Line | None = None
        self.grams = 0
        self.tests: dict[str, str] = {}
        self.blocking: Sequence[str] = ()
        self.was_ready = False
        self.ended = False
        self.released_by = 0
        self.step = ""
        self.since: datetime | None = None

    def run(self, lines: list[Line]) -> Amounts:
        for line in lines:
            self._read(line)
            self._happen(line)
        if self.grams and self.first is not None:
            cell = self._add(Figure.WEIGHED, self.first, "", self.donor)
            self.amount[cell] += self.grams
        return {cell: (n, self.amount[cell]) for cell, n in self.count.items()}

    def _read(self, line: Line) -> None:
        """What the entry says of the device itself."""
        text = line.effects
        if not any(word in text for word in ('"tests"', '"blocking"', '"cycle"', '"grams"')):
            return
        for effect in json.loads(text):
            if effect["t"] != "device":
                continue
            told: dict[str, Any] = effect["set"]
            self.tests = told.get("tests", self.tests)
            self.blocking = told.get("blocking", self.blocking)
            self.grams = told.get("capabilities", {}).get("grams", self.grams)
            if told.get("cycle", self.cycle) != self.cycle:
                self.cycle = told["cycle"]
                self.was_ready = False

    def _happen(self, line: Line) -> None:
        if line.operation == "register":
            self.first = line
            self._add(Figure.COLLECTED, line, self._origin(), self.donor)
        elif line.operation == "stock" and not self.was_ready:
            self.was_ready = True
            whole = function_tests.refurbished(self.context.kind, self.tests, self.blocking)
            self._add(Figure.READY, line, "refurbished" if whole else "used", self.donor)
        elif line.operation == "deliver":
            self.released_by = line.organisation
            self._delivered(line)
        elif line.operation == "hand_over":
            self._handed(line)
        if line.before != line.after:
            self._step(line)

    def _step(self, line: Line) -> None:
        if self.since is not None and self.step:
            seconds = int((line.at - self.since).total_seconds())
            self._add(Figure.STAY, line, f"{self.step}:{max(seconds, 0) // DAY}", NOBODY)
        self.step, self.since = line.after, line.at
        outcome = OUTCOMES.get(line.after)
        if outcome and self.cycle == 1 and not self.ended:
            self.ended = True
            if line.before == Step.DELIVERED:
                line = line._replace(organisation=self.released_by or line.organisation)
            self._add(Figure.OUTCOME, line, f"{self._origin()}:{outcome}", self.donor)

    def _delivered(self, line: Line) -> None:
        for effect in json.loads(line.effects):
            if effect["t"] == "delivery":
                self._add(Figure.DELIVERED, line, "", self._structure(effect["set"]))

    def _handed(self, line: Line) -> None:
        by = self.released_by if line.before == Step.DELIVERED else line.organisation
        line = line._replace(organisation=by or line.organisation)
        for effect in json.loads(line.effects):
            if effect["t"] != "hand_over":
                continue
            told = effect["set"]
            where = self._structure(told)
            self._add(Figure.DISTRIBUTED, line, f"{told['recipient']}:{told['mode']}", where)
            if told["recipient"] == Recipient.PERSON and effect["id"] in self.context.first_of_lot:
                self._add(Figure.EQUIPPED, line, told["mode"], where)

    def _structure(self, told: dict[str, Any]) -> tuple[int, str]:
        structure = told["structure_id"] or 0
        return structure, self.context.structure_communes.get(structure, "")

    def _origin(self) -> str:
        return "waste" if self.context.legal_basis == LegalBasis.WASTE_STREAM else "gift"

    def _add(
        self,
        figure: Figure,
        line: Line,
        detail: str,
        other: tuple[int, str],
    ) -> Cell:
        """One more in the cell of this entry; ``other`` gave or received: who, and where."""
        kind = self.context.kind
        cell = Cell(figure.value, month_of(line.at), detail, kind, line.organisation, *other)
        self.count[cell] += 1
        return cell
