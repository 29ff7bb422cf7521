"""The pilots' list of actors typed by hand: add, edit, retire."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filiere.network.actor import Actor
from filiere.network.refusals import Refused
from filiere.network.views.access import with_right
from forecast.incoming_sheets.page import see
from forecast.listing import list_actor, retire_actor, typed_actor, typed_actors
from forecast.listing_form import ListingForm, initial_of
from forecast.models import ListedActor


@never_cache
@require_safe
@with_right("write_report")
def actors(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Those typed, and how many each imported list brought."""
    lists = ListedActor.objects.filter(organisation__isnull=True).order_by()
    context = {
        "typed": typed_actors(),
        "lists": lists.values("source").annotate(n=Count("pk")).order_by("source"),
    }
    return render(request, "forecast/actors.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@with_right("write_report")
def add(request: HttpRequest, actor: Actor) -> HttpResponse:
    return _write(request, actor, None)


@never_cache
@require_http_methods(["GET", "POST"])
@with_right("write_report")
def edit(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    return _write(request, actor, _typed(key))


@require_POST
@with_right("write_report")
def retire(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """Out of the panorama, or back in it."""
    one, back = _typed(key), request.POST.get("back") == "1"
    retire_actor(actor=actor, one=one, back=back)
    said = "de nouveau dans le panorama" if back else "retiré du panorama"
    messages.success(request, f"{one.name}\u00a0: {said}.")
    return see(reverse("forecast:actors"))


def _write(request: HttpRequest, actor: Actor, one: ListedActor | None) -> HttpResponse:
    form = ListingForm(request.POST or None, initial=initial_of(one))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            key = one.key if one else form.cleaned_data["key"]
            try:
                made = list_actor(actor=actor, key=key, typed=form.typed())
            except Refused as refused:
                form.add_error(None, refused.detail)
                status = refused.status
            else:
                messages.success(request, f"{made.name}\u00a0: dans le panorama.")
                return see(reverse("forecast:actors"))
    return render(request, "forecast/actor.html", {"form": form, "one": one}, status=status)


def _typed(key: UUID) -> ListedActor:
    found = typed_actor(str(key))
    if found is None:
        raise Http404("Cet acteur n'est pas dans la liste.")
    return found
