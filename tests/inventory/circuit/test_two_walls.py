"""Each wall of the promise holds alone, and is seen to do its part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import connection
from django.utils import timezone

from inventory.circuit import CIRCUIT
from inventory.walls.install import drop, missing
from tests.inventory.circuit.histories import play_many
from tests.inventory.circuit.scene import Scene, build

SEEDS = range(9000, 9024)
HELD = "held-by-the-database"


@pytest.fixture
def scene(db: None) -> Iterator[Scene]:
    return build(timezone.now())


@pytest.fixture
def without_guards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every guard that holds the promise is taken out of the table."""
    for name, row in list(CIRCUIT.items()):
        kept = tuple(guard for guard in row.guards if not guard.promise)
        loose = row.loose
        if loose is not None:
            left = tuple(guard for guard in loose.guards if not guard.promise)
            loose = replace(loose, guards=left)
        monkeypatch.setitem(CIRCUIT, name, replace(row, guards=kept, loose=loose))


@pytest.mark.usefixtures("without_guards")
def test_without_guards_the_database_still_holds(scene: Scene) -> None:
    tally = play_many(scene, SEEDS, guarded=False)
    assert tally.unclear_attempts > 50
    assert tally.refused[HELD] > 20


def test_without_triggers_the_guards_still_hold(scene: Scene) -> None:
    drop(connection)
    assert missing(connection)
    tally = play_many(scene, SEEDS)
    assert tally.unclear_attempts > 50
    assert tally.refused["not-clear"] > 20


def test_a_refusal_comes_from_the_guard_first(scene: Scene) -> None:
    tally = play_many(scene, SEEDS)
    assert tally.refused["not-clear"] > 20
    assert tally.refused[HELD] == 0
