"""The indicators of Objectif 3, counted by the journal; what they spare, estimated."""

from __future__ import annotations

from forecast.impact import avoided
from forecast.report.content import Cell, Table
from forecast.report.ground import Ground
from forecast.report.words import counted, figure, text
from forecast.vocabulary import Kind
from inventory.selectors.diagnosis import Counted

NAMES = {kind.label: kind for kind in Kind}
MEASURES = {
    "co2e": "Émissions évitées (CO2e)",
    "material": "Matière première épargnée",
    "ewaste": "Déchets évités",
}


def indicators(ground: Ground, told: list[Counted]) -> tuple[Table, ...]:
    return (_objective(told), _kinds(told), _spared(ground, told))


def _objective(told: list[Counted]) -> Table:
    rows = tuple(
        (
            one.name,
            counted(one.value, one.unit),
            one.unit,
            one.when,
            "tout le réseau" if one.everywhere else "ce territoire",
            one.definition,
        )
        for one in told
    )
    return Table(
        key="objectif3",
        title="Ce que la filière a fait",
        columns=(
            text("indicateur", "Indicateur"),
            figure("valeur", "Valeur"),
            text("unite", "Unité"),
            text("periode", "Période"),
            text("ou", "Où"),
            text("definition", "Définition"),
        ),
        rows=rows,
        note="Ce qui touche aux personnes se dit pour tout le réseau et une année entière : "
        "croiser avec un territoire ferait retrouver des personnes. Les petits nombres y sont "
        "cachés, les autres arrondis au multiple de 5.",
        sources=("journal",),
    )


def _kinds(told: list[Counted]) -> Table:
    shown = [one for one in told if one.key in ("collectes", "reconditionnes", "distribues")]
    labels = list(dict.fromkeys(line.label for one in shown for line in one.by_kind))
    rows: list[tuple[Cell, ...]] = []
    for label in labels:
        by = [{line.label: line.value for line in one.by_kind} for one in shown]
        rows.append((label, *(counted(found.get(label, 0), "appareils") for found in by)))
    return Table(
        key="objectif3_types",
        title="Par type d'appareil",
        columns=(
            text("type", "Type"),
            *(figure(one.key, one.name, "appareils") for one in shown),
        ),
        rows=tuple(rows),
        note="" if rows else "La filière n'a encore rien collecté sur ce territoire.",
        sources=("journal",),
    )


def _spared(ground: Ground, told: list[Counted]) -> Table:
    ready = next(one for one in told if one.key == "reconditionnes")
    devices = {
        NAMES[line.label.lower()].value: line.value
        for line in ready.by_kind
        if line.value and line.label.lower() in NAMES
    }
    rows: list[tuple[Cell, ...]] = []
    note = "Aucun appareil reconditionné encore : rien à estimer."
    if devices:
        seed = ground.run.seed if ground.run else 1
        found = avoided(devices, ground.settings, seed=seed)
        rows = [(MEASURES[one], told_one, told_one.unit) for one, told_one in found.figures.items()]
        left = f" {found.left_out} appareils sans chiffre publié sont laissés de côté." * bool(
            found.left_out
        )
        note = f"Contrefactuel\u202f: {found.counterfactual}.{left}"
    return Table(
        key="impact",
        title="Ce que les appareils reconditionnés des douze derniers mois éviteront",
        columns=(
            text("mesure", "Mesure"),
            figure("valeur", "Sur leur seconde vie"),
            text("unite", "Unité"),
        ),
        rows=tuple(rows),
        note=note,
        sources=("reconditioned_impact", "device_impact"),
    )
