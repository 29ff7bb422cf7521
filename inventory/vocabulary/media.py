"""Storage media, and what is asked of the erasure of each."""

from __future__ import annotations

from inventory.vocabulary.word import Word


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


class ErasureLevel(Word):
    CLEAR = "clear", "Clear"
    PURGE = "purge", "Purge"
    DESTROY = "destroy", "Destroy"


class Witness(Word):
    """What a collection's policy asks of a statement that rests on no file."""

    NONE = "none", "une déclaration suffit"
    SECOND = "second", "deux personnes"
    PHOTO = "photo", "une photo"


class TestimonyEnd(Word):
    """What became of a statement that waited for the second of two people."""

    CONFIRMED = "confirmed", "confirmée"
    DECLINED = "declined", "refusée"
    WITHDRAWN = "withdrawn", "reprise"
    REPLACED = "replaced", "remplacée"
