"""Identifiers that sort by time."""

from __future__ import annotations

import re

import uuid_utils

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def new_id() -> str:
    """A UUIDv7 as text of 36 characters."""
    return str(uuid_utils.uuid7())


def id_in(text: str) -> str:
    """The id that an address or a form names; nothing for what is none, fit for a question."""
    return text if ID.fullmatch(text) else ""
