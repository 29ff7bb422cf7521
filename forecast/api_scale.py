"""GET /api/forecast/scale: two territories side by side, and which is the pertinent one."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from filiere.network.documented import documented
from filiere.network.territories import resolve
from filiere.network.who import actor_with
from forecast import api_examples as examples
from forecast.api_reading import PROBLEMS, Asked, ConceptName, Valued, levels, valued
from forecast.estimates import INTERVAL
from forecast.reading import scale_of
from forecast.vocabulary import Concept

router = Router(tags=["Diagnostic"])


class ScaleQuery(Asked):
    other: str = Field(..., max_length=100, description="L'autre territoire à comparer.")
    concept: ConceptName = Field("no_computer", description="Le besoin à couvrir.")


class ScaleSide(Schema):
    name: str
    collected: Valued
    coverage: dict[str, Valued]
    sites: int
    least_volume: float | None
    distance_km: float | None
    cost_per_device: Valued
    left: Valued
    balances: float
    balances_alone: float


class ScaleTurn(Schema):
    name: str
    label: str
    end: str
    value: float
    unit: str
    then: str


class Scale(Schema):
    """Deux échelles, une phrase, ce qui la changerait. ``pertinent`` vide : aucune des deux."""

    interval: float
    sides: list[ScaleSide]
    pertinent: str
    conclusion: str
    turns: list[ScaleTurn]
    note: str


@router.get(
    "/scale",
    **documented(
        "Comparer deux échelles",
        "Deux territoires côte à côte : couverture, volume minimal viable, distance, coût, ce qui "
        "reste sans le plus gros donateur ; une conclusion, ce qui la changerait.",
        answer=Scale,
        example=examples.SCALE,
        problems=PROBLEMS,
    ),
)
def get_forecast_scale(request: HttpRequest, asked: Query[ScaleQuery]) -> Scale:
    actor = actor_with(request, "read_forecast")
    told = scale_of(
        resolve(asked.territory),
        resolve(asked.other),
        actor=actor,
        concept=Concept(asked.concept),
        moved=levels(asked.set),
    )
    return Scale(
        interval=INTERVAL,
        sides=[
            ScaleSide(
                name=one.name,
                collected=valued(one.collected),
                coverage={name: valued(figure) for name, figure in one.coverage.items()},
                sites=one.sites,
                least_volume=one.least_volume,
                distance_km=one.distance_km,
                cost_per_device=valued(one.cost_per_device),
                left=valued(one.left),
                balances=one.balances,
                balances_alone=one.balances_alone,
            )
            for one in told.sides
        ],
        pertinent=told.pertinent,
        conclusion=told.conclusion,
        turns=[
            ScaleTurn(
                name=one.name,
                label=one.label,
                end=one.end,
                value=one.value,
                unit=one.unit,
                then=one.then or "aucune des deux",
            )
            for one in told.turns
        ],
        note="La part des tirages à l'équilibre mesure le doute des hypothèses, pas une "
        "probabilité.",
    )
