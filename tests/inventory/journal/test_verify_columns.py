"""With the walls down, one byte changed in any column of any row is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import models, transaction

from inventory.journal.canonical import plain
from inventory.journal.checks.state_rows import LABELS
from inventory.journal.report import Report
from inventory.journal.verify import verify
from inventory.models import Entry, Seal, SealLeaf
from inventory.models.fields import Chained
from inventory.rows import HEAD, TABLES, UNTOLD, columns
from tests.inventory.journal.tampering import change, named
from tests.inventory.journal.world import World

PROMISE = Path(__file__).parents[3] / "docs/promesse.md"


def undone(row: models.Model, column: str) -> Report:
    """What a verification finds with this one column changed; it is put back."""
    with transaction.atomic():
        change(row, column)
        report = verify(quick=True)
        transaction.set_rollback(True)
    return report


def test_a_true_world_is_intact_and_has_a_row_of_every_kind(world: World) -> None:
    assert named() == {}
    empty = [table for table, model in TABLES.items() if not model._default_manager.exists()]
    assert empty == []


@pytest.mark.parametrize("model", [Entry, Seal, SealLeaf])
def test_a_column_of_the_journal_changed_is_named(world: World, model: type[models.Model]) -> None:
    row = model._default_manager.order_by("pk").all()[model._default_manager.count() // 2]
    checks = {Entry: {"chains"}, Seal: {"seals", "key"}, SealLeaf: {"seals"}}[model]
    for column in (field.attname for field in model._meta.concrete_fields):
        report = undone(row, column)
        assert checks & set(report.counts), f"{column} : {report.summary}"
        if model is not SealLeaf:
            assert column in {item.column for item in report.differences}
        assert all(item.subject and item.sentence.endswith(".") for item in report.differences)


def test_every_table_that_is_told_has_its_french_name() -> None:
    assert list(LABELS) == list(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_a_column_of_a_state_row_changed_is_named(world: World, table: str) -> None:
    row = TABLES[table]._default_manager.order_by("pk").first()
    assert row is not None
    key = row._meta.pk.attname
    for column in (key, *columns(table), *(HEAD if isinstance(row, Chained) else ())):
        was = plain(getattr(row, column))
        report = undone(row, column)
        check = "heads" if column in HEAD else "states"
        mine = [d for d in report.differences if d.check == check and str(row.pk) in d.subject]
        assert mine, column
        if column == key:
            assert "manque" in mine[0].told
        else:
            assert (mine[0].column, mine[0].expected) == (column, was)


def test_what_the_journal_may_not_hold_is_named_in_the_documentation() -> None:
    told = PROMISE.read_text()
    assert all(f"`{table}.{name}`" in told for table, names in UNTOLD.items() for name in names)
