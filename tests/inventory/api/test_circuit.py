"""GET /api/circuit: the table, for everyone."""

from __future__ import annotations

import pytest
from django.test import Client

from inventory.api.circuit import Circuit
from inventory.circuit import CIRCUIT, ROWS
from inventory.vocabulary import Step


def test_everyone_reads_the_whole_table() -> None:
    answer = Client().get("/api/circuit")
    told = answer.json()
    assert answer.status_code == 200
    assert "max-age" in answer["Cache-Control"]
    Circuit.model_validate(told)
    assert [one["operation"] for one in told["operations"]] == [row.name for row in ROWS]
    assert [one["step"] for one in told["steps"]] == [step.value for step in Step]


@pytest.mark.parametrize("name", list(CIRCUIT))
def test_a_row_says_all_that_it_is(name: str) -> None:
    row = CIRCUIT[name]
    told = next(
        one for one in Client().get("/api/circuit").json()["operations"] if one["operation"] == name
    )
    assert {one["step"] for one in told["steps"]} == set(row.steps)
    assert all(one["label"] for one in told["steps"] + told["leads"]["may"])
    assert [guard["says"] for guard in told["guards"]] == [guard.says for guard in row.guards]
    assert set(told["roles"]) == row.roles
    assert (told["held"], told["offered"], told["custody"]) == (row.held, row.offered, row.custody)
    assert (told["loose"] is None) == (row.loose is None)
    assert set(told["data"]["properties"]) == set(row.data.model_fields)
    assert told["data"]["additionalProperties"] is False
