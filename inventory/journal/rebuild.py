"""Rebuilding the state rows from the journal: what differs is put right, where the walls allow.

Nothing is trusted but an intact journal: when the chains or the seals are wrong themselves,
nothing is touched. A row that no entry tells of is said and left, since rows are never
deleted; what a trigger refuses is said, not forced.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import DatabaseError, connection, transaction

from inventory.journal.checks.chains import Chains, Head
from inventory.journal.checks.heads import KEPT, WrongHead, wrong_heads
from inventory.journal.checks.key import check_key
from inventory.journal.checks.seals import check_seals
from inventory.journal.checks.state_rows import LABELS, difference
from inventory.journal.fold import Effect, read_effects
from inventory.journal.leaves import Subject
from inventory.journal.report import Report, named
from inventory.journal.snapshot import snapshot
from inventory.journal.states import Comparison, Different
from inventory.journal.verify import readable_entries
from inventory.models import Entry
from inventory.refusals import Refused
from inventory.rows import HEAD, TABLES, UNTOLD, from_journal

Key = tuple[str, str]
JOURNAL = ("chains", "sealed", "seals")
"""What must be intact before the journal is believed."""


@dataclass(slots=True)
class Rebuilt:
    """Sentences: what differed, what was repaired, what could not be."""

    differences: list[str] = field(default_factory=list)
    repaired: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def compare_states() -> Rebuilt:
    """What differs, nothing touched."""
    with snapshot():
        return Rebuilt(differences=_sentences(Comparison(), wrong_heads(_trusted_heads())))


def rebuild_states() -> Rebuilt:
    """Put every state row back to what the journal says; nobody writes meanwhile.

    Raises
    ------
    Refused
        ``journal-broken``: the journal itself is not what was written.
    """
    with transaction.atomic():
        _keep_writers_out()
        heads = _trusted_heads()
        found = list(Comparison())
        rebuilt = Rebuilt(differences=_sentences(found, wrong_heads(heads)))
        if found:
            _repair(rebuilt, {(item.table, item.id) for item in found if item.why == "missing"})
        for wrong in list(wrong_heads(heads)):
            _repair_head(rebuilt, wrong)
    return rebuilt


def _keep_writers_out() -> None:
    """SQLite's transaction has begun IMMEDIATE: it is alone already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f'LOCK TABLE "{Entry._meta.db_table}" IN SHARE ROW EXCLUSIVE MODE')


def _trusted_heads() -> dict[Subject, Head]:
    report = Report()
    chains = Chains(report, check_seals(report, check_key(Report()), quick=True))
    for entry in readable_entries(report):
        chains.see(entry)
    chains.close()
    if wrong := [item for item in report.first if item.check in JOURNAL]:
        raise Refused(
            "journal-broken",
            "Le journal lui-même a été altéré : rien n'a été touché. " + wrong[0].sentence,
            title="Journal altéré",
            status=500,
        )
    return chains.heads


def _sentences(found: Iterable[Different], heads: Iterable[WrongHead]) -> list[str]:
    told = [difference(item).sentence for item in found]
    for wrong in heads:
        what = "elle n'existe pas" if wrong.found is None else "n'est pas la fin de sa chaîne"
        told.append(f"{named(*wrong.subject)}, tête : {what}.")
    return told


def _repair(rebuilt: Rebuilt, missing: set[Key]) -> None:
    refused = _replay(rebuilt, missing) if missing else set()
    # What was inserted again is compared again: another row may have been changed by hand.
    columns: dict[Key, dict[str, Any]] = {}
    for item in Comparison():
        key = (item.table, item.id)
        if item.why == "column":
            columns.setdefault(key, {})[item.column] = item.expected
        elif key not in refused:
            rebuilt.refused.append(difference(item).sentence)
    _put_back(rebuilt, columns)


def _put_back(rebuilt: Rebuilt, columns: dict[Key, dict[str, Any]]) -> None:
    """Again as long as it helps: a device may have to wait for its media."""
    refused: dict[Key, str] = {}
    while columns:
        refused = {}
        for key, told in columns.items():
            what = f"{_label(*key)} : {', '.join(sorted(told))}"
            if error := _refused(partial(_update, key, told)):
                refused[key] = f"{what} : {error}."
            else:
                rebuilt.repaired.append(f"{what}.")
        if len(refused) == len(columns):
            break
        columns = {key: columns[key] for key in refused}
    rebuilt.refused += refused.values()


def _replay(rebuilt: Rebuilt, missing: set[Key]) -> set[Key]:
    """Tell again, in the order of time, every change of the rows that are missing."""
    refused: set[Key] = set()
    rows = Entry.objects.exclude(effects="[]").order_by("id").values_list("effects", flat=True)
    for text in rows.iterator(chunk_size=2000):
        for effect in read_effects(text):
            key = (effect.table, effect.id)
            if key not in missing or key in refused:
                continue
            if error := _untold(effect) or _refused(partial(_tell, effect)):
                refused.add(key)
                rebuilt.refused.append(f"{_label(*key)} : {error}.")
            elif effect.new:
                rebuilt.repaired.append(f"{_label(*key)} : remis depuis le journal.")
    return refused


def _untold(effect: Effect) -> str:
    """A row that is gone takes with it what the journal may not hold."""
    names = UNTOLD.get(effect.table, ())
    return f"le journal n'en sait pas tout ({', '.join(names)})" if names else ""


def _tell(effect: Effect) -> None:
    """As ``inventory.rows.write`` does, without moving the parts stock a second time."""
    if effect.new:
        values = _values(effect.table, effect.set)
        TABLES[effect.table](pk=effect.id, **values).save(force_insert=True)
    else:
        _update((effect.table, effect.id), effect.set)


def _update(key: Key, told: Mapping[str, Any]) -> None:
    table, pk = key
    TABLES[table]._default_manager.filter(pk=pk).update(**_values(table, told))


def _values(table: str, told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: from_journal(table, name, value) for name, value in told.items()}


def _repair_head(rebuilt: Rebuilt, wrong: WrongHead) -> None:
    what = f"{named(*wrong.subject)} : tête de chaîne"
    if wrong.found is None:
        rebuilt.refused.append(f"{what} : il n'existe pas.")
        return
    kind, key = wrong.subject
    rows = KEPT[kind]._default_manager.filter(pk=key)
    values: dict[str, Any] = dict(zip(HEAD, wrong.expected, strict=True))
    if error := _refused(partial(rows.update, **values)):
        rebuilt.refused.append(f"{what} : {error}.")
    else:
        rebuilt.repaired.append(f"{what}.")


def _refused(write: Callable[[], object]) -> str:
    """Write in a savepoint; what the database answers when it refuses."""
    try:
        with transaction.atomic():
            write()
    except DatabaseError as error:
        return f"refusé par la base ({str(error).strip()})"
    return ""


def _label(table: str, key: str) -> str:
    return f"{LABELS[table]} {key}"
