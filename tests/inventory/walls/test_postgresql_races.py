"""Two writers of PostgreSQL at once: the second sees what the first has done, or is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from threading import Thread
from typing import Any

import psycopg
import pytest
from django.db import models
from psycopg.types.json import Jsonb

from filiere.network.models import Organisation
from inventory.ids import new_id
from inventory.models import Collection, Device, ErasureProof, StorageMedium
from tests.inventory.walls.house import BEGAN

CODE = "7KQ2MDX44"
Place = Callable[..., AbstractContextManager[dict[str, str]]]


def row_of(model: type[models.Model], **told: Any) -> tuple[str, list[Any]]:
    """An INSERT with the model's own defaults, outside of the run's database."""
    made = model(**told)
    fields = [f for f in model._meta.concrete_fields if getattr(made, f.attname) is not None]
    values = [getattr(made, f.attname) for f in fields]
    adapted = [Jsonb(value) if isinstance(value, dict | list) else value for value in values]
    names = ", ".join(f'"{f.column}"' for f in fields)
    marks = ", ".join(["%s"] * len(fields))
    return f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks})', adapted


@pytest.fixture
def url(place: Place) -> Iterator[str]:
    """Address of a database of its own: a device at audited, stated, with one clean disk."""
    with place() as env:
        furnish(env["DATABASE_URL"])
        yield env["DATABASE_URL"]


def furnish(url: str) -> None:
    disk, collection = new_id(), new_id()
    told = [
        row_of(Organisation, id=1, name="Atelier", kind="workshop", created_at=BEGAN),
        row_of(Organisation, id=2, name="Donateur", kind="donor", created_at=BEGAN),
        row_of(Collection, id=collection, donor_id=2, custodian_id=1, created_at=BEGAN),
        row_of(
            Device,
            code=CODE,
            kind="laptop",
            step="collected",
            cycle_opened_at=BEGAN,
            collection_id=collection,
            donor_id=2,
            custodian_id=1,
        ),
        row_of(StorageMedium, id=disk, kind="ssd", device_id=CODE, exposed_at=BEGAN),
        row_of(
            ErasureProof,
            medium_id=disk,
            exposure=1,
            result="success",
            level="purge",
            verified=True,
            ended_at=BEGAN,
            recorded_by_id=1,
        ),
    ]
    with psycopg.connect(url) as opened:
        for text, values in told:
            opened.execute(text, values)
        opened.execute(
            "UPDATE inventory_device SET step = 'audited', statement = 'listed', ever_listed = true"
        )


READY = "UPDATE inventory_device SET step = 'ready'"
DOUBTS = {
    "a proof falls": "UPDATE inventory_erasureproof SET withdrawn = true, withdrawn_at = now()",
    "a disk is exposed": "UPDATE inventory_storagemedium SET exposure = exposure + 1",
    "a disk fails": "UPDATE inventory_storagemedium SET failed = true",
    "a snapshot shows another": "UPDATE inventory_device SET unlisted_media = 1",
}


@pytest.mark.parametrize("doubt", DOUBTS.values(), ids=DOUBTS)
@pytest.mark.parametrize("first", ["ready", "doubt"])
def test_two_writers_race_on_one_device_and_one_is_refused(
    url: str, doubt: str, first: str
) -> None:
    one, two = (READY, doubt) if first == "ready" else (doubt, READY)
    said: list[str] = []

    def second() -> None:
        with psycopg.connect(url) as other:
            try:
                other.execute(two)
            except psycopg.IntegrityError as error:
                said.append(str(error))

    with psycopg.connect(url) as opened:
        opened.execute(one)
        waiting = Thread(target=second)
        waiting.start()
        waiting.join(0.5)
        assert waiting.is_alive(), "the second writer waits for the first"
        opened.commit()
        waiting.join(10)
    assert len(said) == 1
    assert "wall:" in said[0]


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_who_reads_an_older_world_writes_nothing(url: str, level: str) -> None:
    with psycopg.connect(url) as opened:
        for text in (
            READY,
            "UPDATE inventory_storagemedium SET model = 'x'",
            DOUBTS["a proof falls"],
        ):
            opened.execute(f"SET TRANSACTION ISOLATION LEVEL {level}")
            with pytest.raises(psycopg.IntegrityError, match="wall:isolation:"):
                opened.execute(text)
            opened.rollback()


def test_a_loose_disk_is_not_fitted_while_its_proof_falls(url: str) -> None:
    with psycopg.connect(url) as opened:
        opened.execute(
            "UPDATE inventory_storagemedium SET status = 'loose', device_id = NULL, "
            "code = '000000000', custodian_id = 1"
        )
        opened.execute(READY)
    said: list[str] = []

    def fit() -> None:
        with psycopg.connect(url) as other:
            try:
                other.execute(
                    "UPDATE inventory_storagemedium SET status = 'fitted', device_id = %s, "
                    "custodian_id = NULL",
                    [CODE],
                )
            except psycopg.IntegrityError as error:
                said.append(str(error))

    with psycopg.connect(url) as opened:
        opened.execute(DOUBTS["a proof falls"])
        waiting = Thread(target=fit)
        waiting.start()
        waiting.join(0.5)
        assert waiting.is_alive()
        opened.commit()
        waiting.join(10)
    assert len(said) == 1
    assert "wall:medium-standing:" in said[0]
