"""The readings of a device in its present cycle, and what they say together."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.conf import settings

from inventory.evidence import store
from inventory.evidence.as_stored import from_stored
from inventory.evidence.description import Description
from inventory.evidence.merge import Merged, Said, merge
from inventory.evidence.opening import Outcome, open_file
from inventory.evidence.unreadable import Unreadable
from inventory.models import Device, Evidence, EvidenceReading

MOST_FILES = 60
NOT_READINGS = frozenset({"", "photo", "unread"})


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file of the device, as its readers read it."""

    evidence: Evidence
    outcomes: tuple[Outcome, ...]

    @property
    def name(self) -> str:
        """How the file is named on a page: its tool, and the beginning of its SHA-256."""
        return f"{self.evidence.reader} {self.evidence.pk[:6]}"

    @property
    def descriptions(self) -> list[Description]:
        return [one.description for one in self.outcomes if one.description]

    @property
    def unread(self) -> list[Outcome]:
        """The pieces that no reader read and that are worth a word."""
        return [one for one in self.outcomes if one.refusal and one.worth]

    @property
    def said(self) -> list[Said]:
        return [
            Said(" › ".join(filter(None, (self.name, one.name))), one.description)
            for one in self.outcomes
            if one.description
        ]


def files_of(device: Device) -> list[ReadFile]:
    """The files of tools joined since the present cycle began, the first one first."""
    rows = device.evidence.exclude(reader__in=NOT_READINGS).order_by("received_at", "pk")
    if device.cycle > 1:
        rows = rows.filter(received_at__gte=device.cycle_opened_at)
    found = list(rows.select_related("reading")[:MOST_FILES])
    return [read for row in found if (read := _as_read(row)).descriptions]


def merged_of(files: Sequence[ReadFile], counted: Collection[str] | None = None) -> Merged | None:
    """What these files say together; only those ``counted``, when it is given."""
    chosen = [one for one in files if counted is None or one.evidence.pk in counted]
    said = [part for one in chosen for part in one.said]
    return merge(said) if said else None


def stamp_of(files: Sequence[ReadFile]) -> str:
    """What was shown, in a few characters: another file or another reading changes it."""
    told = hashlib.sha256()
    for one in files:
        read = one.evidence.reading.read_at if _is_read(one.evidence) else ""
        told.update(f"{one.evidence.pk} {read}\n".encode())
    return told.hexdigest()[:32]


def outcomes_now(evidence: Evidence) -> tuple[Outcome, ...]:
    """The file read again by the readers of today; nothing when it is lost or unreadable."""
    try:
        raw = store.load(evidence.pk, settings.EVIDENCE_DIR, limit=settings.EVIDENCE_MAX_BYTES)
        return open_file(raw, limit=settings.EVIDENCE_MAX_BYTES)
    except (store.EvidenceError, Unreadable):
        return ()


def outcomes_kept(evidence: Evidence) -> tuple[Outcome, ...]:
    """What was read of the file when it was last read; nothing when it never was."""
    return from_stored(evidence.reading.found) if _is_read(evidence) else ()


def _is_read(evidence: Evidence) -> bool:
    try:
        return bool(evidence.reading)
    except EvidenceReading.DoesNotExist:
        return False


def _as_read(evidence: Evidence) -> ReadFile:
    return ReadFile(evidence, outcomes_kept(evidence) or outcomes_now(evidence))
