"""Clients of a scan address: a kept connection each, what was answered kept for checking.

Written on sockets because the clients share the machine with what they measure. Every answer
is read whole and kept: an error is fast, so it must be seen.
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


class Cut(ConnectionError):
    """The server went away before it had answered: nobody knows whether it was done."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one request was answered. ``sent`` is on the monotonic clock, ``seconds`` later."""

    status: int
    body: bytes
    sent: float
    seconds: float
    head: bytes = b""

    @property
    def told(self) -> Any:
        return json.loads(self.body)

    def header(self, name: str) -> str:
        """The value of a header, empty without it."""
        for line in self.head.decode("latin-1").split("\r\n"):
            if line.lower().startswith(f"{name.lower()}:"):
                return line.partition(":")[2].strip()
        return ""


class Client:
    """One connection, opened when needed, kept until the server closes it."""

    def __init__(self, port: int, *, timeout: float = 60) -> None:
        self.port = port
        self.timeout = timeout
        self.socket: socket.socket | None = None

    def post(self, request: bytes) -> Answer:
        """Send a request made by `request` and wait for its answer.

        Raises
        ------
        Cut
            The connection was refused or ended before the whole answer came.
        """
        sent = time.perf_counter()
        try:
            if self.socket is None:
                self.socket = socket.create_connection(("127.0.0.1", self.port), self.timeout)
                self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.socket.sendall(request)
            head, body, status, kept = _read(self.socket)
        except OSError as error:
            self.close()
            raise Cut(str(error)) from error
        if not kept:
            self.close()
        return Answer(status, body, sent, time.perf_counter() - sent, head)

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close()
            self.socket = None


def request(path: str, told: Any, token: str = "") -> bytes:
    """The bytes of a POST: made before the clock starts."""
    body = json.dumps(told).encode()
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", "Content-Type: application/json"]
    lines += [f"Authorization: Bearer {token}"] if token else []
    lines += [f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode() + body


def drive(port: int, work: Sequence[Iterable[bytes]]) -> tuple[list[list[Answer]], float]:
    """One client per list of requests, all started at once; their answers and the seconds.

    Raises
    ------
    Cut
        A client was cut: nothing here kills servers.
    """
    answers: list[list[Answer]] = [[] for _ in work]
    failures: list[Exception] = []
    start = threading.Barrier(len(work) + 1)

    def run(number: int) -> None:
        client = Client(port)
        start.wait()
        try:
            for one in work[number]:
                answers[number].append(client.post(one))
        except Cut as cut:
            failures.append(cut)
        finally:
            client.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(work))]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    elapsed = time.perf_counter() - began
    if failures:
        raise failures[0]
    return answers, elapsed


def _read(wire: socket.socket) -> tuple[bytes, bytes, int, bool]:
    """Head, body, status, and whether the connection may serve again."""
    head, length = b"", -1
    while b"\r\n\r\n" not in head:
        head += _more(wire)
    head, _, body = head.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    closed = False
    for line in lines[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
        closed |= name.lower() == b"connection" and value.strip().lower() == b"close"
    if length < 0:
        raise Cut("an answer without its length")
    while len(body) < length:
        body += _more(wire)
    return head, body, int(lines[0].split(b" ", 2)[1]), not closed


def _more(wire: socket.socket) -> bytes:
    found = wire.recv(65536)
    if not found:
        raise Cut("closed before the end of an answer")
    return found
