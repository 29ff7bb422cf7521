"""A medium of one's own: measured, drawn to scale to be looked at, then kept."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filiere.network.actor import Actor
from inventory.forms.label_medium import LabelMediumForm
from inventory.label_media import keep_medium, measured, medium_of, retire_medium
from inventory.labelling import label
from inventory.refusals import Refused
from inventory.views.access import page, see
from labels.drawing import drawing, sample
from labels.layout import plan
from labels.ruler import ruled_page
from labels.sheets import Sheet

SAMPLE = ("7KQ2MDX44", "Portable Dell", "Latitude 5490")


@require_http_methods(["GET", "HEAD", "POST"])
@page("print_labels")
def create(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A GET with measures draws them; a POST keeps them."""
    typed = request.POST if request.method == "POST" else (request.GET or None)
    form = LabelMediumForm(typed)
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        name = form.cleaned_data["name"]
        try:
            sheet = measured(name, form.measures)
            if request.method == "POST":
                key = keep_medium(actor, name, form.measures)
                messages.success(request, f"« {name} » est gardé.")
                query = urlencode({"planche": key})
                location = f"{reverse('inventory:labels')}?{query}"
                return HttpResponse(status=303, headers={"Location": location})
            context |= _drawn(sheet)
        except Refused as refused:
            form.add_error(None, refused.detail)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "inventory/label_medium.html", context, status=status)


def _drawn(sheet: Sheet) -> dict[str, Any]:
    return {
        "sheet": sheet,
        "drawing": drawing(sheet),
        "sample": sample(sheet, label(*SAMPLE)),
        "kind": plan(sheet).kind,
    }


@require_POST
@page("print_labels")
def retire(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    retire_medium(actor, str(key))
    messages.success(request, "Ce support n'est plus proposé.")
    return see("inventory:labels")


@require_safe
@page("print_labels")
def test_page(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A page to print on plain paper and lay over the sheet."""
    sheet = medium_of(actor, request.GET.get("planche", ""))
    answer = HttpResponse(ruled_page(sheet), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="page-d-essai.pdf"'
    return answer
