"""Thirty cells written by hand: what anybody of the house would say, whatever the files say."""

from __future__ import annotations

from tests.rights.conftest import Stage
from tests.rights.test_operations import scan

PAGES = [
    ("workshop", "operator", "/appareils/{device}/", 200),
    ("workshop", "reader", "/appareils/{device}/", 200),
    ("other_workshop", "supervisor", "/appareils/{device}/", 404),
    ("structure", "requester", "/appareils/{device}/", 404),
    ("donor", "reader", "/appareils/{device}/", 200),
    ("donor", "reader", "/api/devices/{device}/journal", 404),
    ("workshop", "operator", "/api/devices/{device}/journal", 200),
    ("other_workshop", "operator", "/supports/{medium}/", 404),
    ("structure", "requester", "/demandes/{request}/", 200),
    ("other_structure", "requester", "/demandes/{request}/", 404),
    ("donor", "operator", "/demandes/", 403),
    ("workshop", "administrator", "/demandes/", 403),
    ("structure", "requester", "/demandes/demander/", 200),
    ("workshop", "supervisor", "/demandes/demander/", 403),
    ("workshop", "operator", "/collectes/annoncer/", 200),
    ("structure", "requester", "/collectes/annoncer/", 403),
    ("workshop", "reader", "/collectes/annoncer/", 403),
    ("workshop", "operator", "/organisation/membres/", 403),
    ("workshop", "administrator", "/organisation/membres/", 200),
    ("workshop", "operator", "/organisation/points/creer/", 403),
    ("workshop", "supervisor", "/organisation/points/creer/", 200),
    ("donor", "administrator", "/organisation/points/creer/", 403),
    ("other_workshop", "supervisor", "/palettes/{pallet}/", 404),
]
SCANS = [
    ("workshop", "operator", "take_out", "invalid-data"),
    ("workshop", "reader", "hold", "role"),
    ("workshop", "administrator", "audit", "role"),
    ("workshop", "operator", "cede", "role"),
    ("workshop", "operator", "return_to_donor", "role"),
    ("workshop", "operator", "withdraw_proof", "role"),
    ("structure", "requester", "stock", "role"),
    ("steering", "supervisor", "audit", "not-in-custody"),
    ("other_workshop", "operator", "open_repair", "not-in-custody"),
]
VALID = {
    "cede": {"taker": "Ressourcerie fictive"},
    "return_to_donor": {"signature": "signé"},
    "withdraw_proof": {"proof": "p"},
    "audit": {"no_storage": True},
    "hold": {"reason": "part", "waiting_for": "supplier"},
    "open_repair": {"fault": "screen"},
}
"""What these operations ask, so that who asks is what is looked at."""


def test_there_are_thirty_of_them() -> None:
    assert len(PAGES) + len(SCANS) >= 30


def test_pages_by_hand(stage: Stage) -> None:
    wrong = []
    for seat, role, path, wanted in PAGES:
        answer = stage.browser(seat, role).get(path.format(**stage.names))
        if answer.status_code != wanted:
            wrong.append(f"{role} of {seat}, {path}: {answer.status_code}, not {wanted}")
    assert not wrong, "\n".join(wrong)


def test_scans_by_hand(stage: Stage) -> None:
    wrong = []
    for seat, role, operation, wanted in SCANS:
        told = VALID.get(operation, {})
        result = scan(stage, seat, role, operation, stage.names["device"], told)
        code = result["problem"]["code"]
        if code != wanted:
            wrong.append(f"{operation}, {role} of {seat}: {code}, not {wanted}")
    assert not wrong, "\n".join(wrong)
