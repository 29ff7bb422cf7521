"""Queries written with the ORM and compiled once.

A scan asks the same few questions each time. The ORM spends ten times longer to write a
statement than SQLite to answer it, so each one is written once per engine, by the ORM itself,
and kept with its converters. PostgreSQL keeps their plans too (``prepare_threshold``).
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models import Expression, QuerySet

Converter = Callable[[Any, Any, Any], Any]
TAKEN: tuple[tuple[type, tuple[type, ...]], ...] = (
    (models.BooleanField, (bool,)),
    (models.IntegerField, (int,)),
    (models.CharField, (str,)),
    (models.TextField, (str,)),
)
CURSORS: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
"""The cursor kept of each connection to PostgreSQL."""


class _Slot(models.Value):
    """Holds the place of a parameter while the ORM writes the statement."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return "%s", [self]


class _Statement(NamedTuple):
    sql: str
    params: tuple[Any, ...]
    names: tuple[str, ...]
    converters: tuple[tuple[int, Sequence[Converter], Expression], ...]


def ask(sql: str, params: Sequence[Any]) -> list[Any]:
    """The rows that a statement finds, on the site's own connection."""
    with _errors():
        rows: list[Any] = _executed(sql, params).fetchall()
    return rows


def tell(sql: str, params: Sequence[Any]) -> int:
    """Write by this statement, on the site's own connection; how many rows it touched."""
    with _errors():
        count: int = _executed(sql, params).rowcount
    return count


def _errors() -> Any:
    """Errors of the engine come out as Django's."""
    return connections[DEFAULT_DB_ALIAS].wrap_database_errors


def _executed(sql: str, params: Sequence[Any]) -> Any:
    """Django's cursors write a statement anew each time, so that no engine can keep it.

    They are left aside, unless somebody listens to what is executed.
    """
    db = connections[DEFAULT_DB_ALIAS]
    db.close_if_health_check_failed()
    db.ensure_connection()
    if db.queries_logged or db.execute_wrappers:
        listened = db.cursor()
        listened.execute(sql, params)
        return listened
    db.validate_no_broken_transaction()
    if db.vendor == "sqlite":
        return db.connection.execute(_marked(sql), params)
    return _kept_cursor(db.connection).execute(sql, params)


@cache
def _marked(sql: str) -> str:
    """The same statement with SQLite's marks for its parameters."""
    return re.sub(r"(?<!%)%s", "?", sql).replace("%%", "%")


def _kept_cursor(server: Any) -> Any:
    """One cursor for each connection to PostgreSQL: what it learns of types stays."""
    from psycopg import Cursor

    if (found := CURSORS.get(server)) is None:
        found = CURSORS[server] = Cursor(server)
    return found


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
        rows = ask(statement.sql, given)
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
    taken: Mapping[str, tuple[type, ...]]
    defaults: Mapping[str, models.Field[Any, Any]]


@cache
def _columns(model: type[models.Model], vendor: str) -> _Columns:
    quote = connection.ops.quote_name
    fields = {field.attname: field for field in model._meta.concrete_fields}
    quoted = {name: quote(str(field.column)) for name, field in fields.items()}
    taken = {name: _taken(field) for name, field in fields.items()}
    defaults = {n: f for n, f in fields.items() if not isinstance(f, models.AutoField)}
    return _Columns(quote(model._meta.db_table), model._meta.pk, fields, quoted, taken, defaults)


@cache
def _insertion(
    model: type[models.Model], names: tuple[str, ...], unless_there: bool, vendor: str
) -> str:
    known = _columns(model, vendor)
    columns = ", ".join(known.quoted[name] for name in names)
    values = ", ".join(["%s"] * len(names))
    end = " ON CONFLICT DO NOTHING" if unless_there else ""
    return f"INSERT INTO {known.table} ({columns}) VALUES ({values}){end}"


@cache
def _updating(model: type[models.Model], names: tuple[str, ...], vendor: str) -> str:
    known = _columns(model, vendor)
    columns = ", ".join(f"{known.quoted[name]} = %s" for name in names)
    return f"UPDATE {known.table} SET {columns} WHERE {known.quoted[known.key.attname]} = %s"


def insert(
    model: type[models.Model], values: Mapping[str, Any], *, unless_there: bool = False
) -> bool:
    """Insert one row; columns not given take their default.

    False when ``unless_there`` and a row of the same unique columns is there: nothing is written.
    """
    known = _columns(model, connection.vendor)
    row = dict(values)
    for name, field in known.defaults.items():
        if name not in row:
            row[name] = field.get_default()
    sql = _insertion(model, tuple(row), unless_there, connection.vendor)
    return tell(sql, _stored(known, row.items())) == 1


def update(model: type[models.Model], key: Any, values: Mapping[str, Any]) -> int:
    """Update the row of this primary key; how many there were."""
    known = _columns(model, connection.vendor)
    sql = _updating(model, tuple(values), connection.vendor)
    return tell(sql, [*_stored(known, values.items()), key])


def _stored(known: _Columns, values: Iterable[tuple[str, Any]]) -> list[Any]:
    """Values as their columns take them; most are so already, and need not be asked."""
    db = connections[DEFAULT_DB_ALIAS]
    return [
        value
        if value is None or type(value) in known.taken[name]
        else known.fields[name].get_db_prep_save(value, db)
        for name, value in values
    ]


def _taken(field: models.Field[Any, Any]) -> tuple[type, ...]:
    """Types that a column takes as they are, by the class of its field."""
    if isinstance(field, models.ForeignKey):
        field = field.target_field
    return next((types for kind, types in TAKEN if isinstance(field, kind)), ())
