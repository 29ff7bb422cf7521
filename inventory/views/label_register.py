"""The register of labels printed ahead: minted, printed, borne, thrown away."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from filiere.network.actor import Actor
from inventory.label_media import media_of
from inventory.label_register import rolls_of, void_label, void_roll
from inventory.refusals import Refused
from inventory.views.access import page, see
from labels.codes import shown


@require_safe
@page("print_labels")
def register(request: HttpRequest, actor: Actor) -> HttpResponse:
    return _page(request, actor)


@require_POST
@page("print_labels")
def void_one(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Throw away the label whose code was typed or scanned."""
    try:
        code = void_label(actor, request.POST.get("code", ""))
    except Refused as refused:
        return _page(request, actor, error=refused.detail, status=422)
    messages.success(request, f"{shown(code)} est jetée : aucun appareil ne la portera.")
    return see("inventory:label_register")


@require_POST
@page("print_labels")
def void_rest(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """Throw away what is left of a roll: lost, or spoilt."""
    count = void_roll(actor, str(key))
    messages.success(request, f"{count} étiquette(s) jetée(s). Celles qui sont collées restent.")
    return see("inventory:label_register")


def _page(request: HttpRequest, actor: Actor, error: str = "", status: int = 200) -> HttpResponse:
    names = {key: sheet.name for key, sheet in media_of(actor).items()}
    rolls = [(roll, names.get(roll.medium, roll.medium)) for roll in rolls_of(actor)]
    context = {"rolls": rolls, "error": error, "typed": request.POST.get("code", "")}
    return render(request, "inventory/label_register.html", context, status=status)
