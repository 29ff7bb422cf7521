"""Chains: every entry says what was hashed, follows the one before, and is what was sealed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from inventory.journal.append import entry_columns
from inventory.journal.checks.hashed import Wrong, wrong_column
from inventory.journal.checks.seals import SealedHeads
from inventory.journal.leaves import Subject
from inventory.journal.report import Difference, Report, named
from inventory.models import Entry

Head = tuple[int, str, datetime | None]
"""Sequence, hash, occurred_at of the last entry."""


@dataclass(slots=True)
class Chains:
    """Shown every entry in order of subject and sequence; ``heads`` is where each chain ends."""

    report: Report
    sealed: SealedHeads
    heads: dict[Subject, Head] = field(default_factory=dict)

    def see(self, entry: Entry) -> None:
        subject = (entry.subject_kind, entry.subject_id)
        sequence, seen, _ = self.heads.get(subject, (0, "", None))
        if wrong := wrong_column(entry_columns(entry), entry.canonical, entry.hash):
            self._add(entry, "n'est pas ce qui a été écrit", wrong)
        if entry.sequence != sequence + 1:
            gap = ("sequence", sequence + 1, entry.sequence)
            self._add(entry, "la chaîne a un trou", gap)
        if entry.previous_hash != seen:
            told = "ne suit pas l'écriture précédente"
            self._add(entry, told, ("previous_hash", seen, entry.previous_hash))
        self._as_sealed(subject, entry)
        self.heads[subject] = (entry.sequence, entry.hash, entry.occurred_at)
        self.report.figures["entries"] += 1

    def close(self) -> None:
        """Each sealed chain goes at least to where it was sealed."""
        sealed = 0
        for subject, known in self.sealed.items():
            last = max(known)
            sealed += last
            end = self.heads.get(subject, (0, "", None))[0]
            if end < last:
                told = f"la fin de la chaîne manque, scellée par le scellé n° {known[last][1]}"
                self.report.add(
                    Difference("sealed", named(*subject), told, end, "sequence", last, end)
                )
        self.report.figures["chains"] = len(self.heads)
        self.report.figures["unsealed"] = max(0, self.report.figures["entries"] - sealed)

    def _as_sealed(self, subject: Subject, entry: Entry) -> None:
        seen, number = self.sealed.get(subject, {}).get(entry.sequence, (entry.hash, 0))
        if seen != entry.hash:
            told = f"n'est pas l'écriture que tient le scellé n° {number}"
            self._add(entry, told, ("hash", seen, entry.hash), check="sealed")

    def _add(self, entry: Entry, told: str, wrong: Wrong, *, check: str = "chains") -> None:
        subject = named(entry.subject_kind, entry.subject_id)
        self.report.add(Difference(check, subject, told, entry.sequence, *wrong))
