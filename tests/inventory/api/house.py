"""The smallest filière that answers the API: real organisations, real points, real operations."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from filiere.network.actor import Actor
from filiere.network.identity import actor_of_membership
from filiere.network.models import Membership, Organisation
from inventory.function_tests import required
from tests.network import factories

AVIGNON = "84007"
JSON = "application/json"
LAPTOP_TESTS = tuple(test.key for test in required("laptop"))


class Caller:
    """One way to the API: a point of scan, or a person's session with its CSRF token."""

    def __init__(self, *, token: str = "", who: Membership | None = None) -> None:
        self.client = Client(raise_request_exception=False, enforce_csrf_checks=True)
        self.headers: dict[str, str] = {}
        if token:
            self.headers["Authorization"] = f"Bearer {token}"
        if who is not None:
            self.client.force_login(
                who.user, backend="allauth.account.auth_backends.AuthenticationBackend"
            )
            self.client.cookies["csrftoken"] = "a" * 32
            self.headers["X-CSRFToken"] = "a" * 32

    def get(self, path: str, **query: Any) -> HttpResponse:
        return self.client.get(path, query, headers=self.headers)

    def post(
        self,
        path: str,
        data: Any = None,
        *,
        raw: bytes | None = None,
        kind: str = JSON,
        **more: str,
    ) -> HttpResponse:
        body = json.dumps(data).encode() if raw is None else raw
        headers = self.headers | {name.replace("_", "-"): value for name, value in more.items()}
        return self.client.post(path, body, content_type=kind, headers=headers)

    def scan(self, code: str, operation: str, **scan: Any) -> dict[str, Any]:
        """One scan's result."""
        return self.scans({"code": code, "operation": operation} | scan)[0]

    def scans(self, *scans: Any) -> list[dict[str, Any]]:
        sent = [{"key": str(uuid4())} | scan if isinstance(scan, dict) else scan for scan in scans]
        answer = self.post("/api/scans", {"scans": sent})
        assert answer.status_code == 200, answer.content
        results: list[dict[str, Any]] = answer.json()["results"]
        return results


class House:
    def __init__(self) -> None:
        self.kept = ""
        self.workshop = factories.organisation("workshop", territory="com:84007")
        self.other_workshop = factories.organisation("workshop", territory="com:13055")
        self.structure = factories.organisation("social_structure", territory="com:84132")
        self.donor = factories.organisation("donor", name="Mairie fictive", territory="com:84007")
        self.point = point(self.workshop)
        self.elsewhere = point(self.other_workshop)
        self.supervisor = person("supervisor", self.workshop)
        self.requester = person("requester", self.structure)
        self.giver = person("reader", self.donor)

    def codes(self, *kinds: str) -> list[str]:
        lines = [{"kind": kind, "count": 1} for kind in dict.fromkeys(kinds)]
        for kind in kinds:
            next(line for line in lines if line["kind"] == kind)["count"] = kinds.count(kind)
        gift = {"donor": self.donor.pk, "commune": AVIGNON, "devices": lines}
        answer = self.point.post("/api/collections", gift)
        assert answer.status_code == 201, answer.content
        codes: list[str] = answer.json()["codes"]
        return codes

    def code(self, kind: str = "laptop") -> str:
        return self.codes(kind)[0]

    def audited(self, serial: str = "S3Z9NB0K123456", kind: str = "laptop") -> str:
        code = self.code(kind)
        media = [{"kind": "ssd", "serial": serial, "size_gb": 256}]
        data = {"media": media, "grade": "B", "accessories": [], "memory_mb": 8192}
        done(self.point.scan(code, "audit", data=data))
        return code

    def always(self) -> str:
        """One audited device, the same each time it is asked for."""
        self.kept = self.kept or self.audited()
        return self.kept

    def erased(self, serial: str = "S3Z9NB0K123456") -> str:
        code = self.audited(serial)
        done(self.point.scan(code, "erase", data={"outcomes": [proof(serial)]}))
        return code

    def ready(self, serial: str = "S3Z9NB0K123456") -> str:
        code = self.erased(serial)
        done(self.point.scan(code, "test", data={"tests": dict.fromkeys(LAPTOP_TESTS, "pass")}))
        done(self.point.scan(code, "stock", data={"system": "Debian 12", "accessories": []}))
        return code

    def request(self) -> dict[str, Any]:
        asked = {
            "lines": [{"kind": "laptop", "profile": "school", "quantity": 2}],
            "reference": "dossier 12",
        }
        answer = self.requester.post("/api/requests", asked)
        assert answer.status_code == 201, answer.content
        told: dict[str, Any] = answer.json()
        return told


def proof(medium: str) -> dict[str, Any]:
    ended = timezone.now() + timedelta(seconds=1)
    return {
        "medium": medium,
        "outcome": "proof",
        "method": "sanitize_block_erase",
        "tool": "nwipe",
        "verified": True,
        "ended": ended.isoformat(),
    }


def done(result: dict[str, Any]) -> dict[str, Any]:
    assert result["status"] == "done", result
    return result


def point(organisation: Organisation) -> Caller:
    return Caller(token=factories.point(organisation).token)


def person(role: str, organisation: Organisation) -> Caller:
    return Caller(who=factories.member(role, organisation))


def actor(role: str, organisation: Organisation) -> Actor:
    return actor_of_membership(factories.member(role, organisation))


def problem_of(answer: Any) -> dict[str, Any]:
    """The problem document of an answer, its shape checked."""
    assert answer["Content-Type"] == "application/problem+json", answer.content
    told: dict[str, Any] = answer.json()
    assert told["status"] == answer.status_code
    assert {"type", "title", "detail", "code", "suggest"} <= set(told)
    assert told["type"] == f"/problemes/{told['code']}"
    return told
