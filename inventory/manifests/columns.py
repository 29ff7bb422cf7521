"""Which column of a donor's list is which, guessed from its title, in French or English."""

from __future__ import annotations

from filiere.network.spelling import fold

FIELDS = {
    "kind": "Type",
    "brand": "Marque",
    "model": "Modèle",
    "serial": "N° de série",
    "asset_tag": "N° d'inventaire",
    "bought": "Date d'achat ou de mise en service",
    "reformed": "Date de réforme",
    "protected": "Classé ou protégé",
}
TITLES: dict[str, tuple[str, ...]] = {
    "reformed": (
        "date de reforme", "date reforme", "date de la reforme", "reforme le", "reformee le",
        "annee de reforme", "annee reforme", "reforme", "date de sortie d inventaire",
        "date sortie inventaire", "date de mise au rebut",
        "date de declassement", "retired on", "retirement date", "disposal date",
    ),
    "bought": (
        "date d achat", "date achat", "date d acquisition", "date acquisition",
        "date de mise en service", "date mise en service", "mise en service", "mis en service le",
        "mes", "annee d achat", "annee achat", "annee d acquisition", "annee de mise en service",
        "achete le", "acquis le",
        "purchase date", "date of purchase", "purchased", "in service date",
    ),
    "protected": (
        "classé", "classe ou protege", "classes ou proteges", "classe protege", "protege",
        "classifie", "classifie ou protege", "informations classifiees", "donnees classifiees",
        "specialement protege", "confidentiel defense", "secret defense", "classified",
    ),
    "asset_tag": (
        "n d inventaire", "n inventaire", "no d inventaire", "no inventaire", "numero d inventaire",
        "numero inventaire", "num inventaire", "inventaire", "code inventaire", "asset tag",
        "asset", "asset number", "asset no", "asset id", "inventory number", "n parc", "n de parc",
        "numero de parc", "code parc", "immobilisation", "n immobilisation", "n immo", "etiquette",
        "tag", "code barre", "code barres", "identifiant", "id materiel", "id",
    ),
    "serial": (
        "n de serie", "n serie", "no de serie", "no serie", "numero de serie", "numero serie",
        "num serie", "num de serie", "serie", "serial", "serial number", "serial no", "s n", "sn",
        "service tag", "imei", "numero de serie constructeur",
    ),
    "brand": (
        "marque", "constructeur", "fabricant", "brand", "manufacturer", "vendor", "make", "maker",
    ),
    "model": (
        "modele", "model", "designation", "reference", "ref", "libelle", "description", "product",
        "produit", "product name", "model name", "nom du modele",
    ),
    "kind": (
        "type", "type d appareil", "type de materiel", "type materiel", "type d equipement",
        "categorie", "famille", "nature", "device type", "asset type", "category", "kind",
        "product type", "equipement", "materiel", "sous categorie", "class", "form factor",
    ),
}  # fmt: skip
WHOLE = frozenset({"reforme", "protege", "purchased", "classified"})
"""Titles that name a field alone, and something else among other words (« Motif de réforme »)."""

_ACCENTED = {"classé": "classé", "classée": "classé", "classé ?": "classé"}
"""« Classe » without its accent is a class of goods."""


def guess(header: tuple[str, ...]) -> dict[str, int]:
    """The rank of the column of each field that a title names; the exact titles first."""
    folded = [_ACCENTED.get(title.strip().casefold()) or fold(title) for title in header]
    found: dict[str, int] = {}
    for exact in (True, False):
        for field, titles in TITLES.items():
            if field in found:
                continue
            for rank, title in enumerate(folded):
                if title and rank not in found.values() and _is(title, titles, exact):
                    found[field] = rank
                    break
    return found


def _is(title: str, titles: tuple[str, ...], exact: bool) -> bool:
    if exact:
        return title in titles
    return any(f" {known} " in f" {title} " for known in titles if _long(known))


def _long(known: str) -> bool:
    return len(known) > 3 and known not in WHOLE
