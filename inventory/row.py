"""What a row of the circuit's table is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from inventory.guards import Guard
from inventory.operations.schema import Data
from inventory.state import Effects, World
from inventory.vocabulary import Step

EffectsOf = Callable[[World, Any], Effects]
Custody = Literal["holder", "anyone", "workshop"]


@dataclass(frozen=True, slots=True)
class Landing:
    """Where an operation leads: ``to`` says it in words, ``where`` computes it.

    ``where(before, after)`` sees the world before and after the operation's effects.
    """

    to: str
    where: Callable[[World, World], str]
    may: frozenset[Step]


@dataclass(frozen=True, slots=True)
class Loose:
    """The same operation on a loose medium."""

    effects: EffectsOf
    guards: tuple[Guard, ...] = ()
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One operation.

    ``custody``: *holder* the organisation that has it; *workshop* any workshop; *anyone* the
    guards decide. ``held``: accepted while the device waits. ``offered``: accepted while a
    transfer is pending. ``elsewhere``: accepted in the custody of a social structure, a
    mediation place or a donor. ``facts``: what selectors must tell before.
    """

    name: str
    verb: str
    done: str
    steps: frozenset[Step]
    leads: Landing
    data: type[Data]
    effects: EffectsOf
    roles: frozenset[str]
    guards: tuple[Guard, ...] = ()
    custody: Custody = "holder"
    held: bool = False
    offered: bool = False
    elsewhere: bool = False
    facts: tuple[str, ...] = ()
    loose: Loose | None = None
    creates: bool = False
    stepless: bool = field(default=False)
