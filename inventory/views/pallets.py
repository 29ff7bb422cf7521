"""Pallets: open one, load it, close and weigh it, hand it to the recycler."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from filiere.network.actor import Actor
from filiere.network.vocabulary import Role
from inventory.codes import read_code
from inventory.forms.asked import PalletForm, WeightForm
from inventory.forms.house import LoadForm, RemovalForm
from inventory.forms.keys import key_of, new_key
from inventory.models import Device, Pallet
from inventory.refusals import Refused
from inventory.subjects.house import close_pallet, open_pallet
from inventory.subjects.pallets import devices_on, put_on_pallet, remove_pallet
from inventory.views.access import form_page, page, see
from labels.codes import shown as code_shown

SHOWN = 50


@require_http_methods(["GET", "POST"])
@page("create_collection")
def pallets(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = PalletForm(request.POST if request.method == "POST" else None, auto_id="f-%s")
    if form.is_bound and form.is_valid():
        try:
            made = open_pallet(actor=actor, name=form.cleaned_data["name"])
        except Refused as refused:
            form.add_error("name", refused.detail)
        else:
            messages.success(request, "Palette ouverte. Ensuite : y orienter des appareils.")
            return see("inventory:pallet", made.pk)
    mine = Pallet.objects.filter(organisation_id=actor.organisation_id)
    listed = Paginator(mine.order_by("closed_at", "-opened_at"), SHOWN)
    shown = listed.get_page(request.GET.get("page"))
    context = {"listed": shown, "pallets": _counted(list(shown.object_list)), "form": form}
    return form_page(request, "inventory/pallets.html", context)


def _counted(found: list[Pallet]) -> list[tuple[Pallet, int]]:
    rows = Device.objects.filter(pallet_id__in=[one.pk for one in found]).values_list("pallet_id")
    counts = dict(rows.order_by().annotate(count=Count("pk")))
    return [(one, counts.get(one.pk, 0)) for one in found]


@require_http_methods(["GET", "POST"])
@page("create_collection")
def pallet(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """What it carries; a POST loads a device, closes it, or hands it over, as its ``act`` says."""
    mine = Pallet.objects.filter(organisation_id=actor.organisation_id)
    found = mine.filter(pk=str(key)).first()
    if found is None:
        raise Http404
    devices = list(devices_on(found))
    act = request.POST.get("act", "") if request.method == "POST" else ""
    steps = _steps(found, actor, devices)
    asked = {name: make(request.POST if act == name else None) for name, make in steps.items()}
    form = asked.get(act)
    if act in ACTS and form is None:
        messages.error(request, _too_late(found))
        return see("inventory:pallet", found.pk)
    if form is not None and form.is_valid():
        try:
            messages.success(request, ACTS[act](request, actor, found, form.cleaned_data))
        except Refused as refused:
            form.add_error(None, refused.detail)
        else:
            return see("inventory:pallet", found.pk)
    context = {
        "pallet": found,
        "devices": devices,
        "forms": asked,
        "key": new_key(),
        "leaves": found.closed_at is not None and any(not one.removed for one in devices),
        "left": bool(devices) and all(one.removed for one in devices),
        "to_destroy": [one for one in devices if one.to_destroy and not one.removed],
    }
    return form_page(request, "inventory/pallet.html", context)


def _steps(found: Pallet, actor: Actor, devices: list[Device]) -> dict[str, Any]:
    """The forms that fit the pallet as it is; removing is the supervisor's."""
    if found.closed_at is None:
        return {"load": LoadForm, "close": lambda data: WeightForm(data, auto_id="f-%s")}
    if actor.role != Role.SUPERVISOR or all(one.removed for one in devices):
        return {}
    destroyed = any(one.to_destroy and not one.removed for one in devices)
    return {"remove": lambda data: RemovalForm(data, to_destroy=destroyed)}


def _too_late(found: Pallet) -> str:
    """What to read when the page one posts from is older than the pallet."""
    if found.closed_at is None:
        return "Cette palette est encore ouverte. Fermez-la et pesez-la d'abord."
    return "Cette palette est close : rien n'y a été ajouté. Prenez une palette ouverte."


def _load(request: HttpRequest, actor: Actor, found: Pallet, told: dict[str, Any]) -> str:
    code = read_code(told["code"], actor)
    put_on_pallet(
        actor=actor,
        pallet=found,
        code=code,
        reason=told["reason"],
        to_destroy=told["to_destroy"],
        key=key_of(request.POST.get("key", "")),
    )
    return f"{code_shown(code)} est sur la palette."


def _close(request: HttpRequest, actor: Actor, found: Pallet, told: dict[str, Any]) -> str:
    grams = int(told["kilograms"] * 1000)
    close_pallet(actor=actor, pallet_id=found.pk, weight_g=grams)
    return "Palette close et pesée. Ensuite : l'enlèvement."


def _remove(request: HttpRequest, actor: Actor, found: Pallet, told: dict[str, Any]) -> str:
    count = remove_pallet(
        actor=actor,
        pallet_id=found.pk,
        operator=int(told["operator"]),
        slip=told["slip"],
        order=told.get("order", ""),
    )
    return f"Palette enlevée : {count} appareil(s)." if count else "Palette déjà enlevée."


ACTS = {"load": _load, "close": _close, "remove": _remove}
