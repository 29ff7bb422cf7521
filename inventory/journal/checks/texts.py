"""Erasable texts: what the journal hashed, or forgotten; a forgotten one is no difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from inventory.erasable import salted
from inventory.journal.report import Difference, Report, named
from inventory.models import Entry, ErasableText

BATCH = 400


class Told(NamedTuple):
    id: str
    sha256: str
    subject: str
    sequence: int


@dataclass(slots=True)
class Texts:
    """Shown every entry; texts are read in batches."""

    report: Report
    waiting: list[Told] = field(default_factory=list)

    def see(self, entry: Entry, data: Mapping[str, Any]) -> None:
        for key, seen in _texts(data):
            subject = named(entry.subject_kind, entry.subject_id)
            self.waiting.append(Told(key, seen, subject, entry.sequence))
        if len(self.waiting) >= BATCH:
            self._compare()

    def close(self) -> None:
        self._compare()
        if forgotten := self.report.figures["forgotten"]:
            self.report.notes.append(f"{forgotten} texte(s) effacé(s), comme prévu.")

    def _compare(self) -> None:
        rows = ErasableText.objects.in_bulk([told.id for told in self.waiting])
        for told in self.waiting:
            self.report.figures["texts"] += 1
            row = rows.get(told.id)
            if row is None or _is_forgotten(row):
                self.report.figures["forgotten"] += 1
            elif row.erased_at is not None:
                self._add(told, "ce texte est dit effacé, mais il est encore là")
            elif salted(row.salt, row.text) != told.sha256:
                self._add(told, "ce texte n'est pas celui qui a été écrit")
        self.waiting.clear()

    def _add(self, told: Told, what: str) -> None:
        self.report.add(
            Difference("texts", f"{told.subject}, texte {told.id}", what, told.sequence)
        )


def _is_forgotten(row: ErasableText) -> bool:
    return row.erased_at is not None and not row.text and not row.salt


def _texts(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        key, seen = value.get("erasable"), value.get("sha256")
        if isinstance(key, str) and isinstance(seen, str):
            yield key, seen
            return
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
