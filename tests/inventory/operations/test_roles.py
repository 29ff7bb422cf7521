"""Who may do what, and who holds what: the rôles and the custody of the design."""

from __future__ import annotations

from typing import Any

import pytest

from filiere.network.actor import Actor
from inventory.circuit import CIRCUIT
from tests.inventory import factories as make
from tests.inventory.factories import Cast
from tests.inventory.operations.test_steps import DATA
from tests.inventory.workbench import Bench

SUPERVISOR_ALONE = {
    "void",
    "remove",
    "reinstate",
    "return_to_donor",
    "cede",
    "find",
    "withdraw_proof",
}
ADDED = {"certify_destruction", "close_recall", "reread"}
"""Rows that close what the design leaves open, given to a supervisor alone."""
KNOWN_LATER = {"reread"}
"""A file read again tells of a device wherever it is, as a proof withdrawn does."""
REQUESTER = {
    "hand_over",
    "take_back",
    "transfer",
    "accept_transfer",
    "cancel_transfer",
    "declare_lost",
}
WORKSHOP = {"open_service", "find"}
ANYONE = {"accept_transfer", "cancel_transfer", "take_back", "withdraw_proof"}
ELSEWHERE = {
    "hand_over",
    "take_back",
    "transfer",
    "accept_transfer",
    "cancel_transfer",
    "declare_lost",
    "withdraw_proof",
    *["move", "count", "weigh", "photograph", "test", "reprint"],
}


def test_a_supervisor_alone_does_what_the_design_gives_to_a_supervisor_alone() -> None:
    alone = {name for name, row in CIRCUIT.items() if row.roles == {"supervisor"}}
    assert alone == SUPERVISOR_ALONE | ADDED


def test_a_supervisor_does_every_row_and_an_operator_all_the_others() -> None:
    assert all("supervisor" in row.roles for row in CIRCUIT.values())
    operators = {name for name, row in CIRCUIT.items() if "operator" in row.roles}
    assert operators == CIRCUIT.keys() - SUPERVISOR_ALONE - ADDED


def test_a_requester_does_what_the_design_gives_to_a_requester() -> None:
    assert {name for name, row in CIRCUIT.items() if "requester" in row.roles} == REQUESTER


def test_custody_decides_but_for_the_rows_that_the_design_excepts() -> None:
    assert {name for name, row in CIRCUIT.items() if row.custody == "workshop"} == WORKSHOP
    anyone = {name for name, row in CIRCUIT.items() if row.custody == "anyone"}
    assert anyone == ANYONE | ADDED


def test_a_structure_s_custody_has_the_rows_that_the_design_lists() -> None:
    assert {name for name, row in CIRCUIT.items() if row.elsewhere} == ELSEWHERE | KNOWN_LATER


@pytest.mark.parametrize("role", ["reader", "administrator"])
def test_who_only_reads_or_administers_scans_nothing(
    role: str, cast: Cast, erased_laptop: str, refused: Any
) -> None:
    who = make.actor(cast.workshop, role)
    for operation, told in DATA.items():
        said = refused(operation, erased_laptop, who, **told)
        assert (said.code, said.status) == ("role", 403)


@pytest.mark.parametrize("operation", sorted(SUPERVISOR_ALONE & DATA.keys()))
def test_an_operator_is_told_to_ask_the_supervisor(
    operation: str, erased_laptop: str, refused: Any
) -> None:
    said = refused(operation, erased_laptop, **DATA[operation])
    assert said.code == "role" and "encadrant·e" in said.detail


def test_a_requester_of_a_workshop_does_nothing(
    cast: Cast, ready_laptop: str, refused: Any
) -> None:
    who = make.actor(cast.workshop, "requester")
    assert refused("transfer", ready_laptop, who, to=cast.point.pk).code == "role"


@pytest.mark.parametrize("operation", sorted(DATA.keys() - {"open_service"}))
def test_a_device_held_by_another_organisation_is_not_in_custody(
    operation: str, cast: Cast, ready_laptop: str, refused: Any
) -> None:
    stranger = make.actor(cast.other_workshop, "supervisor")
    said = refused(operation, ready_laptop, stranger, **DATA[operation])
    assert (said.code, said.status) == ("not-in-custody", 403)


def test_a_refusal_to_a_stranger_says_nothing_of_the_device(
    cast: Cast, ready_laptop: str, refused: Any
) -> None:
    said = refused("stock", ready_laptop, make.actor(cast.other_workshop))
    assert "disponible" not in said.detail and "transfert" in said.detail


def test_a_point_of_scan_acts_for_its_organisation(
    cast: Cast, audited_laptop: str, scan: Any, the: Any
) -> None:
    point = Actor("point", None, None, 7, cast.workshop.pk, "workshop", "operator", "Poste 1")
    scan("audit", audited_laptop, point, grade="B")
    assert the(audited_laptop).grade == "B"


def test_custody_goes_to_the_organisation_that_scans_it_in(
    cast: Cast, bench: Bench, scan: Any, the: Any
) -> None:
    theirs = make.actor(cast.other_workshop, "supervisor")
    back, served, found = (bench.laptop(s) for s in ("ceded", "distributed", "lost"))
    scan("take_back", back, theirs)
    scan("open_service", served, theirs, fault="screen")
    scan("find", found, theirs)
    assert {the(code).custodian_id for code in (back, served, found)} == {cast.other_workshop.pk}
