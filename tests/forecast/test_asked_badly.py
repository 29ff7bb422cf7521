"""A territory asked badly, or where nothing is known yet: page and API answer, in plain French."""

from __future__ import annotations

import io
import re
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from filiere.network.models import Territory
from filiere.network.territories import resolve
from forecast.models import Run
from forecast.report import draw_pdf
from forecast.report.access import publish
from forecast.report.build import diagnostic
from forecast.runs import make_run
from forecast.showing import withheld
from tests.forecast.test_report import plain
from tests.inventory.api.house import Caller
from tests.network import factories
from tests.network.country import GRAND_AVIGNON, SORGUES

pytestmark = pytest.mark.engineless
API = ("/api/forecast/gisements", "/api/forecast/local", "/api/report/diagnostic.json")


@pytest.fixture
def pilot(corner: None) -> Any:
    member = factories.member("supervisor", factories.organisation(kind="steering"))
    TOTP.activate(member.user, generate_totp_secret())
    return member


@pytest.fixture
def twins(corner: None) -> None:
    """Le Thor bears the name of its département."""
    Territory.objects.filter(pk="com:84132").update(search_name="vaucluse", name="Vaucluse")


def asked(reader: Caller, address: str, **query: str) -> tuple[int, str]:
    answer = reader.get(address, **query)
    return answer.status_code, plain(answer.content.decode()).replace("&#x27;", "'")


def test_a_name_of_several_places_offers_each_on_the_page(pilot: Any, twins: None) -> None:
    reader = Caller(who=pilot)
    status, page = asked(reader, "/diagnostic/", territoire="Vaucluse")
    assert status == 422
    assert "Plusieurs territoires s'appellent" in page and "Précisez par l'identifiant" in page
    assert "com:84132 (commune, 84)" in page and "dep:84 (département)" in page
    assert 'value="Vaucluse"' in page, "what was typed is kept"
    status, page = asked(reader, "/diagnostic/Vaucluse/")
    assert status == 422 and "Plusieurs territoires s'appellent" in page
    status, page = asked(reader, "/diagnostic/hypotheses/", territory="Vaucluse")
    assert status == 422 and "Plusieurs territoires s'appellent" in page


def test_two_epci_of_one_name_are_told_apart(pilot: Any) -> None:
    epci = Territory.objects.filter(pk__in=[f"epci:{GRAND_AVIGNON}", f"epci:{SORGUES}"])
    epci.update(search_name="quatre rivieres", name="Quatre Rivières", region="reg:93")
    epci.filter(pk=f"epci:{SORGUES}").update(department="dep:84")
    epci.filter(pk=f"epci:{GRAND_AVIGNON}").update(department="dep:30")
    _, page = asked(Caller(who=pilot), "/diagnostic/", territoire="Quatre Rivières")
    both = f"epci:{GRAND_AVIGNON} (EPCI, 30), epci:{SORGUES} (EPCI, 84)"
    assert both in page
    with pytest.raises(CommandError, match=re.escape(both)):
        call_command("estimate", territory="quatre rivières", draws=100)
    make_run(territory=epci.get(pk=f"epci:{SORGUES}"), draws=100)
    _, page = asked(Caller(who=pilot), "/diagnostic/")
    assert 'Quatre Rivières</span> <span class="d-block quiet">EPCI, 84<' in page


@pytest.mark.parametrize("address", API)
def test_a_name_of_several_places_is_a_problem_with_the_ways_out(
    pilot: Any, twins: None, run: Run, address: str
) -> None:
    answer = Caller(who=pilot).get(address, territory="Vaucluse")
    told = answer.json()
    assert answer.status_code == 422 and told["code"] == "ambiguous-territory"
    assert told["suggest"] == ["com:84132", "dep:84"] and "Précisez" in told["detail"]


