"""The problem document (RFC 9457): what every refusal looks like to a program. Knows no rule."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse

from filiere.network.refusals import Refused

CONTENT_TYPE = "application/problem+json"
TYPES = "/problemes/"
"""Where the stable ``type`` of a problem begins; the rest is its code."""
LONGEST = 2000


def problem(
    code: str,
    title: str,
    detail: str,
    status: int,
    *,
    suggest: Sequence[str] = (),
    errors: Sequence[Mapping[str, str]] = (),
) -> dict[str, Any]:
    """The document. ``suggest`` are codes or operations to try; ``errors`` name fields."""
    told: dict[str, Any] = {
        "type": f"{TYPES}{code}",
        "title": title,
        "status": status,
        "detail": said(detail),
        "code": code,
        "suggest": list(suggest),
    }
    if errors:
        told["errors"] = [{key: said(text) for key, text in error.items()} for error in errors]
    return told


def problem_of(refused: Refused) -> dict[str, Any]:
    return problem(
        refused.code, refused.title, refused.detail, refused.status, suggest=refused.suggest
    )


def said(text: str) -> str:
    """A sentence that may quote a stranger: whole characters only, no NUL, not without end."""
    return text[:LONGEST].encode("utf-8", "replace").decode().replace("\x00", "�")


def problem_response(
    told: Mapping[str, Any], headers: Mapping[str, str] | None = None
) -> HttpResponse:
    response = HttpResponse(json.dumps(told), status=told["status"], content_type=CONTENT_TYPE)
    for name, value in (headers or {}).items():
        response[name] = value
    return response
