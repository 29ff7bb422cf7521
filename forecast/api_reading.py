"""GET /api/forecast/coverage, economics: a run read to its end."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from filiere.network.documented import READING, documented
from filiere.network.refusals import Refused
from filiere.network.territories import resolve
from filiere.network.who import actor_with
from forecast import api_examples as examples
from forecast.api import LABELS, Place
from forecast.assumptions import ASSUMPTIONS, Levels, UnknownAssumption
from forecast.coverage import METHOD as COVERAGE_METHOD
from forecast.economics import METHOD as ECONOMICS_METHOD
from forecast.estimates import INTERVAL, Figure
from forecast.reading import account_of, coverage_of, minutes_known
from forecast.vocabulary import Concept

router = Router(tags=["Diagnostic"])
PROBLEMS = (*READING, 404)
MOST_SET = 40
ConceptName = Literal[
    "no_computer", "no_smartphone", "obstacle_old_equipment", "obstacle_no_equipment"
]


class Asked(Schema):
    """Quel territoire, avec quelles hypothèses."""

    territory: str = Field(..., max_length=100, description="Identifiant, code ou nom.")
    set: list[str] = Field(
        [],
        max_length=MOST_SET,
        description="Hypothèses réglées : nom=bas,central,haut ; répétable.",
    )


class CoverageQuery(Asked):
    concept: ConceptName = Field("no_computer", description="Le besoin à couvrir.")


class Valued(Schema):
    """Un chiffre et son intervalle ; null : sans objet."""

    value: float | None
    low: float | None
    high: float | None
    unit: str
    status: str


class CoverageMonth(Schema):
    month: int
    collected: Valued
    handed: Valued
    equipped: Valued
    coverage: dict[str, Valued]


class CoverageTold(Schema):
    """Douze mois. ``at_least`` : probabilités, vides tant que les rendements sont supposés."""

    territory: Place
    concept: str
    concept_label: str
    interval: float
    method: str
    sources: list[str]
    need: Valued
    months: list[CoverageMonth]
    at_least: dict[str, float]
    status: str
    note: str


class Move(Schema):
    name: str
    label: str
    euros: float


class Economics(Schema):
    """Un an de filière. ``minutes`` : minutes lues au journal, sur cinq personnes au moins."""

    territory: Place
    interval: float
    method: str
    sources: list[str]
    cost_per_device: Valued
    income_per_device: Valued
    result_year: Valued
    break_even: Valued
    moves: list[Move]
    minutes: dict[str, float]
    note: str


@router.get(
    "/coverage",
    **documented(
        "Lire la couverture d'un besoin",
        "Ce qu'un an de collecte couvrirait d'un besoin, mois par mois : trois scénarios tant que "
        "les rendements sont supposés, des probabilités ensuite.",
        answer=CoverageTold,
        example=examples.COVERAGE,
        problems=PROBLEMS,
    ),
)
def get_forecast_coverage(request: HttpRequest, asked: Query[CoverageQuery]) -> CoverageTold:
    actor = actor_with(request, "read_forecast")
    territory, concept = resolve(asked.territory), Concept(asked.concept)
    told = coverage_of(territory, concept, actor=actor, moved=levels(asked.set))
    return CoverageTold(
        territory=Place(id=territory.pk, name=territory.name),
        concept=concept.value,
        concept_label=LABELS[concept.value],
        interval=INTERVAL,
        method=COVERAGE_METHOD,
        sources=list(told.need.sources),
        need=valued(told.need),
        months=[
            CoverageMonth(
                month=one.number,
                collected=valued(one.collected),
                handed=valued(one.handed),
                equipped=valued(one.equipped),
                coverage={name: valued(figure) for name, figure in one.coverage.items()},
            )
            for one in told.months
        ],
        at_least={f"{share:g}": odds for share, odds in told.at_least.items()},
        status=told.status,
        note="Les besoins se recouvrent : leurs couvertures ne s'additionnent pas.",
    )


@router.get(
    "/economics",
    **documented(
        "Lire l'économie d'un territoire",
        "Coût par appareil remis, recettes, équilibre, et ce qui déplace le plus le résultat.",
        answer=Economics,
        example=examples.ECONOMICS,
        problems=PROBLEMS,
    ),
)
def get_forecast_economics(request: HttpRequest, asked: Query[Asked]) -> Economics:
    actor = actor_with(request, "read_forecast")
    territory = resolve(asked.territory)
    told = account_of(territory, actor=actor, moved=levels(asked.set))
    return Economics(
        territory=Place(id=territory.pk, name=territory.name),
        interval=INTERVAL,
        method=ECONOMICS_METHOD,
        sources=list(told.cost_per_device.sources),
        cost_per_device=valued(told.cost_per_device),
        income_per_device=valued(told.income_per_device),
        result_year=valued(told.result_year),
        break_even=valued(told.break_even),
        moves=[
            Move(name=name, label=ASSUMPTIONS[name].label, euros=euros)
            for name, euros in told.moves
        ],
        minutes={name: minutes for name, (minutes, _) in minutes_known(actor).items()},
        note="Une filière qui collecte tout ce qui serait donné et collecté aux valeurs réglées ; "
        "l'équilibre est null quand un tirage n'en a pas.",
    )


def valued(figure: Figure) -> Valued:
    return Valued(
        value=figure.value,
        low=figure.low,
        high=figure.high,
        unit=figure.unit,
        status=figure.status,
    )


def levels(told: list[str]) -> dict[str, Levels]:
    """Assumptions set in the address: ``price=30,70,150``.

    Raises
    ------
    Refused
        ``unknown-assumption``.
    """
    found: dict[str, Levels] = {}
    for text in told:
        name, _, ends = text.partition("=")
        try:
            low, central, high = (float(one) for one in ends.split(","))
            if name not in ASSUMPTIONS or not 0 <= low <= central <= high < float("inf"):
                raise UnknownAssumption(name)
        except (ValueError, UnknownAssumption) as error:
            raise Refused(
                "unknown-assumption",
                f"« {text[:60]} » ne se lit pas : écrivez le nom d'une hypothèse, puis "
                "=bas,central,haut, avec des points décimaux, du plus bas au plus haut.",
            ) from error
        found[name] = (low, central, high)
    return found
