"""Loose media: the list, and the page of one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from filiere.network import rights
from filiere.network.actor import Actor
from inventory.checklist import first_of
from inventory.forms.keys import new_key
from inventory.forms.registry import AT_ONCE
from inventory.loose import chain_of_medium, loose_media_seen_by, loose_medium_seen_by
from inventory.models import Place
from inventory.reading import offered, world_of_medium
from inventory.selectors.links import followable
from inventory.subjects.testifying import awaited
from inventory.timeline import timeline
from inventory.views.access import code_of, page
from inventory.views.shown import media_shown
from inventory.vocabulary import MediumStatus
from labels.codes import InvalidCode, parse

PAGE = 50


@require_safe
@page("read_devices")
def media(request: HttpRequest, actor: Actor) -> HttpResponse:
    try:
        after = parse(request.GET.get("after", ""))
    except InvalidCode:
        after = ""
    seen = loose_media_seen_by(actor).exclude(status=MediumStatus.DESTROYED)
    found = list(seen.filter(code__gt=after).order_by("code")[: PAGE + 1])
    more = (found[PAGE - 1].code or "") if len(found) > PAGE else ""
    context = {"media": media_shown(found[:PAGE], ()), "more": more}
    return render(request, "inventory/media.html", context)


@require_safe
@page("read_devices")
def medium(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    found = loose_medium_seen_by(actor, code_of(code))
    world = world_of_medium(found, actor)
    rows = offered(world)
    first = first_of(world, rows, ())
    proofs = found.proofs.select_related("recorded_by").order_by("-ended_at", "-pk")
    place = Place.objects.filter(pk=found.place_id).first() if found.place_id else None
    context = {
        "medium": found,
        "shown": media_shown([found], proofs)[0],
        "first": first,
        "others": [row for row in rows if row is not first],
        "at_once": AT_ONCE,
        "key": new_key(),
        "place": place,
        "awaited": awaited(actor, found.code or ""),
        "log_welcome": any(row.name == "erase" for row in rows)
        and rights.may(actor, "read_evidence"),
        "files_of": actor.organisation_id if rights.may(actor, "read_evidence") else None,
        "links": followable(actor, [found.last_code]),
        "timeline": timeline(chain_of_medium(found).select_related("organisation"), actor),
    }
    return render(request, "inventory/medium.html", context)
