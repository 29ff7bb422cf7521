"""What structures ask for, and how it is handed over."""

from __future__ import annotations

from inventory.vocabulary.word import Word


class RequestState(Word):
    OPEN = "open", "ouverte"
    CLOSED = "closed", "close"
    CANCELLED = "cancelled", "annulée"


class ReservationState(Word):
    ACTIVE = "active", "active"
    RELEASED = "released", "libérée"
    DELIVERED = "delivered", "livrée"
    FULFILLED = "fulfilled", "remise"


class Profile(Word):
    """Profile of use asked for by a structure."""

    ADMINISTRATIVE = "administrative", "démarches administratives"
    SCHOOL = "school", "école"
    TRAINING = "training", "formation"
    JOB_SEARCH = "job_search", "recherche d'emploi"
    TELEWORK = "telework", "télétravail"
    CALLING = "calling", "téléphoner, garder le lien"


class HandOverMode(Word):
    GIVEN = "given", "don"
    SOLD = "sold", "vente solidaire"
    LENT = "lent", "prêt"


class Recipient(Word):
    PERSON = "person", "une personne"
    STRUCTURE = "structure", "la structure elle-même"
