"""The model run to its fixpoint, breadth first; the shortest way to what must not be."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from inventory.row import Row
from inventory.vocabulary import Step
from tests.inventory.circuit.model.judge import wrong_here, wrong_way
from tests.inventory.circuit.model.moves import Try, attempt
from tests.inventory.circuit.model.situation import Situation

Lives = Callable[[Situation], Iterable[tuple[str, Situation]]]
Tries = Callable[[Situation], Iterable[Try]]
SeenAs = Callable[[Situation], Situation]
REACHED = frozenset({Step.DISTRIBUTED, Step.DISMANTLED, Step.RETURNED, Step.CEDED, Step.VOID})


@dataclass(slots=True)
class Explored:
    """Situations in the order they were found; ``came`` says how, and from which."""

    found: list[Situation] = field(default_factory=list)
    came: list[tuple[int, str]] = field(default_factory=list)
    into: list[list[int]] = field(default_factory=list)
    wrong: str = ""
    rows: set[str] = field(default_factory=set)
    moves: int = 0

    def story(self, number: int) -> str:
        """How one came there, a line each."""
        lines: list[str] = []
        while number:
            number, how = self.came[number][0], self.came[number][1]
            lines.append(how)
        return "\n".join(f"{i:2} {line}" for i, line in enumerate(reversed(lines), 1))

    def without_way_forward(self) -> list[int]:
        """Situations from which no end that is one can be reached."""
        good = [i for i, s in enumerate(self.found) if is_an_end(s)]
        seen = set(good)
        while good:
            for earlier in self.into[good.pop()]:
                if earlier not in seen:
                    seen.add(earlier)
                    good.append(earlier)
        return [i for i in range(len(self.found)) if i not in seen]


def is_an_end(situation: Situation) -> bool:
    device = situation.device
    return device.step in REACHED or (device.step == Step.RECYCLED and device.removed)


def explore(
    start: Situation,
    circuit: Mapping[str, Row],
    tries: Tries,
    lives: Lives,
    *,
    seen_as: SeenAs = lambda situation: situation,
    limit: int = 100_000,
) -> Explored:
    """Every situation that can be reached, or the first way to a wrong one.

    ``seen_as`` forgets of a situation what none of these tries can look at.
    """
    explored = Explored([start], [(0, "")], [[]])
    numbers = {start: 0}
    left = deque([0])
    while left:
        number = left.popleft()
        here = explored.found[number]
        for how, reached, wrong_move in _steps(here, circuit, tries, lives, explored):
            there, wrong = seen_as(reached), wrong_move
            explored.moves += 1
            if there not in numbers:
                if len(numbers) >= limit:
                    raise RuntimeError(f"more than {limit} situations")
                numbers[there] = len(explored.found)
                explored.found.append(there)
                explored.came.append((number, how))
                explored.into.append([])
                left.append(numbers[there])
                wrong = wrong or wrong_here(there)
            explored.into[numbers[there]].append(number)
            if wrong:
                explored.wrong = f"{wrong}\n{explored.story(number)}\n>> {how}"
                return explored
    return explored


def _steps(
    here: Situation, circuit: Mapping[str, Row], tries: Tries, lives: Lives, explored: Explored
) -> Iterator[tuple[str, Situation, str]]:
    for tried in tries(here):
        there = attempt(here, circuit[tried.operation], tried)
        if there is not None:
            explored.rows.add(tried.operation)
            if there != here:
                yield str(tried), there, wrong_way(here, tried, there)
    for how, lived in lives(here):
        if lived != here:
            yield how, lived, ""
