"""Deliveries: prepared by the workshop under one slip, confirmed by the structure."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from filiere.network import rights
from filiere.network.actor import Actor
from filiere.network.models import Organisation
from inventory.deliveries import deliveries_seen_by, slip_seen_by, slips
from inventory.forms.keys import key_of
from inventory.guards import STRUCTURE_KINDS
from inventory.operations.schema import Data, Ref
from inventory.parsing import parse_data
from inventory.refusals import Refused
from inventory.subjects.delivering import (
    deliver_lot,
    next_slip,
    places_of,
    reserved_for,
    structures_to_serve,
)
from inventory.subjects.receiving import Received, receive
from inventory.views.access import form_page, page, see
from inventory.views.once import done_once

PAGE = 60


class Slip(Data):
    slip: Ref | None = None


@require_safe
@page("read_requests")
def deliveries(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Slips, the latest first; for a workshop, also what it may deliver now."""
    listed = Paginator(deliveries_seen_by(actor), PAGE).get_page(request.GET.get("page"))
    context = {
        "listed": listed,
        "slips": slips(listed),
        "at_structure": actor.organisation_kind in STRUCTURE_KINDS,
        "to_serve": structures_to_serve(actor) if rights.may(actor, "prepare_delivery") else [],
    }
    return render(request, "inventory/deliveries.html", context)


@require_http_methods(["GET", "POST"])
@page("prepare_delivery")
def prepare(request: HttpRequest, actor: Actor, structure: int) -> HttpResponse:
    """All that is reserved here for one structure, ticked; one slip."""
    served = Organisation.objects.filter(pk=structure, kind__in=STRUCTURE_KINDS).first()
    devices = reserved_for(actor, structure) if served else []
    if served is None or (not devices and request.method != "POST"):
        raise Http404
    refused = None
    if request.method == "POST":
        codes = request.POST.getlist("code")
        try:
            told = parse_data(Slip, {"slip": request.POST.get("slip") or None})
            done = done_once(
                request,
                actor,
                lambda: {
                    "delivery": deliver_lot(
                        actor=actor, structure_id=structure, codes=codes, slip=told.slip or ""
                    )
                },
            )
        except Refused as error:
            refused = error
        else:
            messages.success(request, "Livraison prête : imprimez le bon, il part avec le lot.")
            return see("inventory:delivery", done["delivery"])
    context = {
        "structure": served,
        "devices": devices,
        "places": places_of(actor),
        "ticked": request.POST.getlist("code") if request.method == "POST" else None,
        "slip": request.POST.get("slip", "") or next_slip(actor),
        "key": key_of(request.POST.get("key", "")),
        "refused": refused,
    }
    return form_page(request, "inventory/delivery_prepare.html", context)


@require_http_methods(["GET", "POST"])
@page("read_requests")
def delivery(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """One slip; its structure ticks what arrived."""
    slip = slip_seen_by(actor, str(key))
    mine = slip.structure_id == actor.organisation_id
    may_confirm = mine and rights.may(actor, "receive_delivery")
    refused = None
    if request.method == "POST":
        if not may_confirm:
            raise Http404
        try:
            missing = done_once(request, actor, lambda: _received(request, actor, slip.key))
        except Refused as error:
            refused = error
        else:
            _say(request, missing["missing"])
            return see("inventory:delivery", slip.key)
    context = {
        "slip": slip,
        "mine": mine,
        "may_confirm": may_confirm,
        "waiting": {one.pk for one in slip.waiting},
        "missing": {one.pk for one in slip.missing},
        "ticked": request.POST.getlist("arrived") if refused else None,
        "note": request.POST.get("note", ""),
        "key": key_of(request.POST.get("key", "")),
        "refused": refused,
        "may_hand_over": mine and rights.may(actor, "hand_over"),
    }
    return form_page(request, "inventory/delivery.html", context)


def _received(request: HttpRequest, actor: Actor, key: str) -> dict[str, list[str]]:
    told = {
        "arrived": request.POST.getlist("arrived"),
        "note": request.POST.get("note", "").strip() or None,
    }
    return {"missing": receive(actor=actor, key=key, told=parse_data(Received, told))}


def _say(request: HttpRequest, missing: list[str]) -> None:
    if not missing:
        messages.success(request, "Livraison confirmée. Vous pouvez distribuer.")
        return
    count = len(missing)
    some = "Un appareil manque" if count == 1 else f"{count} appareils manquent"
    messages.warning(request, f"{some} : l'atelier vient d'être prévenu. Le reste est confirmé.")
