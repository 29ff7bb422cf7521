"""Places: what is where; create one, rename it, close it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from filiere.network.actor import Actor
from inventory.forms.house import NameForm
from inventory.models import Device, Place
from inventory.refusals import Refused
from inventory.subjects.house import create_place
from inventory.subjects.places import close_place, devices_at, media_at, rename_place
from inventory.views.access import form_page, page, see

PAGE = 50


@require_http_methods(["GET", "POST"])
@page("create_collection")
def places(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = NameForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = create_place(actor=actor, name=form.cleaned_data["name"])
        except Refused as refused:
            form.add_error("name", refused.detail)
        else:
            messages.success(request, "Lieu créé. Ensuite : y déplacer des appareils.")
            return see("inventory:place", made.pk)
    mine = Place.objects.filter(organisation_id=actor.organisation_id)
    listed = Paginator(mine.filter(closed_at=None).order_by("name"), PAGE)
    shown = listed.get_page(request.GET.get("page"))
    context = {
        "form": form,
        "listed": shown,
        "places": _counted(actor, list(shown.object_list)),
        "closed": mine.exclude(closed_at=None).count(),
        "nowhere": Device.objects.filter(
            custodian_id=actor.organisation_id, place_id=None, step__in=SOMEWHERE
        ).count(),
    }
    return form_page(request, "inventory/places.html", context)


SOMEWHERE = ("collected", "audited", "erased", "in_repair", "ready", "reserved", "in_service")
"""Steps in which one looks for a device on a shelf."""


def _counted(actor: Actor, found: list[Place]) -> list[tuple[Place, int]]:
    rows = Device.objects.filter(
        place_id__in=[one.pk for one in found], custodian_id=actor.organisation_id
    ).values_list("place_id")
    counts = dict(rows.order_by().annotate(count=Count("pk")))
    return [(one, counts.get(one.pk, 0)) for one in found]


def _place(actor: Actor, key: UUID) -> Place:
    found = Place.objects.filter(organisation_id=actor.organisation_id, pk=str(key)).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
@page("create_collection")
def place(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """What is here; a POST renames it."""
    found = _place(actor, key)
    form = NameForm(
        request.POST if request.method == "POST" else None, initial={"name": found.name}
    )
    if form.is_bound and form.is_valid():
        try:
            rename_place(actor=actor, place_id=found.pk, name=form.cleaned_data["name"])
        except Refused as refused:
            form.add_error("name", refused.detail)
        else:
            messages.success(request, "Lieu renommé.")
            return see("inventory:place", found.pk)
    listed = Paginator(devices_at(actor, found.pk), PAGE).get_page(request.GET.get("page"))
    context = {"place": found, "form": form, "listed": listed, "media": media_at(actor, found.pk)}
    return form_page(request, "inventory/place.html", context)


@require_POST
@page("create_collection")
def close(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    found = _place(actor, key)
    try:
        close_place(actor=actor, place_id=found.pk)
    except Refused as refused:
        messages.error(request, refused.detail)
        return see("inventory:place", found.pk)
    messages.success(request, f"{found.name} est fermé.")
    return see("inventory:places")
