"""Posters: choose an operation and a place, get the page to hang on the wall."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from filiere.network.actor import Actor
from inventory.models import Poster
from inventory.posters import FORMATS, choices, pdf, poster_for, takes_place, verb_of
from inventory.refusals import Refused
from inventory.views.access import page, see
from inventory.whereabouts import tree_of


@require_http_methods(["GET", "POST"])
@page("print_labels")
def posters(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A POST makes one, or finds it again, and opens its PDF."""
    status = 200
    if request.method == "POST":
        size = request.POST.get("format", "a4")
        try:
            made = poster_for(
                actor=actor,
                operation=request.POST.get("operation", ""),
                place_id=request.POST.get("place", "")[:36] or None,
            )
        except Refused as refused:
            messages.error(request, refused.detail)
            status = 422
        else:
            asked = urlencode({"format": size if size in FORMATS else "a4"})
            return see(f"{reverse('inventory:poster', args=[made.pk])}?{asked}")
    tree = tree_of(actor.organisation_id)
    mine = Poster.objects.filter(organisation_id=actor.organisation_id).select_related("place")
    context = {
        "operations": [(key, verb, takes_place(key)) for key, verb in choices(actor)],
        "places": [(spot.id, tree.path(spot.id)) for _, spot in tree.ordered()],
        "formats": FORMATS.items(),
        "made": [(one, verb_of(one.operation)) for one in mine],
        "asked": request.POST or request.GET,
    }
    return render(request, "inventory/posters.html", context, status=status)


@require_safe
@page("print_labels")
def poster(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    found = Poster.objects.filter(organisation_id=actor.organisation_id, pk=str(key)).first()
    size = request.GET.get("format", "a4")
    if found is None or size not in FORMATS:
        raise Http404
    answer = HttpResponse(pdf(found, size), content_type="application/pdf")
    name = slugify(f"affiche {verb_of(found.operation)} {found.place or ''}")
    answer["Content-Disposition"] = f'inline; filename="{name}-{size}.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
