"""Incidents: what must be assessed within 72 hours, what was decided; recalls beside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from filiere.network.actor import Actor
from inventory import erasable
from inventory.forms.house import AssessForm
from inventory.models import Entry, Incident, StorageMedium
from inventory.refusals import Conflict, Refused
from inventory.selectors import sees_inside
from inventory.selectors.incidents import incidents_seen_by, recalls_seen_by
from inventory.selectors.links import followable
from inventory.subjects.incidents import assess_incident
from inventory.timeline import timeline
from inventory.views.access import form_page, page, see
from inventory.vocabulary import SubjectKind

PAGE = 30
CLOCK = timedelta(hours=72)
"""RGPD, article 33: to the CNIL within 72 hours of having become aware of it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An incident with its clock; ``left`` hours remain, negative once it has run out."""

    incident: Incident
    until: datetime
    left: int
    linked: bool


@require_safe
@page("read_incidents")
def incidents(request: HttpRequest, actor: Actor) -> HttpResponse:
    seen = incidents_seen_by(actor).select_related("device", "medium", "organisation")
    ordered = seen.order_by(F("assessed_at").desc(nulls_first=True), "opened_at")
    listed = Paginator(ordered, PAGE).get_page(request.GET.get("page"))
    recalls = list(
        recalls_seen_by(actor)
        .filter(closed_at=None)
        .select_related("device")
        .order_by("opened_at")[:PAGE]
    )
    rows = list(listed.object_list)
    links = followable(actor, [*(r.device_id for r in rows), *(r.device_id for r in recalls)])
    context = {
        "listed": listed,
        "incidents": [_shown(one, one.device_id in links) for one in rows],
        "recalls": [(one, one.device_id in links) for one in recalls],
        "mine": actor.organisation_id,
    }
    return render(request, "inventory/incidents.html", context)


def _shown(incident: Incident, linked: bool) -> Shown:
    until = incident.opened_at + CLOCK
    left = (until - timezone.now()).total_seconds() / 3600
    return Shown(incident, until, int(left) if left >= 0 else int(left) - 1, linked)


@require_http_methods(["GET", "POST"])
@page("read_incidents")
def incident(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """The facts, the clock, the decision; a POST decides."""
    seen = incidents_seen_by(actor).select_related("device", "medium", "organisation")
    found = seen.filter(pk=str(key)).first()
    if found is None:
        raise Http404
    form = AssessForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        try:
            assess_incident(
                actor=actor,
                incident_id=found.pk,
                decision=told["decision"],
                reason=told["reason"],
            )
        except Conflict as conflict:
            messages.warning(request, conflict.detail)
            return see("inventory:incident", found.pk)
        except Refused as refused:
            form.add_error(None, refused.detail)
        else:
            messages.success(request, "Incident évalué : la décision est au journal.")
            return see("inventory:incident", found.pk)
    mine = found.organisation_id == actor.organisation_id
    context = {
        "shown": _shown(found, bool(followable(actor, [found.device_id]))),
        "incident": found,
        "form": form if mine and found.assessed_at is None else None,
        "mine": mine,
        "reason": erasable.say({"erasable": found.why}) if mine and found.why else "",
        "media": _media(found),
        "timeline": timeline(_chain(found, actor), actor) if mine else [],
    }
    return form_page(request, "inventory/incident.html", context)


def _media(found: Incident) -> list[StorageMedium]:
    """The media concerned: the one named, or all that are in the device."""
    if found.medium is not None:
        return [found.medium]
    return list(StorageMedium.objects.filter(device_id=found.device_id).order_by("id"))


def _chain(found: Incident, actor: Actor) -> list[Entry]:
    """What happened until it left us: what another house did with it since is theirs."""
    kind, key = SubjectKind.MEDIUM, found.medium_id
    if found.device_id:
        kind, key = SubjectKind.DEVICE, found.device_id
    rows = Entry.objects.filter(subject_kind=kind, subject_id=key).select_related("organisation")
    chain = list(rows.order_by("sequence"))
    if _is_still_ours(found, actor):
        return chain
    ours = [
        place for place, one in enumerate(chain) if one.organisation_id == actor.organisation_id
    ]
    return chain[: max(ours, default=-1) + 1]


def _is_still_ours(found: Incident, actor: Actor) -> bool:
    if found.device is not None:
        return sees_inside(actor, found.device)
    medium = found.medium
    return medium is not None and actor.organisation_id in (medium.custodian_id, medium.offer_to_id)
