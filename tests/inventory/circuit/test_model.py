"""The table explored to its fixpoint: no way out with data, nothing unrecorded, no dead end.

And each guard that holds the promise is seen to hold it: without it the model finds the hole.
"""

from __future__ import annotations

import pytest

from inventory.circuit import CIRCUIT
from tests.inventory.circuit.model.configurations import CONFIGURATIONS
from tests.inventory.circuit.model.weaken import promised, weakened

NAMES = sorted(CONFIGURATIONS)
UNMOVED = frozenset({"register", "undo", "hold", "resume"})
"""Rows that the model leaves to random histories: the first, and those that only wait or go back.

What *Annuler* may restore holds nothing that the promise looks at.
"""


@pytest.mark.parametrize("name", NAMES)
def test_no_way_out_with_data_and_no_dead_end(name: str) -> None:
    configuration = CONFIGURATIONS[name]
    explored = configuration.run()
    assert not explored.wrong
    stuck = [
        explored.story(number)
        for number in explored.without_way_forward()
        if not configuration.left_out(explored.found[number])
    ]
    assert not stuck, f"{len(stuck)} dead ends, the first:\n{stuck[0]}"


def test_every_row_is_tried_somewhere() -> None:
    tried = {row for c in CONFIGURATIONS.values() for row in c.rows | c.loose}
    moving = {row.name for row in CIRCUIT.values() if not row.stepless}
    assert moving - tried == UNMOVED


BENCH, ALONE = "a foreign disk on the bench", "a laptop and its disk"
OFFERED, SERVICE = "offered to everybody", "a foreign disk at the service"
SHOWS = {
    ("audit", "media_stated"): "a laptop labelled monitor",
    ("audit", "none_is_credible"): BENCH,
    ("audit", "nothing_omitted"): BENCH,
    ("audit", "not_known_elsewhere"): BENCH,
    ("audit", "serials_agree"): BENCH,
    ("audit", "slots_answered"): "a smartphone",
    ("audit", "supervisor_says"): BENCH,
    ("erase", "proofs_hold"): BENCH,
    ("take_out", "handled_in_the_house"): OFFERED,
    ("fit", "can_be_fitted"): BENCH,
    ("fit", "handled_in_the_house"): "a disk at the distributor's",
    ("stock", "clear"): BENCH,
}
"""Where the hole shows when this guard is taken out of this row."""
HELD_BESIDES: dict[tuple[str, str], str] = {}
"""Guards whose row is safe without them, and what holds then. As few as can be."""


def test_each_guard_of_the_promise_is_accounted_for() -> None:
    assert set(SHOWS) | set(HELD_BESIDES) == set(promised())
    assert not set(SHOWS) & set(HELD_BESIDES)


@pytest.mark.parametrize(("row", "guard"), sorted(SHOWS))
def test_without_this_guard_the_model_finds_the_hole(row: str, guard: str) -> None:
    explored = CONFIGURATIONS[SHOWS[row, guard]].run(weakened(guard, row=row))
    print(explored.wrong)  # noqa: T201
    assert explored.wrong
