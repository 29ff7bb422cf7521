"""The page of a device: where it stands, what it lacks, what comes next."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from inventory.models import StorageMedium
from tests.inventory import factories as make
from tests.inventory.conftest import Scan
from tests.inventory.pages.conftest import Visitor
from tests.inventory.workbench import Bench


def button(page: str) -> str:
    """The page's primary button."""
    found = re.search(r'btn btn-primary"(.*?)</(?:a|button)>', page, re.DOTALL)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("step", "verb"),
    [
        ("collected", "Auditer"),
        ("audited", "Effacer"),
        ("erased", "Tester"),
        ("in_repair", "Clore la réparation"),
        ("ready", "Réserver"),
        ("reserved", "Livrer à la structure"),
        ("in_service", "Clore le SAV"),
    ],
)
def test_the_first_button_is_what_comes_next(
    technician: Visitor, bench: Bench, step: str, verb: str
) -> None:
    page = technician.get(f"/appareils/{bench.laptop(step)}/")
    assert verb in button(page)
    assert page.count("btn btn-primary") == 1


def test_the_checklist_is_the_promise_itself(technician: Visitor, bench: Bench, scan: Scan) -> None:
    code = bench.laptop("collected")
    page = technician.get(f"/appareils/{code}/")
    assert "n'ont pas encore été déclarés" in page
    scan("audit", code, media=[make.disk(serial="S3Z9NB0K77")])
    page = technician.get(f"/appareils/{code}/")
    assert "Supports déclarés : 1." in page
    assert "S3Z9NB0K77) n'a pas de preuve d'effacement" in page
    assert "Il reste 12 fonctions à tester." in page
    bench.erase_all(code)
    bench.make_ready(code)
    assert "Rien ne manque pour sortir" in technician.get(f"/appareils/{code}/")


def test_making_available_is_not_offered_before_its_time(
    technician: Visitor, erased_laptop: str, scan: Scan
) -> None:
    assert "Mettre à disposition" not in technician.get(f"/appareils/{erased_laptop}/")
    scan("test", erased_laptop, tests=make.all_pass())
    page = technician.get(f"/appareils/{erased_laptop}/")
    assert "Mettre à disposition" in button(page)
    assert "À indiquer : le grade, le système, les accessoires." in page


def test_a_failed_test_and_a_lock_are_said_with_what_to_do(
    technician: Visitor, erased_laptop: str, scan: Scan
) -> None:
    tests = make.all_pass() | {"keyboard": "fail"}
    scan("test", erased_laptop, tests=tests, blocking=["icloud_lock"])
    page = technician.get(f"/appareils/{erased_laptop}/")
    assert "Ne fonctionne pas : Clavier" in page
    assert "demandez au donateur de le retirer de son compte Apple" in page


def test_the_story_is_told_with_who_and_when(
    technician: Visitor, bench: Bench, cast: make.Cast
) -> None:
    page = technician.get(f"/appareils/{bench.laptop('distributed')}/")
    story = page[page.index("Histoire") :]
    for sentence in ("Distribué : don, pour une personne.", "Livré : bon BL-1.", "Enregistré."):
        assert sentence in story
    assert str(cast.workshop) in story
    assert str(cast.structure) in story
    assert "D-12" not in page


def test_a_note_is_read_by_its_own_organisation_only(
    technician: Visitor, sign_in: Callable[..., Visitor], bench: Bench, scan: Scan, cast: make.Cast
) -> None:
    code = bench.laptop("audited")
    scan("hold", code, reason="part", waiting_for="supplier", note="Courriel envoyé lundi.")
    scan("transfer", code, to=cast.other_workshop.pk)
    assert "Courriel envoyé lundi." in technician.get(f"/appareils/{code}/")
    other = sign_in(cast.other_workshop).get(f"/appareils/{code}/")
    assert "Mis en attente" in other or "En attente" in other
    assert "Courriel envoyé lundi." not in other


def test_a_donor_sees_the_step_and_nothing_inside(
    sign_in: Callable[..., Visitor], bench: Bench, cast: make.Cast
) -> None:
    code = bench.laptop("audited")
    serial = StorageMedium.objects.get(device=code).serial
    page = sign_in(cast.donor, "reader").get(f"/appareils/{code}/")
    assert "Audité" in page
    assert serial not in page
    assert "Histoire" not in page


def test_the_holder_s_data_are_not_asked_for(technician: Visitor, laptop_in_service: str) -> None:
    page = technician.get(f"/appareils/{laptop_in_service}/")
    assert "ses données restent à son détenteur" in page
    assert "Rien ne manque pour rendre" in page
    assert "Sans preuve d'effacement" not in page


@pytest.mark.parametrize("code", ["000000000", "ABC", "%00", "🙂", "7KQ2MDX4"])
def test_an_unknown_code_is_a_page_that_says_so(technician: Visitor, code: str) -> None:
    assert "Introuvable" in technician.get(f"/appareils/{code}/", 404)


def test_a_code_is_read_in_any_case(technician: Visitor, collected_laptop: str) -> None:
    technician.get(f"/appareils/{collected_laptop.lower()}/")
