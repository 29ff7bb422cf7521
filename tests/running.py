"""A running site: the real server on a free port, over a place of its own.

Tests in a browser, under load or with ``kill -9`` use it, and so do the benches.
"""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from filiere.server import command
from tests.places import ROOT, fresh_place, manage


class SiteDidNotStart(RuntimeError):
    """The server ended, or answered nothing in time; the message holds the end of its log."""


@dataclass
class Site:
    """A site that can be started, stopped, killed and started again over the same data."""

    port: int
    env: dict[str, str]
    workers: int = 2
    threads: int = 4
    application: str = "filiere.wsgi:application"
    process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def data(self) -> Path:
        return Path(self.env["FILIERE_DATA_DIR"])

    @property
    def log(self) -> Path:
        return self.data / "server.log"

    def manage(self, *arguments: str, timeout: float = 300) -> str:
        return manage(self.env, *arguments, timeout=timeout)

    def start(self, *, patience: float = 60) -> None:
        """Start the server and return once it answers HTTP, whatever the answer."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command(
                    self.port,
                    workers=self.workers,
                    threads=self.threads,
                    application=self.application,
                ),
                cwd=ROOT,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        limit = time.monotonic() + patience
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > limit:
                self.kill()
                raise SiteDidNotStart(self.log.read_text(errors="replace")[-4000:])
            time.sleep(0.05)

    def answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status > 0
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def stop(self, *, patience: float = 15) -> None:
        """Ask the server to end as an administrator would, then make sure of it."""
        if self.process is not None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(patience)
        self.kill()

    def kill(self) -> None:
        """``kill -9`` the server and its workers at once."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)
        self.process = None


@contextmanager
def running_site(
    ground: Path,
    *,
    postgres: str = "",
    commands: Sequence[str] = (),
    settings: dict[str, str] | None = None,
    workers: int = 2,
    threads: int = 4,
    application: str = "filiere.wsgi:application",
) -> Iterator[Site]:
    """Yield a site that answers, over a fresh place; end it and remove the place afterwards.

    ``settings`` are environment variables of this site alone; the rest is as in
    `tests.places.fresh_place`. ``application`` is what is served: the site, or a module of
    tests or benches that wraps it.
    """
    with fresh_place(ground, postgres=postgres, commands=commands) as place:
        port = free_port()
        env = place | {"SITE_URL": f"http://127.0.0.1:{port}"} | (settings or {})
        site = Site(port, env, workers, threads, application)
        try:
            site.start()
            yield site
        finally:
            site.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
