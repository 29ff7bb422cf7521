"""A row that keeps its canonical text and hash beside its columns: which of them is wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from inventory.journal import canonical

Wrong = tuple[str, Any, Any]
"""Column, expected, found."""


def wrong_column(columns: Mapping[str, Any], text: str, seen: str) -> Wrong | None:
    """The column that does not agree with the others; None when all do."""
    computed = canonical.sha256(text)
    again = canonical.text(columns)
    if computed == seen:
        return None if text == again else _told_otherwise(columns, text, again)
    if canonical.sha256(again) == seen:
        return "canonical", again, text
    return "hash", computed, seen


def _told_otherwise(columns: Mapping[str, Any], text: str, again: str) -> Wrong:
    """The text is the one that was hashed: a column was changed."""
    try:
        told = json.loads(text)
    except ValueError:
        told = None
    if not isinstance(told, dict):
        return "canonical", again, text
    for name in columns:
        if name not in told:
            return name, None, columns[name]
        if canonical.text([columns[name]]) != canonical.text([told[name]]):
            return name, told[name], columns[name]
    return "canonical", again, text
