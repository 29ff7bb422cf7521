"""What is said of an entry of a wipe log: stable codes, French sentences."""

from __future__ import annotations

from inventory.reading_words import Said
from inventory.refusals import Refused

NO_READER = Said(
    "no-reader",
    "Ce fichier est gardé, mais aucun lecteur ne le reconnaît. Enregistrez la preuve avec "
    "l'opération « Effacer » : support, méthode, vérification, heure de fin.",
    ("erase",),
)
READY = Said("ready", "Cet effacement prouve ce support.")
DONE = Said("recorded", "Preuve enregistrée.")
FAILURE = Said("recorded", "Échec enregistré : ce support ne peut plus qu'être détruit.")
FAILS = Said(
    "wipe-failed",
    "Le fichier dit que l'effacement a échoué. Enregistré, cet échec ne s'annule pas : le support "
    "ne pourra plus qu'être détruit.",
)
KNOWN = Said("failure-known", "L'échec de ce support est déjà enregistré.")
EARLIER = Said("earlier-entry", "Un effacement plus récent de ce disque est dans le même fichier.")


def too_many(found: int, most: int) -> Refused:
    """More media at once than one operation takes: nothing was recorded."""
    return Refused(
        "too-many-media",
        f"Ce fichier dit le résultat de {found} supports de cet appareil ; on en enregistre {most} "
        "au plus à la fois. Rien n'est enregistré : gardez-en moins, puis recommencez avec les "
        "autres.",
        title="Trop de supports à la fois",
    )
