"""Put the triggers up, take them down, say which are missing."""

from __future__ import annotations

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from inventory.walls import postgresql, sqlite
from inventory.walls.rules import TABLES


def install(connection: BaseDatabaseWrapper) -> bool:
    """Make the wall whole; say whether anything had to be done. Nothing without its tables."""
    if not standing_on(connection) or not missing(connection):
        return False
    with transaction.atomic(using=connection.alias):
        drop(connection)
        with connection.cursor() as cursor:
            for statement in _statements(connection):
                cursor.execute(statement)
    return True


def drop(connection: BaseDatabaseWrapper) -> None:
    """Take every trigger of the wall down, known or not."""
    with connection.cursor() as cursor:
        for statement in _drops(connection):
            cursor.execute(statement)


def expected(connection: BaseDatabaseWrapper) -> set[str]:
    """Names of the triggers that must be there."""
    if connection.vendor == "sqlite":
        return set(sqlite.triggers())
    return set(postgresql.triggers(_schema(connection)))


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of the triggers that are not there, not as they must be, or not for ever on.

    On PostgreSQL also tables that inherit from a protected one, where no rule would hold.
    """
    if connection.vendor == "sqlite":
        there = _sqlite_texts(connection)
        return sorted(name for name, text in sqlite.triggers().items() if there.get(name) != text)
    wanted = postgresql.triggers(_schema(connection))
    found = _postgresql_state(connection)
    altered = [
        name
        for name, trigger in wanted.items()
        if found.get((TABLES[trigger.table]._meta.db_table, name))
        != (trigger.type, "A", trigger.digest)
    ]
    return sorted(altered) + _heirs(connection)


def standing_on(connection: BaseDatabaseWrapper) -> bool:
    """Whether every protected table is there."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
    return {model._meta.db_table for model in TABLES.values()} <= there


def _statements(connection: BaseDatabaseWrapper) -> list[str]:
    if connection.vendor == "sqlite":
        return list(sqlite.triggers().values())
    schema = _schema(connection)
    made = postgresql.triggers(schema).values()
    return [trigger.statement(schema) for trigger in made]


def _drops(connection: BaseDatabaseWrapper) -> list[str]:
    if connection.vendor == "sqlite":
        return [f'DROP TRIGGER "{name}"' for name in _sqlite_texts(connection)]
    return [f"DROP FUNCTION {function} CASCADE" for function in _functions(connection)]


def _sqlite_texts(connection: BaseDatabaseWrapper) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'wall_*'"
        )
        return dict(cursor.fetchall())


def _schema(connection: BaseDatabaseWrapper) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return str(cursor.fetchone()[0])


def _functions(connection: BaseDatabaseWrapper) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            r"""SELECT oid::regprocedure::text FROM pg_proc
            WHERE proname LIKE 'wall\_%' AND prorettype = 'trigger'::regtype
              AND pronamespace = current_schema()::regnamespace"""
        )
        return [row[0] for row in cursor.fetchall()]


def _postgresql_state(
    connection: BaseDatabaseWrapper,
) -> dict[tuple[str, str], tuple[int, str, str]]:
    """By table and name: kind, firing, text.

    A trigger with a condition is not one of ours, nor a function that looks in another schema.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT c.relname, t.tgname, t.tgtype, t.tgenabled::text, md5(p.prosrc)
            FROM pg_trigger t
            JOIN pg_class c ON c.oid = t.tgrelid
            JOIN pg_proc p ON p.oid = t.tgfoid
            WHERE NOT t.tgisinternal AND t.tgqual IS NULL AND t.tgattr::text = ''
              AND p.proname = t.tgname AND p.provolatile = 'v' AND NOT p.prosecdef
              AND p.proconfig::text LIKE '%%search_path=pg_catalog, %%pg_temp%%'
              AND c.relnamespace = current_schema()::regnamespace
              AND p.pronamespace = c.relnamespace""",
            [],
        )
        return {(row[0], row[1]): (row[2], row[3], row[4]) for row in cursor.fetchall()}


def _heirs(connection: BaseDatabaseWrapper) -> list[str]:
    tables = [model._meta.db_table for model in TABLES.values()]
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT c.relname || ' est héritée par ' || i.inhrelid::regclass::text
            FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhparent
            WHERE c.relname = ANY(%s) AND c.relnamespace = current_schema()::regnamespace
            ORDER BY 1""",
            [tables],
        )
        return [row[0] for row in cursor.fetchall()]
