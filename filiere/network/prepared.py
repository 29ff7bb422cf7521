"""Queries written with the ORM and compiled once.

A scan asks the same few questions each time. The ORM spends ten times longer to write a
statement than SQLite to answer it, so each one is written once per engine, by the ORM itself,
and kept with its converters. PostgreSQL keeps their plans too (``prepare_threshold``).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.db import connection, models
from django.db.models import Expression, QuerySet

Converter = Callable[[Any, Any, Any], Any]


class _Slot(models.Value):
    """Holds the place of a parameter while the ORM writes the statement."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return "%s", [self]


class _Statement(NamedTuple):
    sql: str
    params: tuple[Any, ...]
    names: tuple[str, ...]
    converters: tuple[tuple[int, Sequence[Converter], Expression], ...]


def cursor() -> Any:
    """A cursor whose statements the engine may keep: Django's own writes them anew each time."""
    if connection.vendor != "postgresql" or connection.queries_logged:
        return connection.cursor()
    from psycopg import Cursor

    connection.close_if_health_check_failed()
    connection.ensure_connection()
    return connection.make_cursor(Cursor(connection.connection))  # type: ignore[arg-type]


class Prepared:
    """A queryset of ``values`` whose parameters come later.

    >>> DEVICE = Prepared(lambda code: Device.objects.filter(pk=code).values())
    >>> DEVICE.one("7KQ2MDX44")

    ``build`` is called once per engine, with an expression for each parameter; ``many`` says
    how many members its last parameter has, a list for ``__in``.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self.build = build
        self.count = len(inspect.signature(build).parameters)
        self.kept: dict[tuple[str, int], _Statement] = {}

    def all(self, *values: Any) -> list[dict[str, Any]]:
        """Rows by column name."""
        many = -1
        if values and isinstance(values[-1], list):
            many = len(values[-1])
            values = (*values[:-1], *values[-1])
        statement = self.kept.get((connection.vendor, many)) or self._write(many)
        given = [values[p.value] if isinstance(p, _Slot) else p for p in statement.params]
        with cursor() as open_cursor:
            open_cursor.execute(statement.sql, given)
            rows: list[Any] = open_cursor.fetchall()
        names = statement.names
        found = [dict(zip(names, row, strict=True)) for row in rows]
        for index, converters, expression in statement.converters:
            name = names[index]
            for row in found:
                for convert in converters:
                    row[name] = convert(row[name], expression, connection)
        return found

    def one(self, *values: Any) -> dict[str, Any] | None:
        """The first row, None when there is none."""
        rows = self.all(*values)
        return rows[0] if rows else None

    def _write(self, many: int) -> _Statement:
        alone = self.count - (many >= 0)
        slots: list[Any] = [_Slot(index) for index in range(alone)]
        if many >= 0:
            slots.append([_Slot(alone + index) for index in range(many)])
        query = self.build(*slots).query
        compiler = query.get_compiler(using=connection.alias)
        sql, params = compiler.as_sql()
        converters = compiler.get_converters([column for column, _, _ in compiler.select])
        statement = _Statement(
            sql,
            tuple(params),
            (*query.extra_select, *query.values_select, *query.annotation_select),
            tuple((index, *found) for index, found in converters.items()),
        )
        self.kept[connection.vendor, many] = statement
        return statement


@dataclass(frozen=True, slots=True)
class _Columns:
    """How a model is written: its table, its columns quoted, its fields by attribute."""

    table: str
    key: models.Field[Any, Any]
    fields: Mapping[str, models.Field[Any, Any]]
    quoted: Mapping[str, str]


@cache
def _columns(model: type[models.Model], vendor: str) -> _Columns:
    quote = connection.ops.quote_name
    fields = {field.attname: field for field in model._meta.concrete_fields}
    quoted = {name: quote(str(field.column)) for name, field in fields.items()}
    return _Columns(quote(model._meta.db_table), model._meta.pk, fields, quoted)


@cache
def _insertion(model: type[models.Model], names: tuple[str, ...], vendor: str) -> str:
    known = _columns(model, vendor)
    columns = ", ".join(known.quoted[name] for name in names)
    return f"INSERT INTO {known.table} ({columns}) VALUES ({', '.join(['%s'] * len(names))})"


@cache
def _updating(model: type[models.Model], names: tuple[str, ...], vendor: str) -> str:
    known = _columns(model, vendor)
    columns = ", ".join(f"{known.quoted[name]} = %s" for name in names)
    return f"UPDATE {known.table} SET {columns} WHERE {known.quoted[known.key.attname]} = %s"


def insert(model: type[models.Model], values: Mapping[str, Any]) -> None:
    """Insert one row; columns not given take their default."""
    known = _columns(model, connection.vendor)
    row = dict(values)
    for name, field in known.fields.items():
        if name not in row and not isinstance(field, models.AutoField):
            row[name] = field.get_default()
    sql = _insertion(model, tuple(row), connection.vendor)
    with cursor() as open_cursor:
        open_cursor.execute(sql, _stored(known, row.items()))


def update(model: type[models.Model], key: Any, values: Mapping[str, Any]) -> int:
    """Update the row of this primary key; how many there were."""
    known = _columns(model, connection.vendor)
    sql = _updating(model, tuple(values), connection.vendor)
    with cursor() as open_cursor:
        open_cursor.execute(sql, [*_stored(known, values.items()), key])
        changed: int = open_cursor.rowcount
    return changed


def _stored(known: _Columns, values: Iterable[tuple[str, Any]]) -> list[Any]:
    return [known.fields[name].get_db_prep_save(value, connection) for name, value in values]
