"""The address printed on a paper: whoever holds the paper can ask whether it is one of ours."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

LETTERS = {
    "enlevement": "E",
    "don": "D",
    "livraison": "L",
    "remise": "R",
    "palette": "P",
    "donateur": "A",
}
KINDS = {letter: kind for kind, letter in LETTERS.items()}
MARK = 10
"""Characters of base32: 50 bits that only this house can write."""
ADDRESS = re.compile(r"([EDLRPA])([0-9A-F]{32}|[0-9]{1,9}-[0-9]{4}-[0-9]{1,9})-([A-Z2-7]{10})")


def address(kind: str, key: str) -> str:
    """``HTTPS://SITE/P/…``, in capitals: all of it is alphanumeric for a QR."""
    short = key.replace("-", "").upper() if len(key) == 36 else key
    token = f"{LETTERS[kind]}{short}-{_mark(kind, key, settings.SECRET_KEY)}"
    return f"{settings.SITE_URL.rstrip('/')}/P/{token}".upper()


def read(token: str) -> tuple[str, str] | None:
    """The kind and key of a paper whose mark is ours, else None."""
    found = ADDRESS.fullmatch(token.upper())
    if found is None:
        return None
    kind, key = KINDS[found[1]], found[2]
    if len(key) == 32:
        low = key.lower()
        key = "-".join((low[:8], low[8:12], low[12:16], low[16:20], low[20:]))
    if any(constant_time_compare(_mark(kind, key, one), found[3]) for one in _secrets()):
        return kind, key
    return None


def token_in(text: str) -> str:
    """The token in what a scanner read of a paper's symbol; nothing when it is something else."""
    _, found, token = text.upper().partition("/P/")
    return token.strip("/ ") if found and ADDRESS.fullmatch(token.strip("/ ")) else ""


def _secrets() -> Iterable[str]:
    return (settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS))


def _mark(kind: str, key: str, secret: str) -> str:
    digest = salted_hmac("inventory.papers", f"{kind}/{key}", secret=secret, algorithm="sha256")
    return base64.b32encode(digest.digest()).decode()[:MARK]
