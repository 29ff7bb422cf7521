"""The public page of a gift, its robots, its tracking, and the workshops' inbox."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from filiere.network.models import Organisation, Territory
from filiere.network.operations.load_territories import load_territories
from filiere.network.tally import house_of
from inventory.models import Collection, Entry, ErasableText, Proposal
from inventory.proposals import gate
from inventory.proposals.tracking import path_of
from tests.inventory import factories as make
from tests.inventory.pages.conftest import Visitor
from tests.network.country import small_country, write_package

TYPED: dict[str, Any] = {
    "count-laptop": "3",
    "count-monitor": "1",
    "giver": "household",
    "commune": "Avignon",
    "slot": "morning",
    "person": "Mme Fictive",
    "phone": "06 39 98 00 11",
    "email": "fictive@exemple.fr",
    "address": "3 rue des Figues",
    "owner": "on",
}


@pytest.fixture(autouse=True)
def country(cast: make.Cast, tmp_path: Path) -> None:
    cache.clear()
    load_territories(directory=write_package(tmp_path / "package", small_country()))


def passed(seconds: float = 20) -> str:
    """A pass that was given so long ago."""
    return gate.new_pass(time.time() - seconds)


def sent(status: int = 303, **typed: Any) -> Any:
    answer = Client().post("/donner/", {"pass": passed(), **TYPED, **typed})
    assert answer.status_code == status, answer.content.decode()
    return answer


def proposed(**typed: Any) -> Proposal:
    sent(**typed)
    return Proposal.objects.latest("created_at")


def test_a_stranger_proposes_a_gift_and_follows_it(stranger: Visitor) -> None:
    page = stranger.get("/donner/")
    assert "ni loué, ni prêté" in page
    answer = sent()
    proposal = Proposal.objects.get()
    assert proposal.lines == [{"kind": "laptop", "count": 3}, {"kind": "monitor", "count": 1}]
    assert (proposal.commune_id, proposal.slot, proposal.state) == (
        "com:84007",
        "morning",
        "received",
    )
    page = stranger.get(answer["Location"])
    assert "Merci, votre proposition est reçue" in page
    assert "3 ordinateurs portables" in page
    assert "Fictive" not in page and "Figues" not in page


def test_names_and_phones_lie_in_the_erasable_store_alone(stranger: Visitor) -> None:
    proposal = proposed()
    kept = ErasableText.objects.get(pk=proposal.contact)
    assert "Mme Fictive" in kept.text and "3 rue des Figues" in kept.text
    assert kept.keep_until > timezone.localdate() + timedelta(days=300)
    told = [str(getattr(proposal, field.attname)) for field in Proposal._meta.concrete_fields]
    assert not [text for text in told if "Fictive" in text or "06 39" in text]


@pytest.mark.parametrize(
    "typed",
    [
        {"pass": ""},
        {"pass": "forged:signature"},
        {gate.TRAP: "http://spam.example"},
        {"pass": "now"},
    ],
)
def test_a_robot_gets_the_same_thanks_and_nothing_is_kept(
    stranger: Visitor, typed: dict[str, str]
) -> None:
    if typed.get("pass") == "now":
        typed = {"pass": gate.new_pass()}
    page = stranger.get(sent(**typed)["Location"])
    assert "Merci, votre proposition est reçue" in page
    assert not Proposal.objects.exists()
    assert not ErasableText.objects.exists()


def test_a_form_sent_twice_is_one_proposal() -> None:
    once = {"pass": passed()}
    first, second = sent(**once), sent(**once)
    assert first["Location"] == second["Location"]
    assert Proposal.objects.get().lines[0]["count"] == 3


@pytest.mark.parametrize("changed", [{"count-laptop": "5"}, {"person": "M. Autre"}])
def test_a_form_sent_again_otherwise_is_not_lost_in_silence(changed: dict[str, str]) -> None:
    once = {"pass": passed()}
    sent(**once)
    page = sent(409, **once, **changed).content.decode()
    assert "est bien partie" in page
    assert Proposal.objects.get().lines[0]["count"] == 3
    assert once["pass"] not in page
    sent(**changed)
    assert Proposal.objects.count() == 2


def test_a_page_open_since_yesterday_keeps_what_was_typed() -> None:
    page = sent(422, **{"pass": passed(25 * 3600)}).content.decode()
    assert "ouverte depuis hier" in page
    assert "Mme Fictive" in page
    fresh = re.search(r'name="pass" value="([^"]+)"', page)
    assert fresh and not gate.enter({"pass": fresh[1]}).late


def test_many_from_one_address_are_told_so_and_lose_nothing() -> None:
    for _ in range(gate.MOST_AN_HOUR):
        sent()
    page = sent(429).content.decode()
    assert "Réessayez dans une heure" in page
    assert "Mme Fictive" in page
    assert Proposal.objects.count() == gate.MOST_AN_HOUR


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"count-laptop": "", "count-monitor": ""}, "au moins un appareil"),
        ({"count-laptop": "-1"}, "supérieure ou égale à 0"),
        ({"count-laptop": "1001"}, "inférieure ou égale à 1000"),
        ({"owner": ""}, "Seul son propriétaire"),
        ({"commune": "Nulle-Part"}, "Essayez son code postal"),
        ({"commune": "\x00"}, "nul"),
        ({"giver": "company"}, "Indiquez le nom de l'organisation."),
        ({"phone": "", "email": ""}, "un téléphone ou un courriel"),
        ({"phone": "appelez-moi"}, "en chiffres"),
        ({"email": "x@"}, "valide"),
        ({"earliest": "2001-01-01"}, "un jour à venir"),
        ({"person": ""}, "obligatoire"),
        ({"giver": "martian"}, "martian"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(typed: dict[str, str], said: str) -> None:
    page = sent(422, **typed).content.decode().replace("&#x27;", "'")
    assert said in page
    assert 'value="3"' in page or "count-laptop" in typed
    assert not Proposal.objects.exists()


def test_a_name_that_several_communes_begin_with_asks_which_one() -> None:
    initials = [one.search_name[0] for one in Territory.objects.filter(level="commune")]
    typed = max(initials, key=initials.count)
    page = sent(422, commune=typed).content.decode()
    choices = re.findall(r'name="which" value="(com:\w+)"', page)
    assert len(choices) > 1
    sent(commune=typed, which=choices[1])
    assert Proposal.objects.get().commune_id == choices[1]


def test_where_nobody_collects_the_page_says_whom_to_call(cast: make.Cast) -> None:
    Organisation.objects.filter(kind__in=("workshop", "collection_point")).update(serves="dep:13")
    page = sent(422).content.decode()
    assert "Aucun atelier ne dessert encore Avignon" in page


@pytest.mark.parametrize("seal", ["0" * 32, "x", "f" * 31])
def test_an_address_that_was_guessed_is_a_404(stranger: Visitor, seal: str) -> None:
    proposal = proposed()
    stranger.get(f"/donner/suivi/{proposal.pk}/{seal}/", 404)
    stranger.get(f"/donner/suivi/{proposal.pk}/{seal}/bon-enlevement.pdf", 404)
    stranger.get(path_of(proposal.pk) + "bon-enlevement.pdf", 404)


def test_a_workshop_accepts_plans_and_fetches_and_the_donor_is_told(
    sign_in: Callable[..., Visitor], stranger: Visitor
) -> None:
    proposal = proposed()
    technician = sign_in(proposal.workshop)
    assert "3 ordinateurs portables" in technician.get("/collectes/propositions/")
    page = technician.get(f"/collectes/propositions/{proposal.pk}/")
    assert "Mme Fictive" in page and "06 39 98 00 11" in page
    page = technician.post(f"/collectes/propositions/{proposal.pk}/", does="accept", slot="day")
    assert "Don accepté" in page
    gift = Collection.objects.get()
    proposal.refresh_from_db()
    assert (proposal.collection_id, gift.legal_basis, gift.donor_id) == (gift.pk, "household", None)
    chain = Entry.objects.filter(subject_id=gift.pk)
    assert not [entry for entry in chain if "Fictive" in entry.canonical]
    assert "jour à fixer" in stranger.get(path_of(proposal.pk))
    day = timezone.localdate() + timedelta(days=3)
    told = {"planned_on": day.isoformat(), "slot": "afternoon"}
    technician.post(f"/collectes/{gift.pk}/prevoir/", **told)
    technician.post(f"/collectes/{gift.pk}/prevoir/", **told)
    assert "l'après-midi" in stranger.get(path_of(proposal.pk))
    taken = {"taken-0-kind": "laptop", "taken-0-received": "2", "unsigned": "on"}
    technician.post(f"/collectes/{gift.pk}/enlever/", **taken)
    assert "Ce qui a été enlevé" in stranger.get(path_of(proposal.pk))
    subjects = [letter.subject for letter in mail.outbox]
    assert subjects == [
        "Votre don est accepté",
        "Votre don : le jour est fixé",
        "Votre don est enlevé, merci",
    ]
    assert all(path_of(proposal.pk) in letter.body for letter in mail.outbox)


def test_a_company_that_is_new_becomes_a_donor_and_a_known_one_is_suggested(
    sign_in: Callable[..., Visitor],
) -> None:
    told = {"giver": "public_body", "organisation": "Syndicat des Eaux Inventées"}
    first, second = proposed(**told), proposed(**told)
    for one in (first, second):
        technician = sign_in(one.workshop)
        technician.send(f"/collectes/propositions/{one.pk}/", does="accept")
    gifts = list(Collection.objects.all())
    assert {gift.donor.name for gift in gifts if gift.donor} == {"Syndicat des Eaux Inventées"}
    assert {gift.legal_basis for gift in gifts} == {"public_donation"}
    assert Organisation.objects.filter(kind="donor", name__startswith="Syndicat").count() == 1


def test_a_workshop_declines_with_a_reason_that_the_donor_reads(
    sign_in: Callable[..., Visitor], stranger: Visitor
) -> None:
    proposal = proposed()
    technician = sign_in(proposal.workshop)
    address = f"/collectes/propositions/{proposal.pk}/"
    assert "le donateur le lira" in technician.post(address, 422, does="decline", reason="")
    technician.post(address, does="decline", reason="too_old")
    assert "trop ancien" in stranger.get(path_of(proposal.pk))
    assert "trop ancien" in mail.outbox[0].body
    kept = ErasableText.objects.get(pk=proposal.contact)
    assert kept.keep_until <= timezone.localdate() + timedelta(days=91)
    assert "déjà déclinée" in technician.post(address, 409, does="accept", slot="day")
    assert not Collection.objects.exists()


def test_another_workshop_of_the_territory_takes_it(
    sign_in: Callable[..., Visitor], cast: make.Cast
) -> None:
    proposal = proposed()
    others = [cast.workshop, cast.other_workshop, cast.point]
    other = next(one for one in others if one.pk != proposal.workshop_id)
    technician = sign_in(other)
    address = f"/collectes/propositions/{proposal.pk}/"
    page = technician.get(address)
    assert "Fictive" not in page
    assert "Prenez-la d'abord" in technician.post(address, 422, does="accept", slot="day")
    assert "Mme Fictive" in technician.post(address, does="take")
    proposal.refresh_from_db()
    assert proposal.workshop_id == other.pk
    assert ErasableText.objects.get(pk=proposal.contact).organisation_id == other.pk


def test_a_workshop_of_elsewhere_sees_nothing(
    sign_in: Callable[..., Visitor], cast: make.Cast
) -> None:
    Organisation.objects.filter(pk=cast.other_workshop.pk).update(serves="dep:13")
    proposal = proposed()
    elsewhere = sign_in(cast.other_workshop)
    elsewhere.get(f"/collectes/propositions/{proposal.pk}/", 404)
    assert str(proposal.pk) not in elsewhere.get("/collectes/propositions/")


def test_workshops_are_asked_in_turn(cast: make.Cast) -> None:
    asked = [proposed().workshop_id for _ in range(2)]
    assert len(set(asked)) == 2


def test_a_letter_that_cannot_leave_stops_nothing(
    sign_in: Callable[..., Visitor], settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 9
    proposal = proposed()
    technician = sign_in(proposal.workshop)
    page = technician.post(f"/collectes/propositions/{proposal.pk}/", does="accept", slot="day")
    assert "Prévenez-le par téléphone." in page
    assert Collection.objects.count() == 1


def test_a_home_that_changes_its_ipv6_address_is_counted_once() -> None:
    assert house_of("2001:db8:1:2::7") == house_of("2001:db8:1:2:ffff::1")
    assert house_of("2001:db8:1:2::7") != house_of("2001:db8:1:3::7")
    assert house_of("::ffff:192.0.2.1") == house_of("192.0.2.1") == "192.0.2.1"
    assert house_of("fe80::1%eth0") == house_of("fe80::2")
    assert house_of("ailleurs") == "ailleurs"
