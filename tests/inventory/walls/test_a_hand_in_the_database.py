"""Somebody tries anything in the tables, at random: data leave by no accepted statement.

What is true is computed here from the rows alone, without a line of the wall or of the guards.
"""

from __future__ import annotations

from contextlib import suppress
from random import Random
from typing import Any

from django.db import DataError, IntegrityError, transaction

from filiere.network.models import Organisation
from inventory.ids import new_id
from inventory.models import Device, ErasureProof, StorageMedium
from inventory.vocabulary import MediumKind, MediumStatus, Step
from tests.inventory.walls.house import BEGAN, PATHS, House, change

TRIES = 500
HOUSE = {"workshop", "collection_point"}


def is_clean(medium: StorageMedium) -> bool:
    proofs = list(ErasureProof.objects.filter(medium_id=medium.pk))
    if medium.failed or any(proof.result == "failed" for proof in proofs):
        return False
    return any(
        proof.exposure == medium.exposure
        and proof.result == "success"
        and proof.verified
        and not proof.withdrawn
        and proof.level in ("clear", "purge")
        for proof in proofs
    )


def inside(device: Device) -> list[StorageMedium]:
    return list(StorageMedium.objects.filter(device_id=device.pk))


def is_clear(device: Device) -> bool:
    media = inside(device)
    handheld = device.kind in ("smartphone", "feature_phone", "tablet")
    answered = {device.slot_sim, device.slot_card} <= {"empty", "listed"}
    memory = any(medium.kind not in ("sim", "sd") for medium in media)
    return (
        device.statement in ("listed", "none")
        and device.unlisted_media == 0
        and (not handheld or (answered and memory))
        and not (device.statement == "none" and media)
        and all(is_clean(medium) for medium in media)
    )


def in_the_house(custodian: int | None) -> bool:
    return Organisation.objects.filter(pk=custodian, kind__in=HOUSE).exists()


def left_well(before: Device, after: Device) -> bool:
    """Why a device may have left the house: clear, or one of the exceptions written down."""
    if is_clear(after):
        return True
    if after.step == "returned":
        theirs = [
            m.origin_code == after.pk and m.origin_collection == after.collection_id
            for m in inside(after)
            if not is_clean(m) and m.exposure == 1
        ]
        unclean = [m for m in inside(after) if not is_clean(m)]
        to_donor = after.custodian_id == after.donor_id
        return to_donor and after.cycle == 1 and all(theirs) and len(theirs) == len(unclean)
    if after.removed:
        recycler = Organisation.objects.get(pk=after.custodian_id).kind == "recycler"
        return recycler and after.to_destroy and bool(after.order_ref)
    served = before.step == "in_service" and (after.step == "distributed" or after.cycle > 1)
    return served and all(
        is_clean(m) or (before.service_id and m.holder_service == before.service_id)
        for m in inside(after)
    )


