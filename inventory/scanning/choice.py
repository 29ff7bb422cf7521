"""What is answered to a code that is not ours: which device, and never the deed itself.

A number that a maker or a donor gave is not unique as ours are: in an operation, whoever
scans confirms by one touch, were there one device only. In « Dites-moi » nothing is written,
so the only device is told at once.
"""

from __future__ import annotations

from filiere.network.actor import Actor
from inventory.refusals import Missing, Refused
from inventory.row import Row
from inventory.scanning import answers
from inventory.scanning.answers import Answer
from inventory.scanning.foreign import MOST, Borne, bearers, product_of, says_nothing
from labels.codes import ALPHABET, LENGTH, shown

OURS = range(LENGTH - 1, LENGTH + 2)
"""Lengths that one of our codes misread may have."""


def answer_foreign(text: str, row: Row | None, actor: Actor, key: str) -> Answer | None:
    """The device told, or which one to touch; None when nothing seen bears this number."""
    found = bearers(text, actor)
    if not found:
        return None
    if row is None and len(found) == 1:
        told = answers.looked_at(found[0].found, actor, key)
        return told | {"sentence": f"Trouvé par son {found[0].as_what}. {told['sentence']}"}
    return _asks(text, found, row, key)


def _asks(text: str, found: list[Borne], row: Row | None, key: str) -> Answer:
    only = len(found) == 1
    told = answers.about(None, " ".join(text.split()))
    sentence = f"Ce numéro est son {found[0].as_what}. " if only else "Plusieurs le portent. "
    sentence += _touch(row)
    if len(found) > MOST:
        sentence += " Il y en a d'autres : scannez plutôt l'étiquette."
    return told | {
        "key": key,
        "status": "choose",
        "tone": "ask",
        "icon": "question-circle",
        "word": "Est-ce lui\u00a0?" if only else "Lequel\u00a0?",
        "sentence": sentence,
        "near": [_one(borne) for borne in found[:MOST]],
        "operation": row.name if row and not row.creates else "",
    }


def _touch(row: Row | None) -> str:
    if row is None:
        return "Touchez celui que vous tenez."
    return (
        "Déjà enregistré : touchez pour voir."
        if row.creates
        else f"Touchez pour : {row.verb.lower()}."
    )


def _one(borne: Borne) -> Answer:
    away = "" if borne.held else " (pas ici)"
    code = borne.found.code
    return {"code": code, "shown": shown(code), "title": borne.found.title + away}


def not_found(text: str, why: Refused) -> Refused:
    """Why a text that is no code of ours finds nothing; what it was refused for, if misread."""
    if product := product_of(text):
        return Refused(
            "product-code",
            f"C'est le code-barres d'un produit ({product}), le même sur tous les exemplaires. "
            "Scannez le numéro de série, ou notre étiquette.",
            title="Code de produit",
        )
    if says_nothing(text):
        return Refused(
            "placeholder",
            "Ce texte n'est le numéro d'aucun appareil : le fabricant n'a rien inscrit. "
            "Scannez notre étiquette.",
            title="Pas un numéro",
        )
    plain = [one for one in text.upper() if one.isalnum()]
    like_ours = len(plain) in OURS and all(one in ALPHABET + "OIL" for one in plain)
    if why.suggest or like_ours or len(plain) < OURS.start or why.code != "invalid-code":
        return why
    return Missing(
        "unknown-number",
        "Aucun appareil d'ici ne porte ce numéro. Scannez notre étiquette, ou tapez son code.",
    )
