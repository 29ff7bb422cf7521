"""Who asks the API: a point of scan by its token, or a person by their session."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

from filiere import attempts
from filiere.network.actor import Actor
from filiere.network.identity import actor_of_request, actor_of_token, token_of, with_operator
from filiere.network.refusals import Forbidden, Refused
from filiere.network.tally import address_of

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
MOST_DIGITS = 18


class Unauthenticated(Refused):
    """Nobody known asks."""

    def __init__(self, detail: str) -> None:
        super().__init__("unauthenticated", detail, title="Qui êtes-vous ?", status=401)


class ScanPoint(AuthBase):
    """``Authorization: Bearer …``: one query, no session. Only failures are counted."""

    openapi_type = "http"
    openapi_scheme = "bearer"
    openapi_description = "Jeton d'un point de scan, montré une fois à sa création."

    def __call__(self, request: HttpRequest) -> Any | None:
        given = request.META.get("HTTP_AUTHORIZATION")
        if given is None:
            return None
        token = token_of({"Authorization": given})
        actor = actor_of_token(token) if token else None
        if actor is None:
            attempts.failed(address_of(request))
            raise Unauthenticated(
                "Ce jeton n'est pas connu, ou a été révoqué. Créez un nouveau point de scan."
            )
        return in_hand(request, actor)


class Session(AuthBase):
    """The cookie of a signed-in person; what writes needs the CSRF token besides."""

    openapi_type = "apiKey"
    openapi_in = "cookie"
    openapi_name = "sessionid"
    openapi_description = "Session d'une personne ; l'en-tête X-CSRFToken est demandé pour écrire."

    def __call__(self, request: HttpRequest) -> Any | None:
        if not request.user.is_authenticated:
            raise Unauthenticated(
                "Connectez-vous, ou envoyez le jeton d'un point de scan (Authorization: Bearer …)."
            )
        if request.method not in SAFE and check_csrf(request) is not None:
            raise Refused(
                "csrf",
                "Rechargez la page, puis recommencez (jeton CSRF absent ou périmé).",
                title="Demande non vérifiée",
                status=403,
            )
        actor = actor_of_request(request)
        if actor is None:
            raise Forbidden(
                "Votre compte n'est rattaché à aucune organisation active. "
                "Demandez une invitation à votre encadrant·e."
            )
        return in_hand(request, actor)


def in_hand(request: HttpRequest, actor: Actor) -> Actor:
    """The actor, in the hands of the member that the header names on a shared point."""
    named = request.META.get("HTTP_X_OPERATOR", "").strip()
    if not named:
        return actor
    known = named.isascii() and named.isdigit() and len(named) <= MOST_DIGITS
    return with_operator(actor, int(named) if known else 0)
