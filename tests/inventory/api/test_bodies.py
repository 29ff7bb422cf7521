"""Bad input of POST /api/scans: always a French problem, nothing half-written, never a 500."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from inventory.circuit import CIRCUIT
from inventory.models import Entry
from tests.inventory.api.house import House, problem_of

ALMOST = b'{"scans": [{"key": '


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "empty-body"),
        (b" \r\n\t", 400, "empty-body"),
        (ALMOST, 400, "not-json"),
        (b"pas du JSON", 400, "not-json"),
        (b"\x00", 400, "not-json"),
        (b'{"scans": [NaN]}', 400, "not-json"),
        (b'{"scans": [' + b"9" * 5000 + b"]}", 400, "not-json"),
        (b'{"scans": "\xff\xfe"}', 400, "not-json"),
        ("📱💻".encode(), 400, "not-json"),
        (b"[" * 10_000, 400, "too-deep"),
        (b'{"scans": [' + b'{"a":' * 10_000 + b"1" + b"}" * 10_000 + b"]}", 400, "too-deep"),
        (b"null", 422, "invalid-data"),
        (b"[]", 422, "invalid-data"),
        (b"12", 422, "invalid-data"),
        (b"{}", 422, "invalid-data"),
        (b'{"scans": {}}', 422, "invalid-data"),
        (b'{"scans": []}', 422, "no-scan"),
        (b'{"scans": [{}], "batch": "x"}', 422, "invalid-data"),
        (b'{"scans": [{}], "autre": 1}', 422, "invalid-data"),
    ],
)
def test_a_body_that_says_nothing_is_told_why(
    house: House, body: bytes, status: int, code: str
) -> None:
    answer = house.point.post("/api/scans", raw=body)
    assert (answer.status_code, problem_of(answer)["code"]) == (status, code)


def test_a_mark_of_utf_8_is_forgiven(house: House) -> None:
    body = b"\xef\xbb\xbf" + json.dumps({"scans": [{}]}).encode()
    assert house.point.post("/api/scans", raw=body).status_code == 200


def test_a_nested_value_that_still_parses_is_refused_alone(house: House) -> None:
    deep: Any = 1
    for _ in range(300):
        deep = [deep]
    scan = {"code": house.code(), "operation": "weigh", "data": {"grams": deep}}
    assert house.point.scans(scan)[0]["problem"]["code"] == "invalid-data"


def test_more_than_a_thousand_scans_are_refused_and_nothing_is_done(house: House) -> None:
    code = house.code()
    scan = {"code": code, "operation": "weigh", "data": {"grams": 1}}
    scans = [{"key": str(uuid4()), **scan} for _ in range(1001)]
    answer = house.point.post("/api/scans", {"scans": scans})
    assert (answer.status_code, problem_of(answer)["code"]) == (413, "too-many-scans")
    assert Entry.objects.filter(subject_id=code).count() == 1
    answer = house.point.post("/api/scans", {"scans": [{}] * 1000})
    assert len(answer.json()["results"]) == 1000


def test_ten_megabytes_of_scans_are_refused_before_they_are_read(house: House) -> None:
    answer = house.point.post("/api/scans", raw=b"[" * 10 * 1024 * 1024)
    assert (answer.status_code, problem_of(answer)["code"]) == (413, "too-large")


def test_a_body_just_small_enough_is_read(house: House, settings: Settings) -> None:
    settings.API_MAX_BYTES = 100
    assert house.point.post("/api/scans", raw=b"x" * 100).status_code == 400
    assert house.point.post("/api/scans", raw=b"x" * 101).status_code == 413


def test_a_form_is_told_apart(house: House) -> None:
    """A session's CSRF check reads a form, and leaves nothing of it."""
    form = b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--x--\r\n"
    answer = house.supervisor.post("/api/scans", raw=form, kind="multipart/form-data; boundary=x")
    assert (answer.status_code, problem_of(answer)["code"]) == (400, "form-body")
    answer = house.point.post("/api/scans", raw=form, kind="multipart/form-data; boundary=x")
    assert (answer.status_code, problem_of(answer)["code"]) == (400, "not-json")


TEXT = st.text(max_size=12) | st.sampled_from(
    ["\x00", "\ud800", "📱", "7KQ2MDX44", "S3Z9", "", "2026-03-01T10:00:00Z", "empty", "a" * 400]
)
LEAF = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT
JSON = st.recursive(
    LEAF, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4)
)
FIELDS = sorted({name for row in CIRCUIT.values() for name in row.data.model_fields})
DATA = st.dictionaries(st.sampled_from(FIELDS) | TEXT, JSON, max_size=6)
UUIDS = st.uuids().map(str)
SCAN = JSON | st.fixed_dictionaries(
    {},
    optional={
        "key": UUIDS | JSON,
        "code": st.just("CODE") | JSON,
        "operation": st.sampled_from(sorted(CIRCUIT)) | JSON,
        "data": DATA | JSON,
        "occurred_at": TEXT | st.datetimes().map(lambda at: at.isoformat() + "Z") | JSON,
        "seen_step": st.sampled_from(["collected", "ready"]) | JSON,
        "operator": st.integers() | JSON,
    },
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sent=st.lists(SCAN, min_size=1, max_size=6), whole=st.booleans(), other=JSON)
def test_whatever_is_sent_is_answered(
    house: House, sent: list[Any], whole: bool, other: Any
) -> None:
    code = house.always()
    for scan in sent:
        if isinstance(scan, dict) and scan.get("code") == "CODE":
            scan["code"] = code
    answer = house.point.post("/api/scans", {"scans": sent} if whole else other)
    assert answer.status_code in {200, 400, 413, 422}, answer.content
    if answer.status_code != 200:
        problem_of(answer)
        return
    results = answer.json()["results"]
    assert len(results) == len(sent)
    for result in results:
        assert result["status"] in {"done", "replayed", "conflict", "refused"}
        assert (result["problem"] is None) == (result["status"] in {"done", "replayed"})
        assert result["problem"] is None or result["problem"]["status"] != 500, result
