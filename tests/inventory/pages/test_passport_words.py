"""The passport's languages, its guarantee, its card and what machines read of it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from filiere.network.actor import Actor
from inventory.certificates.issuing import certify_device
from inventory.function_tests import TESTS
from inventory.guarantee import months_after
from inventory.models import Device, HandOver, StorageMedium
from inventory.passport import passport
from inventory.passport_words import LANGUAGES, english, said
from inventory.passport_words.section import what_fails
from inventory.passport_words.tests_in_english import TESTS as IN_ENGLISH
from inventory.vocabulary import DeviceKind, MediumKind
from inventory.wording import ACCESSORIES
from labels.codes import shown
from tests.inventory.pages.conftest import Visitor
from tests.inventory.workbench import Bench
from tests.papers import printed


def test_three_languages_say_the_same_device(stranger: Visitor, ready_laptop: str) -> None:
    french = stranger.get(f"/D/{ready_laptop}")
    easy = stranger.get(f"/D/{ready_laptop}?langue=falc")
    english_page = stranger.get(f"/D/{ready_laptop}?langue=en")
    assert "Debian 12 : suivi jusqu'au 30 juin 2028" in french
    assert "27 kg de CO2e évités par année d'usage" in french
    assert "un appareil neuf de même type, acheté à la place" in french
    assert "Nous avons effacé ses informations." in easy
    assert "Debian 12: updated until 30 June 2028" in english_page
    assert 'lang="en"' in english_page


def test_no_language_says_who_or_which_serial(stranger: Visitor, ready_laptop: str) -> None:
    device, medium = Device.objects.get(pk=ready_laptop), StorageMedium.objects.get()
    for language in (*LANGUAGES, "xx"):
        page = stranger.get(f"/D/{ready_laptop}?langue={language}")
        assert medium.serial not in page
        assert not device.serial or device.serial not in page
        assert str(device.custodian) not in page


def test_easy_sentences_are_short(ready_laptop: str) -> None:
    told = passport(ready_laptop, date(2026, 11, 21))
    assert told is not None
    for section in said(told, "falc").sections:
        for line in section.lines:
            assert len(line.split()) <= 12, line


@pytest.mark.parametrize(
    ("mode", "told", "sentence"),
    [
        ("given", {}, "pas de garantie légale"),
        ("sold", {"price_cents": 9000, "ticket": "T-12"}, "Garantie légale de conformité jusqu"),
        ("lent", {"return_due": "2099-01-31"}, "Prêté jusqu'au 31 janvier 2099"),
    ],
)
def test_the_guarantee_follows_the_way_it_was_handed_over(
    stranger: Visitor, bench: Bench, mode: str, told: dict[str, object], sentence: str
) -> None:
    code = bench.reserved()
    bench.scan("hand_over", code, to="person", mode=mode, reference="dossier 12", **told)
    page = stranger.get(f"/D/{code}")
    assert sentence in page
    assert "dossier 12" not in page
    assert "T-12" not in page
    if mode == "lent":
        over = passport(code, date(2099, 2, 1))
        assert over is not None
        assert "fini" in said(over, "fr").section("guarantee").lines[0]  # type: ignore[union-attr]
        assert "fini" in said(over, "falc").section("guarantee").lines[0]  # type: ignore[union-attr]
    if mode == "sold":
        since = timezone.localtime(HandOver.objects.get().handed_at).date()
        found = passport(code)
        assert found is not None
        assert found.guarantee is not None
        assert found.guarantee.until == months_after(since, 24)


def test_two_years_after_a_leap_day_is_a_day() -> None:
    assert months_after(date(2024, 2, 29), 24) == date(2026, 2, 28)
    assert months_after(date(2026, 11, 30), 24) == date(2028, 11, 30)
    assert months_after(date(2026, 12, 31), 2) == date(2027, 2, 28)


def test_machines_read_a_product(ready_laptop: str) -> None:
    answer = Client().get(f"/api/devices/{ready_laptop}/passport?as=jsonld")
    told = json.loads(answer.content)
    assert answer["Content-Type"] == "application/ld+json"
    assert told["@type"] == "IndividualProduct"
    assert told["itemCondition"] == "https://schema.org/RefurbishedCondition"
    assert told["hasDigitalProductPassport"].endswith(f"/D/{ready_laptop}")
    named = {one.get("propertyID") for one in told["additionalProperty"]}
    assert "EN 18223:2026 uniqueProductIdentifier" in named
    assert StorageMedium.objects.get().serial not in answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_is_one_a6_page_and_its_symbol_opens_the_passport(
    ready_laptop: str, language: str, tmp_path: Path
) -> None:
    answer = Client().get(f"/D/{ready_laptop}/carte.pdf?langue={language}")
    assert answer["Content-Type"] == "application/pdf"
    pages = printed.read(answer.content).pages
    assert len(pages) == 1
    width, height = (float(side) / 72 * 25.4 for side in pages[0].mediabox[2:])
    assert (round(width), round(height)) == (105, 148)
    assert shown(ready_laptop) in printed.text(answer.content)
    told = passport(ready_laptop)
    assert told is not None
    page = printed.drawn(answer.content, tmp_path)[0]
    assert printed.symbols(page) == {told.address}
    if language != "en":
        printed.assert_accessible(answer.content)


def test_there_is_no_card_before_the_passport(bench: Bench) -> None:
    assert Client().get(f"/D/{bench.laptop('audited')}/carte.pdf").status_code == 404
    assert Client().get("/D/7KQ2MDX4Z/carte.pdf").status_code == 404


def test_english_has_a_word_for_everything() -> None:
    assert set(IN_ENGLISH) == set(TESTS)
    assert set(english.KINDS) == set(DeviceKind)
    assert set(english.MEDIA) == set(MediumKind)
    assert set(english.ACCESSORIES) == set(ACCESSORIES)


def test_a_certificate_is_told_by_its_number_and_never_by_its_address(
    stranger: Visitor, bench: Bench, operator: Actor, tmp_path: Path, settings: Any
) -> None:
    settings.SEAL_KEY_FILE = tmp_path / "keys" / "seal.pem"
    settings.ANCHOR_FILE = tmp_path / "anchor.jsonl"
    code = bench.laptop("ready")
    made = certify_device(actor=operator, code=code)
    page = stranger.get(f"/D/{code}")
    assert f"Certificat d'effacement n° {made.number}" in page
    assert "valide" in page
    assert made.pk.replace("-", "") not in page.lower()
    told = Client().get(f"/api/devices/{code}/passport").json()
    assert told["erasure"]["certificate"]["valid"] is True
    assert "/C/" not in json.dumps(told)


def test_what_fails_is_named_without_what_a_pass_would_say() -> None:
    assert what_fails(TESTS["screen"].label) == "Écran"
    assert what_fails(IN_ENGLISH["screen"]) == "Screen"
    assert what_fails(TESTS["webcam"].label) == TESTS["webcam"].label
