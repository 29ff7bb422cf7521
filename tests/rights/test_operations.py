"""The matrix of the circuit: every operation, asked by every role of every organisation."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.utils import timezone

from filiere.network.vocabulary import Role
from inventory.circuit import CIRCUIT, REQUESTER_KINDS
from tests.rights.conftest import SEATS, Stage

ROLE, CUSTODY = "role", "not-in-custody"
BEFORE_THE_ROLE = ("invalid-data", "unknown-code")
"""Said before the role is looked at: the data are not the operation's."""
SNAPSHOT = {"evidence": "a" * 64, "reader": "lshw"}


def scan(
    stage: Stage, seat: str, role: str, operation: str, code: str, data: Any = None
) -> dict[str, Any]:
    told = {
        "key": str(uuid.uuid4()),
        "code": code,
        "operation": operation,
        "occurred_at": timezone.now().isoformat(),
        "data": data or (SNAPSHOT if operation == "snapshot" else {}),
    }
    browser = stage.browser(seat, role)
    answer = browser.post("/api/scans", data={"scans": [told]}, content_type="application/json")
    assert answer.status_code == 200
    result: dict[str, Any] = answer.json()["results"][0]
    return result


def by_the_table(stage: Stage, seat: str, role: str, operation: str) -> bool:
    """Whether the table of the circuit gives this operation to this role at all."""
    row = CIRCUIT[operation]
    kind = stage.organisations[seat].kind
    if role == Role.REQUESTER and kind not in REQUESTER_KINDS:
        return False
    return role in row.roles


@pytest.mark.engineless
def test_an_operation_is_refused_to_the_roles_that_the_table_does_not_name(stage: Stage) -> None:
    wrong = []
    for operation in CIRCUIT:
        for seat in SEATS:
            for role in Role.values:
                result = scan(stage, seat, role, operation, stage.names["device"])
                problem = (result["problem"] or {}).get("code", "")
                given = by_the_table(stage, seat, role, operation)
                if (problem == ROLE) == given and problem not in BEFORE_THE_ROLE:
                    wrong.append(f"{operation}, {role} of {seat}: {result['status']} {problem}")
    assert wrong == []


def test_nobody_acts_on_what_another_organisation_holds(stage: Stage) -> None:
    held = [row for row in CIRCUIT.values() if row.custody == "holder" and row.steps]
    for row in held:
        for seat in SEATS:
            if seat == "workshop":
                continue
            result = scan(stage, seat, "supervisor", row.name, stage.names["device"])
            assert result["status"] == "refused"
            assert result["device"] is None
            assert result["problem"]["code"] in (CUSTODY, *BEFORE_THE_ROLE)
