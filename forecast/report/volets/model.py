"""Volet 5: from what is collected to what is covered, what it costs, and what moves it most."""

from __future__ import annotations

from collections.abc import Mapping

from forecast import economics
from forecast.assumptions import ASSUMPTIONS
from forecast.coverage import Area, Coverage, coverage
from forecast.estimates import Figure
from forecast.report.content import Cell, Chart, Column, Said, Table
from forecast.report.ground import Ground, need_told
from forecast.report.volets.part import Part
from forecast.report.words import figure, text
from forecast.typography import full, of
from forecast.vocabulary import Concept

NAMES = {
    "low": "Scénario bas",
    "central": "Scénario central",
    "high": "Scénario haut",
    "own": "Estimé",
}
MOVES = 10
SHORT = "dans certains tirages, aucun volume n'y suffit"


def model(ground: Ground, volume: Figure | None) -> Part:
    """``volume``: devices collected in a year; None when it is not known."""
    area = ground.area(ground.territory)
    if area is None or volume is None or not volume.value or ground.run is None:
        return Part(finding="Sans estimation du gisement, aucun modèle ne peut être chiffré.")
    seed = ground.run.seed
    account = economics.account(volume.value, ground.settings, seed=seed)
    covered, months = _covered(ground, area)
    return Part(
        finding=_finding(account),
        figures=(
            Said("collecte_centrale", "Appareils que la filière collecterait en un an", volume),
            Said("cout", "Coût par appareil remis", account.cost_per_device),
            Said(
                "recette",
                "Recettes par appareil remis, subventions comprises",
                account.income_per_device,
            ),
            Said("resultat", "Résultat d'une année", account.result_year),
            *covered,
        ),
        tables=(*months, _moves(account), _account(account)),
        notes=(
            (
                "Tant que nos propres rendements ne sont pas connus (200 appareils d'un type), la "
                "couverture se dit en trois scénarios, sans probabilité."
            ),
            (
                "Les salaires d'insertion, les prix et les subventions sont des hypothèses que les "
                "pilotes règlent ; le résultat change avec elles."
            ),
            (
                "Ce compte est celui d'un seul atelier, sur une route supposée. Celui de l'échelle "
                "pertinente (volet 2) paie autant d'ateliers qu'il en faut et la route mesurée : "
                "un appareil y coûte plus cher."
            ),
        ),
    )


def _central(told: Mapping[str, Figure]) -> Figure:
    return told.get("own") or told["central"]


def _covered(ground: Ground, area: Area) -> tuple[tuple[Said, ...], tuple[Table, ...]]:
    """What a year covers, and month by month; nothing where no need is estimated."""
    concept = Concept.NO_COMPUTER
    if ground.run is None or not need_told(ground, ground.territory, concept):
        return (), ()
    year = coverage(area, concept, ground.settings, seed=ground.run.seed)
    central = _central(year.months[-1].coverage)
    return (
        (Said("couverture", "Ménages sans ordinateur équipés en un an", central),),
        (_months(year),),
    )


def _finding(account: economics.Account) -> str:
    cost, result = account.cost_per_device, account.result_year
    start = f"Un appareil remis coûte environ {full(cost)}"
    if result.low is None or result.high is None:
        return f"{start}."
    if result.low > 0:
        return f"{start} ; l'année est à l'équilibre dans presque tous les cas."
    if result.high < 0:
        return f"{start} ; l'année est en déficit dans presque tous les cas."
    return f"{start} ; l'équilibre n'est pas assuré : il dépend des hypothèses, rangées plus bas."


def _months(year: Coverage) -> Table:
    ways = list(year.months[-1].coverage)
    return Table(
        key="couverture",
        title="Part des ménages sans ordinateur équipés, mois par mois",
        columns=(
            Column("mois", "Mois", "count"),
            figure("collectes", "Appareils collectés", "appareils"),
            figure("remis", "Appareils remis", "appareils"),
            *(figure(way, NAMES[way], "part") for way in ways),
        ),
        rows=tuple(
            (month.number, month.collected, month.handed, *(month.coverage[way] for way in ways))
            for month in year.months
        ),
        note="Ordinateurs seulement. Rien n'est en stock au départ : une filière qui commence.",
        chart=Chart(
            "couverture",
            "months",
            f"En un an, {of(_central(year.months[-1].coverage))} des ménages qui en manquent",
            "Part des ménages sans ordinateur équipés, mois par mois, selon chaque scénario.",
            {"month": "mois", "values": ",".join(ways)},
        ),
        sources=year.need.sources,
    )


def _moves(account: economics.Account) -> Table:
    told = [one for one in account.moves if one[1] > 0][:MOVES]
    label = ASSUMPTIONS[told[0][0]].label if told else ""
    return Table(
        key="sensibilite",
        title="Ce qui déplace le plus le résultat d'une année",
        columns=(
            text("hypothese", "Hypothèse"),
            Column("ecart", "Écart entre ses deux bornes", "number", "€ par an"),
        ),
        rows=tuple((ASSUMPTIONS[name].label, float(f"{euros:.2g}")) for name, euros in told),
        chart=Chart(
            "sensibilite",
            "moves",
            f"Ce qui pèse le plus\u202f: {label[:1].lower()}{label[1:]}",
            "Écart du résultat annuel quand chaque hypothèse passe de sa borne basse à sa haute.",
            {"label": "hypothese", "value": "ecart"},
        ),
        sources=economics.INPUTS,
    )


def _account(account: economics.Account) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Coût par appareil remis", account.cost_per_device),
        ("Recettes par appareil remis", account.income_per_device),
        ("Résultat d'une année", account.result_year),
        ("Volume d'équilibre", account.break_even if account.break_even.value else SHORT),
    )
    return Table(
        key="compte",
        title="Le compte d'une année",
        columns=(text("ligne", "Ligne"), figure("montant", "Montant")),
        rows=rows,
        sources=economics.INPUTS,
    )
