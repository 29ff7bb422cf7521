"""Clean and clear mean the same in Python and in SQL; so do the steps and the circuit."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from random import Random

import pytest
from django.db import IntegrityError, connection, transaction

from inventory import promise
from inventory.circuit import CIRCUIT
from inventory.models import Device, StorageMedium
from inventory.state import DeviceState, MediumState
from inventory.vocabulary import DeviceKind, MediumKind, Step
from inventory.walls import promise_sql
from inventory.walls.rules import TABLES
from inventory.walls.steps import OPENS_A_CYCLE, pairs
from tests.inventory.walls.house import BEGAN, House, change

NAMES = {name: model._meta.db_table for name, model in TABLES.items()}
STATES = 400


def said_by_sql(text: str, key: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(text.format(**NAMES), [key])
        return bool(cursor.fetchone()[0])


def clear_in_sql(code: str) -> bool:
    return said_by_sql(
        f"SELECT {promise_sql.clear('d')} FROM {{device}} AS d WHERE d.code = %s", code
    )


def clean_in_sql(medium: str) -> bool:
    return said_by_sql(
        f"SELECT {promise_sql.clean('m')} FROM {{medium}} AS m WHERE m.id = %s", medium
    )


def state_of(device: Device) -> tuple[DeviceState, list[MediumState]]:
    row = Device.objects.filter(pk=device.pk).values().get()
    media = StorageMedium.objects.filter(device=device).values()
    return DeviceState(**row), [MediumState(**medium) for medium in media]


def some_medium(house: House, random: Random, device: Device) -> None:
    """A disk with what may have happened to it, told as the operations tell it."""
    disk = house.disk(device, kind=random.choice(list(MediumKind)))
    for _ in range(random.choice([0, 1, 1, 1, 2, 3])):
        what = random.choice(["proof", "proof", "proof", "expose", "fail", "withdraw", "again"])
        with suppress(IntegrityError), transaction.atomic():
            disk.refresh_from_db()
            if what == "proof" and not disk.proof_id:
                house.prove(disk, level=random.choice(["clear", "purge"]))
            elif what == "expose":
                house.expose(disk)
            elif what == "fail":
                house.prove(disk, result="failed", verified=False)
                change(disk, failed=True, proof_id=None)
            elif what == "withdraw":
                last = disk.proofs.filter(pk=disk.proof_id).first() or house.prove(disk)
                change(last, withdrawn=True, withdrawn_at=BEGAN)
                change(disk, proof_id=None)
            elif what == "again":
                house.prove(disk, level="destroy", ended_at=BEGAN + timedelta(days=1))


def some_device(house: House, random: Random) -> Device:
    device = house.register(kind=random.choice(list(DeviceKind)))
    columns = {
        "statement": random.choice(["", "listed", "listed", "listed", "none"]),
        "slot_sim": random.choice(["", "empty", "listed", "listed"]),
        "slot_card": random.choice(["", "empty", "empty", "listed"]),
        "unlisted_media": random.choice([0, 0, 0, 0, 1]),
    }
    with suppress(IntegrityError), transaction.atomic():
        change(device, step="audited", **columns)
    for _ in range(random.choice([0, 1, 1, 2])):
        some_medium(house, random, device)
    return device


def test_clear_is_the_same_in_python_and_in_sql_on_random_states(house: House) -> None:
    random = Random(20260105)
    seen = {True: 0, False: 0}
    for _ in range(STATES):
        device, media = state_of(some_device(house, random))
        for medium in media:
            assert promise.clean(medium) == clean_in_sql(medium.id), medium
        told = promise.clear(device, media)
        assert told == clear_in_sql(device.code), (device, media)
        seen[told] += 1
    assert min(seen.values()) > STATES // 20, seen


def test_of_two_proofs_the_older_counts_in_sql_alone_which_is_the_safe_side(house: House) -> None:
    disk = house.disk(house.device())
    house.prove(disk)
    newer = house.prove(disk)
    change(newer, withdrawn=True, withdrawn_at=BEGAN)
    change(disk, proof_id=None)
    disk.refresh_from_db()
    assert not promise.clean(MediumState(**StorageMedium.objects.filter(pk=disk.pk).values().get()))
    assert clean_in_sql(disk.pk)


def test_the_pairs_of_steps_are_those_of_the_circuit() -> None:
    found: dict[str, set[str]] = {}
    for before, after in pairs().within:
        found.setdefault(before, set()).add(after)
    out = {"lost", "recycled", "returned"}
    assert found == {
        "collected": {"audited", "void"} | out,
        "audited": {"collected", "erased", "in_repair", "ready", "reserved", "dismantled", "ceded"}
        | out,
        "erased": {"audited", "in_repair", "ready", "dismantled", "ceded"} | out,
        "in_repair": {"audited", "erased", "ready", "dismantled"} | out,
        "ready": {"audited", "erased", "in_repair", "reserved", "ceded"} | out,
        "reserved": {"audited", "ready", "delivered", "distributed", "lost", "returned"},
        "delivered": {"distributed", "lost"},
        "distributed": {"in_service"},
        "in_service": {"distributed", "lost"},
        "recycled": {"lost"},
    }


def test_a_cycle_opens_from_where_the_circuit_says() -> None:
    opening = {before for before, _ in pairs().opening}
    assert opening == {step for name in OPENS_A_CYCLE for step in map(str, CIRCUIT[name].steps)}
    assert {after for _, after in pairs().opening} == {"collected"}
    assert not opening & {Step.DISMANTLED, Step.VOID}


@pytest.mark.parametrize("name", sorted(OPENS_A_CYCLE))
def test_what_opens_a_cycle_is_in_the_circuit(name: str) -> None:
    assert Step.COLLECTED in CIRCUIT[name].leads.may
