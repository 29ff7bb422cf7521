"""From the gift that is proposed to the collection that is sorted."""

from __future__ import annotations

from inventory.vocabulary.word import Word


class LegalBasis(Word):
    HOUSEHOLD = "household", "don d'un particulier"
    COMPANY = "company", "don d'une entreprise"
    PUBLIC_DONATION = "public_donation", "don public (CGPPP L. 3212-2 et 3)"
    WASTE_STREAM = "waste_stream", "flux de déchets"


class CollectionState(Word):
    PROPOSED = "proposed", "proposée"
    PLANNED = "planned", "planifiée"
    FETCHED = "fetched", "enlevée"
    SORTED = "sorted", "triée"


class Slot(Word):
    """When in the day a gift is fetched."""

    MORNING = "morning", "le matin"
    AFTERNOON = "afternoon", "l'après-midi"
    DAY = "day", "dans la journée"


class Signed(Word):
    """What is known of the donor's signature; nothing when it was not asked for."""

    SIGNED = "signed", "signé par le donateur"
    UNSIGNED = "unsigned", "le donateur n'a pas signé"


class RefusalReason(Word):
    """Why a device is refused at the door."""

    CATHODE = "cathode", "écran cathodique"
    BROKEN = "broken", "cassé"
    OLD = "old", "trop ancien"
    INCOMPLETE = "incomplete", "incomplet"
    BATTERY = "battery", "batterie gonflée"
    LOCKED = "locked", "verrouillé"
    LEASED = "leased", "en location, pas au donateur"
    SOILED = "soiled", "humide ou souillé"
    NOT_OURS = "not_ours", "hors de la filière"
    OTHER = "other", "autre raison"


class Giver(Word):
    """Who proposes a gift on the public page."""

    HOUSEHOLD = "household", "un particulier"
    COMPANY = "company", "une entreprise"
    ASSOCIATION = "association", "une association"
    PUBLIC_BODY = "public_body", "une collectivité ou un établissement public"


class ProposalState(Word):
    RECEIVED = "received", "à étudier"
    ACCEPTED = "accepted", "acceptée"
    DECLINED = "declined", "déclinée"


class DeclineReason(Word):
    """Why a workshop declines a gift, as the donor reads it."""

    TOO_OLD = "too_old", "ce matériel est trop ancien pour servir encore"
    NOT_OURS = "not_ours", "ce type de matériel n'est pas repris par la filière"
    NO_ROOM = "no_room", "nos réserves sont pleines en ce moment"
    TOO_FAR = "too_far", "nous ne pouvons pas nous déplacer jusqu'à vous"
    LEASED = "leased", "ce matériel n'appartient pas à qui le donne"
    NO_ANSWER = "no_answer", "nous n'avons pas réussi à vous joindre"
    OTHER = "other", "nous ne pouvons pas le reprendre"
