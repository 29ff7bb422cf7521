"""Who works there: invented names, addresses that cannot exist (RFC 2606)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    house: str
    role: str

    @property
    def email(self) -> str:
        plain = unicodedata.normalize("NFKD", self.name.lower()).encode("ascii", "ignore").decode()
        return f"{'.'.join(plain.split())}@{self.house}.demo.invalid"


PEOPLE = (
    Person("Odile Tramontane", "pilotage", "administrator"),
    Person("Basile Garrigue", "pilotage", "supervisor"),
    Person("Paulin Restanque", "pilotage", "reader"),
    Person("Samia Lavandin", "ocre", "operator"),
    Person("Théo Sarriette", "ocre", "operator"),
    Person("Nour Amandier", "ocre", "operator"),
    Person("Claire Genêt", "ocre", "supervisor"),
    Person("Hugo Micocoulier", "ocre", "administrator"),
    Person("Inès Cade", "ocre", "reader"),
    Person("Malik Fenouil", "claviers", "operator"),
    Person("Zoé Romarin", "claviers", "operator"),
    Person("Bruno Tilleul", "claviers", "supervisor"),
    Person("Agathe Mûrier", "murier", "operator"),
    Person("Karim Jujube", "murier", "supervisor"),
    Person("Lison Arbouse", "halle", "operator"),
    Person("Denis Câprier", "halle", "supervisor"),
    Person("Fatou Marjolaine", "platanes", "requester"),
    Person("Gilles Thym", "platanes", "supervisor"),
    Person("Rose Pistachier", "figuier", "requester"),
    Person("Yanis Basilic", "fontaines", "requester"),
    Person("Élodie Verveine", "mediatheque", "requester"),
    Person("Marc Olivette", "mediatheque", "reader"),
    Person("Anne Grenadier", "conserverie", "reader"),
    Person("Joseph Cyprès", "eaux", "reader"),
    Person("Sylvie Ciste", "broyeur", "operator"),
)
SURNAMES = ("Aubépine", "Bruyère", "Coriandre", "Fougère", "Garance", "Lentisque", "Mélisse",
            "Nigelle", "Pimprenelle", "Safran", "Sureau", "Valériane")  # fmt: skip
"""Households that give, as their contact says it: « famille Garance »."""
