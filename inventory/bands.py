"""What may be said of who receives, in broad bands: all optional, none leads to a person."""

from __future__ import annotations

from inventory.vocabulary import Word


class AgeBand(Word):
    UNDER_18 = "under_18", "moins de 18 ans"
    FROM_18 = "18_25", "18 à 25 ans"
    FROM_26 = "26_39", "26 à 39 ans"
    FROM_40 = "40_59", "40 à 59 ans"
    FROM_60 = "60_74", "60 à 74 ans"
    FROM_75 = "75_up", "75 ans et plus"


class HouseholdSize(Word):
    ONE = "1", "une personne"
    TWO = "2", "deux personnes"
    THREE_OR_FOUR = "3_4", "trois ou quatre"
    FIVE_UP = "5_up", "cinq et plus"


class YesNo(Word):
    YES = "yes", "oui"
    NO = "no", "non"


class Accompaniment(Word):
    """What goes with the device for who receives it."""

    NONE = "none", "aucun"
    START = "start", "prise en main"
    WORKSHOPS = "workshops", "ateliers ou formation"
    FOLLOWED = "followed", "accompagnement suivi"


class Connection(Word):
    """How the household reaches the internet."""

    NONE = "none", "aucune"
    MOBILE = "mobile", "téléphone mobile seulement"
    HOME = "home", "box à la maison"
    SHARED = "shared", "lieu public ou voisin"


BANDS: dict[str, tuple[str, type[Word]]] = {
    "age": ("Âge", AgeBand),
    "household": ("Foyer", HouseholdSize),
    "qpv": ("Habite un quartier prioritaire (QPV)", YesNo),
    "minima": ("Reçoit un minimum social", YesNo),
    "accompaniment": ("Accompagnement", Accompaniment),
    "connection": ("Connexion à internet", Connection),
}
"""Column of ``HandOverBands``, question, answers; no answer is ``""``."""
