"""The wall in SQLite's words: one trigger a rule, its text compared with what the file holds.

SQLite has its own doors: REPLACE deletes rows by any unique column or by rowid without a DELETE
trigger, CHECK constraints may be switched off, and a column takes any type.
"""

from __future__ import annotations

from collections.abc import Iterator

from inventory.vocabulary import (
    DeviceKind,
    ErasureLevel,
    MediumKind,
    MediumStatus,
    Statement,
    Step,
)
from inventory.walls.kept_rules import WRITTEN_ONCE
from inventory.walls.rule import Event, Rule, words
from inventory.walls.rules import TABLES, rules, unique_columns

NAMES = {name: f'"{model._meta.db_table}"' for name, model in TABLES.items()}
SOON = "strftime('%Y-%m-%d %H:%M:%S', 'now', '+310 seconds')"
"""Now, five minutes, and ten seconds for what runs between two clocks."""
DIGIT, MOMENT = "[0-9]", "{0}{0}{0}{0}-{0}{0}-{0}{0} {0}{0}:{0}{0}:{0}{0}"


def triggers() -> dict[str, str]:
    """The text of each trigger, by its name."""
    made: dict[str, str] = {}
    for rule in (*rules(), *_typed(), *_unreplaced()):
        for event in rule.events:
            suffix = f"_{event}" if len(rule.events) > 1 else ""
            name = f"wall_{rule.name.replace('-', '_')}{suffix}"
            made[name] = _text(name, rule, event)
    return made


def _text(name: str, rule: Rule, event: Event) -> str:
    what = event.upper()
    if event == "update" and rule.columns:
        what += " OF " + ", ".join(f'"{column}"' for column in rule.columns)
    holds = f"({rule.safe}) IS NOT TRUE"
    if rule.when:
        when = rule.when
        holds = f"({when}) AND {holds}"
    message = rule.message.replace("'", "''")
    return (
        f'CREATE TRIGGER "{name}" {"BEFORE" if rule.before else "AFTER"} {what} '
        f"ON {NAMES[rule.table]} FOR EACH ROW\n"
        f"WHEN {holds.format(**NAMES, soon=SOON)}\n"
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def _unreplaced() -> Iterator[Rule]:
    for table, model in TABLES.items():
        unique = unique_columns(model)
        taken = [_exists(table, columns) for columns in unique]
        yield Rule(
            f"{table}-replaced",
            table,
            ("insert",),
            "une ligne ne prend pas la place d'une autre",
            "NOT (" + " OR ".join([_exists(table, ("rowid",)), *taken]) + ")",
            before=True,
        )
        yield Rule(
            f"{table}-rowid",
            table,
            ("insert",),
            "une ligne ne prend pas un rang réservé",
            "NEW.rowid > 0",
        )
        if table in WRITTEN_ONCE:
            continue
        moved = [
            f"{_any_changed(columns)} AND {_exists(table, columns)}"
            for columns in unique
            if len(unique) > 1
        ]
        yield Rule(
            f"{table}-moved",
            table,
            ("update",),
            "une ligne ne prend pas la place d'une autre",
            "NOT (" + " OR ".join(["NEW.rowid <> OLD.rowid", *moved]) + ")",
            before=True,
        )


def _exists(table: str, columns: tuple[str, ...]) -> str:
    same = " AND ".join(f'u."{name}" = NEW."{name}"' for name in columns)
    return f"EXISTS (SELECT 1 FROM {NAMES[table]} AS u WHERE {same})"


def _any_changed(columns: tuple[str, ...]) -> str:
    return "(" + " OR ".join(f'NEW."{name}" IS NOT OLD."{name}"' for name in columns) + ")"


def _typed() -> Iterator[Rule]:
    """Vocabularies and types again, for who switches CHECK constraints off."""
    yield _words(
        "device",
        {"step": Step, "kind": DeviceKind, "statement": Statement},
        ("to_destroy", "removed", "ever_listed", "snapshot_media"),
        {"cycle": 1, "unlisted_media": 0},
        ("cycle_opened_at",),
    )
    yield _words(
        "medium",
        {"kind": MediumKind, "status": MediumStatus},
        ("failed",),
        {"exposure": 1},
        ("exposed_at",),
    )
    yield _words(
        "proof",
        {"result": ("success", "failed"), "level": ("", *ErasureLevel)},
        ("verified", "withdrawn"),
        {"exposure": 1},
        ("ended_at",),
    )


def _words(
    table: str,
    vocabulary: dict[str, object],
    truths: tuple[str, ...],
    numbers: dict[str, int],
    moments: tuple[str, ...],
) -> Rule:
    moment = MOMENT.format(DIGIT)
    safe = [f"NEW.{column} IN {words(known)}" for column, known in vocabulary.items()]  # type: ignore[arg-type]
    safe += [f"typeof(NEW.{name}) = 'integer' AND NEW.{name} IN (0, 1)" for name in truths]
    safe += [
        f"typeof(NEW.{name}) = 'integer' AND NEW.{name} >= {least}"
        for name, least in numbers.items()
    ]
    safe += [
        f"(NEW.{name} GLOB '{moment}' OR NEW.{name} GLOB '{moment}.{DIGIT * 6}')"
        for name in moments
    ]
    return Rule(
        f"{table}-words",
        table,
        ("insert", "update"),
        "un mot, un nombre ou une date n'est pas de ceux que l'on connaît",
        " AND ".join(safe),
        columns=(*vocabulary, *truths, *numbers, *moments),
        before=True,
    )
