"""A workshop day: places, batches, repairs, what waits, what is recycled, what went wrong."""

from __future__ import annotations

from inventory.vocabulary.word import Word


class PlaceKind(Word):
    """What a place is; a trolley goes about with all that it holds."""

    BUILDING = "building", "bâtiment"
    ROOM = "room", "pièce"
    SHELF = "shelf", "étagère"
    TROLLEY = "trolley", "chariot"
    PALLET_SPOT = "pallet_spot", "emplacement de palette"
    PLACE = "place", "autre lieu"


class ItemState(Word):
    """How far one device of a batch has come."""

    TODO = "todo", "à faire"
    DONE = "done", "fait"
    REFUSED = "refused", "refusé"


class HoldReason(Word):
    UNLOCK = "unlock", "déverrouillage par le donateur"
    PART = "part", "une pièce"
    DECISION = "decision", "une décision"
    REMOVAL = "removal", "un enlèvement"
    OTHER = "other", "autre"


class Fault(Word):
    SCREEN = "screen", "écran"
    BATTERY = "battery", "batterie"
    KEYBOARD = "keyboard", "clavier"
    STORAGE = "storage", "stockage"
    POWER = "power", "alimentation"
    MEMORY = "memory", "mémoire"
    CONNECTOR = "connector", "connectique"
    CASE = "case", "coque, charnière"
    COOLING = "cooling", "refroidissement"
    SOFTWARE = "software", "logiciel"
    OTHER = "other", "autre"


class OutReason(Word):
    """Why a device is oriented to recycling."""

    BROKEN = "broken", "panne irréparable"
    OBSOLETE = "obsolete", "obsolète"
    INCOMPLETE = "incomplete", "incomplet"
    UNSAFE = "unsafe", "dangereux"
    UNERASABLE = "unerasable", "supports qui ne peuvent pas être effacés"
    OTHER = "other", "autre"


class IncidentKind(Word):
    LOSS = "loss", "perte"
    THEFT = "theft", "vol"
    PROOF_WITHDRAWN = "proof_withdrawn", "preuve retirée"
    MEDIUM_ABSENT = "medium_absent", "support dit absent sans effacement"
    FOUND = "found", "appareil retrouvé"


class Decision(Word):
    """What was decided of an incident once assessed (RGPD, articles 33 and 34)."""

    NOTIFIED = "notified", "notifier la CNIL"
    INFORMED = "informed", "notifier la CNIL et informer les personnes"
    NO_RISK = "no_risk", "ne pas notifier : pas de risque pour les personnes"


class InsertionContract(Word):
    """Insertion contracts, counted apart."""

    CDDI_ACI = "cddi_aci", "CDDI en atelier et chantier d'insertion"
    CDDI_EI = "cddi_ei", "CDDI en entreprise d'insertion"
    PEC = "pec", "parcours emploi compétences"
    OTHER = "other", "autre contrat d'insertion"
