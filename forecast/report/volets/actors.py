"""Volet 1: the steps of refurbishing, and who does each, here and next door."""

from __future__ import annotations

from forecast.actors import Listed, actors_of, neighbours
from forecast.report.content import Cell, Chart, Column, Said, Table
from forecast.report.ground import Ground
from forecast.report.volets.part import Part
from forecast.report.words import capital, count, counted, listed, text

STEPS = (
    (
        "collect",
        "Collecte du gisement",
        "Recevoir ou aller chercher, étiqueter, dire la base légale du don.",
    ),
    (
        "audit",
        "Audit du matériel",
        "Identifier, tester, lister chaque support de données, noter l'état.",
    ),
    (
        "erase",
        "Effacement des données",
        "Une preuve par support (NIST SP 800-88) ; sans preuve, rien ne sort.",
    ),
    (
        "repair",
        "Réparation et installation",
        "Réparer, installer un système à jour, vérifier toutes les fonctions.",
    ),
    (
        "distribute",
        "Don, vente solidaire, prêt",
        "Par une structure qui connaît la personne ; prix plafonnés par la loi.",
    ),
    ("support", "Accompagnement", "Prise en main et médiation numérique."),
    ("recycle", "Recyclage", "Ce qui ne peut resservir : opérateur agréé, bordereau, pesée."),
)
DONE_BY = {"audit": "refurbish", "erase": "refurbish", "repair": "refurbish"}
ORIGINS = {
    "journal": "Réseau",
    "france_services": "France services, 2024",
    "conseillers_numeriques": "Conseillers numériques, 2022-24",
}
ROLES = {
    "collect": "Collecte",
    "refurbish": "Audit, effacement, réparation",
    "distribute": "Distribution, prescription",
    "support": "Accompagnement",
    "recycle": "Recyclage",
    "steer": "Pilotage",
}


def panorama(ground: Ground) -> Part:
    here = actors_of(ground.territory.pk, ground.communes)
    around = neighbours(ground.departments)
    by_step = {step: [one for one in here if one.step == step] for step in ROLES}
    known = [one for one in here if one.origin == "réseau"]
    refurbishers = by_step["refurbish"]
    missing = [name.lower() for step, name in ROLES.items() if not by_step[step]]
    return Part(
        finding=_finding(here, refurbishers, missing),
        figures=(
            Said("acteurs", "Acteurs recensés", counted(len(here), "acteurs", *_sources(here))),
            Said("acteurs_reseau", "dont déjà dans le réseau", counted(len(known), "acteurs")),
            Said(
                "ateliers", "Ateliers de reconditionnement", counted(len(refurbishers), "ateliers")
            ),
        ),
        tables=(_steps(by_step, around), _network(here), _all(here, around, ground)),
        notes=(
            *([f"Étapes sans acteur recensé ici : {listed(missing)}."] if missing and here else []),
            (
                "Les lieux d'accompagnement viennent de listes nationales de 2022 à 2024 : "
                "certains ont ouvert ou fermé depuis. Les donateurs ne sont pas nommés."
            ),
        ),
    )


def _finding(here: list[Listed], refurbishers: list[Listed], missing: list[str]) -> str:
    if not here:
        return "Aucun acteur n'est recensé sur ce territoire : le panorama reste à faire."
    if not refurbishers:
        return (
            f"{len(here)} acteurs recensés, mais aucun atelier de reconditionnement : tout le "
            "matériel devrait partir ailleurs."
        )
    places = listed(sorted({one.commune_name for one in refurbishers})[:4])
    many = "s" if len(refurbishers) > 1 else ""
    return (
        f"{len(here)} acteurs recensés, dont {len(refurbishers)} atelier{many} de "
        f"reconditionnement ({places})."
    )


def _sources(actors: list[Listed]) -> tuple[str, ...]:
    return tuple(sorted({one.source for one in actors})) or ("france_services",)


def _steps(by_step: dict[str, list[Listed]], around: dict[str, list[Listed]]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    near = [one for found in around.values() for one in found]
    for step, name, what in STEPS:
        doer = DONE_BY.get(step, step)
        mine = len(by_step[doer])
        theirs = sum(1 for one in near if one.step == doer)
        rows.append((name, what, mine, theirs))
    return Table(
        key="etapes",
        title="Les étapes, et combien d'acteurs à chacune",
        columns=(
            text("etape", "Étape"),
            text("contenu", "Ce qui s'y fait"),
            count("ici", "Acteurs ici"),
            count("voisins", "Départements voisins"),
        ),
        rows=tuple(rows),
        note="Un atelier fait l'audit, l'effacement et la réparation : il compte à chacune.",
        sources=("journal", "france_services", "conseillers_numeriques"),
    )


def _by_role(one: Listed) -> tuple[int, str]:
    return list(ROLES).index(one.step), one.name


def _row(one: Listed, where: str) -> tuple[Cell, ...]:
    return (
        one.name,
        ROLES[one.step],
        one.status,
        one.commune_name,
        one.commune,
        one.longitude,
        one.latitude,
        where,
        ORIGINS.get(one.source, one.source),
    )


def _network(here: list[Listed]) -> Table:
    mine = [one for one in here if one.origin != "liste nationale"]
    return Table(
        key="acteurs_filiere",
        title="Les acteurs de la filière",
        columns=(
            text("nom", "Nom"),
            text("etape", "Étape"),
            text("statut", "Statut"),
            text("commune", "Commune"),
            Column("capacite", "Capacité dite", "count"),
            Column("faits", "Prêts en 12 mois", "count"),
            text("origine", "Connu par"),
        ),
        rows=tuple(
            (
                one.name,
                ROLES[one.step],
                capital(one.status),
                one.commune_name,
                one.capacity,
                one.made,
                one.origin if one.origin == "réseau" else one.source,
            )
            for one in sorted(mine, key=_by_role)
        ),
        note="Capacité\u202f: appareils par an, comme l'organisation ou la source la dit. "
        "Prêts\u202f: mis à disposition par l'atelier, d'après le journal."
        if mine
        else "Aucune organisation du réseau n'a son siège ici.",
        sources=("journal",),
    )


def _all(here: list[Listed], around: dict[str, list[Listed]], ground: Ground) -> Table:
    rows = [_row(one, "ici") for one in sorted(here, key=_by_role)]
    rows += [_row(one, department) for department, found in around.items() for one in found]
    return Table(
        key="acteurs",
        title="Tous les acteurs recensés, ici et dans les départements voisins",
        columns=(
            text("nom", "Nom"),
            text("etape", "Étape"),
            text("statut", "Statut"),
            text("commune", "Commune"),
            text("code", "Code"),
            Column("longitude", "Longitude", "number"),
            Column("latitude", "Latitude", "number"),
            text("ou", "Où"),
            text("source", "Source"),
        ),
        rows=tuple(rows),
        annex=True,
        chart=Chart(
            "acteurs",
            "places",
            "Où sont les acteurs, ici et chez les voisins",
            "Carte des acteurs recensés par étape ; ceux des départements voisins sont pâlis.",
            {"label": "nom", "category": "etape", "where": "ou"},
        )
        if here
        else None,
        sources=_sources(here),
    )
