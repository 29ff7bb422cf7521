"""The proposal for a device beside what somebody decided: the journal tells who and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from inventory.models import Device, Entry
from inventory.selectors import chain_of
from inventory.vocabulary import Step

DECISIONS: Mapping[str, str] = {
    "open_repair": "refurbish",
    "stock": "refurbish",
    "dismantle": "parts",
    "recycle": "recycle",
}
"""Operations by which a person decides, and what each decides."""
OPERATIONS: Mapping[str, tuple[str, ...]] = {
    "refurbish": ("open_repair", "stock"),
    "parts": ("dismantle",),
    "recycle": ("recycle",),
}
WHILE = frozenset({Step.COLLECTED, Step.AUDITED, Step.ERASED, Step.IN_REPAIR})
"""Steps in which a device still waits to be sorted."""
DECIDED = WHILE | {Step.READY, Step.DISMANTLED, Step.RECYCLED}


@dataclass(frozen=True, slots=True)
class Decision:
    """``proposal`` is one of the triage's words; ``operation`` the entry that decided."""

    proposal: str
    operation: str
    at: datetime


def decision_of(device: Device, entries: Iterable[Entry] | None = None) -> Decision | None:
    """The last decision of its present cycle that stands: one undone is none."""
    told = entries if entries is not None else chain_of(device)
    standing: list[Entry] = []
    for entry in told:
        if entry.operation != "undo":
            standing.append(entry)
        elif standing:
            standing.pop()
    decided = [
        entry
        for entry in standing
        if entry.operation in DECISIONS and entry.occurred_at >= device.cycle_opened_at
    ]
    if not decided:
        return None
    last = decided[-1]
    return Decision(DECISIONS[last.operation], last.operation, last.occurred_at)
