"""With the walls down, one byte changed in any column of any row is named."""

from __future__ import annotations

import pytest
from django.db import models

from inventory.journal.canonical import plain
from inventory.journal.verify import verify
from inventory.models import Entry, Seal, SealLeaf
from inventory.rows import HEAD, TABLES
from tests.inventory.journal.tampering import change, named
from tests.inventory.journal.world import World


def each_column(*all_of: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    return [(model, field.attname) for model in all_of for field in model._meta.concrete_fields]


def test_a_true_world_is_intact_and_has_a_row_of_every_kind(world: World) -> None:
    assert named() == {}
    empty = [table for table, model in TABLES.items() if not model._default_manager.exists()]
    assert empty == []


@pytest.mark.parametrize(("model", "column"), each_column(Entry, Seal, SealLeaf))
def test_a_column_of_the_journal_changed_is_named(
    world: World, model: type[models.Model], column: str
) -> None:
    row = model._default_manager.order_by("pk").all()[model._default_manager.count() // 2]
    change(row, column)
    report = verify()
    checks = {Entry: {"chains"}, Seal: {"seals", "key"}, SealLeaf: {"seals"}}[model]
    assert checks & set(report.counts), report.summary
    if model is not SealLeaf:
        assert column in {item.column for item in report.differences}
    assert all(item.subject and item.sentence.endswith(".") for item in report.differences)


@pytest.mark.parametrize(("model", "column"), each_column(*TABLES.values()))
def test_a_column_of_a_state_row_changed_is_named(
    world: World, model: type[models.Model], column: str
) -> None:
    row = model._default_manager.order_by("pk").first()
    assert row is not None
    before, _ = change(row, column)
    report = verify()
    check = "heads" if column in HEAD else "states"
    assert report.counts[check]
    mine = [d for d in report.differences if d.check == check and str(row.pk) in d.subject]
    if column == model._meta.pk.attname:
        assert "manque" in mine[0].told
    else:
        assert mine[0].column == column
        assert mine[0].expected == plain(before)
