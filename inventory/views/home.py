"""The first page: what one may do now; and the menu of everything else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from filiere.network import rights
from filiere.network.actor import Actor
from filiere.network.identity import actor_of_request
from filiere.network.vocabulary import OrganisationKind, Role
from inventory import waiting

LEADS = frozenset({Role.SUPERVISOR.value, Role.ADMINISTRATOR.value})
"""Roles that see what must be dealt with before anything else."""


@require_safe
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    actor = actor_of_request(request)
    if actor is None:
        return render(request, "inventory/welcome.html")
    leads = actor.role in LEADS
    context = {
        "leads": leads,
        "recalls": waiting.recalls(actor) if leads else (),
        "incidents": waiting.incidents(actor) if leads else (),
        "offers": waiting.offers(actor),
        "offered_media": waiting.offered_media(actor),
        "steps": waiting.by_step(actor),
        "loose": waiting.loose_media(actor),
        "holds": waiting.holds(actor),
        "may_collect": rights.may(actor, "create_collection"),
        "may_request": rights.may(actor, "create_request"),
        "steers": actor.organisation_kind == OrganisationKind.STEERING,
    }
    return render(request, "inventory/home.html", context)


@require_safe
@never_cache
def menu(request: HttpRequest) -> HttpResponse:
    """Everywhere one may go."""
    actor = actor_of_request(request)
    context = {"rights": rights.rights_of(actor), "loose": _has_a_house(actor)}
    return render(request, "inventory/menu.html", context)


def _has_a_house(actor: Actor | None) -> bool:
    return actor is not None and actor.organisation_kind in rights.SCANNING
