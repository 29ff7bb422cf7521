"""Whatever goes wrong under /api/ is a problem document."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.test import Client
from pytest_django import Settings

from filiere.attempts import MOST, SECONDS, TooManyAttempts, failed
from inventory.refusals import Conflict
from tests.inventory.api.house import Caller, person, problem_of
from tests.network import factories

ADDRESS = "/api/devices"


@pytest.fixture(autouse=True)
def no_failure_counted() -> None:
    cache.clear()


@pytest.fixture
def stranger() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def point(db: None) -> Caller:
    return Caller(token=factories.point().token)


@pytest.mark.parametrize(
    "path",
    ["/api/", "/api/rien", "/api/devices/", "/api/scans/1", "/api/%00", "/api/devices/a/b/c"],
)
@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_an_unknown_address(db: None, stranger: Client, path: str, method: str) -> None:
    told = problem_of(getattr(stranger, method)(path))
    assert (told["status"], told["code"]) == (404, "not-found")


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("get", "/api/scans", "POST"),
        ("put", "/api/scans", "POST"),
        ("delete", "/api/devices", "GET"),
        ("patch", "/api/requests", "GET, POST"),
        ("post", "/api/circuit", "GET"),
        ("get", "/api/devices/7KQ2MDX44/snapshots", "POST"),
        ("post", "/api/openapi.json", "GET, HEAD"),
        ("post", "/api/docs", "GET, HEAD"),
    ],
)
def test_a_wrong_method(db: None, stranger: Client, method: str, path: str, allow: str) -> None:
    answer = getattr(stranger, method)(path)
    assert problem_of(answer)["code"] == "method-not-allowed"
    assert (answer.status_code, answer["Allow"]) == (405, allow)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer pt_inconnu"},
        {"Authorization": "Bearer \x00é"},
        {"Authorization": "Basic c2FtaWE6"},
        {"Cookie": "sessionid=inconnue"},
    ],
)
@pytest.mark.parametrize(("method", "path"), [("get", ADDRESS), ("post", "/api/scans")])
def test_nobody_known_asks(
    db: None, stranger: Client, headers: dict[str, str], method: str, path: str
) -> None:
    answer = getattr(stranger, method)(path, headers=headers)
    assert (answer.status_code, problem_of(answer)["code"]) == (401, "unauthenticated")
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_wrong_token_is_not_saved_by_a_session(db: None) -> None:
    samia = person("operator", factories.organisation())
    assert samia.get(ADDRESS).status_code == 200
    samia.headers["Authorization"] = "Bearer pt_inconnu"
    assert samia.get(ADDRESS).status_code == 401


def test_a_revoked_point_is_nobody(db: None) -> None:
    made = factories.point()
    caller = Caller(token=made.token)
    assert caller.get(ADDRESS).status_code == 200
    made.point.revoked_at = made.point.created_at
    made.point.save()
    assert caller.get(ADDRESS).status_code == 401


def test_a_missing_second_factor_is_told(db: None) -> None:
    administrator = person("administrator", factories.organisation("steering"))
    assert problem_of(administrator.get(ADDRESS))["code"] == "second-factor"


def test_failures_are_counted_and_good_tokens_are_not_slowed(point: Caller) -> None:
    bad = Caller(token="pt_inconnu")
    answers = [bad.get(ADDRESS) for _ in range(31)]
    assert [answer.status_code for answer in answers] == [401] * 30 + [429]
    assert problem_of(answers[-1])["code"] == "too-many-attempts"
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60
    assert point.get(ADDRESS).status_code == 200
    elsewhere = bad.client.get(ADDRESS, headers=bad.headers, REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 401


def test_behind_a_proxy_its_word_counts(db: None, settings: Settings) -> None:
    settings.BEHIND_PROXY = True
    bad = Caller(token="pt_inconnu")
    for number in range(40):
        bad.headers["X-Forwarded-For"] = f"1.2.3.4, 192.0.2.{number}"
        assert bad.get(ADDRESS).status_code == 401


def test_a_window_of_failures_ends() -> None:
    for _ in range(MOST):
        failed("2001:db8::1", now=1000.0)
    with pytest.raises(TooManyAttempts) as refused:
        failed("2001:db8::2", now=1010.0)
    assert refused.value.wait == SECONDS - 10
    failed("2001:db8::1", now=1060.0)


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (RuntimeError("mot de passe : 1234"), 500, "server-error"),
        (Http404("x"), 404, "not-found"),
        (PermissionDenied("x"), 403, "forbidden"),
        (SuspiciousOperation("x"), 400, "bad-request"),
        (Conflict("moved-first", "Quelqu'un vient de passer."), 409, "moved-first"),
    ],
)
def test_whatever_is_raised_is_told(
    point: Caller,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    status: int,
    code: str,
) -> None:
    def raising(*args: Any, **kwargs: Any) -> None:
        raise error

    monkeypatch.setattr("inventory.api.devices.search_devices", raising)
    answer = point.get(ADDRESS)
    assert (answer.status_code, problem_of(answer)["code"]) == (status, code)
    assert "1234" not in answer.content.decode()
    assert ("1234" in caplog.text) == (status == 500)


def test_what_breaks_before_the_api_is_told_too(
    point: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    def raising(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("filiere.network.middleware.SecondFactorMiddleware.process_view", raising)
    assert problem_of(point.get(ADDRESS))["code"] == "server-error"


def test_a_foreign_host_is_told(point: Caller) -> None:
    answer = point.client.get(ADDRESS, headers=point.headers, HTTP_HOST="ailleurs.example")
    assert (answer.status_code, problem_of(answer)["code"]) == (400, "bad-request")


def test_pages_are_told_as_pages(db: None, stranger: Client) -> None:
    answer = stranger.get("/rien")
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/html; charset=utf-8")
