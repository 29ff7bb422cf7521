"""POST /api/labels/sheets: PDF for codes of one's own, clear problems for everything else."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pypdf import PdfReader

from inventory.labelling import MOST
from inventory.models import Code
from labels.codes import mint, shown
from tests.inventory.api.house import House

SHEETS = "/api/labels/sheets"


def text(answer: HttpResponse) -> str:
    """The text of the PDF answered."""
    assert answer.status_code == 200, answer.content
    assert answer.headers["Content-Type"] == "application/pdf"
    pages = PdfReader(BytesIO(answer.content)).pages
    return "\n".join(page.extract_text() for page in pages)


def problem(answer: HttpResponse, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    told: dict[str, Any] = json.loads(answer.content)
    return told


def test_a_device_s_label_says_its_code_and_what_it_is_and_nothing_else(house: House) -> None:
    code = house.ready()
    told = text(house.point.post(SHEETS, {"medium": "L7160", "codes": [shown(code).lower()]}))
    assert told.splitlines()[0] == shown(code)
    assert "Portable" in told
    assert "Mairie" not in told


def test_new_codes_are_minted_free_and_printed_once_each(house: House) -> None:
    told = text(house.point.post(SHEETS, {"medium": "L7651", "count": 66}))
    codes = list(Code.objects.filter(bound_id="", organisation=house.workshop))
    assert len(codes) == 66
    assert all(told.count(shown(code.pk)) == 1 for code in codes)


def test_the_same_key_prints_the_same_codes_again(house: House) -> None:
    asked = {"medium": "L7160", "count": 3}
    first = text(house.point.post(SHEETS, asked, idempotency_key="planche-1"))
    assert text(house.point.post(SHEETS, asked, idempotency_key="planche-1")) == first
    assert Code.objects.filter(bound_id="").count() == 3
    other = house.point.post(SHEETS, asked | {"count": 4}, idempotency_key="planche-1")
    assert problem(other, 409)["code"] == "key-reused"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"medium": "A4-rose", "count": 1}, "unknown-medium"),
        ({"medium": "L7160", "count": 0}, "invalid-data"),
        ({"medium": "L7160", "count": 10**9}, "invalid-data"),
        ({"medium": "L7160", "count": -1}, "invalid-data"),
        ({"medium": "L7160", "count": "3"}, "invalid-data"),
        ({"medium": "L7160", "count": True}, "invalid-data"),
        ({"medium": "L7160", "codes": []}, "invalid-data"),
        ({"medium": "L7160", "codes": ["7KQ2MDX44"] * (MOST + 1)}, "invalid-data"),
        ({"medium": "L7160"}, "invalid-data"),
        ({"medium": "L7160", "count": 1, "codes": ["7KQ2MDX44"]}, "invalid-data"),
        ({"medium": "L7160", "count": 1, "start_at": 0}, "invalid-data"),
        ({"medium": "L7160", "count": 1, "start_at": 22}, "impossible-start"),
        ({"medium": "L7160", "count": 1, "start_at": 10**9}, "invalid-data"),
        ({"medium": "DK-22205", "count": 1, "start_at": 2}, "impossible-start"),
        ({"medium": "L7160\x00", "count": 1}, "invalid-data"),
        ({"medium": "L7160", "codes": ["7KQ-2MD-X44", "7kq2mdx44"]}, "repeated-code"),
        ({"medium": "L7160", "codes": ["HTTPS://AUTRE.FR/D/7KQ2MDX44"]}, "foreign-code"),
        ({"medium": "L7160", "count": 1, "donor": "x"}, "invalid-data"),
    ],
)
def test_what_cannot_be_printed_is_said_and_mints_nothing(
    house: House, asked: dict[str, Any], code: str
) -> None:
    told = problem(house.point.post(SHEETS, asked), 422)
    assert told["code"] == code
    assert told["detail"].endswith(".")
    assert not Code.objects.exists()


def test_a_code_nobody_minted_and_one_of_others_are_answered_the_same(house: House) -> None:
    theirs = house.ready()
    free = Code.objects.create(code=mint(), organisation=house.workshop).pk
    for code in (theirs, free, mint()):
        told = problem(house.elsewhere.post(SHEETS, {"medium": "L7160", "codes": [code]}), 404)
        assert (told["code"], told["detail"]) == ("unknown-code", "Ce code n'existe pas.")


def test_who_refurbishes_prints_and_nobody_else(house: House, stranger: Client) -> None:
    asked = {"medium": "L7160", "count": 1}
    assert house.supervisor.post(SHEETS, asked).status_code == 200
    assert problem(house.requester.post(SHEETS, asked), 403)["code"] == "forbidden"
    assert problem(house.giver.post(SHEETS, asked), 403)["code"] == "forbidden"
    answer = stranger.post(SHEETS, json.dumps(asked), content_type="application/json")
    assert problem(answer, 401)
    assert Code.objects.count() == 1
