"""State rows compared with what the journal tells of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import DatabaseError

from inventory.journal import canonical
from inventory.journal.fold import Anomaly, Row, fold
from inventory.rows import TABLES, columns

BATCH = 400
UNREADABLE = (ValueError, TypeError, DatabaseError)


@dataclass(frozen=True, slots=True)
class Different:
    """One column of one row. ``why``: column, missing, untold, unreadable, or told.

    *untold* is a row that no entry created; *told* an entry that does not follow.
    """

    why: str
    table: str
    id: str
    column: str = ""
    expected: Any = None
    found: Any = None
    anomaly: Anomaly | None = None


@dataclass(slots=True)
class Comparison:
    """Iterate it once; ``rows`` then says how many rows were compared."""

    rows: int = 0

    def __iter__(self) -> Iterator[Different]:
        told: dict[str, set[str]] = {table: set() for table in TABLES}
        folded = fold()
        while batch := list(islice(folded, BATCH)):
            rows: list[Row] = []
            for item in batch:
                if isinstance(item, Anomaly):
                    yield Different("told", item.table, item.id, anomaly=item)
                elif item.id in told[item.table]:
                    yield _told_twice(item)
                else:
                    told[item.table].add(item.id)
                    rows.append(item)
            self.rows += len(rows)
            yield from _compared(rows)
        for table, known in told.items():
            yield from _untold(table, known)


def _told_twice(row: Row) -> Different:
    anomaly = Anomaly(row.table, row.id, f"{row.table} {row.id}", 0, "est créé par deux chaînes")
    return Different("told", row.table, row.id, anomaly=anomaly)


def _compared(rows: Sequence[Row]) -> Iterator[Different]:
    for table in TABLES:
        mine = [row for row in rows if row.table == table]
        if not mine:
            continue
        stored = _stored(table, [row.id for row in mine])
        for row in mine:
            yield from _row(row, stored.get(row.id))


def _row(row: Row, stored: dict[str, Any] | Exception | None) -> Iterator[Different]:
    if stored is None:
        yield Different("missing", row.table, row.id)
    elif isinstance(stored, Exception):
        yield Different("unreadable", row.table, row.id, found=str(stored))
    else:
        for column in columns(row.table):
            expected, found = row.columns[column], stored[column]
            if not same(expected, found):
                yield Different("column", row.table, row.id, column, expected, found)


def same(expected: Any, found: Any) -> bool:
    """Equal and of one type: 1 is not true."""
    if isinstance(expected, dict | list):
        return canonical.text(expected) == _text(found)
    return type(expected) is type(found) and bool(expected == found)


def _text(value: Any) -> str:
    try:
        return canonical.text(value)
    except ValueError:
        return repr(value)


def _stored(table: str, ids: list[str]) -> dict[str, dict[str, Any] | Exception]:
    """The rows of these ids in JSON's words; an exception where one cannot be read."""
    try:
        return dict(_read(table, ids))
    except UNREADABLE:
        found: dict[str, dict[str, Any] | Exception] = {}
        for key in ids:
            try:
                found |= _read(table, [key])
            except UNREADABLE as error:
                found[key] = error
        return found


def _read(table: str, ids: list[str]) -> dict[str, dict[str, Any]]:
    names = columns(table)
    rows = TABLES[table]._default_manager.filter(pk__in=ids).values_list("pk", *names)
    return {
        row[0]: dict(zip(names, map(canonical.plain, row[1:]), strict=True))
        for row in rows.order_by()
    }


def _untold(table: str, known: set[str]) -> Iterator[Different]:
    keys = TABLES[table]._default_manager.order_by("pk").values_list("pk", flat=True)
    for key in keys.iterator(chunk_size=5000):
        if key not in known:
            yield Different("untold", table, key)
