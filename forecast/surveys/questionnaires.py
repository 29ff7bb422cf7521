"""The questions asked, as data: numbers and chosen words, never a free text.

Nothing here can hold a person: whom to call is asked apart and lies in the erasable store.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from forecast.vocabulary import Holder, Kind

Words = tuple[tuple[str, str], ...]
COUNT, YEARS, MONTH, ONE, SOME = "count", "years", "month", "one", "some"


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``answer`` is how it is answered."""

    name: str
    label: str
    answer: str
    help: str = ""
    words: Words = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One screen of a phone."""

    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """One questionnaire and the volets of the diagnostic that it feeds."""

    name: str
    title: str
    why: str
    minutes: int
    volets: frozenset[int]
    parts: tuple[Part, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(one for part in self.parts for one in part.questions)


OBSTACLES: Words = (
    ("price", "le prix"),
    ("choice", "ne pas savoir quoi choisir"),
    ("skills", "ne pas savoir s'en servir"),
    ("transport", "le transport, l'éloignement"),
    ("connection", "pas de connexion"),
    ("trust", "la crainte pour ses données"),
)
WAYS: Words = (("given", "don"), ("sold", "vente à petit prix"), ("lent", "prêt"))
HELP: Words = (
    ("here", "oui, sur place"),
    ("elsewhere", "oui, chez un partenaire"),
    ("none", "non"),
)
TODAY: Words = (
    ("given", "donné"),
    ("sold", "vendu"),
    ("supplier", "repris par le fournisseur ou le loueur"),
    ("recycled", "recyclé ou détruit"),
    ("stored", "gardé en réserve"),
)
STOPS: Words = (
    ("data", "la crainte pour les données"),
    ("time", "le temps que cela prend"),
    ("contract", "le matériel est loué"),
    ("unknown", "ne pas savoir à qui donner"),
    ("rules", "les règles (domaine public, fiscalité)"),
)
SHARE: Words = (("none", "rien"), ("some", "une partie"), ("most", "la plus grande part"))


def _kinds(start: str, kinds: tuple[Kind, ...]) -> tuple[Question, ...]:
    return tuple(Question(f"{start}_{kind}", str(kind.label).capitalize(), COUNT) for kind in kinds)


ASKED_FOR = (Kind.LAPTOP, Kind.DESKTOP, Kind.TABLET, Kind.SMARTPHONE, Kind.MONITOR, Kind.PRINTER)
STRUCTURE = Questionnaire(
    "structure",
    "Ce que voient les structures sociales",
    "Aucune enquête ne compte les personnes en foyer, en hébergement ou en EHPAD. Vous les voyez.",
    6,
    frozenset({3, 4, 6}),
    (
        Part(
            "Les personnes que vous accompagnez",
            (
                Question("persons", "Personnes accompagnées en un an", COUNT),
                Question("no_computer", "Dont celles sans ordinateur, à votre estime", COUNT),
                Question("no_smartphone", "Dont celles sans smartphone", COUNT),
                Question(
                    "residents",
                    "Dont celles qui vivent chez vous ou en hébergement",
                    COUNT,
                    "EHPAD, foyer, CADA, hébergement : les enquêtes ne les comptent pas.",
                ),
                Question(
                    "residents_lacking", "Parmi elles, celles à qui un appareil manque", COUNT
                ),
            ),
        ),
        Part("Ce qu'il leur faudrait en un an", _kinds("wanted", ASKED_FOR)),
        Part(
            "Ce qu'il faudrait à votre structure",
            (
                Question("public_access", "Postes en accès libre à équiper", COUNT),
                Question("loan_fleet", "Appareils à prêter", COUNT),
            ),
        ),
        Part(
            "Freins et conditions",
            (
                Question("obstacles", "Ce qui les empêche de s'équiper", SOME, words=OBSTACLES),
                Question("ways", "Ce qui convient", SOME, words=WAYS),
                Question("help", "Un accompagnement à l'usage existe-t-il ?", ONE, words=HELP),
            ),
        ),
    ),
)
HOLDER = Questionnaire(
    "holder",
    "Le parc des organismes publics et des entreprises",
    "Combien d'appareils, renouvelés quand : ce que personne ne publie par commune.",
    5,
    frozenset({2, 4}),
    (
        Part(
            "Votre organisation",
            (
                Question(
                    "holder",
                    "Vous êtes",
                    ONE,
                    words=(
                        (Holder.PUBLIC.value, "un organisme public"),
                        (Holder.COMPANIES.value, "une entreprise ou une association employeuse"),
                    ),
                ),
                Question("jobs", "Emplois sur place, dans cette commune", COUNT),
            ),
        ),
        Part("Votre parc, dans cette commune", _kinds("fleet", tuple(Kind))),
        Part(
            "Son renouvellement",
            (
                Question("renewal", "Un appareil est remplacé tous les… (années)", YEARS),
                Question("next_renewal", "Prochain renouvellement", MONTH, "Par exemple 06/2027."),
                Question("today", "Aujourd'hui, l'ancien matériel est", SOME, words=TODAY),
            ),
        ),
        Part(
            "Donner",
            (
                Question("would_give", "Vous pourriez en donner", ONE, words=SHARE),
                Question("stops", "Ce qui vous en empêche", SOME, words=STOPS),
            ),
        ),
    ),
)
BY_NAME: Mapping[str, Questionnaire] = MappingProxyType(
    {one.name: one for one in (STRUCTURE, HOLDER)}
)
