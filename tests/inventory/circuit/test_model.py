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


BENCH, PHONE = "a foreign disk on the bench", "a smartphone"
OFFERED, SHOP = "offered to everybody", "a disk at the distributor's"
UNKNOWN, LOOSE = "a disk nobody recorded", "a monitor and a loose disk"
CHANGES = "a holder who changes disks"
SHOWS = {
    ("audit", "media_stated"): "a laptop labelled monitor",
    ("audit", "none_is_credible"): UNKNOWN,
    ("audit", "nothing_omitted"): BENCH,
    ("audit", "not_known_elsewhere"): UNKNOWN,
    ("audit", "serials_agree"): BENCH,
    ("audit", "slots_answered"): PHONE,
    ("audit", "supervisor_says"): SHOP,
    ("erase", "proofs_hold"): BENCH,
    ("take_out", "handled_in_the_house"): OFFERED,
    ("fit", "can_be_fitted"): SHOP,
    ("fit", "handled_in_the_house"): SHOP,
    ("stock", "clear"): SHOP,
    ("hand_over", "clear"): OFFERED,
    ("hand_over", "stated_unused"): OFFERED,
    ("close_service", "holders_or_clean"): CHANGES,
    ("close_service", "no_open_recall"): PHONE,
    ("take_back", "may_take_back"): CHANGES,
    ("dismantle", "clear"): UNKNOWN,
    ("dismantle", "no_medium_left"): UNKNOWN,
    ("recycle", "clear_or_to_destroy"): LOOSE,
    ("remove", "clear_or_ordered"): LOOSE,
    ("return_to_donor", "clear_or_restitution"): UNKNOWN,
    ("cede", "clear"): SHOP,
    ("accept_transfer", "offer_still_holds"): UNKNOWN,
}
"""Where the hole shows when this guard is taken out of this row."""
HELD_BESIDES = {
    ("reserve", "clear"): "ready is clear at all times: what breaks it sends it to audited",
    ("deliver", "clear"): "reserved is clear at all times, for the same reason",
    ("transfer", "may_go_there"): "an offer moves nothing; the same is asked when it is accepted",
    ("undo", "earlier_step_holds"): "the landing of undo falls to audited on the same question",
}
"""Guards whose row is safe without them, and what holds then: they speak sooner."""


def test_each_guard_of_the_promise_is_accounted_for() -> None:
    assert set(SHOWS) | set(HELD_BESIDES) == set(promised())
    assert not set(SHOWS) & set(HELD_BESIDES)


@pytest.mark.parametrize(("row", "guard"), sorted(SHOWS))
def test_without_this_guard_the_model_finds_the_hole(row: str, guard: str) -> None:
    explored = CONFIGURATIONS[SHOWS[row, guard]].run(weakened(guard, row=row))
    print(explored.wrong)  # noqa: T201
    assert explored.wrong
