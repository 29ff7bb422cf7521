"""No page before the second factor, for those who must have one."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from filiere.network.problem import problem, problem_response
from filiere.network.second_factor import is_lacking

#: pages one needs to sign in, out, and to set the factor up
EXEMPT = ("account_", "mfa_")
OPEN_PATHS = frozenset({"/healthz"})
TITLE = "Double authentification à activer"
SENTENCE = (
    "Votre rôle demande une double authentification. Activez-la avec l'application de votre "
    "téléphone : cela prend une minute."
)


class SecondFactorMiddleware:
    """Sends who lacks a demanded TOTP to its activation; an API call gets a problem (403).

    A request by token alone has no signed-in user, and passes. Placed after the middleware of
    authentication, messages and allauth.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        if request.path in OPEN_PATHS or (match and match.view_name.startswith(EXEMPT)):
            return None
        user = request.user
        if not user.is_authenticated or not is_lacking(user.pk):
            return None
        if request.path.startswith("/api/"):
            return problem_response(problem("second-factor", TITLE, SENTENCE, 403))
        messages.info(request, SENTENCE)
        return redirect("mfa_activate_totp")