def test_a_bare_number_is_the_departement_and_a_region_says_its_name(pilot: Any, run: Run) -> None:
    """84 is Vaucluse and the région Auvergne-Rhône-Alpes: never the one by surprise."""
    reader = Caller(who=pilot)
    answer = reader.get("/diagnostic/", territoire="84")
    assert answer.status_code == 302 and answer["Location"] == "/diagnostic/dep:84/"
    status, page = asked(reader, "/diagnostic/", territoire="93")
    assert status == 422 and "Pour la région Provence-Alpes-Côte d'Azur, écrivez reg:93" in page
    told = reader.get("/api/forecast/gisements", territory="84", kind="laptop").json()
    assert {row["territory"] for row in told["rows"]} == {"dep:84"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("nulle part", "Ce territoire n'existe pas. Donnez un code"),
        ("dep:99", "Aucun territoire n'a l'identifiant dep:99"),
        ("avigno", "Vouliez-vous Avignon (com:84007)"),
        ("84007", "n'est ni un EPCI, ni un département, ni une région"),
    ],
)
def test_an_unknown_place_is_said_with_a_way_out(pilot: Any, typed: str, said: str) -> None:
    reader = Caller(who=pilot)
    status, page = asked(reader, "/diagnostic/", territoire=typed)
    assert status == 422 and said in page
    status, page = asked(reader, f"/diagnostic/{typed}/")
    told = reader.get("/api/report/diagnostic.json", territory=typed)
    assert status in {404, 422} and told.status_code == status
    assert told.headers["Content-Type"].startswith("application/problem+json")
    if typed != "84007":
        assert "Voir les diagnostics" in page
        assert said in page and said in plain(told.json()["detail"])


def test_a_departement_without_actor_or_device_is_still_told(pilot: Any, run: Run) -> None:
    """L'Ain of the corner has one commune, no organisation, no device."""
    area = resolve("dep:01")
    told = diagnostic(area)
    assert told.estimation is not None
    reader = Caller(who=pilot)
    status, page = asked(reader, "/diagnostic/dep:01/", edition="travail")
    assert status == 200
    paper = plain(
        " ".join(
            one.extract_text() for one in PdfReader(io.BytesIO(draw_pdf.draw(told, area))).pages
        )
    )
    for words in (page, paper):
        assert "rien collecté" in words and "compléter" in words
        assert "None" not in words and "nan" not in words.split()
    answer = reader.get("/api/forecast/local", territory="dep:01")
    assert answer.status_code == 200 and answer.json()["rows"][0]["collected"] == 0


def test_nothing_estimated_and_nothing_collected_says_how_to_begin(pilot: Any) -> None:
    reader = Caller(who=pilot)
    status, page = asked(reader, "/diagnostic/dep:84/")
    assert status == 200 and "pas encore estimé" in page and "rien collecté" in page
    status, page = asked(reader, "/diagnostic/hypotheses/", territory="84")
    assert status == 422 and "Aucune estimation ne couvre dep:84" in page
    told = reader.get("/api/forecast/gisements", territory="84")
    assert told.status_code == 422 and "manage.py estimate" in told.json()["detail"]
    assert reader.get("/api/report/diagnostic.json", territory="84").status_code == 200


def test_a_stranger_is_told_that_it_is_not_published(corner: None) -> None:
    status, page = asked(Caller(), "/diagnostic/dep:84/")
    assert status == 404 and "n'est pas publié" in page
    steering = factories.actor("supervisor", factories.organisation(kind="steering"))
    publish(actor=steering, territory=resolve("84"), after=0)
    status, page = asked(Caller(), "/diagnostic/dep:84/")
    assert status == 200 and "pas encore estimé" in page


def test_where_no_need_is_told_no_coverage_is_either(pilot: Any, run: Run) -> None:
    area = resolve("84")
    assert area.pk not in withheld(run, "no_computer")
    told = [one.key for one in diagnostic(area).volets[4].figures]
    assert "couverture" in told
    run.told["withheld"] = ""
    run.changed = {"publication_width": [0.01, 0.01, 0.01]}
    run.pk = "018f0000-0000-7000-8000-000000000001"
    shutil.copy(
        Path(settings.FORECAST_DIR) / f"{Run.objects.get().pk}.npz",
        Path(settings.FORECAST_DIR) / f"{run.pk}.npz",
    )
    run.made_at += timedelta(days=1)
    run.save(force_insert=True)
    assert area.pk in withheld(run, "no_computer")
    volets = diagnostic(area).volets
    assert "couverture" not in [one.key for one in volets[4].figures]
    assert "non diffusable" in [row[1] for one in volets[1].tables for row in one.rows]
    reader = Caller(who=pilot)
    refused = reader.get("/api/forecast/coverage", territory="84", concept="no_computer")
    assert refused.status_code == 422 and refused.json()["code"] == "need-withheld"
    _, page = asked(reader, "/diagnostic/hypotheses/", territory="84")
    assert "Coût d'un appareil remis" in page and "Couverture :" not in page
