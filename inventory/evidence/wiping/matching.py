"""Whether an entry of a wipe log is about a medium: by serial, or by size and model."""

from __future__ import annotations

import re
from enum import StrEnum

from inventory.evidence.wiping.report import DiscEntry

CLOSE = 0.08
"""Share by which two sizes may differ: makers count in powers of ten, tools in powers of two."""
SHORTEST_MODEL = 4


class Match(StrEnum):
    """How an entry and a medium answer each other."""

    SERIAL = "serial"
    SHAPE = "shape"
    """Same size and model, no serial to compare: the operator must say which disk it is."""
    OTHER = "other"
    SILENT = "silent"
    """Neither serial, nor both size and model, to compare."""


def match(entry: DiscEntry, *, serial_key: str, size_gb: int | None, model: str) -> Match:
    """Compare an entry with what is recorded of a medium."""
    if entry.serial_keys and serial_key:
        return Match.SERIAL if serial_key in entry.serial_keys else Match.OTHER
    if entry.size_bytes is None or not size_gb:
        return Match.SILENT
    if abs(entry.size_bytes / 1e9 - size_gb) > max(1, CLOSE * size_gb):
        return Match.OTHER
    said, known = _bare(entry.model), _bare(model)
    if min(len(said), len(known)) < SHORTEST_MODEL:
        return Match.SILENT
    return Match.SHAPE if said in known or known in said else Match.OTHER


def _bare(model: str) -> str:
    """The model as tools that cut, pad or underline it can be compared by."""
    return re.sub(r"[\W_]+", "", model).upper()
