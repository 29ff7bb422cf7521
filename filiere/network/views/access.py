"""The door of every page of the network."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from filiere.network.actor import Actor
from filiere.network.identity import actor_of_request
from filiere.network.refusals import Refused
from filiere.network.rights import may

P = ParamSpec("P")


def with_right(
    right: str,
) -> Callable[
    [Callable[Concatenate[HttpRequest, Actor, P], HttpResponse]],
    Callable[Concatenate[HttpRequest, P], HttpResponse],
]:
    """Sign in first; then the view gets the actor, who has the right, or it is a 403.

    What an operation says is missing is a 404, what it says is forbidden a 403.
    """

    def decorate(
        view: Callable[Concatenate[HttpRequest, Actor, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            actor = actor_of_request(request)
            if actor is None or not may(actor, right):
                raise PermissionDenied("Cette page n'est pas dans vos droits.")
            try:
                return view(request, actor, *args, **kwargs)
            except Refused as refused:
                if refused.status == 404:
                    raise Http404(refused.detail) from refused
                if refused.status == 403:
                    raise PermissionDenied(refused.detail) from refused
                raise

        return login_required(guarded)

    return decorate
