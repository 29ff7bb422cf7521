"""Volet 6: who benefits, on which conditions, through which structures."""

from __future__ import annotations

from collections import Counter

from forecast.actors import Listed, actors_of
from forecast.estimates import Figure
from forecast.reference.tables import load
from forecast.report.content import Cell, Said, Table
from forecast.report.ground import Ground
from forecast.report.volets.part import Part
from forecast.report.words import counted, figure, stated, text
from forecast.vocabulary import Status
from inventory.selectors.diagnosis import Counted


def people(ground: Ground, told: list[Counted]) -> Part:
    by = {one.key: one for one in told}
    here = actors_of(ground.territory.pk, ground.communes)
    helping = [one for one in here if one.step in ("support", "distribute")]
    persons, structures = by["personnes"], by["structures"]
    return Part(
        finding=_finding(helping, persons),
        figures=(
            Said(
                "personnes",
                "Personnes équipées",
                counted(persons.value, "personnes"),
                f"Tout le réseau, {persons.when}",
            ),
            Said(
                "structures",
                "Structures servies",
                counted(structures.value, "structures"),
                f"Tout le réseau, {structures.when}",
            ),
            Said(
                "structures_possibles",
                "Lieux qui pourraient orienter ou accompagner",
                counted(len(helping), "lieux", *sorted({one.source for one in helping})),
            ),
        ),
        tables=(_modes(by["distribues"]), _conditions(), _structures(helping)),
        notes=(
            (
                "Public visé par l'action 3.1 : les personnes les plus éloignées du numérique ou "
                "en précarité, que le manque de matériel empêche d'accéder à leurs droits."
            ),
            (
                "Une personne est orientée par une structure qui la connaît ; la filière ne "
                "connaît d'elle que la référence de la structure, jamais un nom."
            ),
        ),
    )


def _finding(helping: list[Listed], persons: Counted) -> str:
    many = f"{len(helping)} lieux pourraient orienter ou accompagner des bénéficiaires"
    if not helping:
        many = "Aucun lieu d'accompagnement n'est recensé sur ce territoire"
    if persons.value:
        return f"{many} ; le réseau a déjà équipé {persons.value} personnes ({persons.when})."
    return f"{many}."


def _modes(told: Counted) -> Table:
    return Table(
        key="modes",
        title="Comment les appareils sont remis",
        columns=(text("mode", "Remise"), figure("appareils", "Appareils")),
        rows=tuple((one.label, counted(one.value, "appareils")) for one in told.by_mode),
        note=f"Tout le réseau, {told.when} : croiser avec un territoire ferait retrouver des "
        "personnes."
        if told.by_mode
        else "Aucune remise encore.",
        sources=("journal",),
    )


def _conditions() -> Table:
    rows: list[tuple[Cell, ...]] = []
    for row in load("legal_conditions").to_dict("records"):
        unit = str(row["unit"])
        told: Figure = (
            stated(float(row["value"]) / 100, "part", "legal_conditions")
            if unit == "%"
            else Figure(
                float(row["value"]),
                None,
                None,
                unit,
                ("legal_conditions",),
                "repris",
                Status.PUBLISHED.value,
            )
        )
        rows.append((str(row["rule"]), told, "" if unit in "%€" else unit, str(row["source"])))
    return Table(
        key="conditions",
        title="Conditions que la loi pose",
        columns=(
            text("regle", "Règle"),
            figure("valeur", "Valeur"),
            text("unite", "Unité"),
            text("texte", "Texte"),
        ),
        rows=tuple(rows),
        sources=("legal_conditions",),
    )


def _structures(helping: list[Listed]) -> Table:
    counts: Counter[str] = Counter()
    for one in helping:
        counts[_sort(one)] += 1
    return Table(
        key="structures",
        title="Structures qui pourraient orienter ou accompagner",
        columns=(text("sorte", "Sorte"), figure("lieux", "Lieux")),
        rows=tuple((name, counted(n, "lieux")) for name, n in counts.most_common()),
        note="La liste nominative est en annexe (acteurs recensés).",
        sources=("france_services", "conseillers_numeriques", "journal"),
    )


def _sort(one: Listed) -> str:
    if one.source == "france_services":
        return "Espaces France services"
    if one.source == "conseillers_numeriques":
        return "Employeurs de conseillers numériques"
    return "Structures du réseau" if one.origin == "réseau" else "Lieux importés par les pilotes"
