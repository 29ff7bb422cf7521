"""A form that is no operation of the circuit is still done once, however often it is sent."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from filiere.network.actor import Actor
from inventory.forms.keys import key_of
from inventory.receipts import content, once
from inventory.refusals import Conflict

UNSAID = ("csrfmiddlewaretoken", "key")


def _digest(file: Any) -> str:
    """What a file holds, read to its end and put back at its beginning."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return digest


def done_once(
    request: HttpRequest, actor: Actor, act: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """Act for the key of the form; sent again unchanged, it is given the first answer.

    Raises
    ------
    Refused
        What ``act`` refuses; or the same form sent again with something else in it.
    """
    typed = sorted(
        (name, value)
        for name, values in request.POST.lists()
        if name not in UNSAID
        for value in values
    )
    files = sorted((name, _digest(file)) for name, sent in request.FILES.lists() for file in sent)
    parts = [request.path, *(text for pair in [*typed, *files] for text in pair)]
    key = key_of(request.POST.get("key", ""))
    try:
        done, _ = once(actor=actor, key=key, fingerprint=content(*parts), act=act)
    except Conflict as conflict:
        if conflict.code != "key-reused":
            raise
        raise Conflict(
            "already-sent",
            "Ce formulaire a déjà été envoyé autrement. Vérifiez ce qui est enregistré, puis "
            "renvoyez-le si c'est encore vrai.",
        ) from conflict
    return done
