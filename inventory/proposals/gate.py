"""The gate of the page of gifts: that of every public page, with the words of gifts."""

from __future__ import annotations

from filiere.network import gate
from filiere.network.gate import MOST_AN_HOUR, TRAP, Entry, enter, new_pass
from filiere.network.refusals import Refused as TooMany
from inventory.refusals import Refused

__all__ = [
    "MOST_AN_HOUR",
    "TRAP",
    "Entry",
    "count",
    "enter",
    "new_pass",
]


def count(address: str) -> None:
    """Count one more proposal from this address.

    Raises
    ------
    Refused
        ``too-many-proposals``.
    """
    try:
        gate.count(address)
    except TooMany as many:
        raise Refused(
            "too-many-proposals",
            "Beaucoup de propositions viennent d'arriver de votre adresse. "
            "Réessayez dans une heure, ou appelez-nous.",
            status=429,
        ) from many
