"""A file from a stranger: its text and its JSON, read within bounds of size, depth, count."""

import json
from functools import cached_property
from typing import Any

from inventory.evidence import json_repair
from inventory.evidence.unreadable import Unreadable

LARGEST = 20 * 1024 * 1024
DEEPEST = 100
"""Levels of nesting; lshw prints some fifteen, or thirty behind hubs."""
MOST_NODES = 100_000
MOST_VALUES = 500_000
MOST_QUOTES = 1_000_000
LARGEST_TO_REPAIR = 2 * 1024 * 1024

_TO_BRACKETS = bytes.maketrans(b"{}", b"[]")
_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))


class Material:
    """The bytes of one file, decoded once whoever asks."""

    def __init__(self, data: bytes, *, limit: int = LARGEST) -> None:
        if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
            raise Unreadable("empty", "Ce fichier est vide.")
        if len(data) > limit:
            raise Unreadable(
                "too_large",
                f"Ce fichier pèse plus de {limit / 1024 / 1024:.0f} Mo : "
                "ce n'est pas un relevé matériel.",
            )
        self.data = data

    @cached_property
    def text(self) -> str:
        """The text, in UTF-8 or UTF-16 with its mark, else read as Western European."""
        if self.data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            return self.data.decode("utf-16", errors="replace")
        try:
            return self.data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return self.data.removeprefix(b"\xef\xbb\xbf").decode("latin-1")

    @property
    def head(self) -> str:
        """The first characters, enough to tell a format from another."""
        return self.text[:4096].lstrip()

    @property
    def looks_like_json(self) -> bool:
        """True when the text opens as JSON does."""
        return self.head[:1] in {"{", "["}

    @cached_property
    def json(self) -> Any:
        """The JSON document, repaired when it is nearly one; raises Unreadable."""
        text = self.text
        self._measure(text.encode("utf-8", errors="replace"))
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            pass
        if len(self.data) > LARGEST_TO_REPAIR:
            raise _broken()
        try:
            return json.loads(json_repair.repair(text), strict=False)
        except Unreadable:
            raise
        except (ValueError, RecursionError):
            raise _broken() from None

    def _measure(self, data: bytes) -> None:
        """Refuse what would cost too much to parse, before parsing it."""
        nodes = data.count(b"{") + data.count(b"[")
        if nodes > MOST_NODES or data.count(b",") > MOST_VALUES or data.count(b'"') > MOST_QUOTES:
            raise Unreadable(
                "too_many", "Ce fichier contient trop d'éléments pour un relevé matériel."
            )
        plain = data.replace(b"\\\\", b"").replace(b'\\"', b"")
        outside = b" ".join(plain.split(b'"')[::2])
        brackets = outside.translate(_TO_BRACKETS, _NOT_BRACKETS)
        depth = 0
        for bracket in brackets:
            depth += 1 if bracket == 0x5B else -1
            if depth < 0:
                return
            if depth > DEEPEST:
                raise Unreadable(
                    "too_deep", "Ce fichier est imbriqué trop profondément pour être lu."
                )


def _broken() -> Unreadable:
    return Unreadable("broken_json", "Ce fichier JSON est abîmé : refaites le relevé.")
