"""Who sent the request: set by the authentication of the roof, on every address not public."""

from __future__ import annotations

from django.http import HttpRequest

from filiere.network import rights
from filiere.network.actor import Actor
from filiere.network.refusals import Forbidden


def actor_of(request: HttpRequest) -> Actor:
    found = request.__dict__["auth"]
    if not isinstance(found, Actor):
        raise TypeError("this address takes no actor: it is public")
    return found


def actor_with(request: HttpRequest, right: str) -> Actor:
    """Who sent the request, if the file of rights gives this.

    Raises
    ------
    Forbidden
        The right is not theirs.
    """
    actor = actor_of(request)
    if not rights.may(actor, right):
        raise Forbidden("Votre rôle ne permet pas de voir ou de faire cela.")
    return actor
