"""A missing trigger is named: by ``check --database``, at ``migrate``, and wherever one asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.db import DatabaseError, connections

from inventory.walls.install import missing, standing_on

HOLE = "inventory.W001"


def connect() -> None:
    checks.register(walls_stand, checks.Tags.database)


def walls_stand(
    *, databases: Sequence[str] | None = None, **told: Any
) -> list[checks.CheckMessage]:
    """Warn rather than fail: ``migrate``, which mends it, asks this first."""
    return [message for alias in databases or () for message in _holes(alias)]


def _holes(alias: str) -> list[checks.CheckMessage]:
    connection = connections[alias]
    try:
        if not standing_on(connection):
            return []
        names = missing(connection)
    except DatabaseError as error:
        return [checks.Warning(f"Les déclencheurs ne peuvent pas être lus : {error}", id=HOLE)]
    if not names:
        return []
    told = f"La base « {alias} » ne tient plus la promesse. Manquent ou ont été modifiés : "
    return [
        checks.Warning(told + ", ".join(names) + ".", hint="manage.py migrate les remet.", id=HOLE)
    ]
