"""POST /api/scans: the contract, line by line."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from filiere.network.models import Organisation
from inventory.models import Device, Entry, StorageMedium
from labels.codes import mint, shown
from tests.inventory.api.house import Caller, House, done, person, problem_of, proof
from tests.network import factories

MEDIA = {"media": [{"kind": "ssd", "serial": "S3Z9NB0K123456", "size_gb": 256}]}


def test_a_done_scan_tells_the_device_and_what_comes_next(house: House) -> None:
    result = house.point.scan(house.code(), "audit", data=MEDIA)
    assert set(result) == {"key", "status", "device", "medium", "next", "problem"}
    assert (result["status"], result["problem"]) == ("done", None)
    assert result["device"]["step"] == "audited"
    assert result["device"]["media"][0]["serial"] == "S3Z9NB0K123456"
    assert {"operation": "erase", "verb": "Effacer"} in result["next"]


def test_scans_are_answered_in_order_and_each_for_itself(house: House) -> None:
    one, other = house.codes("laptop", "laptop")
    results = house.point.scans(
        {"code": one, "operation": "audit", "data": MEDIA},
        {"code": one, "operation": "stock", "data": {}},
        {"code": other, "operation": "weigh", "data": {"grams": 1800}},
    )
    assert [result["status"] for result in results] == ["done", "refused", "done"]
    assert results[1]["problem"]["code"] == "not-clear"
    assert results[1]["device"]["step"] == "audited"
    assert results[1]["next"]


def test_one_malformed_scan_does_not_sink_the_others(house: House) -> None:
    code = house.code()
    right = {"code": code, "operation": "weigh", "data": {"grams": 1800}}
    wrong = [
        None,
        [],
        "scan",
        {},
        {**right, "key": "pas un uuid"},
        {**right, "key": None},
        {**right, "occurred_at": "hier"},
        {**right, "occurred_at": "2026-03-01T10:00:00"},
        {**right, "occurred_at": 1772000000},
        {**right, "occurred_at": "0001-01-01T00:00:00+23:59"},
        {**right, "operation": "teleport"},
        {**right, "operation": ""},
        {**right, "operation": None},
        {"operation": "weigh", "data": {"grams": 1}},
        {**right, "code": 12},
        {**right, "code": ""},
        {**right, "code": "7KQ\x002MDX4"},
        {**right, "code": "📱💻"},
        {**right, "code": "\ud800"},
        {**right, "data": None},
        {**right, "data": []},
        {**right, "data": {"grams": 0}},
        {**right, "data": {"grams": 10**9}},
        {**right, "data": {"grams": 10**400}},
        {**right, "data": {"kilos": 2}},
        {**right, "data": {"\ud800\x00": 2}},
        {**right, "data": {"grams": [[[[]]]]}},
        {**right, "operation": "hold", "data": {"reason": "\x00"}},
        {**right, "seen_step": "sold"},
        {**right, "surprise": 1},
        {**right, "operator": "x"},
        {**right, "operator": 10**30},
        {**right, "operator": 999_999},
    ]
    results = house.point.scans(right, *wrong, right)
    assert [results[0]["status"], results[-1]["status"]] == ["done", "done"]
    for sent, result in zip(wrong, results[1:-1], strict=True):
        assert result["status"] == "refused", (sent, result)
        assert result["problem"]["detail"] and result["problem"]["title"]
        assert 400 <= result["problem"]["status"] < 500, (sent, result)


def test_every_problem_of_a_malformed_scan_says_the_field(house: House) -> None:
    result = house.point.scans({"key": "x", "operation": "weigh"})[0]
    assert result["key"] == "x"
    assert result["problem"]["code"] == "invalid-data"
    assert "key" in result["problem"]["detail"]
    assert "code : il manque" in result["problem"]["detail"]


def test_the_same_key_and_content_is_answered_the_same(house: House) -> None:
    scan = {"key": str(uuid4()), "code": house.code(), "operation": "audit", "data": MEDIA}
    first = house.point.scans(scan)[0]
    again = house.point.scans(scan)[0]
    assert again == first | {"status": "replayed"}
    assert Entry.objects.filter(subject_id=scan["code"]).count() == 2


def test_the_same_key_with_another_content_is_a_conflict(house: House) -> None:
    scan = {"key": str(uuid4()), "code": house.code(), "operation": "weigh", "data": {"grams": 1}}
    other = {**scan, "data": {"grams": 2}}
    results = house.point.scans(scan, other, scan)
    assert [result["status"] for result in results] == ["done", "conflict", "replayed"]
    assert results[1]["problem"]["status"] == 409
    assert results[1]["problem"]["code"] == "key-reused"


def test_a_key_belongs_to_an_organisation(house: House) -> None:
    scan = {"key": str(uuid4()), "code": house.code(), "operation": "weigh", "data": {"grams": 1}}
    assert house.point.scans(scan)[0]["status"] == "done"
    assert house.elsewhere.scans(scan)[0]["problem"]["code"] == "not-in-custody"


def test_a_refused_scan_may_be_sent_again(house: House) -> None:
    code = house.code()
    scan = {"key": str(uuid4()), "code": code, "operation": "erase"}
    scan["data"] = {"outcomes": [proof("S3Z9NB0K123456")]}
    assert house.point.scans(scan)[0]["status"] == "refused"
    done(house.point.scan(code, "audit", data=MEDIA))
    assert house.point.scans(scan)[0]["status"] == "done"


def test_a_done_scan_is_replayed_however_late(house: House) -> None:
    """A telephone found after two months sends again what was done: it was done."""
    at = (timezone.now() + timedelta(seconds=2)).isoformat()
    scan = {"key": str(uuid4()), "code": house.code(), "operation": "weigh", "occurred_at": at}
    scan["data"] = {"grams": 1500}
    assert house.point.scans(scan)[0]["status"] == "done"
    later = timezone.now() + timedelta(days=60)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("inventory.perform.timezone.now", lambda: later)
        assert house.point.scans(scan)[0]["status"] == "replayed"


@pytest.mark.parametrize(
    ("shift", "code"),
    [
        (timedelta(minutes=10), "clock-ahead"),
        (timedelta(days=-31), "too-old"),
        (timedelta(days=-3650), "too-old"),
        (timedelta(minutes=-5), "out-of-order"),
    ],
)
def test_a_clock_that_is_wrong_is_refused(house: House, shift: timedelta, code: str) -> None:
    at = (timezone.now() + shift).isoformat()
    result = house.point.scan(house.code(), "audit", occurred_at=at, data=MEDIA)
    assert result["status"] == ("conflict" if code == "out-of-order" else "refused")
    assert result["problem"]["code"] == code


def test_another_step_than_the_one_seen_is_a_conflict(house: House) -> None:
    result = house.point.scan(house.audited(), "hold", seen_step="collected", data={})
    assert result["status"] == "refused"
    data = {"reason": "decision", "waiting_for": "supervisor"}
    result = house.point.scan(Device.objects.get().pk, "hold", seen_step="collected", data=data)
    assert (result["status"], result["problem"]["code"]) == ("conflict", "seen-step")
    assert "audité" in result["problem"]["detail"]
    assert result["device"]["step"] == "audited"


@pytest.mark.parametrize("write", [str.lower, shown, "http://localhost:8000/D/{}".format])
def test_a_code_is_read_in_all_its_writings(house: House, write: object) -> None:
    assert callable(write)
    done(house.point.scan(write(house.code()), "weigh", data={"grams": 1}))


def test_a_code_of_another_site_is_refused(house: House, settings: Settings) -> None:
    settings.SITE_URL = "https://filiere.example"
    code = house.code()
    foreign = house.point.scan(f"HTTPS://AILLEURS.EXAMPLE/D/{code}", "weigh", data={"grams": 1})
    ours = house.point.scan(f"HTTPS://FILIERE.EXAMPLE/D/{code}", "weigh", data={"grams": 1})
    assert foreign["problem"]["code"] == "foreign-code"
    assert ours["status"] == "done"


def test_a_mistyped_code_is_answered_with_the_nearest(house: House) -> None:
    code = house.code()
    slip = ("0" if code[0] != "0" else "1") + code[1:]
    result = house.point.scan(slip, "weigh", data={"grams": 1})
    assert result["problem"]["code"] == "invalid-code"
    assert result["problem"]["suggest"] == [code]
    unknown = house.point.scan(mint(), "weigh", data={"grams": 1})
    assert unknown["problem"]["code"] == "unknown-code"


STEP_WORDS = ("collecté", "audité", "effacé", "attente")


@pytest.mark.parametrize(
    ("operation", "data"),
    [
        ("audit", MEDIA),
        ("weigh", {"grams": 1}),
        ("take_back", {"reason": "other"}),
        ("open_service", {"fault": "screen"}),
        ("accept_transfer", {}),
        ("find", {}),
        ("close_recall", {"reason": "destroyed"}),
        ("withdraw_proof", {"proof": "x", "reason": "other"}),
    ],
)
def test_anothers_device_is_not_told(house: House, operation: str, data: dict) -> None:
    code = house.audited()
    for seen in (None, "collected"):
        for at in (None, (timezone.now() - timedelta(days=1)).isoformat()):
            extra = ({"seen_step": seen} if seen else {}) | ({"occurred_at": at} if at else {})
            result = house.elsewhere.scan(code, operation, data=data, **extra)
            assert result["status"] == "refused"
            assert (result["device"], result["medium"], result["next"]) == (None, None, [])
            detail = result["problem"]["detail"]
            assert not any(word in detail for word in STEP_WORDS), result
            if result["problem"]["code"] not in ("role", "invalid-data"):
                assert result["problem"]["code"] == "not-in-custody"
                assert result["problem"]["status"] == 403


def test_the_member_in_whose_hands_the_point_is_stands_in_the_journal(house: House) -> None:
    code = house.code()
    samia = factories.member("operator", house.workshop)
    done(house.point.scan(code, "weigh", operator=samia.pk, data={"grams": 1}))
    entry = Entry.objects.filter(subject_id=code).last()
    assert entry is not None and entry.membership_id == samia.pk and entry.scan_point_id
    scan = {"key": str(uuid4()), "code": code, "operation": "weigh", "data": {"grams": 2}}
    answer = house.point.post("/api/scans", {"scans": [scan]}, X_Operator=str(samia.pk))
    assert answer.json()["results"][0]["status"] == "done"
    last = Entry.objects.filter(subject_id=code).last()
    assert last is not None and last.membership_id == samia.pk


def test_an_unknown_operator_is_refused(house: House) -> None:
    stranger = factories.member("operator", house.other_workshop)
    result = house.point.scan(house.code(), "weigh", operator=stranger.pk, data={"grams": 1})
    assert result["problem"]["code"] == "unknown-operator"
    for named in (str(stranger.pk), "moi", "9" * 40):
        answer = house.point.post("/api/scans", {"scans": []}, X_Operator=named)
        assert problem_of(answer)["code"] == "unknown-operator"


def test_the_batch_stands_in_the_journal(house: House) -> None:
    batch, code = str(uuid4()), house.code()
    scan = {"key": str(uuid4()), "code": code, "operation": "weigh", "data": {"grams": 1}}
    house.point.post("/api/scans", {"batch": batch, "scans": [scan]})
    last = Entry.objects.filter(subject_id=code).last()
    assert last is not None
    assert (last.batch, last.client_key) == (batch, scan["key"])


def test_a_person_scans_with_their_session_and_csrf(house: House, stranger: Client) -> None:
    samia = person("supervisor", house.workshop)
    done(samia.scan(house.code(), "void", data={"reason": "duplicate"}))
    del samia.headers["X-CSRFToken"]
    answer = samia.post("/api/scans", {"scans": []})
    assert (answer.status_code, problem_of(answer)["code"]) == (403, "csrf")


def test_who_is_closed_or_revoked_does_not_scan(house: House) -> None:
    code = house.code()
    Organisation.objects.filter(pk=house.workshop.pk).update(active=False)
    answer = house.point.post("/api/scans", {"scans": [{"code": code}]})
    assert (answer.status_code, problem_of(answer)["code"]) == (401, "unauthenticated")
    answer = house.supervisor.post("/api/scans", {"scans": [{"code": code}]})
    assert (answer.status_code, problem_of(answer)["code"]) == (403, "forbidden")
    assert Entry.objects.filter(subject_id=code).count() == 1


def test_a_role_that_may_not_is_told(house: House) -> None:
    reader: Caller = person("reader", house.workshop)
    result = reader.scan(house.code(), "weigh", data={"grams": 1})
    assert (result["problem"]["code"], result["problem"]["status"]) == ("role", 403)
    result = house.point.scan(Device.objects.get().pk, "void", data={"reason": "duplicate"})
    assert result["problem"]["code"] == "role"


def test_a_loose_medium_is_scanned_too(house: House) -> None:
    code = house.audited()
    result = done(house.point.scan(code, "take_out", data={"medium": "S3Z9NB0K123456"}))
    assert result["device"]["media"] == []
    loose = StorageMedium.objects.get()
    assert loose.code
    result = done(house.point.scan(loose.code, "erase", data={"outcomes": [proof(loose.code)]}))
    assert result["device"] is None
    assert result["medium"]["clean"] is True
    refused = house.point.scan(loose.code, "audit", data=MEDIA)
    assert refused["medium"]["code"] == loose.code
    assert house.elsewhere.scan(loose.code, "audit", data=MEDIA)["medium"] is None


def test_a_device_is_registered_by_a_scan_under_a_free_code(house: House) -> None:
    house.code()
    data = {"collection": Device.objects.get().collection_id, "kind": "monitor"}
    code = mint()
    assert done(house.point.scan(code, "register", data=data))["device"]["step"] == "collected"
    taken = house.point.scan(code, "register", data=data)
    assert (taken["status"], taken["problem"]["code"]) == ("conflict", "code-taken")
    assert house.elsewhere.scan(code, "register", data=data)["device"] is None
