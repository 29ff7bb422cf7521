"""Whatever goes wrong under /api/ is told as a problem document, in French, and hides nothing.

A refusal says itself; what was not foreseen is logged and says only that nothing was saved.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, UnreadablePostError
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.errors import ValidationError as NinjaValidationError

from filiere.attempts import TooManyAttempts
from filiere.network.problem import problem, problem_of, problem_response
from filiere.network.refusals import Refused
from inventory.parsing import sentence

logger = logging.getLogger("filiere.api")
API = "/api/"
MOST_ERRORS = 20
WORDS: dict[int, tuple[str, str, str]] = {
    400: ("bad-request", "Demande illisible", "Cette demande ne se lit pas. Vérifiez-la."),
    401: (
        "unauthenticated",
        "Qui êtes-vous ?",
        "Connectez-vous, ou envoyez le jeton d'un point de scan (Authorization: Bearer …).",
    ),
    403: ("forbidden", "Pas avec ce rôle", "Votre rôle ne permet pas de voir ou de faire cela."),
    404: ("not-found", "Introuvable", "Cette adresse n'existe pas. Voyez /api/docs."),
    405: ("method-not-allowed", "Pas de cette façon", "Cette adresse ne prend pas cette méthode."),
    413: ("too-large", "Envoi trop lourd", "Rien n'a été enregistré : découpez cet envoi."),
    500: (
        "server-error",
        "Erreur de notre part",
        "Une erreur s'est produite. Rien n'a été enregistré. Réessayez dans un instant.",
    ),
}


def worded(status: int, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """The problem of a bare status."""
    code, title, detail = WORDS[status if status in WORDS else 400]
    return problem_response(problem(code, title, detail, status), headers)


def is_api(request: HttpRequest) -> bool:
    return request.path.startswith(API)


def answer_problems(api: NinjaAPI) -> None:
    """Give this API its handlers."""
    for kind, handler in HANDLERS.items():
        api.add_exception_handler(kind, handler)


def told(
    view: Callable[..., HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """The same view, its *method not allowed* told as a problem."""

    @wraps(view)
    def telling(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code != 405:
            return response
        allowed = ", ".join(sorted(response.headers.get("Allow", "GET").split(", ")))
        return worded(405, {"Allow": allowed})

    return telling


def read_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view that is only read."""

    @wraps(view)
    def reading(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return worded(405, {"Allow": "GET, HEAD"})
        return view(request, *args, **kwargs)

    return reading


def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    headers = {}
    if refused.status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="filiere"'
    if isinstance(refused, TooManyAttempts):
        headers["Retry-After"] = str(refused.wait)
    if refused.status == 503:
        headers["Retry-After"] = "1"
    return problem_response(problem_of(refused), headers)


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    found = [_field(item) for item in error.errors[:MOST_ERRORS]]
    detail = " ; ".join(f"{item['where']} : {item['detail']}" for item in found[:5])
    return problem_response(
        problem("invalid-data", "Données à corriger", f"{detail}.", 422, errors=found)
    )


def _field(error: Mapping[str, Any]) -> dict[str, str]:
    """Where and what, the framework's own words for the place left out."""
    place = tuple(part for part in error["loc"][1:] if part not in ("asked", "told"))
    where, _, detail = sentence({**error, "loc": place}).partition(" : ")
    return {"where": where, "detail": detail}


def _http(request: HttpRequest, error: Any) -> HttpResponse:
    cause = error.__cause__
    if isinstance(cause, Refused):
        return _refused(request, cause)
    return worded(error.status_code)


def _unforeseen(request: HttpRequest, error: Any) -> HttpResponse:
    logger.error("%s %s", request.method, request.path, exc_info=error)
    return worded(500)


HANDLERS: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    Refused: _refused,
    NinjaValidationError: _invalid,
    HttpError: _http,
    Http404: lambda request, error: worded(404),
    PermissionDenied: lambda request, error: worded(403),
    SuspiciousOperation: lambda request, error: worded(400),
    RequestDataTooBig: lambda request, error: worded(413),
    UnreadablePostError: lambda request, error: worded(400),
    Exception: _unforeseen,
}
