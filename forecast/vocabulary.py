"""The words of an estimate: kinds, holders, measures, concepts of need, status of a figure."""

from __future__ import annotations

from django.db.models import TextChoices


class Kind(TextChoices):
    """The eight kinds that are estimated; their words are those of the circuit."""

    LAPTOP = "laptop", "ordinateur portable"
    DESKTOP = "desktop", "ordinateur fixe"
    ALL_IN_ONE = "all_in_one", "tout-en-un"
    TABLET = "tablet", "tablette"
    SMARTPHONE = "smartphone", "smartphone"
    FEATURE_PHONE = "feature_phone", "téléphone mobile simple"
    MONITOR = "monitor", "écran"
    PRINTER = "printer", "imprimante"


class Holder(TextChoices):
    """Who holds the devices that could be collected."""

    HOUSEHOLDS = "households", "ménages"
    COMPANIES = "companies", "entreprises"
    PUBLIC = "public", "organismes publics"


class Measure(TextChoices):
    """Four things that are never the same: each is a part of, or flows into, another."""

    OUTFLOW = "outflow", "sort d'usage dans l'année"
    DRAWER = "drawer", "dort dans les tiroirs"
    WILLING = "willing", "sort d'usage et serait donné"
    REUSABLE = "reusable", "serait donné et réemployable"


class Concept(TextChoices):
    """What is lacking: of households or of persons, never added up."""

    NO_COMPUTER = "no_computer", "ménages sans ordinateur"
    NO_SMARTPHONE = "no_smartphone", "personnes sans smartphone"
    OBSTACLE_OLD_EQUIPMENT = (
        "obstacle_old_equipment",
        "personnes citant un équipement ancien comme obstacle",
    )
    OBSTACLE_NO_EQUIPMENT = (
        "obstacle_no_equipment",
        "personnes citant l'absence d'équipement comme obstacle",
    )


class Status(TextChoices):
    """How a figure is known."""

    PUBLISHED = "published", "publié"
    ESTIMATED = "estimated", "estimé"
    EXTRAPOLATED = "extrapolated", "extrapolé"
    ASSUMPTION = "assumption", "hypothèse"
    WITHHELD = "withheld", "non diffusable"
    ABSENT = "absent", "hors champ"
    COUNTED = "counted", "compté"


ALL = "all"
"""Every kind, or every holder, together."""
