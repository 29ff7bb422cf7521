"""Writers of SQLite wait for their turn in short steps, and not for ever."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from filiere.settings.database import sqlite

Opened = Callable[..., BaseDatabaseWrapper]


@pytest.fixture
def opened(tmp_path: Path, django_db_blocker: Any) -> Iterator[Opened]:
    """Connections to one file of SQLite, set as the site's are."""
    made: list[BaseDatabaseWrapper] = []

    def another(**options: Any) -> BaseDatabaseWrapper:
        settings = sqlite(str(tmp_path / "turns.sqlite3"))
        settings["OPTIONS"] |= options
        db: Any = ConnectionHandler({"default": settings})["default"]
        db.inc_thread_sharing()
        made.append(db)
        return made[-1]

    with django_db_blocker.unblock():
        yield another
        for db in made:
            db.close()


def test_who_waits_begins_soon_after_the_turn_is_given_up(opened: Opened) -> None:
    first, second = opened(), opened()
    first.ensure_connection()
    second.ensure_connection()
    late: list[float] = []
    first.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    thread = threading.Thread(target=lambda: _begin(second, late))
    thread.start()
    time.sleep(0.3)
    assert late == []
    given_up = time.monotonic()
    first.rollback()
    first.set_autocommit(True)
    thread.join(10)
    assert late[0] - given_up < 0.1


def test_the_wait_ends_with_the_error_of_sqlite(opened: Opened) -> None:
    first, second = opened(), opened(timeout=0.2)
    first.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    began = time.monotonic()
    with pytest.raises(OperationalError, match="database is locked"):
        second.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    assert 0.2 <= time.monotonic() - began < 5
    first.rollback()
    first.set_autocommit(True)
    second.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    second.rollback()


def test_a_statement_alone_still_waits_as_long_as_sqlite_lets_it(opened: Opened) -> None:
    db = opened()
    db.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    db.rollback()
    db.set_autocommit(True)
    with db.cursor() as cursor:
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (30_000,)
        assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)


def _begin(db: BaseDatabaseWrapper, late: list[float]) -> None:
    db.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    late.append(time.monotonic())
    db.rollback()
