"""The key of a form: sent twice, it is done once."""

from __future__ import annotations

import uuid

from inventory.ids import id_in


def new_key() -> str:
    return str(uuid.uuid4())


def key_of(typed: str) -> str:
    """The key that came with a form, or a new one in place of anything else."""
    return id_in(typed) or new_key()
