"""Declared fleets: what is known, and the import of a list."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filiere.network.actor import Actor
from filiere.network.views.access import with_right
from forecast.fleets.declare import import_fleets, withdraw_import
from forecast.fleets.sheet import columns, look
from forecast.incoming_sheets.page import Import, see, sheet_page
from forecast.incoming_sheets.places import Communes
from forecast.incoming_sheets.preview import Preview
from forecast.models import Fleet, FleetImport
from forecast.vocabulary import Holder, Kind


@never_cache
@require_safe
@with_right("run_surveys")
def fleets(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Totals by kind and holder, and the lists they came from."""
    grouped = Fleet.objects.order_by().values_list("kind", "holder").annotate(n=Sum("devices"))
    told = {(kind, holder): n for kind, holder, n in grouped}
    holders = (Holder.COMPANIES, Holder.PUBLIC)
    context: dict[str, Any] = {
        "rows": [(kind.label, [told.get((kind, one), 0) for one in holders]) for kind in Kind],
        "holders": [one.label for one in holders],
        "organisations": Fleet.objects.order_by().values("commune", "search_name").distinct(),
        "lists": FleetImport.objects.annotate(kept=Count("fleet")),
    }
    context["organisations"] = context["organisations"].count()
    return render(request, "forecast/fleets.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@with_right("run_surveys")
def import_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose a list, look at it, keep it."""

    def keep(found: Preview, name: str, digest: str) -> str:
        batch = import_fleets(actor=actor, found=found, name=name, digest=digest)
        return f"Parcs importés : {batch.lines} lignes. La prochaine estimation en tiendra compte."

    what = Import(
        purpose="fleets",
        title="Importer des parcs déclarés",
        words="Une ligne par organisation et commune, avec le nombre d'appareils de chaque type ; "
        "ou une ligne par type.",
        titles=tuple(one.title for one in columns(Communes())),
        look=look,
        keep=keep,
        back=reverse("forecast:fleets"),
    )
    return sheet_page(request, actor, what)


@require_POST
@with_right("run_surveys")
def withdraw(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """Take back a list."""
    batch = FleetImport.objects.filter(pk=str(key)).first()
    if batch is None:
        raise Http404("Cette liste n'existe pas.")
    withdraw_import(actor=actor, batch=batch)
    messages.success(request, "Liste retirée : ses parcs ne comptent plus.")
    return see(reverse("forecast:fleets"))
