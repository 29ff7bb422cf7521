"""Two surveys under way and a list of fleets: invented organisations, real communes."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from django.utils import timezone

from filiere.demo.desk import Desk
from filiere.demo.houses import HOMES
from filiere.network.actor import Actor
from filiere.network.models import Territory
from filiere.network.territories import communes_of
from forecast.fleets.declare import Declared, keep
from forecast.models import Campaign
from forecast.surveys.campaigns import ask, open_campaign, save, send
from forecast.vocabulary import Kind

OPEN_DAYS = 45
STRUCTURES = (
    "CCAS des Lavandes", "Mission locale du Pont Rêvé", "Foyer des Hirondelles",
    "Épicerie sociale du Coin", "Résidence des Cyprès", "Accueil de jour du Rempart",
    "Association Clés en Main", "Maison des Possibles", "Foyer de jeunes travailleurs du Canal",
    "Centre social des Garrigues", "CADA de la Colline", "Espace France Services du Ventour",
)  # fmt: skip
HOLDERS = (
    ("Mairie des Trois Fontaines", "public"), ("Lycée des Micocouliers", "public"),
    ("Communauté des Ocres", "public"), ("Clinique du Mistral", "companies"),
    ("Vergers du Soleil", "companies"), ("Emballages de la Sorgue", "companies"),
    ("Cabinet des Platanes", "companies"), ("Transports du Rhône Bleu", "companies"),
    ("Logiciels de la Cigale", "companies"), ("Confiserie du Palais", "companies"),
)  # fmt: skip
ANSWER_ONE_IN = 2


def surveyed(desk: Desk) -> None:
    """Each survey asks all of its list; about half have answered."""
    random = Random(desk.calendar.reference.toordinal() + 7)
    pilot = desk.cast.first("pilotage", "supervisor")
    places = list(communes_of("dep:84").filter(pk__in=HOMES))
    if not places:
        return
    _structures(_opened(desk, pilot, "structure", "Ce que voient vos accueils"), pilot, places,
                random)  # fmt: skip
    _holders(_opened(desk, pilot, "holder", "Votre parc, vos renouvellements"), pilot, places,
             random)  # fmt: skip


def _opened(desk: Desk, pilot: Actor, questionnaire: str, title: str) -> Campaign:
    return open_campaign(
        actor=pilot,
        questionnaire=questionnaire,
        territory=Territory.objects.get(pk="dep:84"),
        title=title,
        closes_on=max(desk.calendar.reference, timezone.localdate()) + timedelta(days=OPEN_DAYS),
    )


def _structures(campaign: Campaign, pilot: Actor, places: list[Territory], random: Random) -> None:
    for number, name in enumerate(STRUCTURES):
        asked = ask(actor=pilot, campaign=campaign, name=name, commune=random.choice(places))
        if number % ANSWER_ONE_IN:
            continue
        persons = random.randrange(80, 400)
        told = {
            "persons": persons,
            "no_computer": persons // random.randrange(2, 5),
            "no_smartphone": persons // random.randrange(6, 12),
            "residents": random.randrange(0, 60),
            "residents_lacking": random.randrange(5, 30),
            "wanted_laptop": random.randrange(5, 40),
            "wanted_smartphone": random.randrange(2, 25),
            "public_access": random.randrange(1, 6),
            "loan_fleet": random.randrange(0, 10),
            "obstacles": random.sample(("price", "choice", "skills", "transport"), 2),
            "ways": random.sample(("given", "sold", "lent"), 2),
            "help": random.choice(("here", "elsewhere", "none")),
        }
        save(answer=asked, told=told)
        send(answer=asked)


def _holders(campaign: Campaign, pilot: Actor, places: list[Territory], random: Random) -> None:
    for number, (name, holder) in enumerate(HOLDERS):
        place = random.choice(places)
        asked = ask(actor=pilot, campaign=campaign, name=name, commune=place)
        jobs = random.randrange(20, 300)
        fleet = {Kind.LAPTOP: jobs // 2, Kind.DESKTOP: jobs // 4, Kind.MONITOR: jobs // 2}
        years = random.choice((3.0, 4.0, 5.0, 6.0))
        if number % ANSWER_ONE_IN:
            keep([Declared(name, place.pk, holder, {str(k): n for k, n in fleet.items()}, years,
                           jobs)])  # fmt: skip
            continue
        told = {f"fleet_{kind}": count for kind, count in fleet.items()}
        more = {
            "holder": holder,
            "jobs": jobs,
            "renewal": years,
            "today": [random.choice(("stored", "recycled", "supplier"))],
            "would_give": random.choice(("none", "some", "most")),
            "stops": random.sample(("data", "time", "unknown", "rules"), 2),
        }
        save(answer=asked, told=told | more)
        send(answer=asked)
