"""Rebuilding gives back what was, and forces nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import models

from inventory.journal.fold import Row, fold
from inventory.journal.rebuild import compare_states, rebuild_states
from inventory.models import (
    Arrival,
    Collection,
    CollectionLine,
    Device,
    Entry,
    ErasureProof,
    Hold,
    Part,
    PartMovement,
    Place,
    Request,
    RequestLine,
    StorageMedium,
)
from inventory.models.fields import Chained
from inventory.refusals import Refused
from inventory.rows import TABLES
from tests.inventory.journal.tampering import change, named, put_walls_up
from tests.inventory.journal.world import World


def everything() -> dict[str, list[dict[str, Any]]]:
    return {
        table: list(model._default_manager.order_by("pk").values())
        for table, model in TABLES.items()
    }


def test_the_fold_of_the_journal_is_every_row(world: World) -> None:
    rows = [item for item in fold() if isinstance(item, Row)]
    told = {(row.table, row.id) for row in rows}
    there = {
        (table, pk)
        for table, model in TABLES.items()
        for pk in model._default_manager.values_list("pk", flat=True)
    }
    assert told == there
    assert len(rows) == len(told)


def test_what_is_right_is_left_alone(world: World) -> None:
    rebuilt = rebuild_states()
    assert (rebuilt.differences, rebuilt.repaired, rebuilt.refused) == ([], [], [])


@pytest.mark.parametrize(
    ("model", "column"),
    [
        (Device, "step"),
        (Device, "tests"),
        (Device, "head_hash"),
        (StorageMedium, "exposure"),
        (StorageMedium, "proof_id"),
        (StorageMedium, "head_at"),
        (ErasureProof, "withdrawn"),
        (Hold, "closed_at"),
        (Collection, "legal_basis"),
        (CollectionLine, "refused"),
        (Request, "wanted_by"),
        (Arrival, "arrived"),
    ],
)
def test_a_changed_column_is_put_back(world: World, model: type[models.Model], column: str) -> None:
    was = everything()
    row = model._default_manager.first()
    assert row is not None
    change(row, column)
    assert everything() != was
    assert len(compare_states().differences) == 1
    rebuilt = rebuild_states()
    assert len(rebuilt.repaired) == 1
    assert str(row.pk) in rebuilt.repaired[0]
    assert everything() == was
    assert named() == {}


def test_missing_side_rows_are_told_again(world: World) -> None:
    was = everything()
    stock = Part.objects.get().quantity
    Hold.objects.all().delete()
    PartMovement.objects.all().delete()
    rebuilt = rebuild_states()
    assert (len(rebuilt.repaired), rebuilt.refused) == (2, [])
    assert everything() == was
    assert Part.objects.get().quantity == stock


def test_an_empty_house_is_told_again_behind_its_walls(world: World) -> None:
    was = everything()
    beside = [model for model in reversed(TABLES.values()) if not issubclass(model, Chained)]
    for model in (model for model in beside if model not in (Device, CollectionLine, RequestLine)):
        model._default_manager.all().delete()
    StorageMedium.objects.all().delete()
    Device.objects.all()._raw_delete(using="default")
    put_walls_up()
    rebuilt = rebuild_states()
    assert rebuilt.refused == []
    assert everything() == was


def test_a_row_that_nobody_told_of_is_said_and_left(world: World) -> None:
    row = Hold.objects.get()
    row.pk = "0" * 36
    row.save(force_insert=True)
    rebuilt = rebuild_states()
    assert rebuilt.repaired == []
    assert "aucune écriture" in rebuilt.refused[0]
    assert Hold.objects.count() == 2


def test_a_place_that_is_gone_is_not_made_again_without_its_name(world: World) -> None:
    place = Place.objects.filter(children=None, counts=None).earliest("pk")
    place.delete()
    rebuilt = rebuild_states()
    assert any("n'en sait pas tout (name)" in told for told in rebuilt.refused)
    assert not Place.objects.filter(pk=place.pk).exists()


def test_what_the_walls_refuse_is_said_not_forced(world: World) -> None:
    StorageMedium.objects.filter(pk=world.medium).update(exposure=9, proof_id=None)
    put_walls_up()
    rebuilt = rebuild_states()
    assert any("refusé par la base" in told for told in rebuilt.refused)
    assert StorageMedium.objects.get(pk=world.medium).exposure == 9


def test_an_altered_journal_is_not_believed(world: World) -> None:
    entry = Entry.objects.filter(subject_id=world.main).first()
    assert entry is not None
    change(entry, "effects")
    Device.objects.filter(pk=world.main).update(grade="D")
    with pytest.raises(Refused) as refused:
        rebuild_states()
    assert refused.value.code == "journal-broken"
    assert Device.objects.get(pk=world.main).grade == "D"
