"""The words of the network: kinds, legal statuses, roles, levels."""

from django.db.models import TextChoices


class OrganisationKind(TextChoices):
    """What an organisation does in the filière; immutable once it holds anything."""

    DONOR = "donor", "donateur"
    COLLECTION_POINT = "collection_point", "point de collecte"
    WORKSHOP = "workshop", "atelier"
    DISTRIBUTOR = "distributor", "distributeur"
    SOCIAL_STRUCTURE = "social_structure", "structure sociale"
    RECYCLER = "recycler", "recycleur"
    MEDIATION_PLACE = "mediation_place", "lieu de médiation"
    STEERING = "steering", "pilotage"


class LegalStatus(TextChoices):
    """What an organisation is in law: data, no rule but the household's hangs on it."""

    ASSOCIATION = "association", "association"
    INSERTION_ENTERPRISE = "insertion_enterprise", "entreprise d'insertion (EI)"
    INSERTION_WORKSHOP = "insertion_workshop", "atelier et chantier d'insertion (ACI)"
    COMPANY = "company", "entreprise"
    COOPERATIVE = "cooperative", "coopérative (SCIC, SCOP)"
    CCAS = "ccas", "CCAS ou CIAS"
    PUBLIC_BODY = "public_body", "collectivité ou établissement public"
    HOUSEHOLD = "household", "particulier"
    OTHER = "other", "autre"


class Role(TextChoices):
    """What a member does in an organisation."""

    OPERATOR = "operator", "technicien·ne"
    SUPERVISOR = "supervisor", "encadrant·e"
    REQUESTER = "requester", "prescripteur·rice"
    READER = "reader", "observateur·rice"
    ADMINISTRATOR = "administrator", "administrateur·rice"


class Level(TextChoices):
    """The levels of the territory; ``part`` is what an EPCI has in one département."""

    COMMUNE = "commune", "commune"
    PART = "part", "partie d'EPCI"
    EPCI = "epci", "EPCI"
    DEPARTEMENT = "departement", "département"
    REGION = "region", "région"
    FRANCE = "france", "France"


class FormerKind(TextChoices):
    """Why a code is no longer, or never was, the code of a commune."""

    MERGED = "merged", "ancienne commune"
    DELEGATED = "delegated", "commune déléguée"
    ASSOCIATED = "associated", "commune associée"
    DISTRICT = "district", "arrondissement municipal"
