"""Distributing what was delivered, and following what was distributed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from filiere.network import rights
from filiere.network.actor import Actor
from filiere.network.models import Organisation
from inventory import deliveries, erasable, letters
from inventory.forms.fields import word_choices
from inventory.forms.keys import key_of
from inventory.forms.lot import BandsForm, LotForm
from inventory.forms.signature import SignatureForm
from inventory.guards import STRUCTURE_KINDS
from inventory.handed import hand_overs_seen_by, is_there, lot_seen_by, lots, still_there
from inventory.legal_caps import cap_cents
from inventory.models import Delivery, HandOver, Request, Reservation
from inventory.parsing import parse_data
from inventory.refusals import Refused
from inventory.subjects.distributing import Lot, distribute
from inventory.views.access import form_page, page, see
from inventory.views.once import done_once
from inventory.vocabulary import Fault, Recipient
from labels.codes import InvalidCode, parse

PAGE = 60


@require_http_methods(["GET", "POST"])
@page("hand_over")
def hand_out(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Tick devices delivered here, say to whom and how, sign: one lot."""
    if actor.organisation_kind not in STRUCTURE_KINDS:
        raise Http404
    held = list(deliveries.to_hand_out(actor))
    typed = request.POST if request.method == "POST" else None
    ticked = [_code(text) for text in (typed or request.GET).getlist("code")]
    if typed is None and len(held) == 1:
        ticked = [held[0].device_id]
    chosen = [one for one in held if one.device_id in ticked]
    form = LotForm(typed, initial=_guess(chosen) if typed is None else None)
    bands = BandsForm(typed)
    person = typed is None or typed.get("to") != Recipient.STRUCTURE
    signing = SignatureForm(
        typed, request.FILES or None, required=person, title="Signature de qui reçoit"
    )
    refused = None
    if typed is not None:
        valid = all([form.is_valid(), bands.is_valid(), signing.is_valid()])
        if not ticked:
            refused = Refused("nothing-chosen", "Cochez au moins un appareil.")
        elif valid:
            told = {
                **form.told,
                "codes": ticked,
                "signature": signing.signature or None,
                "bands": bands.told,
            }
            try:
                return _distributed(request, actor, told)
            except Refused as error:
                refused = error
    context = {
        "held": held,
        "ticked": ticked,
        "form": form,
        "bands": bands,
        "signing": signing,
        "refused": refused,
        "key": key_of(request.POST.get("key", "")),
        "caps": _caps(held),
        "cap": _cap_of(chosen),
    }
    status = 200 if typed is None else (refused.status if refused else 422)
    return render(request, "inventory/hand_out.html", context, status=status)


def _code(text: str) -> str:
    try:
        return parse(text)
    except InvalidCode:
        return text[:9]


def _distributed(request: HttpRequest, actor: Actor, told: Mapping[str, Any]) -> HttpResponse:
    lot = parse_data(Lot, told)
    done = done_once(request, actor, lambda: {"hand_over": distribute(actor=actor, lot=lot)})
    messages.success(request, "Distribué. Imprimez ou envoyez la fiche de remise.")
    return see("inventory:handed", done["hand_over"])


def _guess(chosen: list[Delivery]) -> dict[str, str]:
    """For whom, as the request said: its reference, or the structure itself."""
    reservations = [one.reservation_id for one in chosen]
    found = Request.objects.filter(
        pk__in=Reservation.objects.filter(pk__in=reservations).values("line__request")
    )[:2]
    if len(found) != 1:
        return {}
    asked = found[0]
    if asked.own_use:
        return {"to": Recipient.STRUCTURE.value}
    if not asked.reference:
        return {}
    return {"reference": erasable.say({"erasable": asked.reference})}


def _caps(held: list[Delivery]) -> dict[str, int | None]:
    """The legal cap of each device that came from a public donation, in cents."""
    return {
        one.device_id: cap_cents([one.device.kind])
        for one in held
        if one.device.collection.is_public_donation
    }


def _cap_of(chosen: list[Delivery]) -> int | None:
    """The cap, in cents, of what the lot holds of public donations."""
    devices = [one.device for one in chosen]
    return cap_cents([one.kind for one in devices if one.collection.is_public_donation])


@require_safe
@page("hand_over")
def handed_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is out there, the latest first: loans, returns, after-sales start here."""
    rows = still_there(hand_overs_seen_by(actor))
    loans = request.GET.get("prets") == "1"
    if loans:
        rows = rows.filter(mode="lent").order_by("return_due", "id")
    listed = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "listed": listed,
        "lots": lots(listed),
        "loans": loans,
        "may_hand_out": actor.organisation_kind in STRUCTURE_KINDS,
        "may_serve": rights.may(actor, "serve_at_counter"),
    }
    return render(request, "inventory/handed_list.html", context)


class FaultForm(forms.Form):
    fault = forms.ChoiceField(label="Panne", choices=word_choices(Fault))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **{"auto_id": "f-%s", **kwargs})  # type: ignore[arg-type]


@require_http_methods(["GET", "POST"])
@page("hand_over")
def handed(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """One lot: its paper, its devices, a return, a repair asked of the workshop."""
    lot = lot_seen_by(actor, str(key))
    form = FaultForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        done_once(request, actor, lambda: _ask_service(request, actor, lot.rows, form))
        messages.success(request, "L'atelier est prévenu : il ouvrira le SAV à l'arrivée.")
        return see("inventory:handed", lot.key)
    context = {
        "lot": lot,
        "there": {row.pk for row in lot.rows if is_there(row)},
        "form": form,
        "key": key_of(request.POST.get("key", "")),
        "at_workshop": actor.organisation_kind == "workshop",
    }
    return form_page(request, "inventory/handed.html", context)


def _ask_service(
    request: HttpRequest, actor: Actor, rows: list[HandOver], form: FaultForm
) -> dict[str, str]:
    code = _code(request.POST.get("code", ""))
    device = next((row.device for row in rows if row.device_id == code and is_there(row)), None)
    if device is None or device.released_by_id is None:
        raise Http404
    words = Fault(form.cleaned_data["fault"]).label
    structure = Organisation.objects.get(pk=actor.organisation_id)
    letters.fault(code, structure, device.released_by_id, words)
    return {"asked": code}
