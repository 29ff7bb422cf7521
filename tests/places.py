"""Places: a fresh database with its data folder, on either engine, copied from a template.

Triggers refuse to empty the journal, so a test that commits takes a place of its own instead
of flushing one. A template is built once per folder, by the real commands, under a lock that
the workers of a run share. Nothing here knows pytest: benches use it too.
"""

import fcntl
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg.sql import SQL, Identifier

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def fresh_place(
    ground: Path, *, postgres: str = "", commands: Sequence[str] = ()
) -> Iterator[dict[str, str]]:
    """Yield the environment of a migrated place that nobody else uses; remove it at the end.

    Parameters
    ----------
    ground
        Folder of the run; templates and places lie in it.
    postgres
        URL of a PostgreSQL where databases may be created; SQLite when empty.
    commands
        Administration commands run once in the template after ``migrate``, such as
        ``"load_territories"`` or ``"demo --no-serve"``.
    """
    model = _template(ground, postgres, commands)
    folder = ground / f"place-{uuid.uuid4().hex[:12]}"
    shutil.copytree(model / "data", folder)
    try:
        if not postgres:
            yield _environment(folder, f"sqlite:///{folder / 'site.sqlite3'}")
            return
        name = _name(folder)
        with _created(postgres, name, template=_name(model)) as url:
            yield _environment(folder, url)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def manage(env: dict[str, str], *arguments: str, timeout: float = 300) -> str:
    """Run an administration command in a place and return what it printed.

    Raises
    ------
    RuntimeError
        The command failed; the message holds the end of what it said.
    """
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(
            f"manage.py {shlex.join(arguments)}\n{done.stdout}\n{done.stderr}"[-4000:]
        )
    return done.stdout


def clear(ground: Path, postgres: str = "") -> None:
    """Remove the places and templates of a run, those of a killed test included."""
    if postgres:
        with psycopg.connect(postgres, autocommit=True) as admin:
            ours = _name(ground, "") + "%"
            rows = admin.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [ours])
            for (name,) in rows.fetchall():
                _drop(admin, name)
    shutil.rmtree(ground, ignore_errors=True)


def _template(ground: Path, postgres: str, commands: Sequence[str]) -> Path:
    engine = "postgresql" if postgres else "sqlite"
    label = hashlib.sha256("\n".join(commands).encode()).hexdigest()[:8]
    folder = ground / f"template-{engine}-{label}"
    ground.mkdir(parents=True, exist_ok=True)
    with (ground / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "built").exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            base = _template(ground, postgres, commands[:-1]) if commands else None
            _build(folder, postgres, base, commands[-1] if commands else "migrate --verbosity 0")
            (folder / "built").touch()
    return folder


def _build(folder: Path, postgres: str, base: Path | None, command: str) -> None:
    """A template is the one before it, and one command more."""
    data = folder / "data"
    url = f"sqlite:///{data / 'site.sqlite3'}"
    if base:
        shutil.copytree(base / "data", data)
    else:
        data.mkdir()
    if postgres:
        with psycopg.connect(postgres, autocommit=True) as admin:
            _drop(admin, _name(folder))
            model = Identifier(_name(base) if base else "template1")
            created = SQL("CREATE DATABASE {} TEMPLATE {}")
            admin.execute(created.format(Identifier(_name(folder)), model))
        url = _at(postgres, _name(folder))
    manage(_environment(data, url), *shlex.split(command))


@contextmanager
def _created(postgres: str, name: str, template: str) -> Iterator[str]:
    with psycopg.connect(postgres, autocommit=True) as admin:
        admin.execute(
            SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template))
        )
    try:
        yield _at(postgres, name)
    finally:
        with psycopg.connect(postgres, autocommit=True) as admin:
            _drop(admin, name)


def _drop(admin: "psycopg.Connection[tuple[object, ...]]", name: str) -> None:
    admin.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))


def _name(folder: Path, tail: str | None = None) -> str:
    """Name of the database of a folder; all those of one ground begin alike."""
    ground = folder if tail is not None else folder.parent
    run = hashlib.sha256(str(ground).encode()).hexdigest()[:8]
    return f"filiere-{run}-{folder.name if tail is None else tail}"


def _at(postgres: str, name: str) -> str:
    return urlsplit(postgres)._replace(path=f"/{name}").geturl()


def _environment(data: Path, url: str) -> dict[str, str]:
    own = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "SITE_URL"}
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in own and not name.startswith(("FILIERE_", "PYTEST_"))
    }
    return kept | {
        "DJANGO_SETTINGS_MODULE": "filiere.settings",
        "DATABASE_URL": url,
        "FILIERE_DATA_DIR": str(data),
        "SECRET_KEY": "tests-only",
    }
