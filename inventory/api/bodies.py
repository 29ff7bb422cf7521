"""What was sent, within bounds: sizes before bytes, bytes before JSON, JSON before meaning."""

from __future__ import annotations

import json
from typing import Any, NoReturn, TypeVar

from django.conf import settings
from django.http import HttpRequest, RawPostDataException, UnreadablePostError
from pydantic import BaseModel

from inventory.parsing import parse_data
from inventory.refusals import Refused

Model = TypeVar("Model", bound=BaseModel)
UNREADABLE = "Demande illisible"
DRAINED = 64 * 1024 * 1024
"""Bytes of a refused body that are read and thrown away, so that its sender hears the answer."""
CHUNK = 256 * 1024


def raw_body(request: HttpRequest, *, limit: int) -> bytes:
    """The bytes of the body, at most ``limit``.

    Raises
    ------
    Refused
        ``too-large`` (413), said before anything is kept; ``empty-body``, ``broken-body`` (400).
    """
    if _length(request) > limit:
        _drain(request)
        raise Refused(
            "too-large",
            f"Cet envoi pèse plus de {limit // (1024 * 1024)} Mo. Rien n'a été enregistré : "
            "découpez-le.",
            title="Envoi trop lourd",
            status=413,
        )
    try:
        body = request.body
    except RawPostDataException:
        raise _unreadable(
            "form-body", "Envoyez le contenu tel quel, et non dans un formulaire."
        ) from None
    except UnreadablePostError:
        raise _unreadable("broken-body", "L'envoi s'est interrompu. Recommencez.") from None
    if not body.strip():
        raise _unreadable(
            "empty-body", "La demande est vide, ou envoyée sans en-tête Content-Length."
        )
    return body


def json_body(request: HttpRequest, *, limit: int | None = None) -> Any:
    """The JSON of the body.

    Raises
    ------
    Refused
        ``not-json`` (400) besides those of ``raw_body``.
    """
    body = raw_body(request, limit=settings.API_MAX_BYTES if limit is None else limit)
    try:
        return DECODER.decode(body.decode("utf-8-sig"))
    except RecursionError:
        raise _unreadable("too-deep", "Ce JSON est imbriqué trop profondément.") from None
    except ValueError:
        raise _unreadable(
            "not-json", "La demande n'est pas du JSON valide, en UTF-8. Vérifiez-la."
        ) from None


def read_body(request: HttpRequest, model: type[Model]) -> Model:
    """The body as this model; ``invalid-data`` (422) says every field that is wrong."""
    told = json_body(request)
    if not isinstance(told, dict):
        raise Refused(
            "invalid-data", "La demande doit être un objet JSON.", title="Données à corriger"
        )
    return parse_data(model, told)


def _length(request: HttpRequest) -> int:
    """The length announced; a body without one is read as empty."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _drain(request: HttpRequest) -> None:
    left = DRAINED
    try:
        while left > 0 and (chunk := request.read(CHUNK)):
            left -= len(chunk)
    except (UnreadablePostError, OSError):
        return


def _unreadable(code: str, detail: str) -> Refused:
    return Refused(code, detail, title=UNREADABLE, status=400)


def _not_a_number(text: str) -> NoReturn:
    raise ValueError(text)


DECODER = json.JSONDecoder(parse_constant=_not_a_number)
