"""The two engines a bench runs on: SQLite in a file, and a PostgreSQL given or its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

PORT = 54321
SERVERS = Path("/usr/lib/postgresql")


class NoPostgres(RuntimeError):
    """No address was given and no server is installed."""


@contextmanager
def postgres() -> Iterator[str]:
    """Yield the URL of a PostgreSQL where databases may be created.

    The one of ``FILIERE_TEST_POSTGRES`` or ``DATABASE_URL``, else one started in a private
    directory, reached by its socket alone, as `.ci/run` does.

    Raises
    ------
    NoPostgres
        There is none.
    """
    given = os.environ.get("FILIERE_TEST_POSTGRES") or os.environ.get("DATABASE_URL", "")
    if urlsplit(given).scheme in {"postgres", "postgresql"}:
        yield given
        return
    found = sorted(SERVERS.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise NoPostgres("PostgreSQL introuvable : apt-get install postgresql-15")
    folder = Path(tempfile.mkdtemp(prefix="filiere-bench-"))
    try:
        with _started(found[-1].parent, folder) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _started(server: Path, folder: Path) -> Iterator[str]:
    data = str(folder / "data")
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    _run(folder, [server / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "-E", "UTF8"])
    options = f"-k {folder} -p {PORT} -c listen_addresses='' -c max_connections=100"
    control = [str(server / "pg_ctl"), "-D", data, "--silent"]
    _run(folder, [*control, "--wait", "-l", str(folder / "log"), "-o", options, "start"])
    try:
        yield f"postgresql://postgres@/postgres?host={folder}&port={PORT}"
    finally:
        _run(folder, [*control, "--mode=immediate", "stop"])


def _run(folder: Path, command: Sequence[object]) -> None:
    """Run a command of the server; initdb refuses root, so as another user then."""
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    subprocess.run(
        words, cwd=folder, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
