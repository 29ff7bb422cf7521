"""The anchor: one line per seal in a file outside the database, to be copied elsewhere.

A copy held by somebody else is what makes a rewritten database visible.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from inventory.journal import canonical


class Sealed(Protocol):
    """What a line says of a seal."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class Anchored:
    """One line of the file, numbered from 1 as ``line``."""

    line: int
    number: int
    hash: str


@dataclass(slots=True)
class Anchor:
    """``torn`` are lines that do not read: (line, text)."""

    seals: list[Anchored] = field(default_factory=list)
    torn: list[tuple[int, str]] = field(default_factory=list)

    @property
    def known(self) -> set[tuple[int, str]]:
        return {(seal.number, seal.hash) for seal in self.seals}


def said(seal: Sealed) -> str:
    """The line of a seal, without its end of line."""
    names = ("number", "hash", "sealed_at", "key_id")
    return canonical.text({name: getattr(seal, name) for name in names})


def read(path: Path) -> Anchor:
    """What the file says; nothing when it is not there."""
    try:
        return parse(path.read_bytes())
    except FileNotFoundError:
        return Anchor()


def parse(content: bytes) -> Anchor:
    anchor = Anchor()
    for index, raw in enumerate(content.split(b"\n"), start=1):
        text = raw.decode(errors="replace")
        if not text.strip():
            continue
        try:
            told = json.loads(text)
            number, seen = told["number"], told["hash"]
        except (ValueError, TypeError, KeyError):
            anchor.torn.append((index, text))
            continue
        if type(number) is int and isinstance(seen, str):
            anchor.seals.append(Anchored(index, number, seen))
        else:
            anchor.torn.append((index, text))
    return anchor


def append_missing(path: Path, seals: Iterable[Sealed]) -> list[int]:
    """Append the seals that the file does not have, durably; their numbers.

    A line cut short by a crash stays, and its seal is written again on a line of its own.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        content = file.read()
        known = parse(content).known
        missing = [seal for seal in seals if (seal.number, seal.hash) not in known]
        if not missing:
            return []
        start = b"" if not content or content.endswith(b"\n") else b"\n"
        file.write(start + b"".join(said(seal).encode() + b"\n" for seal in missing))
        file.flush()
        os.fsync(file.fileno())
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    return [seal.number for seal in missing]
