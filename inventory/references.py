"""A reference is a file's number: what leads straight to a person is sent back, politely."""

from __future__ import annotations

import re

MAIL = re.compile(r"\S+@\S+\.\w+")
PHONE = re.compile(r"(?:\+33|0033|\b0)\s*[1-9](?:[\s.\-]*\d{2}){4}\b")
NAMED = re.compile(r"\b(?:M\.|Mr|Mme|Mlle|Monsieur|Madame)\s+\w+", re.IGNORECASE)


def leads_to_a_person(text: str) -> str:
    """What is wrong with it, in one sentence; nothing when it may be a file's number."""
    if MAIL.search(text):
        return (
            "Ceci ressemble à une adresse électronique. Mettez plutôt le numéro de votre dossier : "
            "lui seul est utile ici, et il protège la personne."
        )
    if PHONE.search(text):
        return (
            "Ceci ressemble à un numéro de téléphone. Mettez plutôt le numéro de votre dossier : "
            "lui seul est utile ici, et il protège la personne."
        )
    if NAMED.search(text):
        return (
            "Ceci ressemble à un nom. Mettez plutôt le numéro de votre dossier : vous seul·e "
            "saurez qui c'est."
        )
    return ""
