"""What one of two people stated, for the second to confirm or refuse."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods

from filiere.network.actor import Actor
from inventory import methods
from inventory.forms.keys import key_of
from inventory.models import Device, StorageMedium, Testimony
from inventory.refusals import Refused
from inventory.subjects.testifying import confirm, drop, testimony_of
from inventory.testimonies import words_of
from inventory.views.access import form_page, page, see

SAID = {"proof": "Effacé", "failed": "Échec", "destroyed": "Détruit"}


@dataclass(frozen=True, slots=True)
class Line:
    """One medium, and what was said of it."""

    medium: StorageMedium
    said: str
    method: str
    ended: datetime | None
    slip: str
    photo: str


@require_http_methods(["GET", "POST"])
@page("read_devices")
def testimony(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """Read it; the second person confirms it or says no, the first may take it back."""
    found = testimony_of(actor, str(key))
    mine = found.by_id == actor.membership_id
    device = Device.objects.filter(pk=found.code).first()
    to = "inventory:device" if device else "inventory:medium"
    refused = None
    if request.method == "POST":
        try:
            if "no" in request.POST or mine:
                drop(actor=actor, testimony=found)
                messages.info(request, "Déclaration reprise." if mine else "Vous avez dit non.")
            else:
                confirm(actor=actor, testimony=found, key=key_of(request.POST.get("key", "")))
                messages.success(request, "Confirmé : c'est enregistré.")
            return see(to, found.code)
        except Refused as error:
            refused = error
    context = {
        "testimony": found,
        "mine": mine,
        "asked": found.second_id == actor.membership_id,
        "device": device,
        "back": to,
        "lines": _lines(found),
        "refused": refused,
        "key": key_of(""),
    }
    return form_page(request, "inventory/testimony.html", context)


def _lines(found: Testimony) -> list[Line]:
    told = json.loads(words_of(found) or "{}")
    destroyed = {"outcome": "destroyed", "medium": next(iter(found.exposures), ""), **told}
    outcomes: list[dict[str, Any]] = told.get("outcomes") or [destroyed]
    media = StorageMedium.objects.in_bulk([one["medium"] for one in outcomes])
    return [_line(media[one["medium"]], one) for one in outcomes if one["medium"] in media]


def _line(medium: StorageMedium, told: dict[str, Any]) -> Line:
    method = methods.find(told.get("method", ""))
    return Line(
        medium,
        SAID[told["outcome"]],
        method.label if method else told.get("method", ""),
        parse_datetime(told.get("ended", "")),
        told.get("slip", ""),
        told.get("photo", ""),
    )
