"""POST /api/collections."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from filiere.network.models import Organisation
from inventory.models import Collection, Device
from labels.codes import is_code
from tests.inventory.api.house import House, person, problem_of

LAPTOPS = [{"kind": "laptop", "count": 2}]


def gift(house: House, **more: Any) -> dict[str, Any]:
    return {"donor": house.donor.pk, "commune": "84007", "devices": LAPTOPS} | more


def test_a_gift_is_registered_and_its_codes_told(house: House) -> None:
    lines = [*LAPTOPS, {"kind": "monitor", "count": 1}]
    answer = house.point.post("/api/collections", gift(house, devices=lines))
    told = answer.json()
    assert (answer.status_code, set(told)) == (201, {"id", "codes"})
    assert all(map(is_code, told["codes"]))
    kinds = [Device.objects.get(pk=code).kind for code in told["codes"]]
    assert kinds == ["laptop", "laptop", "monitor"]


def test_a_household_gives_by_its_contact_and_a_known_donor_by_its_name(house: House) -> None:
    house.point.post("/api/collections", gift(house, donor="Mme Fictive, 06 00 00 00 00"))
    house.point.post("/api/collections", gift(house, donor=house.donor.name))
    bases = Collection.objects.order_by("id").values_list("legal_basis", "donor_id")
    assert list(bases) == [("household", None), ("company", house.donor.pk)]


def test_the_same_key_registers_once(house: House) -> None:
    first = house.point.post("/api/collections", gift(house), Idempotency_Key="don-1")
    again = house.point.post("/api/collections", gift(house), Idempotency_Key="don-1")
    assert (again.status_code, again.json()) == (201, first.json())
    assert Device.objects.count() == 2
    other = gift(house, devices=[{"kind": "laptop", "count": 3}])
    conflict = house.point.post("/api/collections", other, Idempotency_Key="don-1")
    assert (conflict.status_code, problem_of(conflict)["code"]) == (409, "key-reused")
    assert house.point.post("/api/collections", gift(house)).json() != first.json()


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"devices": [{"kind": "laptop", "count": 0}]}, 422, "invalid-data"),
        ({"devices": [{"kind": "laptop", "count": 10**9}]}, 422, "invalid-data"),
        ({"devices": [{"kind": "laptop", "count": 600}] * 2}, 422, "invalid-data"),
        ({"devices": [{"kind": "laptop", "count": True}]}, 422, "invalid-data"),
        ({"devices": [{"kind": "toaster", "count": 1}]}, 422, "invalid-data"),
        ({"devices": []}, 422, "invalid-data"),
        ({"devices": None}, 422, "invalid-data"),
        ({"commune": "01340"}, 422, "former-commune"),
        ({"commune": "99999"}, 404, "unknown-territory"),
        ({"commune": "dep:84"}, 422, "not-a-commune"),
        ({"commune": "\x00"}, 422, "invalid-data"),
        ({"commune": "\ud800"}, 422, "invalid-data"),
        ({"donor": 10**30}, 422, "invalid-data"),
        ({"donor": 999_999}, 404, "unknown-donor"),
        ({"donor": "9" * 30}, 201, ""),
        ({"donor": "²"}, 201, ""),
        ({"donor": "📱"}, 201, ""),
        ({"donor": ""}, 422, "invalid-data"),
        ({"donor": "Personne", "legal_basis": "company"}, 404, "unknown-donor"),
        ({"level": "destroy"}, 422, "invalid-data"),
        ({"surprise": 1}, 422, "invalid-data"),
        ({"occurred_at": "2026-03-01"}, 422, "invalid-data"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(
    house: House, more: dict[str, Any], status: int, code: str
) -> None:
    answer = house.point.post("/api/collections", gift(house, **more))
    assert answer.status_code == status, answer.content
    if code:
        assert problem_of(answer)["code"] == code
        assert not Collection.objects.exists() and not Device.objects.exists()


def test_a_former_commune_is_answered_with_what_it_became(house: House) -> None:
    answer = house.point.post("/api/collections", gift(house, commune="01340"))
    assert problem_of(answer)["suggest"] == ["com:01015"]


@pytest.mark.parametrize(
    ("shift", "code"), [(timedelta(days=-31), "too-old"), (timedelta(hours=1), "clock-ahead")]
)
def test_a_gift_is_told_in_time(house: House, shift: timedelta, code: str) -> None:
    at = (timezone.now() + shift).isoformat()
    answer = house.point.post("/api/collections", gift(house, occurred_at=at))
    assert (answer.status_code, problem_of(answer)["code"]) == (422, code)
    at = (timezone.now() - timedelta(days=2)).isoformat()
    assert house.point.post("/api/collections", gift(house, occurred_at=at)).status_code == 201


def test_a_closed_donor_and_a_role_that_may_not(house: House) -> None:
    Organisation.objects.filter(pk=house.donor.pk).update(active=False)
    answer = house.point.post("/api/collections", gift(house))
    assert problem_of(answer)["code"] == "unknown-donor"
    for caller in (house.requester, person("reader", house.workshop)):
        answer = caller.post("/api/collections", gift(house))
        assert (answer.status_code, problem_of(answer)["code"]) == (403, "role")


def test_ten_megabytes_and_no_json(house: House) -> None:
    assert house.point.post("/api/collections", raw=b" " * 10**7).status_code == 413
    assert house.point.post("/api/collections", raw=b"{").status_code == 400
    assert house.point.post("/api/collections", raw=b"[]").status_code == 422
