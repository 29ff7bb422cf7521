"""The diagnostic of a territory: its page, its charts, its tables as open data."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from filiere.network import rights
from filiere.network.actor import Actor
from filiere.network.identity import actor_of_request
from filiere.network.models import Territory
from filiere.network.refusals import Missing, Refused
from filiere.network.territories import present, resolve
from forecast.figures_file import LostRun
from forecast.models import Run
from forecast.reference.card import cards
from forecast.reference.searched import WHERE, searched
from forecast.report.access import WORKING, Given, drawn, editions, given
from forecast.report.cards import source_of
from forecast.report.content import Chart, Table
from forecast.report.ground import LEVELS
from forecast.report.open_data import package, to_csv
from forecast.views.moves import content as moves_content

Shown = Callable[..., HttpResponse]
TYPES = {"json": "application/json", "svg": "image/svg+xml"}


def reading(view: Shown) -> Shown:
    """Give the view the content that this reader may read; else a 404 that says why."""

    @wraps(view)
    def read(request: HttpRequest, territory: str, **named: Any) -> HttpResponse:
        try:
            area = resolve(territory)
            told = given(actor_of_request(request), area, request.GET.get("edition", ""))
        except Refused as refused:
            return nothing(request, refused)
        return view(request, told, **named)

    return require_safe(never_cache(read))


def nothing(request: HttpRequest, refused: Refused) -> HttpResponse:
    """There is no diagnostic to read: say why, offer the way to the others."""
    status = 404 if isinstance(refused, Missing) else refused.status
    context = {"title": refused.title, "sentence": refused.detail, "way": "forecast:index"}
    return render(request, "problem.html", context, status=status)


@require_safe
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """Which diagnostics there are, and the way to any other."""
    asked = request.GET.get("territoire", "").strip()[:100]
    problem = ""
    if asked:
        try:
            area = resolve(asked)
        except Refused as refused:
            problem = refused.detail
        else:
            if area.level in LEVELS:
                return redirect("forecast:diagnostic", area.pk)
            problem = (
                f"{area.name} n'est ni un EPCI, ni un département, ni une région : le diagnostic "
                "se fait à l'une de ces échelles."
            )
    actor = actor_of_request(request)
    works = rights.may(actor, "read_report")
    public = (
        present()
        .filter(publication__withdrawn_at__isnull=True, publication__isnull=False)
        .distinct()
    )
    context = {
        "asked": asked,
        "problem": problem,
        "public": public.order_by("level", "name"),
        "estimated": _estimated() if works else (),
        "works": works,
    }
    return render(request, "forecast/index.html", context, status=422 if problem else 200)


def _estimated() -> list[Territory]:
    """Territories of the last runs, and the départements of the régions among them."""
    ran = set(Run.objects.values_list("territory_id", flat=True))
    inside = present().filter(level="departement", region_id__in=ran)
    own = present().filter(pk__in=ran, level__in=LEVELS)
    return sorted({*own, *inside}, key=lambda one: (one.level, one.name))


@reading
def page(request: HttpRequest, told: Given) -> HttpResponse:
    actor = actor_of_request(request)
    context = {
        "told": told.content,
        "given": told,
        "editions": editions(told.territory.pk),
        "works": rights.may(actor, "read_report"),
        "writes": rights.may(actor, "write_report"),
        "publishes": rights.may(actor, "publish_report"),
        "working": WORKING,
        "download": "/api/report/diagnostic",
        "moves": _moves(actor, told),
    }
    return render(request, "forecast/diagnostic.html", context)


def _moves(actor: Actor | None, told: Given) -> dict[str, Any] | None:
    """What volet 5 lets a reader move: with the right to read forecasts, on this very estimate."""
    estimation = told.content.estimation
    if estimation is None or not rights.may(actor, "read_forecast"):
        return None
    run = Run.objects.filter(pk=estimation.id).first()
    try:
        return moves_content(told.territory, {}, actor, run=run) if run else None
    except (Refused, LostRun):
        return None


@reading
def chart(request: HttpRequest, told: Given, key: str, form: str) -> HttpResponse:
    """One chart, as the specification the page draws or as vectors."""
    for one, table in told.content.charts():
        if one.key == key and form in TYPES:
            draw = partial(_drawn, one, table, told.territory, form)
            return HttpResponse(drawn(told, f"{key}.{form}", draw), content_type=TYPES[form])
    raise Http404("Ce graphique n'existe pas.")


def _drawn(one: Chart, table: Table, area: Territory, form: str) -> bytes:
    from forecast.charts import specification, svg

    told = specification(one, table, area)
    return (json.dumps(told) if form == "json" else svg(told)).encode()


@reading
def table(request: HttpRequest, told: Given, key: str) -> HttpResponse:
    found = told.content.table(key)
    if found is None:
        raise Http404("Ce tableau n'existe pas.")
    answer = HttpResponse(to_csv(found), content_type="text/csv; charset=utf-8; header=present")
    answer["Content-Disposition"] = f'attachment; filename="{key}.csv"'
    return answer


@reading
def data_package(request: HttpRequest, told: Given) -> HttpResponse:
    answer = JsonResponse(
        package(told.content), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    answer["Content-Disposition"] = 'inline; filename="datapackage.json"'
    return answer


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Every source, from its card."""
    told = sorted((source_of(one) for one in cards().values()), key=lambda one: one.title)
    looked = {"where": WHERE, "searched": searched()}
    return render(request, "forecast/sources.html", {"sources": told} | looked)


@require_safe
def shouted(request: HttpRequest, territory: str) -> HttpResponse:
    """The address of the symbol on paper, in capitals."""
    return HttpResponsePermanentRedirect(resolve_url("forecast:diagnostic", territory.lower()))
