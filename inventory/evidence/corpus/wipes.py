"""Wipe logs of a corpus: each is read, and each disc in it has what a proof is weighed by."""

from __future__ import annotations

from inventory.evidence.wiping.readers import read
from inventory.evidence.wiping.report import DiscEntry, Result

KINDS = ("wipe_",)
"""How the kinds of wipe logs begin."""


def is_wipe(kind: str) -> bool:
    """True for a kind of wipe logs."""
    return kind.startswith(KINDS)


def lacking_in(data: bytes) -> list[str]:
    """What a wipe log does not tell; raise Unreadable. A cut log has no disc, and says so."""
    report = read(data)
    if not report.discs:
        return [] if report.notes else ["disc"]
    return [name for disc in report.discs for name in _lacking(disc)]


def _lacking(disc: DiscEntry) -> list[str]:
    missing = [name for name in ("model", "size_bytes") if not getattr(disc, name)]
    if disc.result is Result.SUCCESS:
        missing += [name for name in ("method", "ended") if not getattr(disc, name)]
    elif not disc.against:
        missing.append("against")
    return missing