class Hand:
    """Picks a row and writes into it; whoever has the file open could."""

    def __init__(self, house: House, random: Random) -> None:
        self.house, self.random = house, random
        self.devices = [house.device(step) for step in PATHS if step != "void"]
        house.loose()
        house.loose(clean=False)

    def any_of(self, rows: Any) -> Any:
        return self.random.choice(list(rows.order_by("pk")))

    def tries(self) -> None:
        self.random.choice(
            [self.a_device, self.a_device, self.a_medium, self.a_medium, self.a_proof, self.a_new]
        )()

    def a_device(self) -> None:
        device = self.any_of(Device.objects.all())
        kinds = [None, *(self.house.org(kind) for kind in self.house.orgs)]
        values: dict[str, list[Any]] = {
            "step": list(Step),
            "custodian_id": kinds,
            "cycle": [device.cycle, device.cycle + 1, 1],
            "statement": ["", "listed", "none"],
            "kind": ["laptop", "smartphone", "monitor"],
            "ever_listed": [True, False],
            "unlisted_media": [0, 1],
            "to_destroy": [True, False],
            "removed": [True, False],
            "order_ref": ["", "O1"],
            "service_id": [None, "s1"],
            "structure_id": kinds,
            "slot_sim": ["", "empty", "listed"],
            "slot_card": ["", "empty"],
            "recall_id": [None],
        }
        wanted = self.random.sample(sorted(values), self.random.choice([1, 2, 2, 3, 4, 5]))
        if self.random.random() < 0.7:
            wanted = sorted({*wanted, "step"})
        change(device, **{name: self.random.choice(values[name]) for name in wanted})

    def a_medium(self) -> None:
        medium = self.any_of(StorageMedium.objects.all())
        values: dict[str, list[Any]] = {
            "device_id": [None, *Device.objects.values_list("pk", flat=True)],
            "status": list(MediumStatus),
            "exposure": [1, medium.exposure + 1],
            "failed": [True, False],
            "proof_id": [None, *ErasureProof.objects.values_list("pk", flat=True)[:5]],
            "holder_service": ["", "s1"],
            "custodian_id": [None, *(self.house.org(kind) for kind in self.house.orgs)],
            "code": [next(self.house.codes)],
            "exposed_at": [BEGAN, medium.exposed_at],
        }
        wanted = self.random.sample(sorted(values), self.random.choice([1, 2, 3, 4]))
        change(medium, **{name: self.random.choice(values[name]) for name in wanted})

    def a_proof(self) -> None:
        proof = self.any_of(ErasureProof.objects.all())
        values = {"withdrawn": [True], "result": ["failed"], "exposure": [1, 2], "level": ["purge"]}
        name = self.random.choice(["withdrawn", "withdrawn", *values])
        change(proof, **{name: self.random.choice(values[name])})

    def a_new(self) -> None:
        if self.random.random() < 0.5:
            device = self.any_of(Device.objects.all())
            self.house.disk(device, id=new_id(), kind=self.random.choice(list(MediumKind)))
        else:
            medium = self.any_of(StorageMedium.objects.all())
            self.house.prove(
                medium,
                result=self.random.choice(["success", "success", "success", "failed"]),
                level=self.random.choice(["clear", "purge", "destroy", ""]),
            )


def told() -> dict[str, dict[Any, Any]]:
    return {
        "devices": Device.objects.in_bulk(),
        "media": StorageMedium.objects.in_bulk(),
        "proofs": ErasureProof.objects.in_bulk(),
    }


def judge(before: dict[str, dict[Any, Any]], after: dict[str, dict[Any, Any]]) -> None:
    for table, rows in before.items():
        assert set(rows) <= set(after[table]), "nothing disappears"
    for code, device in after["devices"].items():
        if device.step in ("erased", "ready", "reserved"):
            assert is_clear(device), (device.step, code)
        was = before["devices"].get(code)
        if was and in_the_house(was.custodian_id) and not in_the_house(device.custodian_id):
            assert left_well(was, device), (was.step, device.step, device.custodian_id)
        if was and was.step != device.step and device.step in ("dismantled", "delivered", "ceded"):
            assert is_clear(device), device.step
    for key, medium in after["media"].items():
        was = before["media"].get(key)
        if was is None:
            continue
        assert medium.exposure >= was.exposure
        assert medium.failed or not was.failed
        assert medium.status == "destroyed" or was.status != "destroyed"
        if was.custodian_id != medium.custodian_id and not in_the_house(medium.custodian_id):
            assert medium.device_id or is_clean(medium), medium.custodian_id


def test_no_statement_that_the_database_accepts_lets_data_leave(house: House) -> None:
    random = Random(20261121)
    hand = Hand(house, random)
    accepted = 0
    before = told()
    for _ in range(TRIES):
        with suppress(IntegrityError, DataError), transaction.atomic():
            hand.tries()
            accepted += 1
            after = told()
            judge(before, after)
            before = after
    assert accepted > TRIES // 20
