"""Where the time of one scan goes: the real site called in one process, a watch on each layer.

A layer's time is its own: what it calls of another layer is counted there.
"""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from filiere.wsgi import application

# isort: split
from django.db import transaction

import filiere.authentication
import filiere.network.prepared
import inventory.api.scans
import inventory.perform

DONE = (b'"status": "done"', b'"status": "audited"')
REST = "serveur WSGI, middleware, ninja"
PERFORM = inventory.perform
API = inventory.api.scans
LAYERS: dict[str, tuple[tuple[object, str], ...]] = {
    "authentification": ((filiere.authentication, "actor_of_token"),),
    "lecture de la demande": (
        (API, "json_body"),
        (API, "parse_data"),
        (API, "read_code"),
        (PERFORM, "parse_data"),
        (PERFORM, "fingerprint"),
    ),
    "transaction (BEGIN, COMMIT durable)": (
        (transaction.Atomic, "__enter__"),
        (transaction.Atomic, "__exit__"),
    ),
    "reçu (clé cherchée, réponse gardée)": ((PERFORM, "first_answer"), (PERFORM, "remember")),
    "lectures (appareil, supports, faits)": ((PERFORM, "_world"), (PERFORM, "with_facts")),
    "décision": ((PERFORM, "decide"), (PERFORM, "_after")),
    "écriture des états": ((PERFORM, "_write_rows"),),
    "journal (hachage, insertion)": ((PERFORM, "next_entry"), (PERFORM, "append")),
    "réponse (appareil, suites possibles)": ((PERFORM, "answer"),),
}


class Watch:
    """Time spent in each layer, one layer at a time."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self.stack: list[str] = []
        self.since = 0.0

    def turn(self) -> None:
        now = time.perf_counter()
        if self.stack:
            self.spent[self.stack[-1]] = self.spent.get(self.stack[-1], 0) + now - self.since
        self.since = now

    def timed(self, layer: str, act: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(act)
        def watched(*given: Any, **named: Any) -> Any:
            self.turn()
            self.stack.append(layer)
            try:
                return act(*given, **named)
            finally:
                self.turn()
                self.stack.pop()

        return watched


def measure(file: str) -> dict[str, float]:
    """Microseconds of each layer for one request, the first tenth left out.

    The file holds a token and what to post: the body of a scan, or an address and its body.
    """
    token, bodies = json.loads(Path(file).read_text(encoding="utf-8"))
    watch = Watch()
    for layer, places in LAYERS.items():
        for holder, name in places:
            setattr(holder, name, watch.timed(layer, getattr(holder, name)))
    called = watch.timed(REST, application)
    for number, body in enumerate(bodies):
        if number == len(bodies) // 10:
            watch.spent.clear()
        path, told = ("/api/scans", body) if isinstance(body, str) else body
        _post(called, token, told.encode(), path)
    count = len(bodies) - len(bodies) // 10
    return {layer: spent / count * 1e6 for layer, spent in watch.spent.items()}


def _post(called: Callable[..., Any], token: str, body: bytes, path: str) -> None:
    status: list[str] = []

    def start(line: str, headers: list[tuple[str, str]], error: Any = None) -> None:
        status.append(line)

    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "HTTP_AUTHORIZATION": f"Bearer {token}",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
    }
    answer = called(environ, start)
    told = b"".join(answer)
    answer.close()
    if not status[0].startswith("200") or not any(done in told for done in DONE):
        raise RuntimeError(f"{status[0]} {told[:400]!r}")
