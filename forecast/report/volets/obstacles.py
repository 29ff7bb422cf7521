"""Volet 4: refurbish or recycle, software that ends, obstacles people cite, people and money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from forecast import economics
from forecast.estimates import Figure
from forecast.reference.tables import load
from forecast.report.content import Cell, Chart, Column, Said, Table
from forecast.report.ground import Ground
from forecast.report.volets.part import Part
from forecast.report.words import capital, count, figure, listed, stated, text
from forecast.service_cost import PRICED, UNIT, Compared, compared
from forecast.software_support import ends_on
from forecast.typography import of
from forecast.uncertainty import stream
from forecast.vocabulary import Status
from inventory.selectors.diagnosis import Fleet, fleet

DRAWS = 1_000
COSTS = {
    "salaries": "Salaires",
    "contributions": "Cotisations",
    "truck": "Camion",
    "van": "Fourgonnette",
    "surface": "Surface",
    "solidarity_price": "Prix solidaire d'un ordinateur",
}


def obstacles(ground: Ground, volume: Figure | None, today: date) -> Part:
    """``volume``: devices collected in a year; None when it is not known."""
    collected = (volume.value or 0.0) if volume else 0.0
    seen = fleet(territory=ground.territory.pk)
    kinds = [kind for kind in PRICED if any(one.kind == kind for one in seen)] or list(PRICED)
    told = compared(kinds, collected or 1_000, ground.settings, seed=_seed(ground))
    ends, finding = _systems(seen, today)
    cited = _cited()
    return Part(
        finding=_finding(told),
        figures=(
            *(
                Said(
                    f"service_{one.kind}",
                    f"{capital(one.kind.label)} reconditionné, par année de service",
                    one.refurbished,
                )
                for one in told[:1]
            ),
            *(
                Said(
                    f"neuf_{one.kind}",
                    f"{capital(one.kind.label)} recyclé puis remplacé par du neuf",
                    one.replaced,
                )
                for one in told[:1]
            ),
            *cited,
        ),
        tables=(_service(told), ends, _people(ground, volume), _reference_costs()),
        notes=(
            finding,
            (
                "Reconditionner demande des heures de travail et ne réussit qu'à une part de ce "
                "qui est collecté ; recycler est immédiat, mais ne rend aucune année de service et "
                "laisse la personne acheter."
            ),
            (
                "Difficultés nommées par le Schéma départemental : un modèle fragile (gisements, "
                "prix, variété des collectes), des besoins de formation, des logiques en silo."
            ),
        ),
    )


def _seed(ground: Ground) -> int:
    return ground.run.seed if ground.run else 1


def _finding(told: list[Compared]) -> str:
    better = [one for one in told if (one.refurbished.value or 0) < (one.replaced.value or 0)]
    if not better:
        return (
            "Avec les hypothèses retenues, une année de service coûte plus cher en reconditionné "
            "qu'en neuf pour tous les types : le volume ou les hypothèses sont à revoir."
        )
    names = listed([one.kind.label for one in better])
    if len(better) == len(told):
        return (
            "Une année de service coûte moins cher en reconditionné qu'en recyclant pour racheter "
            f"du neuf, pour chaque type comparé ({names})."
        )
    rest = listed([one.kind.label for one in told if one not in better])
    return (
        f"Reconditionner coûte moins cher par année de service pour {names} ; pas pour {rest}, "
        "avec les hypothèses retenues."
    )


def _service(told: list[Compared]) -> Table:
    return Table(
        key="reconditionner_recycler",
        title="Reconditionner ou recycler\u202f: coût d'une année de service",
        columns=(
            text("type", "Type"),
            figure("reconditionne", "Reconditionné", UNIT),
            figure("remplace", "Recyclé, puis remplacé par du neuf", UNIT),
            figure("tirages", "Tirages où reconditionner coûte moins", "part"),
        ),
        rows=tuple(
            (
                capital(one.kind.label),
                one.refurbished,
                one.replaced,
                Figure(
                    one.cheaper,
                    None,
                    None,
                    "part",
                    one.refurbished.sources,
                    one.refurbished.method,
                    Status.ASSUMPTION.value,
                ),
            )
            for one in told
        ),
        note="Prix du neuf, durée de la seconde vie et temps de travail sont des hypothèses ; les "
        "durées d'usage du neuf sont celles de l'ADEME.",
        chart=Chart(
            "reconditionner_recycler",
            "steps",
            "Le coût d'une année de service, reconditionné ou neuf",
            "Pour chaque type, coût d'une année de service reconditionné et remplacé par du neuf, "
            "avec leurs intervalles.",
            {"label": "type", "value": "reconditionne", "other": "remplace"},
        ),
        sources=("device_impact",),
    )


def _systems(seen: list[Fleet], today: date) -> tuple[Table, str]:
    """Devices whose system is stated, by the end of its updates."""
    counts: Counter[str] = Counter()
    for one in seen:
        if one.system:
            counts[one.system] += one.count
    rows: list[tuple[Cell, ...]] = []
    over = whole = 0
    for system, n in counts.most_common():
        known, day = ends_on(system)
        whole += n
        ended = known and day is not None and day <= today
        over += n if ended else 0
        state = "non suivi par la source" if not known else "terminées" if ended else "en cours"
        rows.append((system, n, f"{day:%d/%m/%Y}" if day else "", state))
    finding = (
        f"Sur {whole} appareils dont le système installé est connu, {over} n'en "
        f"{'reçoivent' if over > 1 else 'reçoit'} plus de mises à jour de sécurité."
        if whole
        else "Aucun appareil dont le système soit connu : l'obsolescence logicielle du parc reste "
        "à constater. Windows 10 n'est plus mis à jour depuis le 14 octobre 2025."
    )
    return Table(
        key="obsolescence",
        title="Obsolescence logicielle des appareils passés par la filière",
        columns=(
            text("systeme", "Système installé"),
            count("appareils", "Appareils"),
            text("fin", "Fin des mises à jour"),
            text("etat", "Mises à jour"),
        ),
        rows=tuple(rows),
        note=finding,
        sources=("software_end_of_life", "journal"),
    ), finding


def _cited() -> tuple[Said, ...]:
    table = load("equipment")
    found = []
    for concept, label in (
        ("obstacle_old_equipment", "Français qui citent un équipement ancien comme obstacle"),
        ("obstacle_no_equipment", "Français qui citent l'absence d'équipement"),
    ):
        rows = table[(table["concept"] == concept) & (table["used"] == "yes")]
        if len(rows):
            value = float(rows["value"].iloc[0]) / 100
            found.append(Said(f"cite_{concept}", label, stated(value, "part", "equipment")))
    return tuple(found)


def _people(ground: Ground, volume: Figure | None) -> Table:
    """Hours and posts that the central volume asks for."""
    rows: list[tuple[Cell, ...]] = []
    if volume is not None and volume.value:
        collected = volume.value
        settings, seed = ground.settings, _seed(ground)
        drawn = economics.inputs(settings, seed=seed, draws=DRAWS)
        hours = economics.hours(drawn) * collected
        post = settings.drawn("hours_per_post", stream(seed, "hours_per_post"), DRAWS)
        rows = [
            ("Heures de travail par an", economics.figure_of(hours, "heures par an")),
            ("Postes à temps plein", economics.figure_of(hours / post, "postes")),
        ]
    return Table(
        key="moyens_humains",
        title="Moyens humains pour une année",
        columns=(text("quoi", "Quoi"), figure("combien", "Combien")),
        rows=tuple(rows),
        note=f"Pour {of(volume)} appareils collectés par an, moyenne des tirages."
        if volume is not None
        else "Sans estimation du gisement, le volume n'est pas connu.",
        sources=("hourly_cost",),
    )


def _published(cost: Mapping[Hashable, Any]) -> Figure:
    """A cost as its source gives it: one value, or two ends."""
    unit = str(cost["unit"])
    if pd.notna(cost["value"]):
        return stated(float(cost["value"]), unit, "workshop_costs")
    low, high = float(cost["low"]), float(cost["high"])
    middle = (low + high) / 2
    published = Status.PUBLISHED.value
    return Figure(middle, low, high, unit, ("workshop_costs",), "repris", published)


def _reference_costs() -> Table:
    rows = [
        (
            COSTS.get(str(row["what"]), str(row["what"])),
            _published(row),
            str(row["unit"]),
            str(row["place"]),
        )
        for row in load("workshop_costs").to_dict("records")
    ]
    return Table(
        key="couts_ailleurs",
        title="Coûts relevés ailleurs",
        columns=(
            text("quoi", "Quoi"),
            figure("valeur", "Valeur"),
            Column("unite", "Unité", "text"),
            text("ou", "Où"),
        ),
        rows=tuple(rows),
        sources=("workshop_costs",),
    )
