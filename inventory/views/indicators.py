"""Indicators: one page, a CSV for each of its tables, and the hours a workshop declares."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from filiere.network import rights
from filiere.network.actor import Actor
from filiere.network.models import Organisation, Territory
from inventory.exports import csv_response
from inventory.forms.work import WorkForm
from inventory.indicators import periods
from inventory.indicators.board import board, table_of
from inventory.indicators.chain import Figure
from inventory.indicators.counting import bring_up_to_date
from inventory.indicators.definitions import BY_KEY
from inventory.indicators.reading import Asked, is_outside
from inventory.models import DeclaredWork, MonthCount
from inventory.refusals import Refused
from inventory.subjects.work import declare_work
from inventory.views.access import form_page, page, see
from inventory.vocabulary import DeviceKind

WORKING = rights.SCANNING


@require_safe
@page("read_indicators")
def indicators(request: HttpRequest, actor: Actor) -> HttpResponse:
    bring_up_to_date()
    asked = _asked(request)
    context = {
        "board": board(actor, asked),
        "asked": asked,
        "filters": _filters(actor, asked),
        "query": urlencode(_query(asked)),
        "may_declare": rights.may(actor, "declare_work"),
    }
    return render(request, "inventory/indicators/page.html", context)


@require_safe
@page("read_indicators")
def indicator_table(request: HttpRequest, actor: Actor, key: str, name: str) -> HttpResponse:
    """One table as CSV: what the page shows, no more."""
    bring_up_to_date()
    table = table_of(actor, _asked(request), key, name)
    if table is None:
        raise Http404
    lines = [
        [v if isinstance(v, int | float) else str(v or "") for v in line] for line in table.lines
    ]
    return csv_response(f"{BY_KEY[key].name} {table.name}", table.header, lines)


@require_http_methods(["GET", "POST"])
@page("declare_work")
def declare(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = WorkForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            declare_work(actor=actor, month=form.chosen, told=form.told)
        except Refused as refused:
            form.add_error(None, refused.detail)
        else:
            told = periods.name_of(form.chosen)
            messages.success(request, f"Heures de {told} enregistrées. Ensuite : les lire.")
            return see("inventory:indicators")
    mine = DeclaredWork.objects.filter(organisation_id=actor.organisation_id)
    context = {"form": form, "declared": mine[: 4 * 12]}
    return form_page(request, "inventory/indicators/work.html", context)


def _asked(request: HttpRequest) -> Asked:
    """What the address says, and nothing that does not exist."""
    told = request.GET
    kind, organisation = told.get("type", ""), told.get("organisation", "")
    territory = told.get("territoire", "")[:24]
    if territory and not Territory.objects.filter(pk=territory.replace("\x00", "")).exists():
        territory = ""
    known = organisation.isascii() and organisation.isdigit() and len(organisation) < 19
    return Asked(
        period=periods.period_of(told.get("periode", "")),
        kind=kind if kind in set(DeviceKind) else "",
        territory=territory,
        organisation=int(organisation) if known else 0,
    )


def _query(asked: Asked) -> dict[str, str]:
    told = {
        "periode": asked.period.key,
        "type": asked.kind,
        "territoire": asked.territory,
        "organisation": str(asked.organisation or ""),
    }
    return {name: value for name, value in told.items() if value}


def _filters(actor: Actor, asked: Asked) -> dict[str, object]:
    oldest = MonthCount.objects.filter(figure=Figure.COLLECTED).aggregate(Min("month"))
    working = Organisation.objects.filter(kind__in=WORKING, active=True).order_by("name")
    found = list(working.select_related("territory__epci", "territory__department"))
    return {
        "periods": periods.choices(oldest["month__min"]),
        "kinds": DeviceKind.choices(),
        "areas": _areas(found, asked),
        "organisations": [(one.pk, one.name) for one in found] if is_outside(actor) else (),
    }


def _areas(found: list[Organisation], asked: Asked) -> list[tuple[str, list[Territory]]]:
    """Where the filière works, by level."""
    communes = {one.territory for one in found if one.territory is not None}
    groups = {area.epci for area in communes if area.epci}
    departments = {area.department for area in communes if area.department}
    if asked.territory and asked.territory not in {a.pk for a in communes | groups | departments}:
        communes |= set(Territory.objects.filter(pk=asked.territory))
    named = (("Départements", departments), ("EPCI", groups), ("Communes", communes))
    return [(label, sorted(areas, key=lambda area: area.name)) for label, areas in named if areas]
