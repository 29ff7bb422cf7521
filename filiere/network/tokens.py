"""Secrets shown once: made here, kept only as a SHA-256."""

import hashlib
import secrets

PREFIX_LENGTH = 8


def new_token(kind: str) -> str:
    """A fresh secret of 256 bits, its kind readable in front: ``pt_…``, ``inv_…``."""
    return f"{kind}_{secrets.token_urlsafe(32)}"


def hash_token(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def prefix_of(token: str) -> str:
    """What a list shows of a token, to tell it from another."""
    return token[:PREFIX_LENGTH]
