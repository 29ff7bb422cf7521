"""Requests of structures: list, ask, follow, close."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from filiere.network import rights
from filiere.network.actor import Actor
from inventory import erasable
from inventory.forms.asked import AskedRow, AskForm
from inventory.forms.media_rows import Rows
from inventory.models import Request, Reservation
from inventory.refusals import Refused
from inventory.selectors import may_read_reference, requests_seen_by
from inventory.subjects.requests import close_request, create_request
from inventory.views.access import form_page, page, see
from inventory.vocabulary import RequestState, ReservationState

PAGE = 30


@require_safe
@page("read_requests")
def requests(request: HttpRequest, actor: Actor) -> HttpResponse:
    seen = requests_seen_by(actor).select_related("structure").prefetch_related("lines")
    context = {
        "listed": Paginator(seen.order_by("state", "-created_at"), PAGE).get_page(
            request.GET.get("page")
        ),
        "may_create": rights.may(actor, "create_request"),
        "mine": actor.organisation_id,
    }
    return render(request, "inventory/requests.html", context)


@require_http_methods(["GET", "POST"])
@page("create_request")
def create(request: HttpRequest, actor: Actor) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    form = AskForm(typed)
    lines = Rows("line", AskedRow, typed)
    if typed is not None and all([form.is_valid(), lines.is_valid()]):
        asked = {"lines": lines.told(), **{k: v for k, v in form.cleaned_data.items() if v}}
        if not asked["lines"]:
            form.add_error(None, "Demandez au moins un appareil.")
        else:
            try:
                made = create_request(actor=actor, asked=asked)
            except Refused as refused:
                form.add_error(None, refused.detail)
            else:
                messages.success(request, "Demande envoyée aux ateliers de votre territoire.")
                return see("inventory:request", made.pk)
    return form_page(request, "inventory/request_create.html", {"form": form, "lines": lines})


def _seen(actor: Actor, key: UUID) -> Request:
    found = requests_seen_by(actor).select_related("structure").filter(pk=str(key)).first()
    if found is None:
        raise Http404
    return found


@require_safe
@page("read_requests")
def show_request(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    found = _seen(actor, key)
    reservations = Reservation.objects.filter(line__request=found).exclude(
        state=ReservationState.RELEASED
    )
    by_line: dict[str, list[Reservation]] = {}
    for one in reservations.select_related("device").order_by("opened_at"):
        by_line.setdefault(one.line_id, []).append(one)
    mine = found.structure_id == actor.organisation_id
    reads = bool(found.reference) and may_read_reference(actor, found)
    context = {
        "asked": found,
        "lines": [(line, by_line.get(line.pk, [])) for line in found.lines.all()],
        "reference": erasable.say({"erasable": found.reference}) if reads else "",
        "may_close": mine
        and found.state == RequestState.OPEN
        and rights.may(actor, "create_request"),
        "own": actor.organisation_id,
    }
    return render(request, "inventory/request.html", context)


@require_http_methods(["GET", "POST"])
@page("create_request")
def close(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    found = _seen(actor, key)
    if request.method != "POST":
        return see("inventory:request", found.pk)
    cancel = request.POST.get("cancel") == "1"
    try:
        close_request(actor=actor, request_id=found.pk, cancel=cancel)
    except Refused as refused:
        messages.error(request, refused.detail)
    else:
        messages.success(request, "Demande annulée." if cancel else "Demande close.")
    return see("inventory:request", found.pk)
