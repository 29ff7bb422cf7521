"""Mettre à disposition: what must be true before a device may be asked for."""

from __future__ import annotations

from typing import Any

import pytest

from inventory.function_tests import blocking
from tests.inventory import factories as make
from tests.inventory.factories import Cast
from tests.inventory.workbench import Bench

READY = {"grade": "B", "system": "Debian 12", "accessories": []}


def test_an_erased_tested_graded_laptop_is_made_available(
    cast: Cast, erased_laptop: str, scan: Any, the: Any
) -> None:
    shelf = make.place(cast.workshop)
    scan("test", erased_laptop, tests=make.all_pass())
    scan("stock", erased_laptop, **READY, place=shelf.pk)
    device = the(erased_laptop)
    assert (device.step, device.grade, device.system) == ("ready", "B", "Debian 12")
    assert (device.accessories, device.place_id) == ([], shelf.pk)


def test_an_audited_laptop_with_an_unproved_disk_is_not_made_available(
    audited_laptop: str, scan: Any, refused: Any
) -> None:
    scan("test", audited_laptop, tests=make.all_pass())
    said = refused("stock", audited_laptop, **READY)
    assert said.code == "not-clear" and "erase" in said.suggest


def test_an_audited_monitor_without_media_is_made_available(bench: Bench, the: Any) -> None:
    assert the(bench.ready("monitor")).step == "ready"


def test_what_is_not_tested_is_not_made_available(erased_laptop: str, refused: Any) -> None:
    said = refused("stock", erased_laptop, **READY)
    assert said.code == "not-tested" and "Clavier" in said.detail


def test_what_does_not_work_is_not_made_available(
    erased_laptop: str, scan: Any, refused: Any
) -> None:
    scan("test", erased_laptop, tests=make.all_pass() | {"keyboard": "fail"})
    said = refused("stock", erased_laptop, **READY)
    assert said.code == "test-failed" and said.suggest == ("open_repair",)


@pytest.mark.parametrize("kind", ["laptop", "smartphone"])
def test_a_lock_an_enrolment_or_a_danger_stops_a_device_that_works(
    kind: str, bench: Bench, scan: Any, refused: Any
) -> None:
    code = bench.smartphone() if kind == "smartphone" else bench.laptop("audited")
    bench.erase_all(code, **({"method": "factory_reset"} if kind == "smartphone" else {}))
    scan("test", code, tests=make.all_pass(kind))
    for block in blocking(kind):
        scan("audit", code, blocking=[block.key])
        said = refused("stock", code, **READY)
        assert said.code == f"blocked-{block.key.replace('_', '-')}" and "hold" in said.suggest
    scan("audit", code, blocking=[])
    scan("stock", code, **READY)


@pytest.mark.parametrize(
    ("missing", "code"),
    [
        ("grade", "not-graded"),
        ("system", "no-system"),
        ("accessories", "accessories-not-stated"),
    ],
)
def test_grade_system_and_accessories_are_said(
    missing: str, code: str, erased_laptop: str, scan: Any, refused: Any
) -> None:
    scan("test", erased_laptop, tests=make.all_pass())
    told = {name: value for name, value in READY.items() if name != missing}
    assert refused("stock", erased_laptop, **told).code == code


def test_a_monitor_needs_no_system(bench: Bench, scan: Any, the: Any) -> None:
    code = bench.registered("monitor")
    scan("audit", code, no_storage=True, tests=make.all_pass("monitor"), grade="A")
    scan("stock", code, accessories=["power_cable"])
    assert the(code).step == "ready"


def test_a_held_laptop_is_not_made_available(erased_laptop: str, scan: Any, refused: Any) -> None:
    scan("test", erased_laptop, tests=make.all_pass())
    scan("hold", erased_laptop, reason="decision", waiting_for="supervisor")
    said = refused("stock", erased_laptop, **READY)
    assert said.code == "on-hold" and said.suggest == ("resume",)


def test_a_place_of_another_workshop_is_unknown(
    cast: Cast, erased_laptop: str, scan: Any, refused: Any
) -> None:
    scan("test", erased_laptop, tests=make.all_pass())
    elsewhere = make.place(cast.other_workshop)
    assert refused("stock", erased_laptop, **READY, place=elsewhere.pk).code == "unknown-place"
