"""GET /api/forecast/flows, local: collections to come, and what was collected where."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from filiere.network.documented import READING, documented
from filiere.network.territories import resolve
from filiere.network.who import actor_with
from forecast import api_examples as examples
from forecast.api import LABELS, KindName, LevelName, Place
from forecast.estimates import INTERVAL
from forecast.incoming import METHOD, SOURCES, expected, panel
from forecast.local import METHOD as LOCAL_METHOD
from forecast.local import local
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


class LocalQuery(Schema):
    territory: str = Field(..., max_length=100, description="Identifiant, code ou nom.")
    level: LevelName = Field("", description="Niveau des lignes rendues ; à défaut celui demandé.")


class LocalRow(Schema):
    """``collected`` et ``requested`` : douze mois entiers ; null : non diffusable."""

    territory: str
    name: str
    collected: float | None
    expected: float | None
    expected_low: float | None
    expected_high: float | None
    requested: float | None


class Local(Schema):
    """Ce qui a vraiment été collecté et demandé, et ce qu'on attend au rythme du lieu."""

    territory: Place
    level: str
    interval: float
    method: str
    unit: str
    note: str
    rows: list[LocalRow]


@router.get(
    "/local",
    **documented(
        "Lire ce qui a été collecté et demandé",
        "Par lieu, sur douze mois : appareils vraiment collectés et demandés, tels que votre "
        "organisation les voit, et collecte attendue à son propre rythme, tiré vers celui des "
        "autres où l'on a peu collecté. Ce qui désignerait un donateur ou une personne est tu.",
        answer=Local,
        example=examples.LOCAL,
        problems=(*READING, 404),
    ),
)
def get_forecast_local(request: HttpRequest, asked: Query[LocalQuery]) -> Local:
    actor = actor_with(request, "read_forecast")
    territory = resolve(asked.territory)
    rows = local(territory, asked.level, actor=actor)
    return Local(
        territory=Place(id=territory.pk, name=territory.name),
        level=asked.level or territory.level,
        interval=INTERVAL,
        method=LOCAL_METHOD,
        unit="appareils par an",
        note="Une demande n'est pas un besoin : elles se lisent côte à côte.",
        rows=[
            LocalRow(
                territory=one.territory.pk,
                name=one.territory.name,
                collected=one.collected.value,
                expected=one.expected.value,
                expected_low=one.expected.low,
                expected_high=one.expected.high,
                requested=one.requested.value,
            )
            for one in rows
        ],
    )
