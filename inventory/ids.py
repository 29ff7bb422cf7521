"""Identifiers that sort by time."""

from __future__ import annotations

import uuid_utils


def new_id() -> str:
    """A UUIDv7 as text of 36 characters."""
    return str(uuid_utils.uuid7())
