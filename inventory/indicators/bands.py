"""Optional answers given at the hand-over, counted by broad bands."""

from __future__ import annotations

from filiere.network.actor import Actor
from inventory.indicators.reading import Asked


def answers(actor: Actor, asked: Asked) -> list[tuple[str, str, list[tuple[str, int]]]]:
    """Each question with its answers and how many persons gave each."""
    return []
