"""GET /api/forecast: gisements, needs and the balance of a territory, each with its interval."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from filiere.network.documented import READING, documented
from filiere.network.territories import resolve
from filiere.network.who import actor_with
from forecast import api_examples as examples
from forecast import pulled
from forecast.estimates import INTERVAL
from forecast.need import LABEL
from forecast.reference.card import cards
from forecast.report.method import JOURNAL
from forecast.selectors import (
    NEED_SOURCES,
    Row,
    View,
    check_length,
    gisements,
    needs,
    view,
)
from forecast.vocabulary import ALL, Concept, Kind, Measure

router = Router(tags=["Diagnostic"])
PROBLEMS = (*READING, 404)
KindName = Literal[
    "",
    "all",
    "laptop",
    "desktop",
    "all_in_one",
    "tablet",
    "smartphone",
    "feature_phone",
    "monitor",
    "printer",
]
ConceptName = Literal[
    "", "no_computer", "no_smartphone", "obstacle_old_equipment", "obstacle_no_equipment"
]
LevelName = Literal["", "commune", "part", "epci", "departement", "region", "france"]
LABELS = dict(Kind.choices) | dict(Concept.choices) | {ALL: "tous types"}


class Where(Schema):
    """Quel territoire, et à quel niveau."""

    territory: str = Field(
        ...,
        max_length=100,
        description="Identifiant (dep:84, reg:93, epci:…, com:84007, fr), code ou nom.",
    )
    level: LevelName = Field("", description="Niveau des lignes rendues ; à défaut celui demandé.")


class GisementQuery(Where):
    kind: KindName = Field("", description="Un type d'appareil ; à défaut les huit et leur somme.")
    holder: Literal["all", "households", "companies", "public"] = Field(
        "all", description="Qui détient : ménages, entreprises, organismes publics ; ou tous."
    )
    measure: Literal["outflow", "drawer", "willing", "reusable"] = Field(
        "outflow",
        description="Ce qui sort d'usage dans l'année, dort dans les tiroirs, serait donné, serait "
        "donné et réemployable. Par commune : la première seulement.",
    )


class NeedQuery(Where):
    kind: ConceptName = Field("", description="Un concept de besoin ; à défaut les quatre.")


class Place(Schema):
    id: str
    name: str


class RunSaid(Schema):
    """L'estimation : deux estimations de même graine et mêmes données sont égales."""

    id: str
    made_at: datetime
    year: int
    draws: int
    seed: int
    territory: str
    changed: dict[str, list[float]]


class Source(Schema):
    name: str
    title: str
    publisher: str
    year: str
    licence: str


class FigureRow(Schema):
    """Un chiffre. ``value`` est la moyenne des tirages ; null si non diffusable ou hors champ."""

    territory: str
    name: str
    kind: str
    kind_label: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    status: str


class Figures(Schema):
    """Des chiffres et ce qui voyage avec eux. Les intervalles ne s'additionnent pas."""

    run: RunSaid
    territory: Place
    level: str
    measure: str
    holder: str
    interval: float
    method: str
    sources: list[Source]
    note: str
    rows: list[FigureRow]


class BalanceRow(FigureRow):
    measure: str


class Balance(Schema):
    """Les quatre mesures côte à côte. ``later_share`` : part vendue après 2015, supposée."""

    run: RunSaid
    territory: Place
    interval: float
    method: str
    sources: list[Source]
    note: str
    later_share: dict[str, float]
    national_drawers: dict[str, float]
    rows: list[BalanceRow]


@router.get(
    "/gisements",
    **documented(
        "Lire les gisements",
        "Ce que ménages, entreprises et organismes publics d'un territoire laissent, par type "
        "d'appareil, avec intervalle à 90 %, sources, méthode et statut de chaque chiffre.",
        answer=Figures,
        example=examples.GISEMENTS,
        problems=PROBLEMS,
    ),
)
def get_forecast_gisements(request: HttpRequest, asked: Query[GisementQuery]) -> Figures:
    actor_with(request, "read_forecast")
    seen = view(resolve(asked.territory), asked.level)
    check_length(seen, 1 if asked.kind else len(Kind) + 1)
    rows = gisements(seen, kind=asked.kind, holder=asked.holder, measure=asked.measure)
    note = (
        "Les ventes après 2015 sont une hypothèse ; la part des entreprises et des organismes "
        "publics est répartie selon la population, faute d'emplois par commune."
    )
    if rows[0].figure.method == pulled.METHOD:
        note = f"{note} {pulled.NOTE}"
    about: dict[str, Any] = {"measure": asked.measure, "holder": asked.holder, "note": note}
    return _figures(seen, rows, rows[0].figure.sources, about)


