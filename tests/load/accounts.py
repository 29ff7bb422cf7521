"""What the journal of a place says after a load, read without the site's code."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from typing import Any

import psycopg

Entry = tuple[str, int, str, str]
DEVICES = """
    SELECT subject_id, sequence, operation, client_key FROM inventory_entry
    WHERE subject_kind = 'device' ORDER BY subject_id, sequence
"""


def entries(env: Mapping[str, str]) -> list[Entry]:
    """Subject, sequence, operation and client's key of every entry of devices, in order."""
    return [(row[0], row[1], row[2], row[3]) for row in _read(env, DEVICES)]


def count(env: Mapping[str, str]) -> int:
    """How many entries the journal holds, of whatever subject."""
    return int(_read(env, "SELECT count(*) FROM inventory_entry")[0][0])


def _read(env: Mapping[str, str], question: str) -> list[tuple[Any, ...]]:
    url = env["DATABASE_URL"]
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=30)) as file:
            return file.execute(question).fetchall()
    with psycopg.connect(url) as server:
        return server.execute(question.encode()).fetchall()
