"""Every recording of our own, and the corpus when it is there: what mutations start from."""

from __future__ import annotations

import importlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from inventory.evidence.opening import read_file
from inventory.evidence.unreadable import Unreadable

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "data"
LARGEST = 400_000
"""Bytes. Larger files of the corpus are left to the bench."""


def own() -> list[bytes]:
    """The files of `tests/data`, and what the tests of readers hold in capitals."""
    found = [path.read_bytes() for path in sorted(DATA.glob("*/*.json"))]
    for path in sorted(HERE.glob("test_*.py")):
        if path.stem in {"test_fuzz", "test_bad_files", "test_split"}:
            continue
        module = importlib.import_module(f"tests.inventory.evidence.{path.stem}")
        held = (value for name, value in sorted(vars(module).items()) if name.isupper())
        found += [raw for value in held for raw in _recordings(value)]
    return found


def corpus(largest: int = LARGEST) -> list[bytes]:
    """The real files, when FILIERE_SHARED says where they lie."""
    shared = os.environ.get("FILIERE_SHARED")
    folder = Path(shared) / "corpus" if shared else None
    if folder is None or not folder.is_dir():
        return []
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return [path.read_bytes() for path in files if 0 < path.stat().st_size <= largest]


def _recordings(value: Any) -> Iterator[bytes]:
    """Yield the value as a file, when a reader takes it for one."""
    if isinstance(value, dict | list):
        try:
            value = json.dumps(value)
        except TypeError:
            return
    raw = value.encode() if isinstance(value, str) else value
    if isinstance(raw, bytes) and len(raw) > 100:
        try:
            read_file(raw)
        except Unreadable:
            return
        yield raw
