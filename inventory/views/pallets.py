"""Pallets: open one, see what it carries, close and weigh it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from filiere.network.actor import Actor
from inventory.forms.asked import PalletForm, WeightForm
from inventory.models import Device, Pallet
from inventory.refusals import Refused
from inventory.subjects.house import close_pallet, open_pallet
from inventory.views.access import form_page, page, see

SHOWN = 100


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
    found = list(mine.order_by("closed_at", "-opened_at")[:SHOWN])
    return form_page(request, "inventory/pallets.html", {"pallets": _counted(found), "form": form})


def _counted(found: list[Pallet]) -> list[tuple[Pallet, int]]:
    rows = Device.objects.filter(pallet_id__in=[one.pk for one in found]).values_list("pallet_id")
    counts = dict(rows.annotate(count=Count("pk")))
    return [(one, counts.get(one.pk, 0)) for one in found]


@require_http_methods(["GET", "POST"])
@page("create_collection")
def pallet(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    mine = Pallet.objects.filter(organisation_id=actor.organisation_id)
    found = mine.filter(pk=str(key)).first()
    if found is None:
        raise Http404
    form = WeightForm(request.POST if request.method == "POST" else None, auto_id="f-%s")
    if form.is_bound and form.is_valid():
        try:
            grams = int(form.cleaned_data["kilograms"] * 1000)
            close_pallet(actor=actor, pallet_id=found.pk, weight_g=grams)
        except Refused as refused:
            form.add_error("kilograms", refused.detail)
        else:
            messages.success(request, "Palette close et pesée. Ensuite : l'enlèvement.")
            return see("inventory:pallet", found.pk)
    devices = Device.objects.filter(pallet_id=found.pk).order_by("pk")
    context = {"pallet": found, "devices": devices, "form": form}
    return form_page(request, "inventory/pallet.html", context)
