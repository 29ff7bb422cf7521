"""The matrix: every address, asked by every role of every organisation and by a stranger."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from filiere.api import api
from filiere.network import rights
from filiere.network.operations.organisations import deactivate_organisation
from filiere.network.vocabulary import Role
from tests.rights.addresses import API, BY_THE_CIRCUIT, PAGES, PUBLIC, SIGNED_IN, Address
from tests.rights.conftest import SEATS, Stage

REFUSED = 403
LOGIN = "/compte/login/"
OTHERS_OWN = ("account_", "mfa_", "socialaccount_")
"""Addresses of the library of accounts, which guards its own."""
DIFFERENT = (
    *("accept", "choose", "find", "api-root", "gift_slip", "kept_form"),
    *("void_roll", "retire_medium", "labels_print", "labels_reprint"),
    *("answer", "withdraw_fleets"),
)
"""Their answer hangs on what is sent, not on who asks: an invitation, a membership, a code."""


def addresses(patterns: object = None) -> Iterator[str]:
    for item in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(item, URLResolver):
            yield from addresses(item.url_patterns)
        elif isinstance(item, URLPattern) and item.name:
            yield item.name


def test_every_address_is_in_the_matrix() -> None:
    known = {address.name for address in (*PAGES, *API)} | set(BY_THE_CIRCUIT)
    known |= {"account_list", "manifest", "reauthenticate"}
    found = {name for name in addresses() if not name.startswith(OTHERS_OWN)}
    assert found - known == set()


def test_every_operation_of_the_api_is_in_the_matrix() -> None:
    described = api.get_openapi_schema()["paths"]
    told = {operation["operationId"] for path in described.values() for operation in path.values()}
    assert (
        len(told) == len({a.name for a in API} - {"openapi-json", "openapi-view", "api-root"}) + 2
    )


def ask(browser: Client, address: Address, stage: Stage) -> HttpResponseBase:
    path = address.path.format(**stage.names)
    if address.method == "get":
        return browser.get(path)
    if path.startswith("/api/"):
        return browser.post(path, data=address.body, content_type="application/json")
    return browser.post(path, data={})


def expected(stage: Stage, address: Address, seat: str, role: str) -> str:
    """What the file of rights and sight say of this cell: open, forbidden or missing."""
    if address.right in (PUBLIC, SIGNED_IN):
        return "open"
    if not rights.may(stage.actor(seat, role), address.right):
        return "forbidden"
    if address.seen_by and seat not in address.seen_by:
        return "missing"
    return "open"


def told(answer: HttpResponseBase) -> str:
    if answer.status_code == REFUSED:
        return "forbidden"
    if answer.status_code in (404, 410):
        return "missing"
    if answer.status_code in (301, 302) and LOGIN in answer.headers["Location"]:
        return "login"
    return "open" if answer.status_code < 500 else f"broken {answer.status_code}"


ASKED = [a for a in (*PAGES, *API) if a.name not in DIFFERENT]


def cells(stage: Stage, *, once: bool) -> Iterator[tuple[str, str, Address]]:
    """Every role of every organisation, every address.

    ``once``: of each organisation, the first role to whom the address is open. A right is
    weighed without the engine, but what is open asks it.
    """
    for seat in SEATS:
        opened: list[Address] = []
        for role in Role.values:
            for address in ASKED:
                if once:
                    if address in opened or expected(stage, address, seat, role) != "open":
                        continue
                    opened.append(address)
                yield seat, role, address


@pytest.mark.slow
def test_each_role_of_each_organisation_gets_what_the_file_of_rights_gives(
    stage: Stage, engine: str
) -> None:
    wrong = []
    for seat, role, address in cells(stage, once=bool(engine)):
        got = told(ask(stage.browser(seat, role), address, stage))
        wanted = expected(stage, address, seat, role)
        if got != wanted:
            wrong.append(f"{address.name}, {role} of {seat}: {got}, not {wanted}")
    assert not wrong, "\n".join(wrong)


def test_a_stranger_gets_the_public_addresses_alone(stage: Stage) -> None:
    stranger = Client(raise_request_exception=False)
    wrong = []
    for address in (*PAGES, *API):
        answer = ask(stranger, address, stage)
        got = told(answer)
        if address.right == PUBLIC:
            fine = got in ("open", "missing")
        elif address.path.startswith("/api/"):
            problem = answer.headers["Content-Type"].startswith("application/problem+json")
            fine = answer.status_code == 401 and problem
        else:
            fine = got == "login"
        if not fine:
            wrong.append(f"{address.name}: {got} {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def test_members_of_a_closed_organisation_get_nothing(stage: Stage) -> None:
    boss = stage.actor("steering", "administrator")
    closed = stage.organisations["other_structure"]
    deactivate_organisation(actor=boss, organisation=closed.pk)
    for role in Role.values:
        browser = stage.browser("other_structure", role)
        for path in ("/appareils/", "/demandes/", "/organisation/membres/"):
            assert browser.get(path).status_code == REFUSED
        assert browser.get("/api/devices").status_code == REFUSED
