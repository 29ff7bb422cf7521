"""From which steps each operation starts, as the table of the design says word by word."""

from __future__ import annotations

from typing import Any

import pytest

from inventory.circuit import CIRCUIT
from inventory.vocabulary import Step
from tests.inventory.workbench import Bench

HOUSE = "collected audited erased in_repair ready reserved"
EVERY = " ".join(step for step in Step if step != Step.VOID)
FROM = {
    "register": "",
    "void": "collected",
    "audit": HOUSE,
    "erase": "audited erased in_repair in_service",
    "take_out": "audited erased in_repair in_service",
    "fit": "audited erased in_repair in_service",
    "open_repair": "audited erased ready",
    "close_repair": "in_repair",
    "stock": "audited erased",
    "hold": f"{HOUSE} in_service",
    "resume": f"{HOUSE} in_service",
    "reserve": "ready",
    "release": "reserved",
    "deliver": "reserved",
    "hand_over": "reserved delivered",
    "open_service": "distributed",
    "close_service": "in_service",
    "take_back": "delivered distributed in_service returned ceded recycled",
    "dismantle": "audited erased in_repair",
    "recycle": "collected audited erased in_repair ready",
    "remove": "recycled",
    "reinstate": "recycled",
    "return_to_donor": HOUSE,
    "cede": "audited erased ready",
    "transfer": "collected audited erased in_repair ready",
    "accept_transfer": "collected audited erased in_repair ready",
    "cancel_transfer": "collected audited erased in_repair ready",
    "declare_lost": f"{HOUSE} delivered in_service recycled",
    "find": "lost",
    "withdraw_proof": EVERY,
    "move": EVERY,
    "count": EVERY,
    "weigh": EVERY,
    "photograph": EVERY,
    "test": EVERY,
    "reprint": EVERY,
}
DATA: dict[str, dict[str, Any]] = {
    "void": {"reason": "duplicate"},
    "audit": {"no_storage": True},
    "erase": {"outcomes": [{"medium": "x", "outcome": "failed"}]},
    "take_out": {"medium": "x"},
    "fit": {"new": {"kind": "ssd"}},
    "open_repair": {"fault": "screen"},
    "close_repair": {"actions": ["cleaned"], "minutes": 5},
    "hold": {"reason": "part", "waiting_for": "supplier"},
    "reserve": {"line": "x"},
    "deliver": {"slip": "BL-1"},
    "hand_over": {"reference": "D-1"},
    "open_service": {"fault": "screen"},
    "recycle": {"reason": "broken"},
    "remove": {"pallet": "x", "operator": 1, "slip": "BSD"},
    "return_to_donor": {"signature": "signé"},
    "cede": {"taker": "Quelqu'un"},
    "transfer": {"to": 1},
    "declare_lost": {"kind": "loss"},
}


@pytest.mark.parametrize("operation", FROM)
def test_an_operation_starts_from_the_steps_that_the_design_names(operation: str) -> None:
    assert CIRCUIT[operation].steps == frozenset(FROM[operation].split())


@pytest.mark.parametrize("step", list(Step))
def test_an_operation_is_refused_from_any_other_step(
    step: Step, bench: Bench, refused: Any, supervisor: Any
) -> None:
    code = bench.laptop(step)
    told = {
        operation: refused(operation, code, supervisor, **DATA.get(operation, {})).code
        for operation, steps in FROM.items()
        if step not in steps.split() and operation in DATA.keys() | {"stock", "dismantle"}
    }
    # What is out of custody is said first; the step is the reason of all the others.
    assert set(told.values()) <= {"wrong-step", "not-in-custody", "not-in-a-workshop"}
    assert told


@pytest.mark.parametrize("step", list(Step))
def test_the_bench_brings_a_laptop_where_it_says(step: Step, bench: Bench, the: Any) -> None:
    assert the(bench.laptop(step)).step == step
