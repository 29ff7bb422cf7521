"""What the database refused, said as a refusal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, IntegrityError, InternalError, OperationalError

from inventory.refusals import Conflict, Refused

BUSY = ("database is locked", "deadlock detected", "could not serialize", "lock timeout")


@contextmanager
def told_by_the_database() -> Iterator[None]:
    """Turn a trigger's refusal, a race or a busy database into a sentence.

    Raises
    ------
    Refused
        ``held-by-the-database`` names the rule; ``busy`` may be tried again.
    """
    try:
        yield
    except (IntegrityError, InternalError, OperationalError, DatabaseError) as error:
        text = str(error)
        if "wall:" in text:
            rule = text.split("wall:", 1)[1].split(":", 1)[0].split(maxsplit=1)[0]
            raise Refused(
                "held-by-the-database",
                f"La base de données refuse ce changement ({rule}) : il romprait une promesse "
                "de la filière. Vérifiez l'état de l'appareil.",
                status=409,
            ) from error
        if any(word in text.lower() for word in BUSY):
            raise Refused(
                "busy", "La base de données est occupée. Réessayez dans un instant.", status=503
            ) from error
        if isinstance(error, IntegrityError):
            raise Conflict(
                "moved-first", "Quelqu'un vient de modifier ce que vous touchez. Réessayez."
            ) from error
        raise
