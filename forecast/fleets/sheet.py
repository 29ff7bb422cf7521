"""A list of fleets: one line an organisation and commune, a column a kind; or one line a kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from filiere.network.spelling import fold
from forecast.incoming_sheets.columns import (
    Column,
    Unreadable,
    choice,
    count,
    month,
    text,
    years,
)
from forecast.incoming_sheets.places import Communes
from forecast.incoming_sheets.preview import Preview, Row, preview
from forecast.models.fleet import HOLDERS
from forecast.vocabulary import Holder, Kind
from inventory.selectors.sheets import Sheet, kind_of

SAID = (
    (Holder.COMPANIES.value, "entreprise"),
    (Holder.COMPANIES.value, "société"),
    (Holder.COMPANIES.value, "privé"),
    (Holder.PUBLIC.value, "organisme public"),
    (Holder.PUBLIC.value, "public"),
    (Holder.PUBLIC.value, "collectivité"),
)
PLURALS: Mapping[Kind, tuple[str, ...]] = {
    Kind.LAPTOP: ("ordinateurs portables", "portables", "pc portables", "laptops"),
    Kind.DESKTOP: ("ordinateurs fixes", "fixes", "unites centrales", "pc fixes", "desktops"),
    Kind.ALL_IN_ONE: ("tout en un", "tous en un"),
    Kind.TABLET: ("tablettes", "tablets"),
    Kind.SMARTPHONE: ("smartphones",),
    Kind.FEATURE_PHONE: ("telephones mobiles simples", "telephones simples"),
    Kind.MONITOR: ("ecrans", "moniteurs", "monitors"),
    Kind.PRINTER: ("imprimantes", "printers"),
}


def columns(communes: Communes) -> tuple[Column, ...]:
    """The columns of a list of fleets."""
    return (
        Column(
            "organisation",
            "Organisation",
            text(),
            ("nom", "raison sociale", "entreprise", "structure", "etablissement"),
            required=True,
        ),
        Column(
            "commune",
            "Commune",
            communes.find,
            ("code commune", "code insee", "insee", "ville", "lieu"),
            required=True,
        ),
        Column("holder", "Public ou entreprise", choice(HOLDERS, *SAID), ("statut", "nature")),
        Column(
            "jobs",
            "Emplois",
            count,
            ("emplois sur place", "effectif", "effectifs", "salaries", "postes", "agents"),
        ),
        Column("kind", "Type", kind_read, ("type d appareil", "categorie", "materiel")),
        Column("fleet", "Parc", count, ("nombre", "quantite", "appareils", "parc total")),
        *(Column(kind, str(kind.label).capitalize(), count, PLURALS[kind]) for kind in Kind),
        Column(
            "renewal",
            "Renouvellement (années)",
            years,
            (
                "renouvellement",
                "rythme de renouvellement",
                "duree de renouvellement",
                "rythme",
                "renouvellement annees",
                "renouvellement en annees",
                "duree d usage",
            ),
            required=True,
        ),
        Column(
            "next_renewal",
            "Prochain renouvellement",
            month,
            ("prochain", "date du prochain renouvellement", "echeance"),
        ),
    )


def kind_read(cell: str) -> str:
    """One of the eight kinds that are estimated."""
    found = kind_of(cell)
    if found is None or found.value not in Kind.values:
        asked = ", ".join(f"« {kind.label} »" for kind in Kind)
        raise Unreadable(f"« {cell[:40]} » n'est pas reconnu : écrivez {asked}.")
    return found.value


def look(sheet: Sheet) -> Preview:
    """What would be kept of a list of fleets; one organisation says a kind once in a commune."""
    seen: dict[tuple[str, str, str], int] = {}

    def check(row: Row, found: Preview) -> None:
        told = fleet_of(row.told)
        if "kind" in row.told and "fleet" not in row.told:
            found.blame(row.number, "Parc", "Cette case est vide.")
        elif "fleet" in row.told and "kind" not in row.told:
            found.blame(row.number, "Type", "Dites le type de ces appareils.")
        elif not any(told.values()):
            found.blame(row.number, "Parc", "Aucun appareil n'est déclaré sur cette ligne.")
        for kind in told:
            key = (fold(row.told["organisation"]), row.told["commune"], kind)
            first = seen.setdefault(key, row.number)
            if first != row.number:
                what = f"Cette organisation a déjà dit ce type à la ligne {first}."
                found.blame(row.number, "Organisation", what)
                return

    return preview(sheet, columns(Communes()), check)


def fleet_of(told: Mapping[str, Any]) -> dict[str, int]:
    """Devices by kind of one row, kinds that are not said left out."""
    found = {kind.value: told[kind.value] for kind in Kind if told.get(kind.value)}
    if told.get("kind") and told.get("fleet"):
        found[told["kind"]] = found.get(told["kind"], 0) + told["fleet"]
    return found
