"""What is told in two chains is there twice: no mirror without its primary, nor the reverse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from inventory.journal.report import Difference, Report, named
from inventory.models import Entry

Pair = tuple[str, str, str, str, str]
"""Primary entry, kind and id of the other chain, operation, batch."""


@dataclass(slots=True)
class Mirrors:
    """Shown every entry; ``open`` holds the halves whose other half has not been seen."""

    report: Report
    open: dict[Pair, tuple[bool, str, int]] = field(default_factory=dict)

    def see(self, entry: Entry, data: Mapping[str, Any]) -> None:
        for kind, key in _chains(data):
            self._half((entry.pk, kind, key, entry.operation, entry.batch), entry, primary=True)
        told = data.get("entry")
        if isinstance(told, str):
            chain = (entry.subject_kind, entry.subject_id)
            self._half((told, *chain, entry.operation, entry.batch), entry, primary=False)
            if entry.effects != "[]":
                self._add(entry, "une écriture en miroir ne change rien elle-même")

    def close(self) -> None:
        for (first, kind, key, *_), (primary, subject, sequence) in self.open.items():
            if primary:
                told = f"son miroir manque dans la chaîne de {named(kind, key)}"
            else:
                told = f"c'est le miroir d'une écriture qui manque ({first})"
            self.report.add(Difference("mirrors", subject, told, sequence))

    def _half(self, pair: Pair, entry: Entry, *, primary: bool) -> None:
        other = self.open.get(pair)
        if other is None:
            subject = named(entry.subject_kind, entry.subject_id)
            self.open[pair] = (primary, subject, entry.sequence)
        elif other[0] != primary:
            del self.open[pair]
        else:
            self._add(entry, "cette opération est dite deux fois dans la même chaîne")

    def _add(self, entry: Entry, told: str) -> None:
        subject = named(entry.subject_kind, entry.subject_id)
        self.report.add(Difference("mirrors", subject, told, entry.sequence))


def _chains(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    told = data.get("mirrors")
    if not isinstance(told, list):
        return []
    return [(item[0], item[1]) for item in told if isinstance(item, list) and len(item) == 2]
