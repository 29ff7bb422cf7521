"""Questionnaires: answered on a phone, taken up again, imported, counted, never naming anybody."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from filiere.network import gate
from filiere.network.models import Territory
from filiere.network.territories import resolve
from filiere.network.vocabulary import OrganisationKind
from forecast.models import Answer, Campaign, Fleet
from forecast.surveys.campaigns import ask, open_campaign, save, send
from forecast.surveys.letters import write_to
from forecast.surveys.links import answer_path, campaign_path
from forecast.surveys.questionnaires import BY_NAME, COUNT, MONTH, YEARS
from forecast.surveys.selectors import answered_of_asked, said
from forecast.surveys.sheet import import_answers, look
from inventory.models import ErasableText
from inventory.selectors.sheets import read
from tests.network import factories

DOOR = "enquete"


@pytest.fixture
def pilot(corner: None) -> Any:
    cache.clear()
    return factories.actor("supervisor", kind=OrganisationKind.STEERING)


def campaign(pilot: Any, what: str = "holder", days: int = 30) -> Campaign:
    return open_campaign(
        actor=pilot,
        questionnaire=what,
        territory=resolve("84"),
        title="Enquête fictive",
        closes_on=timezone.localdate() + timedelta(days=days),
    )


def come(client: Client, where: Campaign, **typed: str) -> Any:
    told = {
        "pass": gate.new_pass(time.time() - 60, DOOR),
        "organisation": "Mairie fictive",
        "commune": "Avignon",
        "contact": "accueil@exemple.fr",
    } | typed
    return client.post(campaign_path(where.pk), told)


def test_an_organisation_answers_leaves_and_comes_back(pilot: Any) -> None:
    where, client = campaign(pilot), Client()
    assert "Enquête fictive" in client.get(campaign_path(where.pk)).content.decode()
    came = come(client, where)
    assert came.status_code == 303
    address = came.headers["Location"]
    typed = {"holder": "public", "jobs": "1 200"}
    assert client.post(f"{address}?partie=1", typed).headers["Location"].endswith("partie=2")
    elsewhere = Client()
    page = elsewhere.get(address).content.decode()
    assert "partie 2 sur 4" in page and address in page
    elsewhere.post(f"{address}?partie=2", {"fleet_laptop": "300"})
    typed = {"renewal": "4,5 ans", "next_renewal": "06/2027", "today": ["given", "stored"]}
    elsewhere.post(f"{address}?partie=3", typed)
    assert not Fleet.objects.exists()
    elsewhere.post(address, {"does": "send"})
    found = Answer.objects.get()
    assert found.state == "sent" and found.told["jobs"] == 1200
    fleet = Fleet.objects.get()
    assert (fleet.devices, fleet.renewal_years, fleet.holder) == (300, 4.5, "public")
    assert str(fleet.next_renewal) == "2027-06-01"
    assert answered_of_asked(resolve("84"), 2).sentence == "1 réponse sur 1 demandée"
    page = elsewhere.get(f"{address}?partie=3").content.decode()
    assert 'value="4,5"' in page and 'value="06/2027"' in page
    elsewhere.post(f"{address}?partie=2", {"fleet_laptop": "250"})
    assert Fleet.objects.get().devices == 250


def test_a_form_sent_twice_is_one_answer(pilot: Any) -> None:
    where, client = campaign(pilot), Client()
    one = gate.new_pass(time.time() - 60, DOOR)
    first, again = (come(client, where, **{"pass": one}).headers["Location"] for _ in range(2))
    assert first == again and Answer.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"pass": ""}, {gate.TRAP: "http://spam.example"}])
def test_a_robot_leaves_nothing(pilot: Any, wrong: dict[str, str]) -> None:
    where, client = campaign(pilot), Client()
    came = come(client, where, **wrong)
    assert came.status_code == 303 and not Answer.objects.exists()
    assert client.get(came.headers["Location"]).status_code == 200


def test_a_pass_of_the_page_of_gifts_does_not_open_a_survey(pilot: Any) -> None:
    come(Client(), campaign(pilot), **{"pass": gate.new_pass(time.time() - 60)})
    assert not Answer.objects.exists()


def test_too_many_from_one_address_are_told_so(pilot: Any) -> None:
    where, client = campaign(pilot), Client()
    for _ in range(gate.MOST_AN_HOUR):
        assert come(client, where).status_code == 303
    refused = come(client, where)
    assert refused.status_code == 429 and "une heure" in refused.content.decode()


def test_what_is_wrong_is_said_and_the_rest_kept(pilot: Any) -> None:
    where, client = campaign(pilot), Client()
    wrong = come(client, where, commune="Nulle-Part")
    assert wrong.status_code == 422 and "Mairie fictive" in wrong.content.decode()
    address = come(client, where).headers["Location"]
    page = client.post(f"{address}?partie=2", {"fleet_laptop": "douze", "fleet_tablet": "4"})
    told = page.content.decode()
    assert page.status_code == 422 and "n&#x27;est pas un nombre" in told and 'value="4"' in told


def test_addresses_that_are_guessed_open_nothing(pilot: Any) -> None:
    where, client = campaign(pilot), Client()
    address = come(client, where).headers["Location"]
    for path in (campaign_path(where.pk), address):
        assert client.get(path[:-3] + "0/").status_code == 404


def test_a_closed_survey_takes_nothing_more(pilot: Any) -> None:
    where, client = campaign(pilot), Client()
    address = come(client, where).headers["Location"]
    Campaign.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    assert client.get(campaign_path(where.pk)).status_code == 410
    assert come(client, where).status_code == 410
    late = client.post(f"{address}?partie=1", {"jobs": "3"})
    assert late.status_code == 410 and "close" in late.content.decode()
    assert Answer.objects.get().told == {}


def test_whom_to_call_lies_in_the_erasable_store_and_is_forgotten(pilot: Any) -> None:
    where, client = campaign(pilot), Client()
    address = come(client, where).headers["Location"]
    kept = ErasableText.objects.get()
    assert kept.text == "accueil@exemple.fr"
    assert "accueil@" not in str(Answer.objects.values())
    client.post(address, {"does": "forget"})
    kept.refresh_from_db()
    assert kept.text == "" and Answer.objects.get().contact == ""


def test_an_organisation_takes_all_its_answers_back(pilot: Any) -> None:
    where, client = campaign(pilot), Client()
    address = come(client, where).headers["Location"]
    client.post(f"{address}?partie=2", {"fleet_laptop": "30"})
    client.post(f"{address}?partie=3", {"renewal": "5"})
    client.post(address, {"does": "send"})
    assert Fleet.objects.exists()
    client.post(address, {"does": "take_back"})
    assert not Answer.objects.exists() and not Fleet.objects.exists()
    assert ErasableText.objects.get().text == ""
    assert "plus de réponse" in client.get(address).content.decode()


def test_an_answer_without_a_word_is_not_sent(pilot: Any) -> None:
    where, client = campaign(pilot), Client()
    address = come(client, where).headers["Location"]
    assert client.post(address, {"does": "send"}).status_code == 422
    assert Answer.objects.get().state == "begun"


def test_those_asked_are_written_to_and_counted(pilot: Any) -> None:
    where = campaign(pilot, "structure")
    avignon = Territory.objects.get(pk="com:84007")
    one = ask(
        actor=pilot, campaign=where, name="CCAS fictif", commune=avignon, email="a@exemple.fr"
    )
    assert ask(actor=pilot, campaign=where, name="ccas FICTIF", commune=avignon) == one
    assert write_to(one) and answer_path(one.pk) in mail.outbox[0].body
    assert answered_of_asked(resolve("84"), 3).sentence == (
        "à compléter : aucune réponse sur 1 demandées"
    )
    assert answered_of_asked(resolve("84"), 5).sentence.startswith("aucun questionnaire")
    assert answered_of_asked(resolve("84"), 2).sentence.startswith("à compléter")
    assert answered_of_asked(resolve("30"), 3).asked == 0
    save(answer=one, told={"persons": 40})
    send(answer=one)
    assert (answered_of_asked(resolve("84"), 3).answered, one.state) == (1, "asked")


def fill(where: Campaign, commune: str, *values: int) -> None:
    for number, value in enumerate(values):
        Answer.objects.create(
            campaign=where,
            organisation_name=f"Structure {commune} {number}",
            commune_id=commune,
            source="link",
            state="sent",
            told={"residents_lacking": value, "obstacles": ["price"]},
            created_at=timezone.now(),
            sent_at=timezone.now(),
        )


def total(territory: str) -> int | None:
    found = {one.name: one for one in said(resolve(territory), "structure")}
    return found["residents_lacking"].total


def test_sums_are_told_only_when_nobody_is_found_in_them(pilot: Any) -> None:
    where = campaign(pilot, "structure")
    fill(where, "com:84007", 10, 20)
    assert total("84") is None and total("fr") is None
    fill(where, "com:84132", 15)
    assert total("84") == 45 and total("reg:93") == 45
    words = {one.name: one for one in said(resolve("84"), "structure")}["obstacles"].words
    assert words["le prix"] == 3 and words["le transport, l'éloignement"] == 0
    fill(where, "com:13055", 7)
    assert total("13") is None
    assert total("84") is None or total("reg:93") is None
    assert total("com:84007") is None


def test_one_answer_larger_than_all_others_hides_the_sum(pilot: Any) -> None:
    where = campaign(pilot, "structure")
    fill(where, "com:84007", 900, 20, 15)
    assert total("84") is None


def test_answers_are_imported_from_a_sheet_whole(pilot: Any) -> None:
    where = campaign(pilot)
    ask(
        actor=pilot,
        campaign=where,
        name="Mairie fictive",
        commune=Territory.objects.get(pk="com:84007"),
    )
    sheet = (
        "Organisation;Commune;Vous êtes;Ordinateur portable;"
        "Un appareil est remplacé tous les… (années);Ce qui vous en empêche\n"
        "MAIRIE FICTIVE;84007;un organisme public;120;5;le temps que cela prend\n"
        "Verger;84132;une entreprise ou une association employeuse;40;4,5;\n"
        "Autre;84132;;mille;4;\n"
    )
    found = look(where, read(sheet.encode("cp1252", "replace"), "r.csv"))
    assert [one.line for one in found.problems] == [4]
    assert import_answers(actor=pilot, campaign=where, found=found) == 2
    assert Answer.objects.count() == 2 and Answer.objects.filter(state="sent").count() == 2
    assert {fleet.devices for fleet in Fleet.objects.all()} == {120, 40}
    import_answers(actor=pilot, campaign=where, found=found)
    assert Answer.objects.count() == 2 and Fleet.objects.count() == 2


def test_no_question_asks_for_a_free_text() -> None:
    for questionnaire in BY_NAME.values():
        names = [one.name for one in questionnaire.questions]
        assert len(names) == len(set(names))
        for one in questionnaire.questions:
            assert one.words or one.answer in {COUNT, YEARS, MONTH}


def test_the_pilots_pages(pilot: Any) -> None:
    member = factories.member("supervisor", kind=OrganisationKind.STEERING)
    TOTP.activate(member.user, generate_totp_secret())
    client = Client()
    client.force_login(member.user)
    closes = (timezone.localdate() + timedelta(days=9)).isoformat()
    typed = {"questionnaire": "holder", "territory": "84", "title": "Parcs", "closes_on": closes}
    wrong = client.post("/enquetes/", typed | {"territory": "Nulle-Part"})
    assert wrong.status_code == 422 and "n&#x27;existe pas" in wrong.content.decode()
    address = client.post("/enquetes/", typed).headers["Location"]
    asked = "Mairie fictive ; 84007 ; mairie@exemple.fr\nVerger ; Nulle-Part"
    page = client.post(address, {"asked": asked})
    assert page.status_code == 422 and "Ligne 2" in page.content.decode()
    assert not Answer.objects.exists()
    assert client.post(address, {"asked": asked.split("\n", maxsplit=1)[0]}).status_code == 303
    told = client.get(address).content.decode()
    assert "Mairie fictive" in told and len(mail.outbox) == 1
    assert re.search(r"/enquetes/repondre/[0-9a-f-]{36}/[0-9a-f]{32}/", told)
    assert client.get("/enquetes/").status_code == 200
