"""The register of facts: each small question that a row of the circuit may ask, by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from inventory.state import MediumState, World

FACTS: dict[str, Callable[[World, Any], dict[str, Any]]] = {}


Fact = Callable[[World, Any], dict[str, Any]]


def fact(question: Fact) -> Fact:
    FACTS[question.__name__] = question
    return question


def states(rows: Any) -> tuple[MediumState, ...]:
    """Media of a queryset as the values that operations see."""
    return medium_states(rows.values())


def medium_states(rows: Iterable[Mapping[str, Any]]) -> tuple[MediumState, ...]:
    return tuple(MediumState(**row) for row in rows)
