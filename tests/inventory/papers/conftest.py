"""A gift fetched and signed, and papers asked for as a browser does."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from PIL import Image, ImageDraw

from filiere.network.actor import Actor
from filiere.network.models import Organisation
from inventory.models import Collection
from inventory.subjects.collections import fetch_collection, plan_collection
from tests.inventory import factories as make
from tests.network import factories


@pytest.fixture
def drawn_signature() -> str:
    """A signature as the page sends it."""
    image = Image.new("L", (400, 160), 255)
    ImageDraw.Draw(image).line([(20, 120), (120, 30), (220, 130), (380, 40)], fill=0, width=6)
    out = io.BytesIO()
    image.save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


@pytest.fixture
def gift(cast: make.Cast, operator: Actor) -> Callable[..., Collection]:
    """``gift(legal_basis="company", **door)``: announced, planned, fetched."""

    def fetched(
        legal_basis: str = "company", donor: Organisation | None = cast.donor, **door: Any
    ) -> Collection:
        made = make.collection(cast.workshop, donor, legal_basis=legal_basis, state="proposed")
        made.lines.create(kind="laptop", announced=3)
        made.lines.create(kind="monitor", announced=2)
        plan_collection(actor=operator, collection_id=made.pk, planned_on=date(2026, 3, 3))
        told = {"received": {"laptop": 3, "monitor": 1}, "refused": {"monitor": (1, "cathode")}}
        fetch_collection(actor=operator, collection_id=made.pk, **(told | door))
        made.refresh_from_db()
        return made

    return fetched


Visit = Callable[[Organisation, str], Client]


@pytest.fixture
def visit() -> Visit:
    """``visit(organisation, role)``: the browser of somebody there."""

    def signed_in(of: Organisation, role: str = "operator") -> Client:
        client = Client()
        client.force_login(factories.member(role, of).user)
        return client

    return signed_in
