"""French words for what operations ask: the names of fields, and what may be answered."""

from __future__ import annotations

from typing import get_args

from inventory.function_tests import BLOCKINGS, TESTS, Outcome
from inventory.operations.audit import Accessory
from inventory.operations.repair import Action
from inventory.vocabulary import DeviceKind

FIELDS: dict[str, str] = {
    "accessories": "Accessoires",
    "actions": "Ce qui a été fait",
    "asset_tag": "N° d'inventaire du donateur",
    "brand": "Marque",
    "certificate": "N° du certificat de destruction",
    "code": "Code de l'étiquette du support",
    "collection": "Collecte",
    "consent": "Accord écrit du détenteur",
    "count": "Comptage",
    "cpu": "Processeur",
    "fault": "Panne",
    "grade": "Grade",
    "grams": "Poids",
    "kind": "Type",
    "line": "Demande à servir",
    "lot": "Lot (plusieurs appareils remis ensemble)",
    "medium": "Support",
    "method": "Méthode",
    "minutes": "Temps passé, en minutes",
    "mode": "Comment",
    "model": "Modèle",
    "note": "Note",
    "operator": "Recycleur",
    "order": "N° de l'ordre de destruction signé",
    "pallet": "Palette",
    "parts": "Pièces",
    "place": "Lieu",
    "price_cents": "Prix, en euros",
    "proof": "Preuve à retirer",
    "reason": "Raison",
    "reference": "Votre référence de la personne",
    "return_due": "Date de retour du prêt",
    "second": "Seconde personne",
    "serial": "N° de série",
    "signature": "Signature",
    "size_gb": "Taille en Go",
    "slip": "N° du bordereau",
    "system": "Système installé",
    "taker": "Repreneur",
    "ticket": "N° du ticket de caisse",
    "to": "À qui",
    "to_destroy": "À détruire : ses supports ne peuvent pas être effacés",
    "unused": "Personne n'a utilisé cet appareil depuis sa livraison",
    "voucher": "N° du bon d'orientation",
    "waiting_for": "Qui doit agir",
    "weight_g": "Poids, en kg",
}
OF_OPERATION: dict[tuple[str, str], str] = {
    ("deliver", "slip"): "N° du bon de livraison",
    ("certify_destruction", "operator"): "Opérateur qui a détruit",
    ("declare_lost", "kind"): "Que s'est-il passé",
    ("declare_lost", "unused"): "Chez la structure, personne ne l'avait utilisé",
    ("transfer", "to"): "Organisation qui recevra",
    ("return_to_donor", "signature"): "Reçu par (nom et qualité du signataire)",
    ("take_out", "place"): "Où le ranger",
    ("weigh", "grams"): "Poids, en kg",
    ("remove", "weight_g"): "Poids de l'appareil, en kg",
}
HELPS: dict[tuple[str, str], str] = {
    ("hand_over", "reference"): "La référence de votre dossier, jamais un nom.",
    ("hand_over", "lot"): "Le même mot pour chaque appareil remis ensemble, par exemple LOT-12.",
    ("take_out", "code"): "Laissez vide : un code neuf lui sera donné.",
    ("recycle", "to_destroy"): "L'appareil restera chez vous jusqu'à son enlèvement sous ordre "
    "signé.",
    ("remove", "order"): "Pour un appareil orienté « à détruire » seulement.",
}
ACCESSORIES: dict[str, str] = {
    "charger": "chargeur",
    "battery": "batterie",
    "power_cable": "câble secteur",
    "keyboard": "clavier",
    "mouse": "souris",
    "screen_cable": "câble d'écran",
    "case": "housse",
    "box": "boîte",
}
ACTIONS: dict[str, str] = {
    "replaced": "pièce remplacée",
    "cleaned": "nettoyé",
    "soldered": "soudé",
    "reinstalled": "système réinstallé",
    "adjusted": "réglé",
    "no_fault": "aucune panne trouvée",
    "gave_up": "réparation abandonnée",
}
WORDS: dict[str, str] = {
    # who must act
    "donor": "le donateur",
    "workshop": "l'atelier",
    "supervisor": "l'encadrant·e",
    "supplier": "un fournisseur",
    "recycler": "le recycleur",
    "structure": "la structure",
    # loss, void, return
    "loss": "perdu",
    "theft": "volé",
    "duplicate": "code imprimé deux fois",
    "empty_label": "étiquette restée vide",
    "unused": "jamais utilisé",
    "broken": "en panne",
    "end_of_loan": "fin de prêt",
    "recall": "rappel",
    "withdrawn": "personne partie ou changement d'avis",
    "other": "autre raison",
    # end of a recall
    "destroyed": "appareil détruit",
    "holder_informed": "détenteur informé",
    "unreachable": "détenteur injoignable",
    # destruction of a medium
    "shred": "broyage",
    "drill": "perçage",
    "crush": "écrasement",
    "degauss_and_crush": "démagnétisation et écrasement",
    "incinerate": "incinération",
    **ACTIONS,
    **ACCESSORIES,
}


PLURALS: dict[str, str] = {
    "laptop": "ordinateurs portables",
    "desktop": "ordinateurs fixes",
    "all_in_one": "tout-en-un",
    "tablet": "tablettes",
    "smartphone": "smartphones",
    "feature_phone": "téléphones mobiles simples",
    "monitor": "écrans",
    "printer": "imprimantes",
    "copier": "copieurs",
    "storage_box": "boîtiers de stockage",
}


def how_many(count: int, kind: str) -> str:
    """« 1 écran », « 3 ordinateurs portables »."""
    return f"{count} {PLURALS[kind] if count > 1 else DeviceKind(kind).label}"


def capital(text: str) -> str:
    """« carte SIM » becomes « Carte SIM »: only the first letter changes."""
    return text[:1].upper() + text[1:]


def field_label(operation: str, name: str) -> str:
    return OF_OPERATION.get((operation, name)) or FIELDS.get(name, name)


def word(value: str) -> str:
    """The French of an answer that is not in the vocabulary of the trade."""
    return WORDS.get(value, value)


def test_label(key: str) -> str:
    return TESTS[key].label if key in TESTS else key


def outcome_label(value: str) -> str:
    return Outcome(value).label if value in set(Outcome) else value


def blocking_label(key: str) -> str:
    return BLOCKINGS[key].label if key in BLOCKINGS else key


def accessory_choices() -> list[tuple[str, str]]:
    return [(key, ACCESSORIES[key].capitalize()) for key in get_args(Accessory)]


def action_choices() -> list[tuple[str, str]]:
    return [(key, ACTIONS[key].capitalize()) for key in get_args(Action)]
