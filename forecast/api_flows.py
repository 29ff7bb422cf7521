"""GET /api/forecast/flows: the collections to come, month by month."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from filiere.network.documented import READING, documented
from filiere.network.territories import resolve
from filiere.network.who import actor_with
from forecast import api_examples as examples
from forecast.api import LABELS, KindName, Place
from forecast.estimates import INTERVAL
from forecast.incoming import METHOD, SOURCES, expected, panel
from inventory.selectors.history import by_month, last_whole_month

router = Router(tags=["Diagnostic"])
TITLES = {"journal": "Collectes enregistrées dans l'outil"}


class FlowsQuery(Schema):
    territory: str = Field(
        ..., max_length=100, description="D'où vient ce qui est collecté : identifiant, code, nom."
    )
    kind: KindName = Field("", description="Un type ; à défaut ceux déjà collectés et leur somme.")


class FlowSource(Schema):
    name: str
    title: str


class FlowRow(Schema):
    """Un mois à venir ; ``month`` vide : les douze ensemble. Les bornes ne s'additionnent pas."""

    month: str
    kind: str
    kind_label: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    status: str


class Flows(Schema):
    """Les collectes à venir. ``months_known`` : mois entiers d'historique."""

    territory: Place
    interval: float
    method: str
    sources: list[FlowSource]
    months_known: int
    note: str
    rows: list[FlowRow]


@router.get(
    "/flows",
    **documented(
        "Lire les collectes à venir",
        "Appareils attendus dans les douze mois qui viennent, d'après les collectes que votre "
        "organisation voit (toutes, pour qui pilote) ; intervalle à 90 %, méthode, statut. Sans "
        "aucune collecte passée, aucune ligne.",
        answer=Flows,
        example=examples.FLOWS,
        problems=(*READING, 404),
    ),
)
def get_forecast_flows(request: HttpRequest, asked: Query[FlowsQuery]) -> Flows:
    actor = actor_with(request, "read_forecast")
    territory = resolve(asked.territory)
    counts = by_month(actor, "collections", territory=territory.pk)
    history = panel(counts, last_whole_month())
    return Flows(
        territory=Place(id=territory.pk, name=territory.name),
        interval=INTERVAL,
        method=METHOD,
        sources=[FlowSource(name=name, title=TITLES[name]) for name in SOURCES],
        months_known=len(history),
        note=_note(len(history)),
        rows=[
            FlowRow(
                month=row.month,
                kind=row.kind,
                kind_label=LABELS[row.kind],
                value=row.figure.value,
                low=row.figure.low,
                high=row.figure.high,
                unit=row.figure.unit,
                status=row.figure.status,
            )
            for row in expected(history, asked.kind)
        ],
    )


def _note(months: int) -> str:
    if not months:
        return "Aucune collecte d'un mois entier n'est enregistrée ici : rien n'est prévu."
    if months < 12:
        return "Moins d'un an d'historique : une extrapolation, sans saison."
    return "Prévu d'après les seules collectes passées ; un nouveau don n'y est pas."
