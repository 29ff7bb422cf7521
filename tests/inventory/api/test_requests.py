"""GET and POST /api/requests."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from tests.inventory.api.house import House, done, person, problem_of

LINE = {"kind": "laptop", "profile": "school", "quantity": 2}


def test_a_structure_asks_and_reads_its_request(house: House) -> None:
    told = house.request()
    assert (told["state"], told["reference"]) == ("open", "dossier 12")
    assert told["lines"][0] | LINE == told["lines"][0]
    assert house.requester.get("/api/requests").json() == {"items": [told], "next": None}
    assert house.requester.get("/api/requests", state="closed").json()["items"] == []


def test_a_workshop_reads_the_reference_once_it_serves(house: House) -> None:
    code, told = house.ready(), house.request()
    seen = house.point.get("/api/requests").json()["items"]
    assert [(one["id"], one["reference"]) for one in seen] == [(told["id"], None)]
    done(house.point.scan(code, "reserve", data={"line": told["lines"][0]["id"]}))
    seen = house.point.get("/api/requests").json()["items"][0]
    assert (seen["reference"], seen["lines"][0]["reserved"]) == ("dossier 12", 1)
    done(house.point.scan(code, "release"))
    seen = house.point.get("/api/requests").json()["items"][0]
    assert (seen["reference"], seen["lines"][0]["reserved"]) == (None, 0)


def test_a_workshop_of_elsewhere_sees_nothing(house: House) -> None:
    house.request()
    assert house.elsewhere.get("/api/requests").json()["items"] == []


def test_pages_of_requests(house: House) -> None:
    made = [house.request()["id"] for _ in range(3)]
    first = house.requester.get("/api/requests", limit=2).json()
    rest = house.requester.get("/api/requests", limit=2, after=first["next"]).json()
    assert [one["id"] for one in first["items"] + rest["items"]] == sorted(made)
    assert rest["next"] is None


def test_the_same_key_asks_once(house: House) -> None:
    first, again = (
        house.requester.post("/api/requests", {"lines": [LINE]}, Idempotency_Key="d")
        for _ in range(2)
    )
    assert first.json() == again.json()
    assert len(house.requester.get("/api/requests").json()["items"]) == 1


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"lines": []},
        {"lines": [LINE | {"quantity": 0}]},
        {"lines": [LINE | {"quantity": 10**9}]},
        {"lines": [LINE | {"quantity": 10**400}]},
        {"lines": [LINE | {"kind": "toaster"}]},
        {"lines": [LINE | {"profile": "\x00"}]},
        {"lines": [LINE], "reference": "\x00"},
        {"lines": [LINE], "reference": "\ud800"},
        {"lines": [LINE], "wanted_by": "demain"},
        {"lines": [LINE], "name": "Samia"},
    ],
)
def test_a_wrong_request_is_told(house: House, asked: dict[str, Any]) -> None:
    answer = house.requester.post("/api/requests", asked)
    assert (answer.status_code, problem_of(answer)["code"]) == (422, "invalid-data")
    assert house.requester.get("/api/requests").json()["items"] == []


def test_who_may_not_ask_or_read(house: House) -> None:
    for caller in (house.point, house.giver, person("reader", house.structure)):
        answer = caller.post("/api/requests", {"lines": [LINE]})
        assert (answer.status_code, problem_of(answer)["code"]) == (403, "role")
    answer = house.giver.get("/api/requests")
    assert (answer.status_code, problem_of(answer)["code"]) == (403, "forbidden")


def test_a_request_is_closed_by_its_structure(house: House) -> None:
    told = house.request()
    address = f"/api/requests/{told['id']}/close"
    assert problem_of(house.point.post(address, {}))["status"] == 403
    closed = house.requester.post(address, {"cancel": True}).json()
    assert (closed["state"], closed["state_label"]) == ("cancelled", "annulée")
    again = house.requester.post(address, {})
    assert (again.status_code, problem_of(again)["code"]) == (422, "wrong-state")
    assert house.requester.post("/api/requests/x%00/close", {}).status_code == 404
    unknown = house.requester.post(f"/api/requests/{uuid4()}/close", {})
    assert (unknown.status_code, problem_of(unknown)["code"]) == (404, "unknown-request")


def test_what_is_reserved_is_freed_first(house: House) -> None:
    code, told = house.ready(), house.request()
    done(house.point.scan(code, "reserve", data={"line": told["lines"][0]["id"]}))
    answer = house.requester.post(f"/api/requests/{told['id']}/close", {})
    assert (answer.status_code, problem_of(answer)["code"]) == (409, "still-reserved")
