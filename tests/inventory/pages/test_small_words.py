"""Small words at the right moment: the choice that fits first, the door that is meant."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from inventory.forms.fetch import TakenRow
from inventory.refusals import Conflict
from inventory.views.once import done_once
from tests.inventory import factories as make
from tests.inventory.pages.conftest import Visitor
from tests.inventory.workbench import Bench


def _first_reason(kind: str) -> str:
    row = TakenRow(initial={"kind": kind})
    return str(row.fields["reason"].choices[1][0])  # type: ignore[attr-defined]


def test_a_tube_is_the_first_reason_for_a_screen_and_among_the_last_for_a_laptop() -> None:
    assert _first_reason("monitor") == "cathode"
    assert _first_reason("laptop") == "broken"


def test_closing_a_repair_says_all_that_is_missing_at_once(
    technician: Visitor, bench: Bench
) -> None:
    code = bench.laptop("in_repair")
    part = make.part(bench.cast.workshop)
    rows = {"part-rows": "2", "part-0-part": "", "part-0-quantity": "2"}
    rows |= {"part-1-part": part.pk, "part-1-quantity": "6", "note": "Touche E cassée"}
    page = technician.send(f"/appareils/{code}/close_repair/", 422, **rows)
    for missing in (
        "À indiquer : ce qui a été fait",
        "À indiquer : temps passé",
        "Choisissez la pièce.",
        "Il n'en reste que 5",
        "Touche E cassée",
    ):
        assert missing in page, (missing, part)
    told = rows | {"part-0-quantity": "", "actions": ["replaced"], "minutes": "20"}
    page = technician.send(f"/appareils/{code}/close_repair/", 422, **told)
    assert "Il n'en reste que 5" in page
    assert 'value="20"' in page and "Touche E cassée" in page


def test_the_only_gift_to_sort_opens_from_home_and_leads_to_the_scanner(
    technician: Visitor, cast: make.Cast
) -> None:
    gift = make.collection(cast.workshop, cast.donor, state="fetched")
    page = technician.get("/")
    assert f'href="/collectes/{gift.pk}/"' in page and "1 à trier" in page
    scanner = f"/scanner/?mode=register&collection={gift.pk}"
    assert scanner in technician.get(f"/collectes/{gift.pk}/")
    other = make.collection(cast.workshop, cast.donor, state="fetched")
    chosen = re.search(rf'<input[^>]*value="{gift.pk}"[^>]*checked', technician.get(scanner))
    assert chosen and str(other.pk) not in chosen.group()
    assert "2 à trier" in technician.get("/")


def test_the_same_form_with_another_photo_is_not_the_same_form(bench: Bench) -> None:
    actor, key = make.actor(bench.cast.workshop), str(uuid.uuid4())
    done = []

    def send(content: bytes) -> dict[str, Any]:
        photo = SimpleUploadedFile("papier.jpg", content)
        request = RequestFactory().post("/remises/", {"key": key, "photo": photo})
        return done_once(request, actor, lambda: {"number": len(done), "add": done.append(content)})

    assert send(b"un")["number"] == send(b"un")["number"] == 0
    with pytest.raises(Conflict, match="déjà été envoyé autrement"):
        send(b"deux")
    assert done == [b"un"]
