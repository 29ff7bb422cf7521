"""The site, and what its own connections say of themselves: served by tests alone.

After each request, on the thread that served it and the connection it used, the settings that
keep a promise are read, and the statements of the request are told, in headers of the answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from filiere.wsgi import application as site

# isort: split
from django.db import connection

SQLITE = ("journal_mode", "synchronous", "recursive_triggers", "foreign_keys")
POSTGRESQL = ("synchronous_commit", "fsync", "full_page_writes", "transaction_isolation")


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    told: list[tuple[str, list[tuple[str, str]]]] = []
    statements: list[str] = []
    _listen(statements)

    def started(status: str, headers: list[tuple[str, str]], error: Any = None) -> None:
        told.append((status, headers))

    answer = site(environ, started)
    body = b"".join(answer)
    answer.close()
    status, headers = told[0]
    start(status, [*headers, ("X-Diagnosis", json.dumps(_diagnosis(statements)))])
    return [body]


def _listen(statements: list[str]) -> None:
    """Note the first words of what this thread's connection executes from now on."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        connection.connection.set_trace_callback(
            lambda text: statements.append(" ".join(text.split()[:2]))
        )


def _diagnosis(statements: list[str]) -> dict[str, Any]:
    heard = list(statements)
    names = SQLITE if connection.vendor == "sqlite" else POSTGRESQL
    ask = "PRAGMA" if connection.vendor == "sqlite" else "SHOW"
    told: dict[str, Any] = {"vendor": connection.vendor, "statements": heard}
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"{ask} {name}")
            told[name] = cursor.fetchone()[0]
    return told
