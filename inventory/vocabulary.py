"""The words of the trade, once: code in English, what a user reads in French."""

from __future__ import annotations

from enum import StrEnum


class Word(StrEnum):
    """An enumeration whose members carry the French word shown for them."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Word:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label or value
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(member.value, member.label) for member in cls]


class Step(Word):
    """Where a device stands in the circuit."""

    COLLECTED = "collected", "collecté"
    AUDITED = "audited", "audité"
    ERASED = "erased", "effacé"
    IN_REPAIR = "in_repair", "en réparation"
    READY = "ready", "disponible"
    RESERVED = "reserved", "réservé"
    DELIVERED = "delivered", "livré"
    DISTRIBUTED = "distributed", "distribué"
    IN_SERVICE = "in_service", "en SAV"
    DISMANTLED = "dismantled", "démonté pour pièces"
    RECYCLED = "recycled", "orienté recyclage"
    RETURNED = "returned", "restitué"
    CEDED = "ceded", "cédé"
    LOST = "lost", "perdu ou volé"
    VOID = "void", "invalidé"


IN_HOUSE = frozenset(
    {Step.COLLECTED, Step.AUDITED, Step.ERASED, Step.IN_REPAIR, Step.READY, Step.RESERVED}
)
STANDING = frozenset({Step.ERASED, Step.READY, Step.RESERVED})
"""Steps in which a device is clear at all times."""
OUT = frozenset(set(Step) - IN_HOUSE - {Step.VOID})


class DeviceKind(Word):
    LAPTOP = "laptop", "ordinateur portable"
    DESKTOP = "desktop", "ordinateur fixe"
    ALL_IN_ONE = "all_in_one", "tout-en-un"
    TABLET = "tablet", "tablette"
    SMARTPHONE = "smartphone", "smartphone"
    FEATURE_PHONE = "feature_phone", "téléphone mobile simple"
    MONITOR = "monitor", "écran"
    PRINTER = "printer", "imprimante"
    COPIER = "copier", "copieur"
    STORAGE_BOX = "storage_box", "boîtier de stockage"


HANDHELD = frozenset({DeviceKind.SMARTPHONE, DeviceKind.FEATURE_PHONE, DeviceKind.TABLET})
"""Kinds that always hold a medium: *aucun support* is never true of them."""
COMPUTERS = frozenset({DeviceKind.LAPTOP, DeviceKind.DESKTOP, DeviceKind.ALL_IN_ONE})
SYSTEM_KINDS = COMPUTERS | {DeviceKind.TABLET, DeviceKind.SMARTPHONE}
"""Kinds on which a system can be installed."""
SLOTS: dict[str, tuple[str, ...]] = dict.fromkeys(HANDHELD, ("sim", "card"))
"""Removable slots that the audit must answer one by one. Elsewhere the list of media answers."""
SLOT_LABELS = {"sim": "logement de carte SIM", "card": "logement de carte mémoire"}
CATEGORY = {
    DeviceKind.MONITOR: 2,
    DeviceKind.LAPTOP: 2,
    DeviceKind.TABLET: 2,
    DeviceKind.ALL_IN_ONE: 2,
}
"""Category of code de l'environnement R. 543-172: 2 screens over 100 cm², else 6 small IT."""


def category(kind: str) -> int:
    return CATEGORY.get(DeviceKind(kind), 6)


class MediumKind(Word):
    HDD = "hdd", "disque dur"
    SSD = "ssd", "disque SSD"
    NVME = "nvme", "disque NVMe"
    EMMC = "emmc", "mémoire eMMC"
    UFS = "ufs", "mémoire UFS"
    SD = "sd", "carte mémoire"
    SIM = "sim", "carte SIM"


REMOVABLE_CARDS = frozenset({MediumKind.SD, MediumKind.SIM})
SLOT_CARDS = {"sim": MediumKind.SIM, "card": MediumKind.SD}
"""What each removable slot takes."""
SOLDERED = frozenset({MediumKind.EMMC, MediumKind.UFS})
"""Media that never leave their device: neither taken out, nor said absent, nor destroyed alone."""


class MediumStatus(Word):
    FITTED = "fitted", "monté"
    LOOSE = "loose", "hors appareil"
    DESTROYED = "destroyed", "détruit"
    ABSENT = "absent", "dit absent"
    LOST = "lost", "perdu ou volé"


class Statement(Word):
    """What was said of the device's media in its present cycle."""

    NEVER = "", "jamais déclaré"
    LISTED = "listed", "supports déclarés"
    NONE = "none", "aucun support"


class Grade(Word):
    A = "A", "comme neuf d'aspect"
    B = "B", "traces légères"
    C = "C", "traces visibles"
    D = "D", "très marqué"


class LegalStatus(Word):
    PRODUCT = "product", "produit"
    WASTE = "waste", "déchet"
    END_OF_WASTE = "end_of_waste", "sortie du statut de déchet"


class LegalBasis(Word):
    HOUSEHOLD = "household", "don d'un particulier"
    COMPANY = "company", "don d'une entreprise"
    PUBLIC_DONATION = "public_donation", "don public (CGPPP L. 3212-2 et 3)"
    WASTE_STREAM = "waste_stream", "flux de déchets"


class ErasureLevel(Word):
    CLEAR = "clear", "Clear"
    PURGE = "purge", "Purge"
    DESTROY = "destroy", "Destroy"


class Witness(Word):
    """What a collection's policy asks of a statement that rests on no file."""

    NONE = "none", "une déclaration suffit"
    SECOND = "second", "deux personnes"
    PHOTO = "photo", "une photo"


class HandOverMode(Word):
    GIVEN = "given", "don"
    SOLD = "sold", "vente solidaire"
    LENT = "lent", "prêt"


class Recipient(Word):
    PERSON = "person", "une personne"
    STRUCTURE = "structure", "la structure elle-même"


class SubjectKind(Word):
    DEVICE = "device", "appareil"
    MEDIUM = "medium", "support"
    COLLECTION = "collection", "collecte"
    REQUEST = "request", "demande"
    PALLET = "pallet", "palette"
    PLACE = "place", "lieu"


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


class OutReason(Word):
    """Why a device is oriented to recycling."""

    BROKEN = "broken", "panne irréparable"
    OBSOLETE = "obsolete", "obsolète"
    INCOMPLETE = "incomplete", "incomplet"
    UNSAFE = "unsafe", "dangereux"
    UNERASABLE = "unerasable", "supports qui ne peuvent pas être effacés"
    OTHER = "other", "autre"


class InsertionContract(Word):
    """Insertion contracts, counted apart."""

    CDDI_ACI = "cddi_aci", "CDDI en atelier et chantier d'insertion"
    CDDI_EI = "cddi_ei", "CDDI en entreprise d'insertion"
    PEC = "pec", "parcours emploi compétences"
    OTHER = "other", "autre contrat d'insertion"
