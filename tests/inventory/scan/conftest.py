"""Somebody at the scanner: what they scan, and what the page answers."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from filiere.network.models import Membership, Organisation, ScanPoint
from filiere.network.operations.scan_points import link_scan_point
from inventory.models import Entry
from tests.inventory import factories as make
from tests.network import factories

Answer = dict[str, Any]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Hands:
    """A browser at ``/scanner/``, as the page's script drives it."""

    def __init__(self, membership: Membership | None = None) -> None:
        self.client = Client()
        self.membership = membership
        if membership is not None:
            self.client.force_login(membership.user, BACKEND)

    def post(self, code: str, operation: str = "", **told: Any) -> Any:
        sent = {"key": str(uuid.uuid4()), "code": code, "operation": operation} | told
        return self.client.post("/scanner/", json.dumps(sent), content_type="application/json")

    def scan(self, code: str, operation: str = "", **told: Any) -> Answer:
        answer = self.post(code, operation, **told)
        assert answer.status_code == 200, answer.content
        found: Answer = answer.json()
        return found

    def page(self, address: str = "/scanner/", status: int = 200) -> str:
        answer = self.client.get(address)
        assert answer.status_code == status, (address, answer.status_code)
        return unescape(answer.content.decode())


@pytest.fixture
def hands(cast: make.Cast) -> Hands:
    """A technician of the workshop, signed in."""
    return Hands(factories.member("operator", cast.workshop))


@pytest.fixture
def hands_of() -> Callable[..., Hands]:
    def signed_in(of: Organisation, role: str = "operator") -> Hands:
        return Hands(factories.member(role, of))

    return signed_in


class Phone(Hands):
    """A shared phone, opened by the link of its point."""

    def __init__(self, point: ScanPoint, chief: Membership) -> None:
        super().__init__()
        from filiere.network.identity import actor_of_membership

        self.point = point
        token = link_scan_point(actor=actor_of_membership(chief), scan_point=point.pk)
        self.link = f"https://ici/scanner/ouvrir/#{token}"
        self.opened = self.client.post("/scanner/ouvrir/", {"token": self.link})

    def choose(self, member: Membership) -> Any:
        return self.client.post("/scanner/qui/", {"operator": member.pk})


@pytest.fixture
def chief(cast: make.Cast) -> Membership:
    return factories.member("supervisor", cast.workshop)


@pytest.fixture
def phone(cast: make.Cast, chief: Membership) -> Phone:
    return Phone(factories.point(cast.workshop).point, chief)


@pytest.fixture
def entries() -> Callable[[str], list[str]]:
    """The operations in a device's chain, in order."""

    def told(code: str) -> list[str]:
        chain = Entry.objects.filter(subject_kind="device", subject_id=code).order_by("sequence")
        return list(chain.values_list("operation", flat=True))

    return told
