"""Which column of a donor's list is which, guessed from its title, in French or English."""

from __future__ import annotations

from filiere.network.spelling import fold

FIELDS = {
    "kind": "Type",
    "brand": "Marque",
    "model": "Modèle",
    "serial": "N° de série",
    "asset_tag": "N° d'inventaire",
}
TITLES: dict[str, tuple[str, ...]] = {
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


def guess(header: tuple[str, ...]) -> dict[str, int]:
    """The rank of the column of each field that a title names; the exact titles first."""
    folded = [fold(title) for title in header]
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
    return any(f" {known} " in f" {title} " for known in titles if len(known) > 3)
