"""A proof is true when it enters, and is never changed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from inventory.ids import new_id
from tests.inventory.walls.house import BEGAN, House, change, refused, sql


def test_a_proof_answers_the_present_exposure_of_a_known_medium(house: House) -> None:
    disk = house.disk(house.device())
    for exposure in (2, 7):
        with refused("proof-exposure"):
            house.prove(disk, exposure=exposure)
    house.expose(disk)
    with refused("proof-exposure"):
        house.prove(disk, exposure=1)
    with refused("proof-exposure|proof-date"):
        house.prove(disk, medium_id=new_id(), exposure=1)


def test_a_failed_disk_is_proven_only_destroyed(house: House) -> None:
    disk = house.disk(house.device())
    house.prove(disk, result="failed", verified=False)
    change(disk, failed=True)
    with refused("proof-after-failure"):
        house.prove(disk)
    house.prove(disk, result="failed", verified=False)
    house.prove(disk, level="destroy")


def test_a_success_is_verified(house: House) -> None:
    disk = house.disk(house.device())
    with refused("proof-verified"):
        house.prove(disk, verified=False)
    house.prove(disk, result="failed", verified=False)


def test_an_erasure_ended_after_the_disk_arrived_and_not_in_the_future(house: House) -> None:
    disk = house.disk(house.device())
    for ended in (BEGAN - timedelta(seconds=1), BEGAN - timedelta(microseconds=1)):
        with refused("proof-date"):
            house.prove(disk, ended_at=ended)
    with refused("proof-date"):
        house.prove(disk, ended_at=timezone.now() + timedelta(minutes=6))
    house.prove(disk, ended_at=timezone.now() + timedelta(minutes=4))
    house.prove(disk, ended_at=BEGAN)


@pytest.mark.parametrize("fraction", [0, 1, 999_999])
def test_dates_are_compared_to_the_microsecond(house: House, fraction: int) -> None:
    moment = BEGAN + timedelta(microseconds=fraction)
    disk = house.disk(house.device(), exposed_at=moment)
    with refused("proof-date"):
        house.prove(disk, ended_at=moment - timedelta(microseconds=1))
    house.prove(disk, ended_at=moment)


def test_what_is_known_of_a_failure_or_a_destruction_enters_whatever_its_date(
    house: House,
) -> None:
    disk = house.disk(house.device())
    early = BEGAN - timedelta(days=1)
    house.prove(disk, result="failed", verified=False, ended_at=early)
    house.prove(disk, level="destroy", ended_at=early)


def test_a_proof_does_not_enter_withdrawn(house: House) -> None:
    disk = house.disk(house.device())
    with refused("proof-exposure"):
        house.prove(disk, withdrawn=True)


@pytest.mark.parametrize(
    "columns",
    [
        {"result": "failed"},
        {"level": "purge"},
        {"exposure": 2},
        {"ended_at": BEGAN + timedelta(days=3)},
        {"verified": False},
        {"tool": "nwipe"},
        {"evidence_sha": None, "basis": "statement", "evidence_index": 3},
        {"withdrawn": False},
        {"withdrawn": True, "method": "other"},
        {"id": new_id()},
    ],
    ids=",".join,
)
def test_a_proof_never_changes(house: House, columns: dict[str, object]) -> None:
    proof = house.prove(house.disk(house.device()), level="clear")
    with refused("proof-fixed"):
        change(proof, **columns)


def test_a_proof_does_not_pass_to_another_disk(house: House) -> None:
    device = house.device()
    proof = house.prove(house.disk(device))
    with refused("proof-fixed"):
        change(proof, medium=house.disk(device))


def test_a_withdrawn_proof_never_counts_again(house: House) -> None:
    device = house.device("audited")
    proof = device.media.get().proofs.get()
    change(proof, withdrawn=True, withdrawn_at=BEGAN)
    for columns in ({"withdrawn": False}, {"withdrawn_at": None}):
        with refused("proof-fixed"):
            change(proof, **columns)
    with refused("device-standing"):
        change(device, step="ready")


@pytest.mark.parametrize("step", ["erased", "ready", "reserved"])
def test_a_proof_falls_only_once_its_device_is_down(house: House, step: str) -> None:
    device = house.device(step)
    disk = device.media.get()
    with refused("proof-standing"):
        change(disk.proofs.get(), withdrawn=True, withdrawn_at=BEGAN)
    with refused("proof-standing"):
        house.prove(disk, result="failed", verified=False)
    change(device, step="audited")
    change(disk.proofs.get(), withdrawn=True, withdrawn_at=BEGAN)


def test_a_proof_is_never_deleted(house: House) -> None:
    proof = house.prove(house.disk(house.device()))
    with refused("proof-kept"):
        sql("DELETE FROM inventory_erasureproof WHERE id = %s", proof.pk)
