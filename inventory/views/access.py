"""The door of the pages: sign in, have an organisation, have the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.views.decorators.cache import never_cache

from filiere.network import rights
from filiere.network.actor import Actor
from filiere.network.identity import actor_of_request
from inventory.refusals import Missing
from labels.codes import InvalidCode, parse

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, Actor, P], HttpResponse]
Guarded = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def page(right: str) -> Callable[[Page[P]], Guarded[P]]:
    """Give the view its actor. Without the right 403; what is missing or not theirs 404."""

    def decorate(view: Page[P]) -> Guarded[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            actor = actor_of_request(request)
            if actor is None or not rights.may(actor, right):
                raise PermissionDenied
            try:
                return view(request, actor, *args, **kwargs)
            except Missing as missing:
                return nowhere(request, missing.detail)

        return login_required(never_cache(guarded))

    return decorate


def code_of(text: str) -> str:
    """The code in an address.

    Raises
    ------
    Http404
        It is no code.
    """
    try:
        return parse(text)
    except InvalidCode as error:
        raise Http404(error.detail) from error


def nowhere(request: HttpRequest, sentence: str) -> HttpResponse:
    """A 404 that says why."""
    context = {"title": "Introuvable", "sentence": sentence}
    return render(request, "problem.html", context, status=404)


def form_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page with a form; when it comes back, something in it was not accepted."""
    status = 422 if request.method == "POST" else 200
    return render(request, template, context, status=status)


def see(to: str, *args: str) -> HttpResponseRedirect:
    """Look at this page now: what was posted is done, loading it again repeats nothing."""
    answer = HttpResponseRedirect(resolve_url(to, *args))
    answer.status_code = 303
    return answer
