"""Rows without step: the device stays where it stands, the journal tells."""

from __future__ import annotations

from typing import Any

import pytest

from inventory.models import Entry
from tests.inventory import factories as make
from tests.inventory.factories import Cast
from tests.inventory.workbench import Bench

HELD = ["collected", "audited", "erased", "in_repair", "ready", "reserved", "recycled"]
TOLD: dict[str, dict[str, Any]] = {
    "count": {},
    "weigh": {"grams": 1850},
    "photograph": {"photo": "a" * 64},
    "test": {"tests": {"wifi": "pass"}},
    "reprint": {"reason": "worn"},
}


@pytest.mark.parametrize("step", HELD)
def test_a_device_held_in_custody_is_moved_counted_weighed_photographed_and_tested(
    step: str, cast: Cast, bench: Bench, scan: Any, the: Any
) -> None:
    code = bench.laptop(step)
    scan("move", code, place=make.place(cast.workshop).pk)
    for operation, told in TOLD.items():
        scan(operation, code, **told)
    assert the(code).step == step
    told = Entry.objects.filter(subject_id=code).order_by("-sequence")[: len(TOLD) + 1]
    assert all(entry.step_before == entry.step_after == step for entry in told)


def test_a_moved_device_is_at_its_place(
    cast: Cast, audited_laptop: str, scan: Any, the: Any
) -> None:
    shelf = make.place(cast.workshop)
    scan("move", audited_laptop, place=shelf.pk)
    assert the(audited_laptop).place_id == shelf.pk


def test_the_places_of_another_organisation_are_unknown(
    cast: Cast, audited_laptop: str, refused: Any
) -> None:
    theirs = make.place(cast.other_workshop)
    assert refused("move", audited_laptop, place=theirs.pk).code == "unknown-place"
    assert refused("count", audited_laptop, place=theirs.pk).code == "unknown-place"


def test_tests_add_up(audited_laptop: str, scan: Any, the: Any) -> None:
    scan("test", audited_laptop, tests={"wifi": "pass"})
    scan("test", audited_laptop, tests={"usb": "fail"}, blocking=["swollen_battery"])
    assert the(audited_laptop).tests == {"wifi": "pass", "usb": "fail"}
    assert the(audited_laptop).blocking == ["swollen_battery"]


def test_a_test_of_another_kind_of_device_is_refused(audited_laptop: str, refused: Any) -> None:
    assert refused("test", audited_laptop, tests={"print_page": "pass"}).code == "unknown-test"


@pytest.mark.parametrize("grams", [0, -5, 10**9, 1.5, "lourd"])
def test_a_weight_that_cannot_be_is_refused(
    grams: object, audited_laptop: str, refused: Any
) -> None:
    assert refused("weigh", audited_laptop, grams=grams).code == "invalid-data"


def test_a_device_in_the_hands_of_a_person_is_moved_by_nobody(
    distributed_laptop: str, refused: Any
) -> None:
    assert refused("weigh", distributed_laptop, grams=1000).code == "not-in-custody"


def test_the_operator_of_a_structure_counts_and_moves_what_it_holds(
    cast: Cast, delivered_laptop: str, scan: Any, the: Any
) -> None:
    theirs = make.actor(cast.structure)
    scan("move", delivered_laptop, theirs, place=make.place(cast.structure).pk)
    scan("count", delivered_laptop, theirs)
    assert the(delivered_laptop).step == "delivered"
