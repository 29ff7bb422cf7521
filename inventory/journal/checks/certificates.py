"""Certificates: each one is what was signed, and what the journal says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from inventory.certificates.standing import differences, document_of, holds
from inventory.journal.report import Difference, Report, named
from inventory.models import Certificate, Entry

OPERATION = "certify"


@dataclass(slots=True)
class Certificates:
    """Shown every entry; ``told`` is where each certificate was issued, and its digest."""

    report: Report
    told: dict[str, tuple[str, int, str]] = field(default_factory=dict)

    def see(self, entry: Entry, data: Mapping[str, Any]) -> None:
        key = data.get("certificate")
        if entry.operation == OPERATION and isinstance(key, str):
            subject = named(entry.subject_kind, entry.subject_id)
            self.told[key] = (subject, entry.sequence, str(data.get("sha256")))

    def close(self) -> None:
        for row in Certificate.objects.order_by("pk").iterator(chunk_size=500):
            told = self.told.pop(row.pk, None)
            self._compare(row, told)
        for key, (subject, sequence, _) in sorted(self.told.items()):
            lost = f"le certificat {key[-8:]} est établi, mais n'a plus de ligne"
            self.report.add(Difference("certificates", subject, lost, sequence))

    def _compare(self, row: Certificate, told: tuple[str, int, str] | None) -> None:
        subject = f"certificat {row.number}"
        if told is None:
            self.report.add(Difference("certificates", subject, "aucune écriture n'en parle"))
            return
        if told[2] != row.hash or not holds(row):
            changed = ", ".join(differences(row, document_of(row))) if _reads(row) else "texte"
            why = f"il n'est plus ce qui a été signé ({changed or 'signature'})"
            self.report.add(Difference("certificates", subject, why, told[1]))


def _reads(row: Certificate) -> bool:
    try:
        return isinstance(document_of(row), dict)
    except ValueError:
        return False
