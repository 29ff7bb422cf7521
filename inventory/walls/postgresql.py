"""The wall in PostgreSQL's words: for each table a function before a row and one after.

Before: the transaction reads what others have committed, the rows of one promise are locked in
one order. After: the rules. Functions look nowhere but in the site's own schema, and every
trigger fires always, for a replica's session too.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

from inventory.walls.rule import Event, Rule
from inventory.walls.rules import PROMISE, TABLES, rules

SOON = "clock_timestamp() + interval '310 seconds'"
"""Now, five minutes, and ten seconds for what runs between two clocks."""
EVENTS: tuple[Event, ...] = ("insert", "update", "delete")
BITS = {"row": 1, "before": 2, "insert": 4, "delete": 8, "update": 16, "truncate": 32}
"""Of ``pg_trigger.tgtype``."""
NO_WORD_TO_ADD = "RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;"


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger and the function of the same name."""

    name: str
    table: str
    body: str
    timing: Literal["before", "after", "truncate"]
    events: tuple[str, ...]

    @property
    def type(self) -> int:
        bits = sum(BITS[event] for event in self.events)
        return bits + BITS["before"] * (self.timing != "after") + (self.timing != "truncate")

    @property
    def digest(self) -> str:
        return hashlib.md5(self.body.encode(), usedforsecurity=False).hexdigest()

    def statement(self, schema: str) -> str:
        when = "AFTER" if self.timing == "after" else "BEFORE"
        each = "STATEMENT" if self.timing == "truncate" else "ROW"
        events = " OR ".join(event.upper() for event in self.events)
        table = f'"{schema}"."{TABLES[self.table]._meta.db_table}"'
        function = f'"{schema}"."{self.name}"()'
        return (
            f"CREATE FUNCTION {function} RETURNS trigger LANGUAGE plpgsql VOLATILE "
            f'SET search_path = pg_catalog, "{schema}", pg_temp AS $wall${self.body}$wall$;'
            f'CREATE TRIGGER "{self.name}" {when} {events} ON {table} '
            f"FOR EACH {each} EXECUTE FUNCTION {function};"
            f'ALTER TABLE {table} ENABLE ALWAYS TRIGGER "{self.name}"'
        )


def triggers(schema: str) -> dict[str, Trigger]:
    names = {name: f'"{schema}"."{model._meta.db_table}"' for name, model in TABLES.items()}
    made = []
    for table in TABLES:
        mine = [rule for rule in rules() if rule.table == table]
        made.append(_truncate(table))
        made += _rows(table, "before", [rule for rule in mine if rule.before], names)
        made += _rows(table, "after", [rule for rule in mine if not rule.before], names)
    return {trigger.name: trigger for trigger in made}


def _truncate(table: str) -> Trigger:
    body = f"\nBEGIN\n{_raise(f'{table}-truncate', 'cette table ne se vide pas')}\nEND\n"
    return Trigger(f"wall_{table}_truncate", table, body, "truncate", ("truncate",))


def _rows(
    table: str, timing: Literal["before", "after"], mine: list[Rule], names: dict[str, str]
) -> list[Trigger]:
    blocks: list[str] = []
    events: list[str] = []
    for event in EVENTS:
        lines = [_check(rule) for rule in mine if event in rule.events]
        if timing == "before" and table in PROMISE and event != "delete":
            lines = [ISOLATION, *LOCKS.get((table, event), ()), *lines]
        if lines:
            events.append(event)
            blocks.append(f"IF TG_OP = '{event.upper()}' THEN\n{chr(10).join(lines)}\nEND IF;")
    if not events:
        return []
    end = NO_WORD_TO_ADD if timing == "before" else "RETURN NULL;"
    inner = "\n".join(blocks).format(**names, soon=SOON)
    body = f"\nDECLARE held text;\nBEGIN\n{inner}\n{end}\nEND\n"
    return [Trigger(f"wall_{table}_{timing}", table, body, timing, tuple(events))]


def _check(rule: Rule) -> str:
    check = f"IF ({rule.safe}) IS NOT TRUE THEN {_raise(rule.name, rule.says)} END IF;"
    return f"IF {rule.when} THEN {check} END IF;" if rule.when else check


def _raise(name: str, says: str) -> str:
    message = f"wall:{name}: {says}".replace("'", "''")
    return f"RAISE EXCEPTION USING ERRCODE = '23000', MESSAGE = '{message}';"


ISOLATION = (
    "IF current_setting('transaction_isolation') <> 'read committed' THEN "
    + _raise("isolation", "la filière écrit en READ COMMITTED")
    + " END IF;"
)
"""Under another isolation the rules would read a world that is no more."""
_LOCK_DEVICES = """PERFORM 1 FROM {{device}} AS d WHERE d.code IN ({codes})
    ORDER BY d.code FOR UPDATE;"""
_LOCK_PROVEN = """SELECT m.device_id INTO held FROM {medium} AS m
    WHERE m.id = NEW.medium_id FOR UPDATE;
PERFORM 1 FROM {device} AS d WHERE d.code = held FOR UPDATE;"""
LOCKS: dict[tuple[str, Event], tuple[str, ...]] = {
    ("medium", "insert"): (_LOCK_DEVICES.format(codes="NEW.device_id"),),
    ("medium", "update"): (_LOCK_DEVICES.format(codes="OLD.device_id, NEW.device_id"),),
    ("proof", "insert"): (_LOCK_PROVEN,),
    ("proof", "update"): (_LOCK_PROVEN,),
}
