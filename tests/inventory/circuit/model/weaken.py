"""The circuit's table with a guard taken out, of one row or of all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from inventory.circuit import CIRCUIT
from inventory.guards import Guard
from inventory.row import Row


def guards_of(row: Row) -> tuple[Guard, ...]:
    return row.guards + (row.loose.guards if row.loose else ())


def promised() -> Iterator[tuple[str, str]]:
    """Each guard that holds the promise, with each row that it guards."""
    for row in CIRCUIT.values():
        for name in sorted({guard.name for guard in guards_of(row) if guard.promise}):
            yield row.name, name


def weakened(name: str, *, row: str = "") -> Mapping[str, Row]:
    """The table without this guard, in this row or wherever it stands."""
    return {
        key: _without(value, name) if row in ("", key) else value for key, value in CIRCUIT.items()
    }


def _without(row: Row, name: str) -> Row:
    kept = tuple(guard for guard in row.guards if guard.name != name)
    loose = row.loose
    if loose is not None:
        left = tuple(guard for guard in loose.guards if guard.name != name)
        loose = replace(loose, guards=left)
    return replace(row, guards=kept, loose=loose)
