"""The small world, played once for a module; what a test does to it is undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import Settings

from inventory.journal.seal import seal_journal
from tests.inventory.journal import tampering
from tests.inventory.journal.world import World, build


@pytest.fixture(scope="module")
def played(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Iterator[World]:
    """All in one transaction, rolled back at the end of the module."""
    evidence = tmp_path_factory.mktemp("evidence")
    with (
        override_settings(EVIDENCE_DIR=evidence),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def db(played: World, tmp_path: Path, settings: Settings) -> Iterator[None]:
    """Here the database is the played world, never sealed, with its walls."""
    settings.SEAL_KEY_FILE = tmp_path / "seal.key"
    settings.ANCHOR_FILE = tmp_path / "anchor.jsonl"
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def world(db: None, played: World) -> World:
    """The played world, sealed twice, its walls down."""
    seal_journal()
    played.go("count", played.main)
    seal_journal()
    tampering.take_walls_down()
    return played
