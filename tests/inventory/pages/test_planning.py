"""The calendar, the tour of a day, files for an agenda."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from filiere.network.operations.load_territories import load_territories
from inventory.models import Collection
from inventory.subjects.collections import plan_collection, propose_collection
from tests.inventory import factories as make
from tests.inventory.pages.conftest import Visitor
from tests.network.country import small_country, write_package

DAY = date(2026, 12, 1)
WHO = "Nom : Mme Fictive\nTéléphone : 06 39 98 00 11\nAdresse : 3 rue des Figues"


@pytest.fixture(autouse=True)
def country(cast: make.Cast, tmp_path: Path) -> None:
    load_territories(directory=write_package(tmp_path / "package", small_country()))


def planned(
    who: Visitor, donor: int | str = WHO, commune: str = "84007", day: date = DAY, slot: str = "day"
) -> Collection:
    assert who.actor
    lines = [{"kind": "laptop", "count": 2}]
    gift = propose_collection(actor=who.actor, donor=donor, commune=commune, lines=lines)
    plan_collection(actor=who.actor, collection_id=gift.pk, planned_on=day, slot=slot)
    return gift


def test_the_calendar_shows_the_month_and_what_has_no_day(
    technician: Visitor, cast: make.Cast
) -> None:
    gift = planned(technician, cast.donor.pk)
    page = technician.get("/collectes/calendrier/?mois=2026-12")
    assert "Décembre 2026" in page
    assert f"/collectes/{gift.pk}/" in page
    assert "/collectes/tournee/2026-12-01/" in page
    assert str(gift.pk) not in technician.get("/collectes/calendrier/?mois=2027-01")
    page = technician.get("/collectes/calendrier/?semaine=2026-12-03")
    assert "Semaine du 30 novembre 2026" in page
    assert str(gift.pk) in page


@pytest.mark.parametrize("query", ["mois=x", "mois=0000-01", "mois=9999-13", "semaine=", "mois="])
def test_a_period_that_is_none_is_the_present_one(technician: Visitor, query: str) -> None:
    assert "Calendrier" in technician.get(f"/collectes/calendrier/?{query}")


def test_the_tour_goes_by_commune_and_says_whom_to_call(
    technician: Visitor, cast: make.Cast
) -> None:
    planned(technician, WHO, "84132")
    planned(technician, cast.donor.pk, "84007")
    page = technician.get("/collectes/tournee/2026-12-01/")
    assert page.index("1. Avignon") < page.index("2. ")
    assert "06 39 98 00 11" in page and "3 rue des Figues" in page
    assert 'href="tel:0639980011"' in page
    technician.get("/collectes/tournee/2026-99-99/", 404)


def test_another_workshop_sees_none_of_it(
    technician: Visitor, cast: make.Cast, sign_in: object
) -> None:
    assert callable(sign_in)
    gift = planned(technician)
    other = sign_in(cast.other_workshop)
    assert str(gift.pk) not in other.get("/collectes/calendrier/?mois=2026-12")
    assert "Rien de prévu" in other.get("/collectes/tournee/2026-12-01/")
    assert "VEVENT" not in other.get("/collectes/agenda.ics")
    other.get(f"/collectes/{gift.pk}/agenda.ics", 404)


def test_an_agenda_says_when_and_where_and_of_a_person_nothing(
    technician: Visitor, cast: make.Cast
) -> None:
    day = timezone.localdate() + timedelta(days=3)
    gift = planned(technician, WHO, day=day, slot="morning")
    planned(technician, cast.donor.pk, day=day)
    planned(technician, cast.donor.pk, day=timezone.localdate() - timedelta(days=30))
    text = technician.get("/collectes/agenda.ics")
    assert text.count("BEGIN:VEVENT") == 2
    assert "Fictive" not in text and "06 39" not in text and "Figues" not in text
    one = technician.get(f"/collectes/{gift.pk}/agenda.ics")
    assert one.startswith("BEGIN:VCALENDAR\r\n") and one.endswith("END:VCALENDAR\r\n")
    assert f"DTSTART:{day:%Y%m%d}T0" in one
    assert "SUMMARY:Collecte : Un particulier\\, Avignon" in one
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_a_collection_without_a_day_has_no_agenda(technician: Visitor, cast: make.Cast) -> None:
    gift = make.collection(cast.workshop, cast.donor)
    technician.get(f"/collectes/{gift.pk}/agenda.ics", 404)
