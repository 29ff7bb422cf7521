"""Mettre en attente, reprendre: what a held device still accepts."""

from __future__ import annotations

from typing import Any

import pytest

from filiere.network.actor import Actor
from inventory.circuit import CIRCUIT
from inventory.models import Hold
from tests.inventory import factories as make
from tests.inventory.factories import Cast
from tests.inventory.workbench import Bench

HOUSE = ["collected", "audited", "erased", "in_repair", "ready", "reserved", "in_service"]
WAIT = {"reason": "unlock", "waiting_for": "donor"}
ACCEPTED = """
    resume audit erase take_out withdraw_proof take_back transfer accept_transfer cancel_transfer
    dismantle recycle return_to_donor cede close_service declare_lost
    move count weigh photograph test reprint
"""
ADDED = {"snapshot", "reread", "undo"}
"""Not in the design's list: a tool's reading is knowledge, read again or not.

An undo takes back the hold itself.
"""


def test_a_held_device_accepts_what_the_design_lists() -> None:
    assert {name for name, row in CIRCUIT.items() if row.held} == {*ACCEPTED.split()} | ADDED


@pytest.mark.parametrize("step", HOUSE)
def test_a_device_in_the_house_or_in_service_waits_where_it_stands(
    step: str, bench: Bench, scan: Any, the: Any
) -> None:
    code = bench.laptop(step)
    scan("hold", code, **WAIT)
    hold = Hold.objects.get(device=code)
    assert (hold.reason, hold.waiting_for, hold.closed_at) == ("unlock", "donor", None)
    assert (the(code).step, the(code).hold_id) == (step, hold.pk)


def test_a_device_waits_once(audited_laptop: str, scan: Any, refused: Any) -> None:
    scan("hold", audited_laptop, **WAIT)
    assert refused("hold", audited_laptop, **WAIT).code in ("already-held", "on-hold")


def test_what_does_not_wait_is_not_resumed(audited_laptop: str, refused: Any) -> None:
    assert refused("resume", audited_laptop).code == "not-held"


def test_a_resumed_device_waits_no_more(audited_laptop: str, scan: Any, the: Any) -> None:
    scan("hold", audited_laptop, **WAIT)
    scan("resume", audited_laptop)
    assert the(audited_laptop).hold_id is None
    assert Hold.objects.get(device=audited_laptop).closed_at is not None


@pytest.mark.parametrize(
    ("operation", "data"),
    [
        ("open_repair", {"fault": "screen"}),
        ("fit", {"new": {"kind": "ssd"}}),
        ("stock", {"grade": "B"}),
    ],
)
def test_a_held_device_goes_no_further(
    operation: str, data: dict[str, Any], erased_laptop: str, scan: Any, refused: Any
) -> None:
    scan("hold", erased_laptop, **WAIT)
    assert refused(operation, erased_laptop, **data).code == "on-hold"


def test_a_held_reserved_device_is_neither_delivered_nor_released(
    reserved_laptop: str, scan: Any, refused: Any
) -> None:
    scan("hold", reserved_laptop, **WAIT)
    assert refused("deliver", reserved_laptop, slip="BL-2").code == "on-hold"
    assert refused("hand_over", reserved_laptop, reference="D-1").code == "on-hold"
    assert refused("release", reserved_laptop).code == "on-hold"


def test_a_held_device_is_audited_erased_and_emptied(
    audited_laptop: str, bench: Bench, scan: Any, medium_of: Any, the: Any
) -> None:
    scan("hold", audited_laptop, **WAIT)
    scan("audit", audited_laptop, grade="B")
    bench.erase_all(audited_laptop)
    scan("take_out", audited_laptop, medium=medium_of(audited_laptop).pk)
    assert the(audited_laptop).hold_id is not None


@pytest.mark.parametrize(
    ("operation", "data"),
    [
        ("recycle", {"reason": "broken"}),
        ("return_to_donor", {"signature": "signé"}),
        ("cede", {"taker": "Un autre"}),
        ("declare_lost", {"kind": "theft"}),
    ],
)
def test_an_exit_closes_the_wait_in_the_same_entry(
    operation: str, data: dict[str, Any], erased_laptop: str, scan: Any, the: Any, supervisor: Actor
) -> None:
    scan("hold", erased_laptop, **WAIT)
    scan(operation, erased_laptop, supervisor, **data)
    assert the(erased_laptop).hold_id is None
    assert Hold.objects.get(device=erased_laptop).closed_at is not None


def test_a_held_device_may_be_transferred_and_still_waits(
    cast: Cast, audited_laptop: str, scan: Any, the: Any
) -> None:
    scan("hold", audited_laptop, **WAIT)
    scan("transfer", audited_laptop, to=cast.point.pk)
    scan("accept_transfer", audited_laptop, make.actor(cast.point))
    assert the(audited_laptop).hold_id is not None
    scan("resume", audited_laptop, make.actor(cast.point))


def test_closing_a_service_closes_its_wait(laptop_in_service: str, scan: Any, the: Any) -> None:
    scan("hold", laptop_in_service, **WAIT)
    scan("close_service", laptop_in_service)
    assert (the(laptop_in_service).step, the(laptop_in_service).hold_id) == ("distributed", None)
