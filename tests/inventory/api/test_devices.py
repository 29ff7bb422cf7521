"""GET /api/devices, one device, its journal and its passport: each sees what is theirs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from inventory.models import Device, Entry
from labels.codes import mint, shown
from tests.inventory.api.house import House, done, person, problem_of


def codes(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [item["code"] for item in answer.json()["items"]]


def test_a_workshop_lists_what_it_holds(house: House) -> None:
    mine = sorted(house.codes("laptop", "laptop", "monitor"))
    assert codes(house.point.get("/api/devices")) == mine
    assert codes(house.elsewhere.get("/api/devices")) == []
    assert codes(house.giver.get("/api/devices")) == mine
    assert codes(house.requester.get("/api/devices")) == []


def test_pages_follow_each_other(house: House) -> None:
    mine, found, after = sorted(house.codes(*["laptop"] * 5)), [], ""
    for _ in range(4):
        told = house.point.get("/api/devices", limit=2, after=after).json()
        found += [item["code"] for item in told["items"]]
        if told["next"] is None:
            break
        after = told["next"]
    assert found == mine
    assert codes(house.point.get("/api/devices", after=shown(mine[3]).lower())) == mine[4:]


def test_devices_are_found_by_step_kind_and_text(house: House) -> None:
    audited, monitor = house.audited("SERIE-42"), house.code("monitor")
    assert codes(house.point.get("/api/devices", step="audited")) == [audited]
    assert codes(house.point.get("/api/devices", kind="monitor", q="")) == [monitor]
    assert codes(house.point.get("/api/devices", q="serie-42")) == [audited]
    assert codes(house.point.get("/api/devices", q=shown(monitor))) == [monitor]
    assert codes(house.point.get("/api/devices", q="%\x00'\"📱")) == []


@pytest.mark.parametrize(
    "query",
    [
        {"step": "sold"},
        {"kind": "toaster"},
        {"limit": 0},
        {"limit": 201},
        {"limit": "beaucoup"},
        {"after": "é"},
        {"after": "\x00"},
        {"q": "x" * 81},
    ],
)
def test_a_wrong_filter_is_told(house: House, query: dict[str, Any]) -> None:
    answer = house.point.get("/api/devices", **query)
    assert (answer.status_code, problem_of(answer)["code"]) == (422, "invalid-data")
    assert next(iter(query)) in problem_of(answer)["detail"]


def test_whoever_holds_a_device_sees_inside(house: House) -> None:
    code = house.erased()
    told = house.point.get(f"/api/devices/{shown(code).lower()}").json()
    assert (told["code"], told["step"], told["inside"], told["clear"]) == (
        code,
        "erased",
        True,
        True,
    )
    proof = told["media"][0]["proofs"][0]
    assert (proof["valid"], proof["level"], proof["basis"]) == (True, "Purge", "statement")
    assert told["custodian"] == {"id": house.workshop.pk, "name": house.workshop.name}
    assert {"operation": "open_repair", "verb": "Réparer"} in told["next"]


def test_what_is_missing_is_said(house: House) -> None:
    told = house.point.get(f"/api/devices/{house.audited()}").json()
    assert told["clear"] is False
    assert [one["operation"] for one in told["missing"]] == ["erase"]


def test_a_donor_sees_its_device_from_outside(house: House) -> None:
    code = house.audited("NUMERO-SECRET")
    answer = house.giver.get(f"/api/devices/{code}")
    told = answer.json()
    assert (told["step"], told["inside"], told["media"], told["clear"]) == (
        "audited",
        False,
        None,
        None,
    )
    assert told["next"] == []
    assert b"NUMERO-SECRET" not in answer.content
    assert house.workshop.name.encode() not in answer.content
    listed = house.giver.get("/api/devices").json()["items"][0]
    assert (listed["clear"], listed["recall"]) == (None, None)
    journal = house.giver.get(f"/api/devices/{code}/journal")
    assert (journal.status_code, problem_of(journal)["code"]) == (404, "not-for-you")


@pytest.mark.parametrize("address", ["", "/journal"])
def test_what_one_may_not_see_is_not_found(house: House, address: str) -> None:
    code = house.code()
    for caller in (house.elsewhere, house.requester):
        answer = caller.get(f"/api/devices/{code}{address}")
        assert (answer.status_code, problem_of(answer)["code"]) == (404, "unknown-code")
    unknown = house.point.get(f"/api/devices/{mint()}{address}")
    assert problem_of(unknown)["detail"] == "Ce code n'existe pas."
    wrong = house.point.get(f"/api/devices/7KQ{address}")
    assert (wrong.status_code, problem_of(wrong)["code"]) == (404, "invalid-code")


def test_a_mistyped_code_is_answered_with_ours(house: House) -> None:
    code = house.code()
    slip = code[:-1] + ("0" if code[-1] != "0" else "1")
    assert problem_of(house.point.get(f"/api/devices/{slip}"))["suggest"] == [code]


def test_the_journal_is_told_with_its_hashes(house: House) -> None:
    code = house.audited()
    samia = person("supervisor", house.workshop)
    done(samia.scan(code, "weigh", data={"grams": 1800}))
    told = house.point.get(f"/api/devices/{code}/journal").json()["items"]
    assert [entry["operation"] for entry in told] == ["register", "audit", "weigh"]
    assert [entry["step_after"] for entry in told] == ["collected", "audited", "audited"]
    assert told[2]["data"] == {"grams": 1800}
    assert [entry["previous_hash"] for entry in told] == ["", told[0]["hash"], told[1]["hash"]]
    assert told[1]["who"]["name"] == "poste de tri"
    assert told[2]["who"] == {
        "kind": "user",
        "name": "Samia Fictive",
        "organisation": house.workshop.pk,
        "organisation_name": house.workshop.name,
    }
    page = house.point.get(f"/api/devices/{code}/journal", limit=1, after=1).json()
    assert ([entry["sequence"] for entry in page["items"]], page["next"]) == ([2], 2)


def test_names_of_people_stay_in_their_organisation(house: House) -> None:
    code = house.audited()
    done(house.point.scan(code, "transfer", data={"to": house.other_workshop.pk}))
    answer = house.elsewhere.get(f"/api/devices/{code}/journal")
    assert [entry["who"]["name"] for entry in answer.json()["items"]] == [None, None, None]


def test_free_text_is_not_in_the_journal(house: House) -> None:
    code = house.code()
    note = "un mot qui peut s'oublier"
    done(house.point.scan(code, "audit", data={"media": [{"kind": "ssd"}], "note": note}))
    answer = house.point.get(f"/api/devices/{code}/journal")
    assert note not in answer.content.decode()
    assert set(answer.json()["items"][1]["data"]["note"]) == {"erasable", "sha256"}


def test_a_passport_is_public_and_says_no_more(house: House, stranger: Client) -> None:
    code = house.ready("NUMERO-SECRET")
    answer = stranger.get(f"/api/devices/{code.lower()}/passport")
    told = answer.json()
    assert (answer.status_code, told["step"], told["grade"]) == (200, "ready", "B")
    assert {"Mémoire : 8 Go", "Appels vidéo"} <= set(told["capabilities"])
    assert (told["support"]["system"], told["support"]["served"]) == ("Debian 12", True)
    assert told["avoided_co2e"]["counterfactual"].startswith("un appareil neuf")
    assert "Wi-Fi" in told["tests"]
    assert [step["step"] for step in told["steps"]] == ["collected", "audited", "erased", "ready"]
    assert told["erasure"]["statement"] == (
        "Son support de stockage a été effacé, et l'effacement vérifié."
    )
    assert told["erasure"]["media"][0]["level"] == "Purge"
    for secret in ("NUMERO-SECRET", house.workshop.name, house.donor.name, "Samia"):
        assert secret not in json.dumps(told)


def test_a_passport_stays_true_once_the_device_has_left(house: House, stranger: Client) -> None:
    code, line = house.ready(), house.request()["lines"][0]["id"]
    done(house.point.scan(code, "reserve", data={"line": line}))
    given = {"to": "person", "mode": "given", "reference": "dossier 12"}
    done(house.point.scan(code, "hand_over", data=given))
    told = stranger.get(f"/api/devices/{code}/passport").json()
    assert told["step"] == "distributed"
    assert told["erasure"]["media"][0]["method"]
    assert house.structure.name not in json.dumps(told)


@pytest.mark.parametrize("code", ["7KQ2MDX44", "7KQ", "📱", "%00"])
def test_nobodys_code_has_no_passport(house: House, stranger: Client, code: str) -> None:
    assert problem_of(stranger.get(f"/api/devices/{code}/passport"))["status"] == 404


def test_a_device_in_the_house_has_no_passport(house: House, stranger: Client) -> None:
    for code in (house.code(), house.audited()):
        answer = stranger.get(f"/api/devices/{code}/passport")
        assert (answer.status_code, problem_of(answer)["code"]) == (404, "no-passport")


def test_nothing_is_written_by_looking(house: House) -> None:
    code = house.audited()
    before = (Entry.objects.count(), Device.objects.get(pk=code).head_hash)
    for address in ("", f"/{code}", f"/{code}/journal"):
        house.point.get(f"/api/devices{address}")
    assert (Entry.objects.count(), Device.objects.get(pk=code).head_hash) == before
