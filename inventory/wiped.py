"""Disc entries of kept wipe logs, as an operation sees them: read again, and what they served."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from inventory.evidence import store
from inventory.evidence.unreadable import Unreadable
from inventory.evidence.wiping import readers
from inventory.evidence.wiping.report import DiscEntry, ErasureReport
from inventory.models import ErasureProof, Evidence

SAME = timedelta(minutes=3)
"""Two accounts of one wipe (a log and its PDF) may write its end a little apart."""
PROVING = 0x77697065
"""The advisory lock of proofs by file, of this database: 'wipe'."""


@dataclass(frozen=True, slots=True)
class WipedDisc:
    """One entry of one file. ``ends`` are the instants it may have ended: the site's clock, UTC.

    ``used_for`` is the medium that its proof was recorded for, '' when it never served.
    ``told_again`` is true when others that tell of the same wipe, in this file or another, already
    served (or are asked to, in the same operation) for as many discs as it tells of.
    ``named_beside`` are the serials that the same file gives to other discs.
    """

    entry: DiscEntry
    tool: str
    ends: frozenset[datetime]
    used_for: str = ""
    told_again: bool = False
    named_beside: frozenset[str] = frozenset()


@lru_cache(maxsize=64)
def _read(sha256: str, folder: str) -> ErasureReport:
    """Read once: a file's name is its content. What cannot be read is asked again."""
    return readers.read(store.load(sha256, Path(folder)))


def report_of(sha256: str, folder: str) -> ErasureReport | None:
    """What a kept file tells; None when it is missing, damaged or no wipe log."""
    try:
        return _read(sha256, folder)
    except (store.EvidenceError, Unreadable):
        return None


def ends_of(entry: DiscEntry) -> frozenset[datetime]:
    """When the entry may have ended: in the site's time, or in UTC when it says no zone."""
    zones = (ZoneInfo(settings.TIME_ZONE), UTC)
    return frozenset(
        at.astimezone(UTC) for zone in zones if (at := entry.ended_at(zone)) is not None
    )


def discs_of(
    wanted: Mapping[tuple[str, int], str], organisation_id: int
) -> dict[tuple[str, int], WipedDisc]:
    """The entries named, of files that this organisation sent; each is asked for one medium."""
    files = Evidence.objects.filter(
        pk__in={sha for sha, _ in wanted}, organisation_id=organisation_id
    )
    if wanted and connection.in_atomic_block:
        _one_bench_at_a_time()
    found: dict[tuple[str, int], WipedDisc] = {}
    for sha in files.values_list("pk", flat=True):
        report = report_of(sha, str(settings.EVIDENCE_DIR))
        if report is None:
            continue
        for entry in report.discs:
            if (sha, entry.index) in wanted:
                mine = wanted[sha, entry.index]
                asked = [(wanted[name], one.entry) for name, one in found.items()]
                others = {medium for medium, one in asked if _same_wipe(one, entry)} - {mine}
                found[sha, entry.index] = _served(sha, entry, report, len(others))
    return found


def _one_bench_at_a_time() -> None:
    """Wait for whoever proves by a file: two files of one wipe, on two benches, are told apart.

    Their rows differ, so no row's lock would do. SQLite has one writer already.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PROVING])


def _served(sha: str, entry: DiscEntry, report: ErasureReport, asked: int) -> WipedDisc:
    """The entry, ``asked`` other media being proved by the same wipe in the same operation."""
    ends = ends_of(entry)
    own = ErasureProof.objects.filter(evidence_sha=sha, evidence_index=entry.index)
    used_for = own.values_list("medium_id", flat=True).first() or ""
    # A file doubled names a disc twice at the same place: it is still one.
    alike = len({other.device for other in report.discs if _same_wipe(other, entry)})
    served = asked + sum(1 for other in _proved_by(ends) if _same_wipe(other, entry))
    beside = frozenset(
        key for other in report.discs if other.index != entry.index for key in other.serial_keys
    )
    told_again = bool(alike) and served >= alike
    return WipedDisc(entry, report.tool, ends, used_for, told_again, beside - entry.serial_keys)


def _proved_by(ends: frozenset[datetime]) -> Iterable[DiscEntry]:
    """Entries that already served for a wipe that ended about then, of whatever file."""
    if not ends:
        return
    near = ErasureProof.objects.filter(
        evidence_sha__isnull=False,
        ended_at__gte=min(ends) - SAME,
        ended_at__lte=max(ends) + SAME,
    )
    for sha, index in near.values_list("evidence_sha", "evidence_index")[:500]:
        report = report_of(sha or "", str(settings.EVIDENCE_DIR))
        if report is not None and index is not None and index < len(report.discs):
            yield report.discs[index]


def _same_wipe(one: DiscEntry, other: DiscEntry) -> bool:
    """Whether two entries may tell of one wipe: same serial or none, size, end and success."""
    if one.succeeded != other.succeeded:
        return False
    if one.size_bytes != other.size_bytes and None not in (one.size_bytes, other.size_bytes):
        return False
    if one.serial_keys and other.serial_keys and not one.serial_keys & other.serial_keys:
        return False
    ends = [(a, b) for a in ends_of(one) for b in ends_of(other)]
    return any(abs(a - b) <= SAME for a, b in ends)
