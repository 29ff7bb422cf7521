"""Labels by the pages: minted ahead once, printed for a collection, said when they cannot be."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from inventory.labelling import MOST, label, parts
from inventory.models import Code, Device
from inventory.perform import perform
from labels.codes import shown
from labels.sheets import SHEETS
from tests.inventory import factories as make
from tests.inventory.pages.conftest import Visitor

PDF = "/etiquettes/feuille.pdf"


def text(visitor: Visitor, **query: Any) -> str:
    """The text of a PDF of labels."""
    answer = visitor.client.get(PDF, query)
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "application/pdf"
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)


def gift(technician: Visitor, cast: make.Cast, count: int = 2) -> str:
    """A collection with so many laptops, registered."""
    made = make.collection(cast.workshop, cast.donor)
    for code in [row.pk for row in minted(cast, count)]:
        data = {"collection": made.pk, "kind": "laptop", "brand": "Dell", "model": "Latitude 5490"}
        perform(operation="register", code=code, actor=technician.actor, data=data)
    return str(made.pk)


def minted(cast: make.Cast, count: int) -> list[Code]:
    from inventory.codes import mint_codes

    codes = mint_codes(count=count, organisation_id=cast.workshop.pk)
    return list(Code.objects.filter(pk__in=codes))


def test_labels_are_minted_ahead_once_then_printed(technician: Visitor) -> None:
    page = technician.get("/etiquettes/?planche=L7160")
    assert "Avery L7160" in page and page.count("Commencer à l'étiquette") == 21
    key = re.search(r'name="key"\s+value="([^"]+)"', page)
    assert key
    asked = {"key": key[1], "planche": "L7160", "nombre": "5", "debut": "3", "x": "0,5", "y": ""}
    said = technician.post("/etiquettes/", **asked)
    assert "5 codes neufs" in said
    assert "5 codes neufs" in technician.post("/etiquettes/", **asked)
    codes = list(Code.objects.values_list("pk", flat=True))
    assert len(codes) == 5
    told = text(technician, lot=key[1], planche="L7160", debut="3", x="0,5")
    assert sorted(re.findall(r"\w{3}-\w{3}-\w{3}", told)) == sorted(map(shown, codes))


def test_a_collection_s_labels_say_what_each_is_and_nothing_of_who_gave(
    technician: Visitor, cast: make.Cast
) -> None:
    collection = gift(technician, cast)
    assert f"/etiquettes/?collecte={collection}" in technician.get(f"/collectes/{collection}/")
    assert "2 étiquettes pour" in technician.get(f"/etiquettes/?collecte={collection}")
    told = text(technician, collecte=collection, planche="L6009", debut="1")
    for code in Device.objects.values_list("pk", flat=True):
        assert shown(code) in told
    assert told.count("Portable Dell") == 2 and "Latitude 5490" in told
    assert cast.donor.name not in told


def test_this_printer_s_correction_is_kept_in_this_browser(
    technician: Visitor, cast: make.Cast
) -> None:
    collection = gift(technician, cast, 1)
    text(technician, collecte=collection, planche="3474", debut="1", x="-0,7", y="1.2")
    page = technician.get("/etiquettes/")
    assert "Avery Zweckform 3474" in page.split("Changer de support")[0]
    assert 'value="-0,7"' in page and 'value="1,2"' in page


@pytest.mark.parametrize("cookie", ["", "x_y", "rien_1_2", "L7160_nan_9e99", "L7160_a_b_c", "\x00"])
def test_a_broken_memory_of_the_printer_is_forgotten(technician: Visitor, cookie: str) -> None:
    technician.client.cookies["etiquettes"] = cookie
    assert "Avery L7160" in technician.get("/etiquettes/")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"nombre": "0"}, "entre 1 et 1000"),
        ({"nombre": "1000000000"}, "entre 1 et 1000"),
        ({"nombre": ""}, "Indiquez combien"),
        ({"nombre": "deux"}, "nombre entier"),
        ({"debut": "22"}, "entre 1 et 21"),
        ({"debut": "0"}, "entre 1 et 21"),
        ({"debut": "9" * 30}, "entre 1 et 21"),
        ({"x": "5,1"}, "de -5 à 5 mm"),
        ({"y": "NaN"}, "nombre"),
    ],
)
def test_what_cannot_be_printed_is_said_and_what_was_typed_is_kept(
    technician: Visitor, typed: dict[str, str], said: str
) -> None:
    asked = {"planche": "L7160", "nombre": "2", "debut": "1", "x": "", "y": ""} | typed
    page = technician.post("/etiquettes/", 422, **asked)
    assert said in page
    ((name, value),) = typed.items()
    assert (f'name="{name}"' in page and f'value="{value}"' in page) or value == ""
    assert not Code.objects.exists()


def test_the_same_key_for_another_count_mints_nothing_more(technician: Visitor) -> None:
    asked = {"planche": "L7160", "debut": "1", "key": "0197a3c2-6a1e-7d35-9f10-1d2b3c4d5e6f"}
    technician.post("/etiquettes/", **asked, nombre="2")
    assert "déjà servi" in technician.post("/etiquettes/", 422, **asked, nombre="3")
    assert Code.objects.count() == 2


def test_wrong_addresses_are_answered_on_the_page(technician: Visitor, cast: make.Cast) -> None:
    collection = gift(technician, cast, 1)
    assert "entre 1 et 21" in technician.get(
        f"{PDF}?collecte={collection}&planche=L7160&debut=99", 422
    )
    empty = make.collection(cast.workshop, cast.donor).pk
    assert "Aucun appareil" in technician.get(f"{PDF}?collecte={empty}&debut=1", 422)
    assert "Aucun appareil" in technician.get(f"/etiquettes/?collecte={empty}")
    assert "Avery L7160" in technician.get("/etiquettes/?debut=abc&suite=9")
    assert "n'est pas connu" in technician.get("/etiquettes/?planche=inconnue", 404)
    technician.get(f"{PDF}?collecte={collection}&planche=inconnue&debut=1", 404)
    for query in ("", "?lot=x", "?lot=0197a3c2-6a1e-7d35-9f10-1d2b3c4d5e6f", "?collecte=x"):
        technician.get(f"{PDF}{query}", 404)


def test_labels_of_others_do_not_exist(
    technician: Visitor, agent: Visitor, sign_in: Any, cast: make.Cast
) -> None:
    collection = gift(technician, cast, 1)
    key = "0197a3c2-6a1e-7d35-9f10-1d2b3c4d5e6f"
    technician.post("/etiquettes/", planche="L7160", nombre="2", debut="1", key=key)
    elsewhere = sign_in(cast.other_workshop)
    elsewhere.get(f"{PDF}?collecte={collection}&debut=1", 404)
    elsewhere.get(f"{PDF}?lot={key}&debut=1", 404)
    agent.get("/etiquettes/", 403)


@pytest.mark.engineless
@pytest.mark.parametrize("key", SHEETS)
def test_each_medium_has_its_page(technician: Visitor, key: str) -> None:
    page = technician.get(f"/etiquettes/?planche={key}")
    assert SHEETS[key].name in page.split("Changer de support")[0]
    assert re.search(r'viewBox="0 0 \d+,', page) is None


def test_a_collection_too_large_for_one_pdf_is_printed_in_parts() -> None:
    many = [label(f"{number:09d}") for number in range(2 * MOST + 1)]
    found = parts(many)
    assert [len(part) for part in found] == [MOST, MOST, 1]
    assert [one for part in found for one in part] == many
    assert parts([]) == [[]]
