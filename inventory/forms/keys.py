"""The key of a form: sent twice, it is done once."""

from __future__ import annotations

import re
import uuid

KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def new_key() -> str:
    return str(uuid.uuid4())


def key_of(typed: str) -> str:
    """The key that came with a form, or a new one in place of anything else."""
    return typed if KEY.fullmatch(typed) else new_key()
