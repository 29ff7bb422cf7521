"""At the donor's door: counts, refusals, weight, signature; sent twice, done once."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from filiere.network.operations.load_territories import load_territories
from inventory.forms.keys import new_key
from inventory.models import Collection, Entry, ErasableText
from inventory.subjects.collections import propose_collection
from tests.inventory import factories as make
from tests.inventory.pages.conftest import Visitor
from tests.network.country import small_country, write_package

TAKEN: dict[str, Any] = {"taken-0-kind": "laptop", "taken-0-received": "2"}


@pytest.fixture(autouse=True)
def country(cast: make.Cast, tmp_path: Path) -> None:
    load_territories(directory=write_package(tmp_path / "package", small_country()))


@pytest.fixture
def gift(technician: Visitor, cast: make.Cast) -> Collection:
    assert technician.actor
    lines = [{"kind": "laptop", "count": 3}]
    return propose_collection(
        actor=technician.actor, donor=cast.donor.pk, commune="84007", lines=lines
    )


def drawn(*, blank: bool = False) -> str:
    image = Image.new("RGB", (300, 100), "white")
    if not blank:
        ImageDraw.Draw(image).line([(20, 70), (90, 20), (150, 80), (260, 30)], "black", 5)
    out = io.BytesIO()
    image.save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


def test_what_was_taken_and_signed_is_told_without_names(
    technician: Visitor, gift: Collection
) -> None:
    told = TAKEN | {
        "taken-0-refused": "1",
        "taken-0-reason": "battery",
        "more-rows": "3",
        "more-0-kind": "printer",
        "more-0-received": "1",
        "weight": "12,5",
        "signatory": "Mme Fictive",
        "signature-drawn": drawn(),
    }
    page = technician.post(f"/collectes/{gift.pk}/enlever/", **told)
    assert "Collecte enlevée." in page and "Signé par le donateur" in page
    gift.refresh_from_db()
    assert (gift.weight_g, gift.signed) == (12_500, "signed")
    assert ErasableText.objects.get(pk=gift.signatory).text == "Mme Fictive"
    assert ErasableText.objects.get(pk=gift.signature).text.startswith("data:image/")
    lines = {line.kind: line for line in gift.lines.all()}
    assert (lines["laptop"].received, lines["laptop"].refusal_reason) == (2, "battery")
    assert lines["printer"].received == 1
    entry = Entry.objects.get(subject_id=gift.pk, operation="fetch")
    assert "Fictive" not in entry.canonical and "base64" not in entry.canonical
    assert '"battery"' in entry.data and "12500" in entry.data


@pytest.mark.parametrize("signature", ["", "blank"])
def test_a_blank_signature_is_refused_unless_it_is_said(
    technician: Visitor, gift: Collection, signature: str
) -> None:
    address = f"/collectes/{gift.pk}/enlever/"
    told = TAKEN | {"signature-drawn": drawn(blank=True) if signature else ""}
    page = technician.post(address, 422, **told)
    assert "ignature" in page and 'value="2"' in page
    gift.refresh_from_db()
    assert gift.state == "proposed"
    assert "Le donateur n'a pas signé" in technician.post(address, **TAKEN, unsigned="on")


def test_a_refusal_needs_its_reason_and_a_new_kind_its_name(
    technician: Visitor, gift: Collection
) -> None:
    told = TAKEN | {"taken-0-refused": "1", "more-rows": "3", "more-0-received": "1"}
    page = technician.post(f"/collectes/{gift.pk}/enlever/", 422, **told, unsigned="on")
    assert "Dites pourquoi." in page and "Choisissez le type." in page


@pytest.mark.parametrize("weight", ["-1", "abc", "60000"])
def test_a_weight_that_cannot_be_is_said(
    technician: Visitor, gift: Collection, weight: str
) -> None:
    told = TAKEN | {"weight": weight, "unsigned": "on"}
    technician.post(f"/collectes/{gift.pk}/enlever/", 422, **told)


def test_sent_twice_it_is_fetched_once(technician: Visitor, gift: Collection) -> None:
    told = TAKEN | {"unsigned": "on", "key": new_key()}
    technician.post(f"/collectes/{gift.pk}/enlever/", **told)
    page = technician.post(f"/collectes/{gift.pk}/enlever/", **told)
    assert "déjà enlevée" not in page
    assert gift.lines.get(kind="laptop").received == 2
    assert Entry.objects.filter(subject_id=gift.pk, operation="fetch").count() == 1
    other = told | {"key": new_key()}
    assert "déjà enlevée" in technician.post(f"/collectes/{gift.pk}/enlever/", **other)


def test_an_announcement_sent_twice_is_one_collection(technician: Visitor, cast: make.Cast) -> None:
    told = {
        "key": new_key(),
        "organisation": cast.donor.pk,
        "commune": "84007",
        "line-0-kind": "laptop",
        "line-0-count": "2",
        "level": "clear",
        "witness": "none",
        "owner": "on",
    }
    technician.post("/collectes/annoncer/", **told)
    technician.post("/collectes/annoncer/", **told)
    assert Collection.objects.count() == 1
    page = technician.post("/collectes/annoncer/", 422, **told | {"line-0-count": "3"})
    assert "déjà été envoyé autrement" in page
    assert Collection.objects.count() == 1
    assert "Seul un propriétaire" in technician.post(
        "/collectes/annoncer/", 422, **told | {"key": new_key(), "owner": ""}
    )


def test_the_gap_is_shown_until_everything_has_a_code(
    technician: Visitor, gift: Collection
) -> None:
    technician.post(f"/collectes/{gift.pk}/enlever/", **TAKEN, unsigned="on")
    address = f"/collectes/{gift.pk}/"
    page = technician.get(address)
    assert "2 reçus sans code" in page and "-1 sur l'annonce" in page
    technician.post(f"{address}enregistrer/", kind="laptop", count="2")
    assert "Tout ce qui est reçu est enregistré" in technician.get(address)
    technician.post(f"{address}enregistrer/", kind="laptop", count="1")
    assert "1 enregistré de plus que reçu" in technician.get(address)
