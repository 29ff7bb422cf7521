"""The organisations of the demonstration: real communes, invented names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class House:
    """``key`` is how lives call it, and the domain of its members' addresses."""

    key: str
    name: str
    kind: str
    legal_status: str
    commune: str
    serves: str | None = None

    @property
    def email(self) -> str:
        return f"bonjour@{self.key}.demo.invalid"


HOUSES = (
    House("pilotage", "Comité de pilotage des Trois Cigales", "steering", "association",
          "com:84007", "dep:84"),
    House("ocre", "Atelier de l'Ocre Bleue", "workshop", "insertion_workshop", "com:84035",
          "dep:84"),
    House("claviers", "La Fabrique aux Claviers", "workshop", "cooperative", "com:84031",
          "dep:84"),
    House("murier", "Recyclerie du Mûrier Blanc", "collection_point", "association", "com:84087"),
    House("halle", "La Halle aux Écrans", "distributor", "association", "com:84007"),
    House("platanes", "CCAS des Sept Platanes", "social_structure", "ccas", "com:84003"),
    House("figuier", "EDeS du Grand Figuier", "social_structure", "public_body", "com:84080"),
    House("fontaines", "Maison de services des Quatre Fontaines", "social_structure",
          "public_body", "com:84089"),
    House("mediatheque", "Médiathèque des Ocres", "mediation_place", "public_body", "com:84054"),
    House("conserverie", "Conserverie du Soleil Levant", "donor", "company", "com:84129"),
    House("boussole", "Bureau d'études La Boussole Bleue", "donor", "company", "com:84092"),
    House("eaux", "Syndicat mixte des Eaux Imaginaires", "donor", "public_body", "com:84007"),
    House("papillon", "Les Randonneurs du Papillon", "donor", "association", "com:84137"),
    House("broyeur", "Recyclage du Mistral Gagnant", "recycler", "company", "com:84019"),
)  # fmt: skip

WORKSHOPS = ("ocre", "claviers")
STRUCTURES = ("platanes", "figuier", "fontaines", "mediatheque")
HOMES = (
    "com:84007", "com:84031", "com:84087", "com:84035", "com:84054", "com:84003", "com:84132",
    "com:84088", "com:84043", "com:84141", "com:84081", "com:84039", "com:84072", "com:84026",
)  # fmt: skip
"""Communes where households give."""