@router.get(
    "/needs",
    **documented(
        "Lire les besoins",
        "Ce qui manque aux ménages ou aux personnes d'un territoire, par concept : estimation "
        "synthétique expérimentale, non diffusée sous 2 000 habitants ni quand l'intervalle est "
        "trop large.",
        answer=Figures,
        example=examples.NEEDS,
        problems=PROBLEMS,
    ),
)
def get_forecast_needs(request: HttpRequest, asked: Query[NeedQuery]) -> Figures:
    actor_with(request, "read_forecast")
    seen = view(resolve(asked.territory), asked.level)
    check_length(seen, 1 if asked.kind else len(Concept))
    note = (
        f"{LABEL.capitalize()}. Ménages et personnes ne s'additionnent pas ; les personnes hors "
        "des enquêtes (EHPAD, foyers, hébergement) n'y sont pas."
    )
    about: dict[str, Any] = {"measure": "need", "holder": "", "note": note}
    return _figures(seen, needs(seen, concept=asked.kind), NEED_SOURCES, about)


@router.get(
    "/balance",
    **documented(
        "Lire le bilan d'un territoire",
        "Par type d'appareil : ce qui sort d'usage, dort, serait donné, serait réemployable ;"
        " et l'écart national entre nos tiroirs et ceux des enquêtes.",
        answer=Balance,
        example=examples.BALANCE,
        problems=PROBLEMS,
    ),
)
def get_forecast_balance(request: HttpRequest, asked: Query[Where]) -> Balance:
    actor_with(request, "read_forecast")
    seen = view(resolve(asked.territory), asked.level)
    check_length(seen, len(Measure) * (len(Kind) + 1))
    told = {measure: gisements(seen, measure=measure) for measure in Measure}
    given = told[Measure.REUSABLE][0].figure
    rows = [
        BalanceRow(measure=measure.value, **_row(row))
        for measure, found in told.items()
        for row in found
    ]
    note = "Tiroirs et flux sont un même bilan, pas deux mesures ; l'écart aux enquêtes est dit."
    return Balance(
        **_common(seen, given.sources),
        method=given.method,
        note=f"{note} {pulled.NOTE}" if given.method == pulled.METHOD else note,
        later_share=dict(zip(Kind.values, seen.run.told["later_share"], strict=True)),
        national_drawers=seen.run.told["gap"],
        rows=rows,
    )


def _figures(
    seen: View, rows: list[Row], sources: tuple[str, ...], about: dict[str, Any]
) -> Figures:
    return Figures(
        **_common(seen, sources),
        **about,
        level=seen.level,
        method=rows[0].figure.method,
        rows=[FigureRow(**_row(row)) for row in rows],
    )


def _common(seen: View, sources: tuple[str, ...]) -> dict[str, Any]:
    run = seen.run
    return {
        "run": RunSaid(
            id=run.pk,
            made_at=run.made_at,
            year=run.year,
            draws=run.draws,
            seed=run.seed,
            territory=run.territory_id,
            changed=run.changed,
        ),
        "territory": Place(id=seen.territory.pk, name=seen.territory.name),
        "interval": INTERVAL,
        "sources": [_source(name) for name in sources],
    }


def _source(name: str) -> Source:
    card = JOURNAL if name == JOURNAL.name else cards()[name]
    return Source(
        name=name,
        title=card.title,
        publisher=card.publisher,
        year=card.year,
        licence=card.licence,
    )


def _row(row: Row) -> dict[str, Any]:
    figure = row.figure
    return {
        "territory": row.territory.pk,
        "name": row.territory.name,
        "kind": row.kind,
        "kind_label": LABELS[row.kind],
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "status": figure.status,
    }
