"""Parts: what is on the shelf, what came and went, what runs low."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from filiere.network.actor import Actor
from inventory.forms.house import ArrivalForm, LowForm
from inventory.forms.keys import new_key
from inventory.models import Part
from inventory.refusals import Refused
from inventory.selectors.links import followable
from inventory.subjects.house import receive_parts
from inventory.subjects.parts import set_low
from inventory.views.access import form_page, page, see
from inventory.views.once import done_once

PAGE = 50
MOVES = 100


@require_http_methods(["GET", "POST"])
@page("create_collection")
def parts(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = ArrivalForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        try:
            done_once(request, actor, lambda: {"part": receive_parts(actor=actor, **told).pk})
        except Refused as refused:
            form.add_error(None, refused.detail)
        else:
            messages.success(request, f"{told['quantity']} × {told['name']} au stock.")
            return see("inventory:parts")
    mine = Part.objects.filter(organisation_id=actor.organisation_id)
    context = {
        "form": form,
        "key": new_key(),
        "listed": Paginator(mine.order_by("name"), PAGE).get_page(request.GET.get("page")),
        "low": list(mine.filter(low__gt=0, quantity__lte=F("low")).order_by("name")[:PAGE]),
        "names": mine.order_by("name").values_list("name", flat=True)[:500],
    }
    return form_page(request, "inventory/parts.html", context)


@require_http_methods(["GET", "POST"])
@page("create_collection")
def part(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    found = Part.objects.filter(organisation_id=actor.organisation_id, pk=str(key)).first()
    if found is None:
        raise Http404
    form = LowForm(request.POST if request.method == "POST" else None, initial={"low": found.low})
    if form.is_bound and form.is_valid():
        try:
            set_low(actor=actor, part_id=found.pk, low=form.cleaned_data["low"])
        except Refused as refused:
            form.add_error("low", refused.detail)
        else:
            messages.success(request, "Seuil enregistré.")
            return see("inventory:part", found.pk)
    moves = _moves(found)
    context = {
        "part": found,
        "form": form,
        "moves": moves,
        "links": followable(actor, [code for _, _, code in moves]),
    }
    return form_page(request, "inventory/part.html", context)


def _moves(part: Part) -> list[tuple[datetime, int, str]]:
    """When, how many, and the device they went into or came from; the latest first."""
    came = part.arrivals.order_by("-arrived_at").values_list("arrived_at", "quantity")[:MOVES]
    went = part.movements.order_by("-moved_at").values_list("moved_at", "quantity", "device_id")
    rows = [(when, quantity, "") for when, quantity in came]
    rows += [(when, quantity, code or "") for when, quantity, code in went[:MOVES]]
    return sorted(rows, key=lambda row: row[0], reverse=True)[:MOVES]
