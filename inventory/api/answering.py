"""What goes out: JSON, and the first answer again when the same key comes back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse

from filiere.network.actor import Actor
from inventory.receipts import content, once
from inventory.refusals import Refused

LONGEST_KEY = 64


def answered(told: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    body = json.dumps(told, cls=DjangoJSONEncoder)
    return HttpResponse(body, status=status, content_type="application/json")


def answered_once(
    request: HttpRequest, actor: Actor, act: Callable[[], dict[str, Any]], *, status: int = 200
) -> HttpResponse:
    """Act, at most once for the key of the header; a replay says so in a header."""
    told, replayed = once(
        actor=actor,
        key=key_of(request),
        fingerprint=_fingerprint(request),
        act=lambda: _as_written(act()),
    )
    response = answered(told, status=status)
    if replayed:
        response["Idempotency-Replayed"] = "true"
    return response


def _as_written(told: Mapping[str, Any]) -> dict[str, Any]:
    """Dates as text: a replay is the same to the byte."""
    written: dict[str, Any] = json.loads(json.dumps(told, cls=DjangoJSONEncoder))
    return written


def key_of(request: HttpRequest) -> str:
    """The key of the header, empty without one.

    Raises
    ------
    Refused
        ``invalid-key``.
    """
    key: str = request.META.get("HTTP_IDEMPOTENCY_KEY", "").strip()
    if len(key) > LONGEST_KEY or not (key.isascii() and (key.isprintable() or not key)):
        raise Refused(
            "invalid-key",
            f"L'en-tête Idempotency-Key compte au plus {LONGEST_KEY} caractères ordinaires.",
            title="Données à corriger",
        )
    return key


def _fingerprint(request: HttpRequest) -> str:
    return content(request.method or "", request.get_full_path(), request.body)
