"""The first page, one for each role: what is to do today; and the menu of everything else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from filiere.network import rights
from filiere.network.actor import Actor
from filiere.network.identity import actor_of_request
from filiere.network.vocabulary import OrganisationKind, Role
from inventory import deliveries, waiting
from inventory.following import Progress, progress_of
from inventory.indicators.board import six
from inventory.indicators.counting import bring_up_to_date
from inventory.indicators.periods import period_of
from inventory.indicators.reading import Asked
from inventory.models import Request
from inventory.selectors import requests_seen_by
from inventory.subjects.testifying import to_confirm
from inventory.vocabulary import RequestState
from inventory.wording import how_many

LEADS = frozenset({Role.SUPERVISOR.value, Role.ADMINISTRATOR.value})
"""Roles that see what must be dealt with before anything else."""
WEEK = 7
MY_REQUESTS = 10
Told = dict[str, Any]


@require_safe
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    actor = actor_of_request(request)
    if actor is None:
        return render(request, "inventory/welcome.html")
    name = home_of(actor)
    context = _alarms(actor) | HOMES[name](actor) | {"today": timezone.localdate()}
    return render(request, f"inventory/homes/{name}.html", context)


def home_of(actor: Actor) -> str:
    """Which first page this role in this kind of organisation gets."""
    kind = actor.organisation_kind
    if kind in BY_KIND:
        return BY_KIND[kind]
    if actor.role == Role.READER:
        return "reader"
    if kind in rights.STRUCTURES:
        return "structure"
    return "lead" if actor.role in LEADS else "bench"


BY_KIND = {
    OrganisationKind.STEERING.value: "steering",
    OrganisationKind.DONOR.value: "donor",
    OrganisationKind.RECYCLER.value: "recycler",
}


def _alarms(actor: Actor) -> Told:
    leads = actor.role in LEADS
    return {
        "recalls": waiting.recalls(actor) if leads else (),
        "incidents": waiting.incidents(actor) if leads else (),
        "offers": waiting.offers(actor),
        "offered_media": waiting.offered_media(actor),
        "to_confirm": to_confirm(actor),
        "may_collect": rights.may(actor, "create_collection"),
        "may_request": rights.may(actor, "create_request"),
    }


def _house(actor: Actor) -> Told:
    return {"steps": waiting.by_step(actor), "loose": waiting.loose_media(actor)}


def _collections(actor: Actor, days: int) -> Told:
    if not rights.may(actor, "create_collection"):
        return {}
    return {
        "collections": waiting.collections_coming(actor, days),
        "proposed": waiting.collections_proposed(actor),
        "to_sort": waiting.collections_to_sort(actor),
    }


def _bench(actor: Actor) -> Told:
    return _house(actor) | _collections(actor, 0) | {"holds": waiting.holds(actor)}


def _lead(actor: Actor) -> Told:
    return (
        _house(actor)
        | _collections(actor, WEEK)
        | {
            "stuck": waiting.stuck(actor),
            "holds": waiting.holds(actor),
            "deliveries": waiting.to_deliver(actor),
            "pallets": waiting.pallets_closed(actor),
        }
    )


@dataclass(frozen=True, slots=True)
class Mine:
    """One of my requests: what was asked, in words, and how far it has come."""

    asked: Request
    words: str
    progress: Progress


def _structure(actor: Actor) -> Told:
    seen = requests_seen_by(actor).filter(
        structure_id=actor.organisation_id, state=RequestState.OPEN
    )
    found = list(seen.prefetch_related("lines").order_by("-created_at")[:MY_REQUESTS])
    progress = progress_of(found)
    return _house(actor) | {
        "slips": deliveries.slips(deliveries.waiting(actor)),
        "to_hand_out": deliveries.to_hand_out(actor).count(),
        "requests": [Mine(one, _words(one), progress[one.pk]) for one in found],
    }


def _words(asked: Request) -> str:
    lines = asked.lines.all()
    return ", ".join(how_many(line.quantity, line.kind) for line in lines)


def _figures(actor: Actor) -> Told:
    bring_up_to_date()
    return {"six": six(actor, Asked(period_of("12")))}


def _donor(actor: Actor) -> Told:
    return _figures(actor) | {"gifts": waiting.gifts(actor)}


def _recycler(actor: Actor) -> Told:
    return {"received": waiting.received_for_recycling(actor)}


def _reader(actor: Actor) -> Told:
    return _figures(actor) | _house(actor)


HOMES: dict[str, Callable[[Actor], Told]] = {
    "bench": _bench,
    "lead": _lead,
    "structure": _structure,
    "steering": _figures,
    "donor": _donor,
    "recycler": _recycler,
    "reader": _reader,
}


@require_safe
@never_cache
def menu(request: HttpRequest) -> HttpResponse:
    """Everywhere one may go."""
    actor = actor_of_request(request)
    context = {"rights": rights.rights_of(actor), "loose": _has_a_house(actor)}
    return render(request, "inventory/menu.html", context)


def _has_a_house(actor: Actor | None) -> bool:
    return actor is not None and actor.organisation_kind in rights.SCANNING
