"""A letter at each turn, in plain words, and never the person's reference."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from filiere.network.actor import Actor
from inventory.models import Delivery
from inventory.subjects.receiving import Received, receive
from inventory.subjects.requests import create_request
from tests.inventory import factories as make
from tests.inventory.workbench import Bench
from tests.network import factories

REFERENCE = "Dossier très secret 12"


@pytest.fixture
def people(cast: make.Cast) -> None:
    for role, of in (("requester", cast.structure), ("supervisor", cast.workshop)):
        factories.member(role, of, factories.user(f"{role}@exemple.fr", "Personne Fictive"))


def test_each_turn_is_told_once_and_to_whom_it_concerns(
    people: None,
    bench: Bench,
    requester: Actor,
    mailoutbox: list[Any],
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    lines = [{"kind": "laptop", "profile": "school", "quantity": 2}]
    codes = [bench.ready(), bench.ready()]
    with django_capture_on_commit_callbacks(execute=True):
        asked = create_request(actor=requester, asked={"lines": lines, "reference": REFERENCE})
    line = asked.lines.get().pk
    for operation, told in (("reserve", {"line": line}), ("deliver", {"slip": "BL-1"})):
        for code in codes:
            with django_capture_on_commit_callbacks(execute=True):
                bench.scan(operation, code, **told)
    with django_capture_on_commit_callbacks(execute=True):
        key = str(Delivery.objects.order_by("pk")[0].pk)
        receive(actor=requester, key=key, told=Received(arrived=codes[:1]))
    assert [(letter.subject, letter.bcc) for letter in mailoutbox] == [
        ("Votre demande est partie", ["requester@exemple.fr"]),
        (f"Nouvelle demande : {asked.structure}", ["supervisor@exemple.fr"]),
        ("Un premier appareil est réservé pour vous", ["requester@exemple.fr"]),
        ("Tout est prêt à livrer", ["requester@exemple.fr"]),
        ("Livraison BL-1 : dites ce qui est arrivé", ["requester@exemple.fr"]),
        ("Livraison BL-1 : il manque 1 appareil", ["supervisor@exemple.fr"]),
    ]
    for letter in mailoutbox:
        assert REFERENCE not in letter.body
        assert "http" in letter.body
        assert "{" not in letter.body


def test_a_letter_that_cannot_leave_stops_nobody(
    people: None,
    requester: Actor,
    settings: Any,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    settings.EMAIL_BACKEND = "no.such.Backend"
    lines = [{"kind": "laptop", "profile": "school", "quantity": 1}]
    with django_capture_on_commit_callbacks(execute=True):
        assert create_request(actor=requester, asked={"lines": lines}).pk
