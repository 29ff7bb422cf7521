"""Somebody signed in, as they are in a browser without script."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from filiere.network.actor import Actor
from filiere.network.identity import actor_of_membership
from filiere.network.models import Organisation
from tests.inventory import factories as make
from tests.network import factories

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Visitor:
    """Reads a page as text, and sends its form back as a browser would."""

    def __init__(self, actor: Actor | None = None) -> None:
        self.client = Client()
        self.actor = actor

    def get(self, address: str, status: int = 200) -> str:
        answer = self.client.get(address)
        assert answer.status_code == status, (address, answer.status_code)
        return unescape(answer.content.decode())

    def post(self, address: str, status: int = 303, **typed: Any) -> str:
        """What the page says; after a success, the page one is sent to."""
        answer = self.client.post(address, typed)
        said = unescape(answer.content.decode())
        assert answer.status_code == status, (address, answer.status_code, said)
        return self.get(answer["Location"]) if status == 303 else said

    def send(self, address: str, status: int = 303, **typed: Any) -> str:
        """Post a page's form with what it already holds, and what one types."""
        held = filled(self.get(address))
        return self.post(address, status, **(held | typed))


def filled(page: str) -> dict[str, Any]:
    """What the form of a page would send untouched: one value each, boxes as they are ticked."""
    form = page[page.index('method="post"') :]
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form, re.DOTALL):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        name = attributes.get("name")
        ticked = " checked" in tag
        if not name or (attributes.get("type") in ("radio", "checkbox") and not ticked):
            continue
        if attributes.get("type") == "checkbox":
            found.setdefault(name, []).append(attributes.get("value", "on"))
        else:
            found[name] = attributes.get("value", "")
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)"\s+selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


@pytest.fixture
def sign_in() -> Callable[..., Visitor]:
    """``sign_in(organisation, role)``: a visitor who is a member of it."""

    def signed_in(of: Organisation, role: str = "operator") -> Visitor:
        membership = factories.member(role, of)
        if of.kind == "steering":
            TOTP.activate(membership.user, generate_totp_secret())
        visitor = Visitor(actor_of_membership(membership))
        visitor.client.force_login(membership.user, BACKEND)
        return visitor

    return signed_in


@pytest.fixture
def technician(sign_in: Callable[..., Visitor], cast: make.Cast) -> Visitor:
    return sign_in(cast.workshop)


@pytest.fixture
def chief(sign_in: Callable[..., Visitor], cast: make.Cast) -> Visitor:
    return sign_in(cast.workshop, "supervisor")


@pytest.fixture
def agent(sign_in: Callable[..., Visitor], cast: make.Cast) -> Visitor:
    """Who asks and hands over, at the structure."""
    return sign_in(cast.structure, "requester")


@pytest.fixture
def stranger(db: None) -> Visitor:
    return Visitor()
