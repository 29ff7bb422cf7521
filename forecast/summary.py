"""What a run found, in a few French lines."""

from __future__ import annotations

from filiere.network.refusals import Refused
from filiere.network.vocabulary import Level
from forecast.models import Run
from forecast.need import unit
from forecast.reading import account_of, coverage_of
from forecast.runs import levels_of
from forecast.showing import withheld
from forecast.vocabulary import Concept, Kind, Measure


def sentences(run: Run) -> list[str]:
    """The whole of the territory, kind by kind and concept by concept, with intervals."""
    level = levels_of(run).get(level_of(run.territory_id))
    name = run.territory.name
    lines = [
        f"{name}, année {run.year}, {run.draws} tirages, {run.seconds:.1f} s.".replace(".", ",", 1)
    ]
    if level is None or run.territory_id not in level.ids:
        return lines
    row = level.ids.index(run.territory_id)
    bands = level.gisement[Measure.OUTFLOW.value]
    lines.append(
        "Sort d'usage dans l'année (intervalle à 90 %) ; part vendue après 2015, supposée :"
    )
    for place, kind in enumerate(Kind):
        share = run.told["later_share"][place]
        low, high = bands.low[row, place, -1], bands.high[row, place, -1]
        lines.append(f"  {kind.label} : {between(low, high)} ; {share:.0%}".replace("%", " %"))
    lines.append("Besoin, estimation synthétique expérimentale :")
    for place, concept in enumerate(Concept):
        low, high = float(level.need.low[row, place]), float(level.need.high[row, place])
        lines.append(f"  {concept.label} : {_lacking(run, concept, low, high)}")
    return lines


def _lacking(run: Run, concept: Concept, low: float, high: float) -> str:
    if run.territory_id in withheld(run, concept):
        return "non diffusable (trop peu d'habitants, ou intervalle trop large)"
    if not high > 0:
        return "hors champ"
    return f"{between(low, high)} {unit(concept)}"


def further(run: Run) -> list[str]:
    """Coverage of each lack and what a year costs, from the same draws."""
    lines = ["Couverture au bout d'un an (bas, central, haut : scénarios, sans probabilité) :"]
    for concept in Concept:
        try:
            year = coverage_of(run.territory, concept, run=run).months[-1].coverage
        except Refused as refused:
            told = "hors champ" if refused.code == "out-of-field" else "non diffusable"
        else:
            told = ", ".join(_share(one.value or 0) for one in year.values())
        lines.append(f"  {concept.label} : {told}")
    money = account_of(run.territory, run=run)
    for label, figure in (
        ("Coût par appareil remis", money.cost_per_device),
        ("Équilibre", money.break_even),
    ):
        if figure.high is None:
            lines.append(f"{label} : pas toujours atteint")
        else:
            ends = between(figure.low or 0, figure.high)
            lines.append(f"{label} : {ends} {figure.unit}")
    return lines


def _share(part: float) -> str:
    return "moins de 0,1 %" if 0 < part < 0.001 else f"{part * 100:.1f} %".replace(".", ",")


def level_of(territory_id: str) -> str:
    """The level that an id says."""
    if "/" in territory_id:
        return Level.PART.value
    return {
        "com": Level.COMMUNE.value,
        "epci": Level.EPCI.value,
        "dep": Level.DEPARTEMENT.value,
        "reg": Level.REGION.value,
    }.get(territory_id.partition(":")[0], Level.FRANCE.value)


def between(low: float, high: float) -> str:
    """An interval in French, no more precise than it is wide."""
    if not low <= high:
        return "hors champ"
    step = 10 ** max(len(str(int(high - low))) - 2, 0)
    ends = (f"{round(float(end) / step) * step:,.0f}".replace(",", "\u202f") for end in (low, high))
    return "de {} à {}".format(*ends)
