"""Places: what is where; create one, label it, put it elsewhere, count it, close it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from filiere.network.actor import Actor
from inventory.counting import progress
from inventory.forms.keys import key_of, new_key
from inventory.forms.places import ParentForm, PlaceForm, parents
from inventory.models import Device, Entry, Place, PlaceCount
from inventory.refusals import Refused
from inventory.scanning.places import counting
from inventory.subjects.counting import open_count
from inventory.subjects.places import (
    close_place,
    create_place,
    devices_at,
    label_pallet,
    label_place,
    media_at,
    move_place,
    rename_place,
)
from inventory.views.access import form_page, page, see
from inventory.vocabulary import PlaceKind, SubjectKind
from inventory.whereabouts import Spot, Tree, tree_of

PAGE = 50
LAST = 20
SOMEWHERE = ("collected", "audited", "erased", "in_repair", "ready", "reserved", "in_service")
"""Steps in which one looks for a device on a shelf."""
TOLD = {
    "create": "Créé",
    "rename": "Renommé",
    "move": "Déplacé",
    "label": "Étiqueté",
    "open_count": "Comptage ouvert",
    "close_count": "Comptage clos",
    "close": "Fermé",
}


@require_http_methods(["GET", "POST"])
@page("create_collection")
def places(request: HttpRequest, actor: Actor) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    form = PlaceForm(actor, typed, making=True, initial={"parent": request.GET.get("dans", "")})
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        try:
            made = create_place(
                actor=actor,
                name=told["name"],
                kind=told["kind"] or PlaceKind.PLACE,
                parent=told.get("parent") or None,
            )
        except Refused as refused:
            form.add_error("name", refused.detail)
        else:
            messages.success(request, "Lieu créé. Ensuite : imprimer son étiquette.")
            return see("inventory:place", made.pk)
    tree = tree_of(actor.organisation_id)
    listed = Paginator(tree.ordered(), 4 * PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "listed": listed,
        "places": _counted(actor, tree, list(listed.object_list)),
        "closed": sum(spot.closed for spot in tree.spots.values()),
        "nowhere": Device.objects.filter(
            custodian_id=actor.organisation_id, place_id=None, step__in=SOMEWHERE
        ).count(),
    }
    return form_page(request, "inventory/places.html", context)


def _counted(
    actor: Actor, tree: Tree, found: list[tuple[int, Spot]]
) -> list[tuple[int, Spot, int, int, bool]]:
    """Depth, place, devices and loose media in it and below, whether it is being counted."""
    rows = Device.objects.filter(place_id__in=tree.spots, custodian_id=actor.organisation_id)
    here = dict(rows.order_by().values_list("place_id").annotate(many=Count("pk")))
    loose = media_at(actor, *tree.spots).order_by()
    apart = dict(loose.values_list("place_id").annotate(many=Count("pk")))
    opened = PlaceCount.objects.filter(organisation_id=actor.organisation_id, closed_at=None)
    counting = set(opened.values_list("place_id", flat=True))
    return [
        (
            min(depth, 4),
            spot,
            sum(here.get(one, 0) for one in tree.within(spot.id)),
            sum(apart.get(one, 0) for one in tree.within(spot.id)),
            spot.id in counting,
        )
        for depth, spot in found
    ]


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
    typed = request.POST if request.method == "POST" else None
    initial = {"name": found.name, "kind": found.kind}
    form = PlaceForm(actor, typed, making=False, initial=initial)
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        try:
            rename_place(actor=actor, place_id=found.pk, name=told["name"], kind=told["kind"])
        except Refused as refused:
            form.add_error("name", refused.detail)
        else:
            messages.success(request, "Lieu changé.")
            return see("inventory:place", found.pk)
    return form_page(request, "inventory/place.html", _context(request, actor, found, form))


def _context(request: HttpRequest, actor: Actor, found: Place, form: PlaceForm) -> dict[str, Any]:
    tree = tree_of(actor.organisation_id)
    listed = Paginator(devices_at(actor, found.pk), PAGE).get_page(request.GET.get("page"))
    children = [(0, spot) for spot in tree.children(found.pk) if not spot.closed]
    counts = list(PlaceCount.objects.filter(place=found).order_by("-opened_at")[:LAST])
    chain = Entry.objects.filter(subject_kind=SubjectKind.PLACE, subject_id=found.pk)
    history = chain.select_related("organisation").order_by("-sequence")[:LAST]
    return {
        "place": found,
        "way": tree.way(found.parent_id),
        "form": form,
        "listed": listed,
        "within": devices_at(actor, *tree.within(found.pk)).count(),
        "children": _counted(actor, tree, children),
        "media": media_at(actor, found.pk),
        "counts": [(one, progress(one)) for one in counts],
        "counting": next((one for one in counts if one.closed_at is None), None),
        "history": [(TOLD.get(one.operation, one.operation), one.occurred_at) for one in history],
        "move": ParentForm(parents(tree, found.pk), initial={"parent": found.parent_id or ""}),
        "key": new_key(),
    }


@require_POST
@page("create_collection")
def move(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """Put it, and so all that it holds, in another place."""
    found = _place(actor, key)
    once = key_of(request.POST.get("key", ""))
    try:
        parent = request.POST.get("parent", "")[:36] or None
        move_place(actor=actor, place_id=found.pk, parent=parent, key=once)
    except Refused as refused:
        messages.error(request, refused.detail)
    else:
        messages.success(request, f"{found.name} est déplacé, avec ce qu'il contient.")
    return see("inventory:place", found.pk)


@require_POST
@page("create_collection")
def give_label(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """Its label, ready to print; a code first if it has none."""
    code = label_place(actor=actor, place_id=_place(actor, key).pk)
    return see(f"{reverse('inventory:labels')}?code={code}")


@require_POST
@page("create_collection")
def give_pallet_label(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """The label of a recycling pallet: scanned, it acts on all that lies on it."""
    code = label_pallet(actor=actor, pallet_id=str(key))
    return see(f"{reverse('inventory:labels')}?code={code}")


@require_POST
@page("create_collection")
def count(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """Open a count and scan at once, or see how far the one that is open is."""
    found, once = _place(actor, key), key_of(request.POST.get("key", ""))
    try:
        opened, resumed = open_count(actor=actor, place_id=found.pk, key=once)
    except Refused as refused:
        messages.error(request, refused.detail)
        return see("inventory:place", found.pk)
    if resumed:
        return see("inventory:count", opened.pk)
    return see(f"{reverse('inventory:scanner')}?{counting(opened, found.name)['mode']}")


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
