"""Requests: follow one's own, serve those of one's territory, close."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from filiere.network import rights
from filiere.network.actor import Actor
from inventory import deliveries, erasable
from inventory.following import Progress, progress_of
from inventory.guards import STRUCTURE_KINDS
from inventory.lines import TAKEN
from inventory.models import Device, Request, RequestLine, Reservation
from inventory.perform import perform
from inventory.refusals import Refused
from inventory.selectors import may_read_reference, requests_seen_by
from inventory.selectors.stock import suiting
from inventory.subjects.delivering import places_of
from inventory.subjects.requests import close_request
from inventory.views.access import form_page, page, see
from inventory.views.once import done_once
from inventory.vocabulary import RequestState, Step
from labels.codes import InvalidCode, parse

PAGE = 30
SUGGESTED = 3
"""Devices named under a line; the rest is on the page of the stock."""


@dataclass(frozen=True, slots=True)
class Listed:
    asked: Request
    progress: Progress


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what is held for it, what is left to find, what of one's stock would do."""

    line: RequestLine
    held: list[Reservation]
    left: int
    fitting: int
    suggested: list[Device]


@require_safe
@page("read_requests")
def requests(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Open ones first; a structure also sees what it must confirm."""
    seen = requests_seen_by(actor).select_related("structure").prefetch_related("lines")
    listed = Paginator(seen.order_by("-state", "-created_at"), PAGE).get_page(
        request.GET.get("page")
    )
    shown = list(listed)
    progress = progress_of(shown)
    at_structure = actor.organisation_kind in STRUCTURE_KINDS
    context = {
        "listed": listed,
        "shown": [Listed(one, progress[one.pk]) for one in shown],
        "may_create": rights.may(actor, "create_request"),
        "may_prepare": rights.may(actor, "prepare_delivery"),
        "may_hand_over": rights.may(actor, "hand_over"),
        "may_serve": rights.may(actor, "serve_at_counter"),
        "mine": actor.organisation_id,
        "at_structure": at_structure,
        "waiting": deliveries.slips(deliveries.waiting(actor)) if at_structure else [],
        "missing": deliveries.slips(deliveries.missing(actor)),
        "to_hand_out": deliveries.to_hand_out(actor).count() if at_structure else 0,
    }
    return render(request, "inventory/requests.html", context)


def _seen(actor: Actor, key: UUID) -> Request:
    found = requests_seen_by(actor).select_related("structure").filter(pk=str(key)).first()
    if found is None:
        raise Http404
    return found


@require_safe
@page("read_requests")
def show_request(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    return _shown(request, actor, _seen(actor, key))


def _shown(
    request: HttpRequest, actor: Actor, found: Request, refused: Refused | None = None
) -> HttpResponse:
    mine = found.structure_id == actor.organisation_id
    reads = bool(found.reference) and may_read_reference(actor, found)
    serves = not mine and rights.may(actor, "prepare_delivery")
    lines = _lines(actor, found, serves=serves and found.state == RequestState.OPEN)
    held_here = [
        one
        for line in lines
        for one in line.held
        if one.device.step == Step.RESERVED and one.device.custodian_id == actor.organisation_id
    ]
    context = {
        "asked": found,
        "lines": lines,
        "places": places_of(actor) if serves else {},
        "progress": progress_of([found])[found.pk],
        "reference": erasable.say({"erasable": found.reference}) if reads else "",
        "may_close": mine
        and found.state == RequestState.OPEN
        and rights.may(actor, "create_request"),
        "own": actor.organisation_id,
        "mine": mine,
        "serves": serves,
        "held_here": held_here,
        "served": any(line.held for line in lines),
        "refused": refused,
        "typed": request.POST.get("code", ""),
    }
    if refused is None:
        return render(request, "inventory/request.html", context)
    return form_page(request, "inventory/request.html", context)


def _lines(actor: Actor, asked: Request, *, serves: bool) -> list[Line]:
    held: dict[str, list[Reservation]] = {}
    rows = Reservation.objects.filter(line__request=asked, state__in=TAKEN)
    for one in rows.select_related("device").order_by("opened_at"):
        held.setdefault(one.line_id, []).append(one)
    found = []
    for line in asked.lines.all():
        left = max(line.quantity - len(held.get(line.pk, [])), 0)
        fitting, suggested = 0, []
        if serves and left:
            stock = Device.objects.filter(
                suiting(line.profile, line.kind),
                kind=line.kind,
                step=Step.READY,
                custodian_id=actor.organisation_id,
                hold_id=None,
            )
            fitting = stock.count()
            suggested = list(stock.order_by("grade", "pk")[:SUGGESTED])
        found.append(Line(line, held.get(line.pk, []), left, fitting, suggested))
    return found


@require_http_methods(["GET", "POST"])
@page("create_request")
def close(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    found = _seen(actor, key)
    if request.method != "POST":
        return see("inventory:request", found.pk)
    cancel = request.POST.get("cancel") == "1"
    try:
        close_request(actor=actor, request_id=found.pk, cancel=cancel)
    except Refused as refused:
        messages.error(request, refused.detail)
    else:
        messages.success(request, "Demande annulée." if cancel else "Demande close.")
    return see("inventory:request", found.pk)


@require_http_methods(["GET", "POST"])
@page("prepare_delivery")
def serve(request: HttpRequest, actor: Actor, key: UUID, verb: str) -> HttpResponse:
    """Reserve what is scanned for the line that waits for its kind, or free what was held."""
    found = _seen(actor, key)
    if verb not in ("reserver", "liberer"):
        raise Http404
    if request.method != "POST":
        return see("inventory:request", found.pk)
    try:
        code = parse(request.POST.get("code", ""))
        act = _reserve if verb == "reserver" else _release
        done_once(request, actor, lambda: act(actor, found, code))
    except InvalidCode as error:
        return _shown(request, actor, found, Refused("invalid-code", error.detail))
    except Refused as refused:
        return _shown(request, actor, found, refused)
    messages.success(request, "Réservé." if verb == "reserver" else "Libéré.")
    return see("inventory:request", found.pk)


def _reserve(actor: Actor, asked: Request, code: str) -> dict[str, str]:
    device = Device.objects.filter(pk=code, custodian_id=actor.organisation_id).first()
    lines = _lines(actor, asked, serves=False)
    kind = device.kind if device is not None else ""
    same = [line for line in lines if line.line.kind == kind]
    waiting = [line for line in same if line.left] or same or lines
    perform(operation="reserve", code=code, actor=actor, data={"line": waiting[0].line.pk})
    return {"reserved": code}


def _release(actor: Actor, asked: Request, code: str) -> dict[str, str]:
    held = Reservation.objects.filter(line__request=asked, device=code, state__in=TAKEN)
    if not held.exists():
        raise Refused("not-reserved", "Cet appareil n'est pas réservé pour cette demande.")
    perform(operation="release", code=code, actor=actor, data={})
    return {"released": code}
