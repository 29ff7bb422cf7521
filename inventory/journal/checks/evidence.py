"""Evidence files: each one that a row or an entry names is there, with the bytes of its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from inventory.evidence.store import EvidenceError, load
from inventory.journal.report import Difference, Report, named
from inventory.models import Entry, Evidence

SHA256 = re.compile(r"[0-9a-f]{64}")
NAMES = frozenset({"evidence", "photo", "document"})
"""Fields of an operation's data that name a file of the store."""


@dataclass(slots=True)
class Files:
    """Shown every entry; ``named`` is where each file was first named."""

    report: Report
    named: dict[str, tuple[str, int]] = field(default_factory=dict)

    def see(self, entry: Entry, data: Mapping[str, Any]) -> None:
        for sha in _named(data):
            subject = named(entry.subject_kind, entry.subject_id)
            self.named.setdefault(sha, (subject, entry.sequence))

    def close(self, *, quick: bool) -> None:
        """``quick`` leaves the files unread."""
        rows = Evidence.objects.order_by("sha256").values_list("sha256", "size")
        for sha, size in rows.iterator(chunk_size=2000):
            self._verify(sha, size, quick=quick)
            self.named.pop(sha, None)
        for sha, (subject, sequence) in sorted(self.named.items()):
            told = f"la pièce {sha[:12]} est nommée, mais n'a pas de ligne"
            self.report.add(Difference("evidence", subject, told, sequence))
        if quick:
            self.report.notes.append("Les pièces justificatives n'ont pas été relues (--quick).")

    def _verify(self, sha: str, size: int, *, quick: bool) -> None:
        if quick:
            return
        self.report.figures["files"] += 1
        try:
            found = len(load(sha, Path(settings.EVIDENCE_DIR)))
        except EvidenceError as error:
            subject, sequence = self.named.get(sha, (f"pièce {sha[:12]}", None))
            told = error.detail.rstrip(".")
            self.report.add(Difference("evidence", subject, told, sequence))
            return
        if found != size:
            told = "n'est pas la taille du fichier"
            self.report.add(
                Difference("evidence", f"pièce {sha[:12]}", told, None, "size", found, size)
            )


def _named(value: Any) -> Iterator[str]:
    """SHA-256 named anywhere in the data of an operation."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            if name in NAMES and isinstance(item, str) and SHA256.fullmatch(item):
                yield item
            else:
                yield from _named(item)
    elif isinstance(value, list):
        for item in value:
            yield from _named(item)
