"""One way to write a value as bytes: RFC 8785, times in UTC with microseconds."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

import rfc8785


def moment(value: datetime) -> str:
    """``2026-03-01T10:00:00.000000Z``."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def plain(value: Any) -> Any:
    """The same value in JSON's words."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return value


def text(value: Any) -> str:
    """RFC 8785 text of a value.

    Raises
    ------
    rfc8785.CanonicalizationError
        A number or a string that JSON cannot hold exactly.
    """
    return rfc8785.dumps(plain(value)).decode()


def sha256(canonical: str) -> str:
    return hashlib.sha256(canonical.encode()).hexdigest()
