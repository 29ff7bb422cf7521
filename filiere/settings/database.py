"""SQLite by default, PostgreSQL by DATABASE_URL. Nothing acknowledged is lost on either."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from filiere.settings.environment import DATA_DIR, text


def sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "filiere.sqlite",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
                "PRAGMA recursive_triggers=ON;PRAGMA cache_size=-64000;"
                "PRAGMA wal_autocheckpoint=4000"
            ),
        },
    }


def postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    options["options"] = "-c synchronous_commit=on"
    options["prepare_threshold"] = 2
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or options.pop("host", "")),
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def from_url(url: str) -> dict[str, Any]:
    """Read ``postgresql://…`` or ``sqlite:///path``.

    Raises
    ------
    ValueError
        The scheme is neither.
    """
    if not url:
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        return sqlite(str(DATA_DIR / "filiere.sqlite3"))
    scheme = urlsplit(url).scheme
    if scheme in {"postgres", "postgresql"}:
        return postgresql(url)
    if scheme == "sqlite":
        path = Path(url.removeprefix("sqlite:///"))
        return sqlite(str(path))
    raise ValueError(f"DATABASE_URL : schéma « {scheme} » inconnu (postgresql ou sqlite).")


DATABASES = {"default": from_url(text("DATABASE_URL"))}
