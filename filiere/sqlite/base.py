"""Django's SQLite, whose writers wait for their turn in short steps.

SQLite lets one connection write at a time; the others come back to see, less and less often, up
to ten times a second. With sixteen people scanning, the base then stays free while all sleep,
and one of them may sleep a second. Here one thread of each process waits at the door, coming
back about every millisecond, and the others queue behind it, as long as ``timeout`` says.
`bench/scan.py` shows the difference at 16 clients.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections import defaultdict
from threading import Lock

from django.db.backends.sqlite3 import base
from django.db.backends.utils import debug_transaction  # type: ignore[attr-defined]

SHORTEST, LONGEST = 0.0007, 0.005
"""Seconds between two tries: short at first, never long."""
SHARE = 0.02
"""A try waits this share of what was waited already, between those two."""
DOORS: defaultdict[str, Lock] = defaultdict(Lock)
"""Who of this process waits for its turn, by database."""


class DatabaseWrapper(base.DatabaseWrapper):
    def _start_transaction_under_autocommit(self) -> None:
        begin = f"BEGIN {self.transaction_mode or ''}".strip()  # type: ignore[attr-defined]
        limit = time.monotonic() + float(self.settings_dict["OPTIONS"].get("timeout", 5))
        door = DOORS[str(self.settings_dict["NAME"])]
        with debug_transaction(self, begin), self.wrap_database_errors:
            held = door.acquire(timeout=limit - time.monotonic())
            try:
                _begin(self.connection, begin, limit)
            finally:
                if held:
                    door.release()


def _begin(file: sqlite3.Connection, begin: str, limit: float) -> None:
    """Begin, trying again until ``limit``; SQLite itself does not wait meanwhile."""
    patience = file.execute("PRAGMA busy_timeout").fetchone()[0]
    file.execute("PRAGMA busy_timeout = 0")
    start = time.monotonic()
    try:
        while not _begun(file, begin, last=time.monotonic() >= limit):
            step = min(LONGEST, max(SHORTEST, (time.monotonic() - start) * SHARE))
            time.sleep(step * random.uniform(0.5, 1.5))
    finally:
        file.execute(f"PRAGMA busy_timeout = {patience}")


def _begun(file: sqlite3.Connection, begin: str, *, last: bool) -> bool:
    """Whether the turn has come; at the ``last`` try, SQLite's refusal is raised."""
    try:
        file.execute(begin)
    except sqlite3.OperationalError as error:
        if last or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True
