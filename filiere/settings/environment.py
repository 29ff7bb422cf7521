"""Reading the environment: every setting a deployment may change passes here."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    """A yes or no: 1, true, yes, oui count as yes."""
    value = os.environ.get(name)
    if value is None:
        return default
    return value.strip().lower() in {"1", "true", "yes", "oui"}


def path(name: str, default: Path) -> Path:
    value = os.environ.get(name)
    return Path(value) if value else default


DATA_DIR = path("FILIERE_DATA_DIR", ROOT / "data")
