"""The state rows as the journal tells them.

A device and its side rows follow their device's chain; a medium follows its ``version``,
whatever chains tell of it; a proof is told once and withdrawn at most once. One chain is in
memory at a time, and the changes of media and proofs as text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from inventory.journal import canonical
from inventory.models import Entry
from inventory.rows import TABLES, columns

CHUNK = 2000
ACROSS = ("medium", "proof")
"""Tables whose rows several chains tell of."""


@dataclass(frozen=True, slots=True)
class Row:
    """One state row: every column that the journal tells, in JSON's words."""

    table: str
    id: str
    columns: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Anomaly:
    """What no operation could have told: found where, and what is wrong with it in French."""

    table: str
    id: str
    subject: str
    sequence: int
    told: str
    expected: str = ""
    found: str = ""


class Effect(NamedTuple):
    """One change as an entry tells it."""

    table: str
    id: str
    set: dict[str, Any]
    new: bool


class Place(NamedTuple):
    """Where an effect was told."""

    subject: str
    sequence: int


def read_effects(text: str) -> list[Effect]:
    """The changes of one entry.

    Raises
    ------
    ValueError
        The text is not that of an entry.
    """
    told = json.loads(text)
    if not isinstance(told, list):
        raise ValueError("not a list of effects")
    return [_effect(item) for item in told]


def _effect(item: Any) -> Effect:
    try:
        effect = Effect(item["t"], item["id"], item["set"], bool(item.get("new")))
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError("not an effect") from error
    if effect.table not in TABLES or not isinstance(effect.set, dict):
        raise ValueError("unknown table")
    if not set(effect.set) <= set(columns(effect.table)):
        raise ValueError("unknown column")
    return effect


def defaults(table: str) -> dict[str, Any]:
    """What a new row holds in the columns that its first entry leaves unsaid."""
    told = set(columns(table))
    return {
        item.attname: canonical.plain(item.get_default())
        for item in TABLES[table]._meta.concrete_fields
        if item.attname in told
    }


def fold() -> Iterator[Row | Anomaly]:
    """Every state row of the journal, and whatever does not follow."""
    rows = (
        Entry.objects.exclude(effects="[]")
        .order_by("subject_kind", "subject_id", "sequence")
        .values_list("subject_kind", "subject_id", "sequence", "effects")
    )
    across = {table: Across(table) for table in ACROSS}
    for _, chain in groupby(rows.iterator(chunk_size=CHUNK), key=itemgetter(0, 1)):
        yield from _chain(chain, across)
    for table in ACROSS:
        yield from across[table].rows()


def _chain(
    chain: Iterable[tuple[str, str, int, str]], across: dict[str, Across]
) -> Iterator[Row | Anomaly]:
    known: dict[tuple[str, str], dict[str, Any]] = {}
    for kind, subject, sequence, text in chain:
        place = Place(f"{kind} {subject}", sequence)
        try:
            effects = read_effects(text)
        except ValueError:
            yield Anomaly(kind, subject, *place, "les effets de cette écriture ne se lisent pas")
            continue
        for effect in effects:
            if effect.table in across:
                across[effect.table].see(effect, place)
            elif anomaly := _apply(known, effect, place):
                yield anomaly
    for (table, key), told in known.items():
        yield Row(table, key, told)


def _apply(
    known: dict[tuple[str, str], dict[str, Any]], effect: Effect, place: Place
) -> Anomaly | None:
    key = (effect.table, effect.id)
    if effect.new == (key in known):
        what = "est créé deux fois" if effect.new else "est changé avant d'être créé"
        return Anomaly(*key, *place, what)
    if effect.new:
        known[key] = defaults(effect.table)
    known[key] |= effect.set
    return None


@dataclass(slots=True)
class Across:
    """Changes of one table, gathered from every chain and put in order at the end."""

    table: str
    told: dict[str, list[tuple[int, str, Place, bool]]] = field(default_factory=dict)

    def see(self, effect: Effect, place: Place) -> None:
        order = effect.set.get("version") if self.table == "medium" else int(not effect.new)
        if type(order) is not int:
            order = -1
        text = json.dumps(effect.set)
        self.told.setdefault(effect.id, []).append((order, text, place, effect.new))

    def rows(self) -> Iterator[Row | Anomaly]:
        for key in sorted(self.told):
            changes = sorted(self.told.pop(key), key=itemgetter(0))
            if anomaly := self._follow(key, changes):
                yield anomaly
            row = defaults(self.table)
            for _, text, _, _ in changes:
                row |= json.loads(text)
            yield Row(self.table, key, row)

    def _follow(self, key: str, changes: list[tuple[int, str, Place, bool]]) -> Anomaly | None:
        """A medium's versions run from 1 without a gap; a proof is told, then withdrawn once."""
        first = 1 if self.table == "medium" else 0
        for expected, (order, _, place, new) in enumerate(changes, start=first):
            if order == expected and new == (expected == first):
                continue
            what = "numéro de version" if self.table == "medium" else "rang de ce qui en est dit"
            return Anomaly(self.table, key, *place, what, str(expected), str(order))
        return None
