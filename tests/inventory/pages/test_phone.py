"""The page of phones: a pasted output or answers by hand become a reading of the device."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from inventory.models import Evidence, EvidenceReading
from tests.inventory.pages.conftest import Visitor
from tests.inventory.workbench import Bench

GOOD = "490154203237518"


@pytest.fixture(autouse=True)
def _own_store(settings: Settings, tmp_path: Path) -> None:
    settings.EVIDENCE_DIR = tmp_path


@pytest.fixture
def phone(technician: Visitor, bench: Bench) -> str:
    return bench.registered("smartphone")


def page_of(code: str) -> str:
    return f"/appareils/{code}/telephone/"


def test_answers_by_hand_become_a_reading(technician: Visitor, phone: str) -> None:
    page = technician.post(
        page_of(phone),
        brand="Acme",
        model="A-100",
        imei="49-015420-323751-8",
        storage_gb="64",
        battery_health="87",
        account_lock="true",
    )
    assert "Mémoire interne" in page
    assert "le donateur doit le retirer" in page
    kept = Evidence.objects.get()
    assert kept.reader == "phone-answers"
    assert EvidenceReading.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("490154203237519", "Un chiffre est faux"), ("49015420", "15 chiffres")],
)
def test_an_imei_is_checked_by_its_digit_and_what_was_typed_is_kept(
    technician: Visitor, phone: str, typed: str, sentence: str
) -> None:
    page = technician.post(page_of(phone), 422, brand="Acme", model="A-100", imei=typed)
    assert sentence in page
    assert f'value="{typed}"' in page
    assert page.count("autofocus") == 1, "the answer to mend is far down a phone's screen"
    assert not Evidence.objects.exists()


def test_what_adb_printed_is_read_and_anything_else_is_refused(
    technician: Visitor, phone: str
) -> None:
    output = (
        "[ro.product.brand]: [Acme]\n[ro.product.model]: [A-100]\n[ro.serialno]: [27dc0283]\n"
        "Current Battery Service state:\n  level: 50\n  scale: 100\n  health: 2\n"
    )
    page = technician.post(page_of(phone), output=output)
    assert "A-100" in page and "27dc0283" in page
    assert "Batterie" in page
    refused = technician.post(page_of(phone), 422, output="adb: no devices/emulators found")
    assert "pas un relevé reconnu" in refused
    assert "no devices/emulators found" in refused


def test_the_page_is_reached_from_a_phone_not_from_a_laptop(
    technician: Visitor, phone: str, bench: Bench
) -> None:
    assert page_of(phone) in technician.get(f"/appareils/{phone}/")
    laptop = bench.registered("laptop")
    assert page_of(laptop) not in technician.get(f"/appareils/{laptop}/")
