"""No page before the second factor, for those who must have one."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from filiere.network import kept_forms
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


class KeptFormMiddleware:
    """A form whose sender is sent to sign in is kept, and offered again once they have.

    Placed after the middleware of authentication. The API and the pages of accounts keep
    nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if self._sent_to_sign_in(request, response) and (key := kept_forms.keep(request)):
            again = reverse("network:kept_form", args=[key])
            response.headers["Location"] = (
                f"{reverse('account_login')}?{urlencode({'next': again})}"
            )
            response.status_code = 303
        kept_forms.remember_who(request, response)
        return response

    @staticmethod
    def _sent_to_sign_in(request: HttpRequest, response: HttpResponseBase) -> bool:
        if request.method != "POST" or response.status_code != 302:
            return False
        login = reverse("account_login")
        apart = request.path.startswith(("/api/", login.removesuffix("login/")))
        return not apart and response.headers.get("Location", "").startswith(f"{login}?next=")
