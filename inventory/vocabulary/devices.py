"""What goes through the circuit: a device, its kind, its step, its state, its law."""

from __future__ import annotations

from inventory.vocabulary.word import Word


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


class Grade(Word):
    A = "A", "comme neuf d'aspect"
    B = "B", "traces légères"
    C = "C", "traces visibles"
    D = "D", "très marqué"


class LegalStatus(Word):
    PRODUCT = "product", "produit"
    WASTE = "waste", "déchet"
    END_OF_WASTE = "end_of_waste", "sortie du statut de déchet"


class SubjectKind(Word):
    DEVICE = "device", "appareil"
    MEDIUM = "medium", "support"
    COLLECTION = "collection", "collecte"
    REQUEST = "request", "demande"
    PALLET = "pallet", "palette"
    PLACE = "place", "lieu"
