"""What one rule of the wall is made of, the same on both engines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Event = Literal["insert", "update", "delete"]


@dataclass(frozen=True, slots=True)
class Rule:
    """Refuse unless ``safe`` is true: neither false nor unknown.

    ``when`` is asked first and must be cheap: it reads OLD and NEW alone. Both are SQL that
    SQLite and PostgreSQL read alike; ``{device}`` stands for a table's name, ``{soon}`` for the
    latest moment a proof may claim. ``columns`` are those whose update concerns the rule, to
    spare SQLite's work: they add no meaning, ``when`` and ``safe`` say it all. A rule that reads
    other rows comes after the write, once PostgreSQL has locked them.
    """

    name: str
    table: str
    events: tuple[Event, ...]
    says: str
    safe: str
    when: str = ""
    columns: tuple[str, ...] = ()
    before: bool = False

    @property
    def message(self) -> str:
        return f"wall:{self.name}: {self.says}"


def words(values: Iterable[str]) -> str:
    """A list of SQL texts, in a stable order."""
    return "(" + ", ".join(f"'{value}'" for value in sorted(map(str, values))) + ")"


def changed(*columns: str) -> str:
    return " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in columns)


def unchanged(*columns: str) -> str:
    return " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in columns)
