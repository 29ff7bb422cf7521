"""Stored runs: the list, and two of them compared."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from filiere.network.actor import Actor
from filiere.network.views.access import with_right
from forecast.comparing import Compared, compare_runs
from forecast.figures_file import LostRun
from forecast.models import Run

PAGE = 30


@require_safe
@with_right("read_forecast")
def runs(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every run, the newest first; tick two to compare them."""
    found = Run.objects.select_related("territory")
    context = {"listed": Paginator(found, PAGE).get_page(request.GET.get("page"))}
    return render(request, "forecast/runs.html", context)


@require_safe
@with_right("read_forecast")
def compare(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Two runs, the older first, whatever their order in the address."""
    asked = list(dict.fromkeys(one for one in request.GET.getlist("run") if one.strip()))[:3]
    found = list(Run.objects.select_related("territory").filter(pk__in=asked).order_by("made_at"))
    if len(found) < len(asked):
        raise Http404("Cette estimation n'existe pas.")
    told: Compared | None = None
    refused = ""
    if len(found) != 2:
        refused = "Cochez deux estimations, ni plus ni moins."
    else:
        try:
            told = compare_runs(*found)
        except LostRun as lost:
            refused = lost.detail
    context: dict[str, Any] = {"runs": found, "told": told, "refused": refused}
    status = 422 if refused else 200
    return render(request, "forecast/runs_compared.html", context, status=status)
