"""Leaves of a seal: where each chain ended when it was sealed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from inventory.journal import canonical
from inventory.models import Entry, SealLeaf

Subject = tuple[str, str]
"""Kind and id of what a chain tells of."""
CHUNK = 5000


class Leaf(NamedTuple):
    subject_kind: str
    subject_id: str
    sequence: int
    hash: str

    @property
    def subject(self) -> Subject:
        return self.subject_kind, self.subject_id

    def said(self) -> bytes:
        return canonical.text(list(self)).encode() + b"\n"


def digest(lines: Iterable[bytes]) -> str:
    """SHA-256 over one RFC 8785 line per leaf, sorted by subject."""
    found = hashlib.sha256()
    for line in lines:
        found.update(line)
    return found.hexdigest()


def sealed_heads() -> dict[Subject, Leaf]:
    """Where each chain ended at the last seal that names it."""
    rows = SealLeaf.objects.order_by("seal_id", "id").values_list(*Leaf._fields)
    leaves = (Leaf(*row) for row in rows.iterator(chunk_size=CHUNK))
    return {leaf.subject: leaf for leaf in leaves}


def entries() -> Iterator[Leaf]:
    """Every entry of the journal, chain by chain, each as if it were the head."""
    rows = Entry.objects.order_by("subject_kind", "subject_id", "sequence")
    for row in rows.values_list(*Leaf._fields).iterator(chunk_size=CHUNK):
        yield Leaf(*row)
