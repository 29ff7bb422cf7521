"""Changing what must not change, with the walls down: one column, one row, one constraint."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection, models

from inventory.journal.report import Difference
from inventory.journal.verify import verify
from inventory.walls import install


def take_walls_down() -> None:
    """Until the end of the test, which is rolled back."""
    _constraints("IMMEDIATE")
    install.drop(connection)
    _constraints("DEFERRED")


def put_walls_up() -> None:
    _constraints("IMMEDIATE")
    install.install(connection)
    _constraints("DEFERRED")


@contextmanager
def unchecked(model: type[models.Model]) -> Iterator[None]:
    """Without the CHECK constraints of this table."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            try:
                yield
            finally:
                cursor.execute("PRAGMA ignore_check_constraints = OFF")
            return
        _drop_constraints(model, "c")
        yield


def without_unique(model: type[models.Model]) -> None:
    """The table without its UNIQUE constraints, until the end of the test."""
    if connection.vendor == "postgresql":
        _drop_constraints(model, "u")
        return
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE TABLE "bare" AS SELECT * FROM "{table}"')
        cursor.execute(f'DROP TABLE "{table}"')
        cursor.execute(f'ALTER TABLE "bare" RENAME TO "{table}"')


def _drop_constraints(model: type[models.Model], kind: str) -> None:
    table = model._meta.db_table
    _constraints("IMMEDIATE")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = %s",
            [table, kind],
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
    _constraints("DEFERRED")


def _constraints(when: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS ALL {when}")


def other(value: Any, field: models.Field[Any, Any]) -> Any:
    """A value that differs by as little as its type lets it."""
    if isinstance(field, models.JSONField):
        return {**value, "x": 1} if isinstance(value, dict) else [*(value or []), "x"]
    if isinstance(field, models.DateTimeField):
        return (value or datetime(2026, 1, 1, tzinfo=UTC)) + timedelta(microseconds=1)
    if isinstance(field, models.DateField):
        return (value or date(2026, 1, 1)) + timedelta(days=1)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int) or (value is None and _is_number(field)):
        return (value or 0) + 1000
    return f"{value[:-1]}{chr(ord(value[-1]) ^ 1)}" if value else "x"


def _is_number(field: models.Field[Any, Any]) -> bool:
    if isinstance(field, models.ForeignKey):
        field = field.target_field
    return isinstance(field, models.IntegerField)


def change(row: models.Model, column: str) -> tuple[Any, Any]:
    """Change one column of a stored row by raw SQL; before and after."""
    model = type(row)
    field = next(f for f in model._meta.concrete_fields if f.attname == column)
    before = getattr(row, column)
    after = other(before, field)
    with unchecked(model):
        model._base_manager.filter(pk=row.pk).update(**{column: after})
    return before, after


def named() -> dict[str, Difference]:
    """The first difference of each check; that the walls are down is known."""
    return {item.check: item for item in verify().first if item.check != "walls"}
