"""The door of the scanner: somebody signed in, or a shared point in one's hands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from filiere.network import rights, shared_point
from filiere.network.actor import Actor
from filiere.network.identity import actor_of_request, operators_of, with_operator
from filiere.network.problem import problem, problem_response
from filiere.network.refusals import Refused as NetworkRefused
from inventory.refusals import Missing
from inventory.views.access import nowhere, see

P = ParamSpec("P")
CLOSED = (
    "Ce point de scan a été fermé. Demandez un nouveau lien à votre encadrant·e, ou connectez-vous."
)


@dataclass(frozen=True, slots=True)
class Seat:
    """Who scans; on a shared point, ``operators`` are those who may be chosen."""

    actor: Actor
    point: Actor | None
    operators: dict[int, str]

    @property
    def chosen(self) -> bool:
        return self.point is None or self.actor.membership_id is not None

    @property
    def who(self) -> str:
        """The one chosen, without the name of the point."""
        if self.point is None:
            return self.actor.name
        return self.operators.get(self.actor.membership_id or 0, "")

    def held_by(self, operator: int | None) -> Actor:
        """Who made this scan: on a shared point, the member that the scan names.

        Raises
        ------
        Refused
            ``unknown-operator``.
        """
        if self.point is None or operator is None:
            return self.actor
        return with_operator(self.point, operator)


Page = Callable[Concatenate[HttpRequest, Seat, P], HttpResponse]
Guarded = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def at_the_scanner(*, in_hand: bool = True) -> Callable[[Page[P]], Guarded[P]]:
    """Give the view its seat; ``in_hand``: a shared point needs a name first."""

    def decorate(view: Page[P]) -> Guarded[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            seat = seat_of(request)
            if seat is None:
                return _nobody(request)
            if not rights.may(seat.actor, "scan"):
                raise PermissionDenied
            if in_hand and not seat.chosen:
                return _unnamed(request)
            try:
                return view(request, seat, *args, **kwargs)
            except Missing as missing:
                return nowhere(request, missing.detail)

        return never_cache(guarded)

    return decorate


def seat_of(request: HttpRequest) -> Seat | None:
    """Somebody signed in goes before the point that this browser may be."""
    if request.user.is_authenticated:
        member = actor_of_request(request)
        if member is None:
            raise PermissionDenied
        return Seat(member, None, {})
    point = shared_point.point_of(request)
    if point is None:
        return None
    operators = operators_of(point.organisation_id)
    chosen = shared_point.chosen_operator(request)
    try:
        actor = with_operator(point, chosen) if chosen is not None else point
    except NetworkRefused:
        actor = point
    seat = Seat(actor, point, operators)
    shared_point.hold(request, point, seat.who)
    return seat


def wants_json(request: HttpRequest) -> bool:
    return request.content_type == "application/json"


def _nobody(request: HttpRequest) -> HttpResponse:
    closed = shared_point.was_a_point(request)
    if wants_json(request):
        code = "point-revoked" if closed else "unauthenticated"
        detail = CLOSED if closed else "Votre session est finie. Connectez-vous de nouveau."
        return problem_response(problem(code, "Qui êtes-vous ?", detail, 401))
    if closed:
        shared_point.leave(request)
        context = {"title": "Point de scan fermé", "sentence": CLOSED}
        return render(request, "problem.html", context, status=410)
    return redirect_to_login(request.get_full_path())


def _unnamed(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        detail = "Choisissez votre nom avant de scanner."
        return problem_response(problem("no-operator", "Qui scanne ?", detail, 401))
    return see("inventory:scan_operator")
