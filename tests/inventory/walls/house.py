"""A small house written row by row, as somebody with the database open would: no guard here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from filiere.network.models import Organisation
from inventory.ids import new_id
from inventory.models import Collection, Device, Entry, ErasureProof, StorageMedium

BEGAN = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
PATHS = {
    "collected": (),
    "audited": ("audited",),
    "erased": ("audited", "erased"),
    "in_repair": ("audited", "in_repair"),
    "ready": ("audited", "ready"),
    "reserved": ("audited", "ready", "reserved"),
    "delivered": ("audited", "ready", "reserved", "delivered"),
    "distributed": ("audited", "ready", "reserved", "distributed"),
    "in_service": ("audited", "ready", "reserved", "distributed", "in_service"),
    "recycled": ("audited", "recycled"),
    "ceded": ("audited", "ceded"),
    "returned": ("audited", "returned"),
    "lost": ("audited", "lost"),
    "void": ("void",),
}


class House:
    """Organisations of each kind, a collection, devices brought to a step by allowed updates."""

    def __init__(self) -> None:
        self.orgs = {
            kind: Organisation.objects.create(name=kind, kind=kind)
            for kind in (
                "workshop",
                "collection_point",
                "social_structure",
                "distributor",
                "donor",
                "recycler",
            )
        }
        self.collection = Collection.objects.create(
            donor=self.orgs["donor"], custodian=self.orgs["workshop"], created_at=BEGAN
        )
        self.codes = iter(f"{number:08d}X" for number in range(1, 1000))

    def org(self, kind: str) -> int:
        return int(self.orgs[kind].pk)

    def register(self, **columns: Any) -> Device:
        told = {
            "code": next(self.codes),
            "kind": "laptop",
            "step": "collected",
            "cycle_opened_at": BEGAN,
            "collection": self.collection,
            "donor_id": self.collection.donor_id,
            "custodian_id": self.org("workshop"),
        } | columns
        device = Device(**told)
        device.save(force_insert=True)
        return device

    def device(self, step: str = "collected", *, disks: int = 1, **columns: Any) -> Device:
        """A laptop with clean disks, at this step."""
        device = self.register(**columns)
        if step == "collected":
            return device
        for _ in range(disks):
            self.prove(self.disk(device))
        for name in PATHS[step]:
            self.go(device, name)
        device.refresh_from_db()
        return device

    def go(self, device: Device, step: str, **columns: Any) -> None:
        told: dict[str, Any] = {"step": step}
        if step == "audited":
            fitted = device.media.exists()
            told |= {"statement": "listed" if fitted else "none", "ever_listed": fitted}
        if step == "delivered":
            told["custodian_id"] = told["structure_id"] = self.org("social_structure")
        if step in ("distributed", "ceded"):
            told["custodian_id"] = None
        if step == "returned":
            told["custodian_id"] = device.donor_id
        if step == "in_service":
            told |= {"custodian_id": self.org("workshop"), "service_id": new_id()}
        assert Device.objects.filter(pk=device.pk).update(**(told | columns)) == 1
        if step == "distributed":
            for medium in device.media.all():
                self.expose(medium)

    def disk(self, device: Device, **columns: Any) -> StorageMedium:
        told = {"kind": "ssd", "device_id": device.pk, "exposed_at": BEGAN} | columns
        medium = StorageMedium(**told)
        medium.save(force_insert=True)
        return medium

    def loose(self, *, clean: bool = True, **columns: Any) -> StorageMedium:
        """A disk taken out of a device that was audited."""
        device = self.device("audited", disks=0)
        medium = self.disk(device)
        if clean:
            self.prove(medium)
        told = {
            "status": "loose",
            "device": None,
            "code": next(self.codes),
            "custodian": self.orgs["workshop"],
        } | columns
        assert StorageMedium.objects.filter(pk=medium.pk).update(**told) == 1
        medium.refresh_from_db()
        return medium

    def prove(self, medium: StorageMedium, **columns: Any) -> ErasureProof:
        medium.refresh_from_db()
        told = {
            "medium_id": medium.pk,
            "exposure": medium.exposure,
            "result": "success",
            "level": "purge",
            "verified": True,
            "ended_at": max(BEGAN, medium.exposed_at) + timedelta(hours=1),
            "recorded_by": self.orgs["workshop"],
        } | columns
        proof = ErasureProof(**told)
        proof.save(force_insert=True)
        if proof.result == "success" and proof.level != "destroy":
            StorageMedium.objects.filter(pk=medium.pk).update(proof_id=proof.pk)
        return proof

    def expose(self, medium: StorageMedium, **columns: Any) -> None:
        told = {
            "exposure": medium.exposure + 1,
            "exposed_at": medium.exposed_at + timedelta(days=1),
            "proof_id": None,
        } | columns
        StorageMedium.objects.filter(pk=medium.pk).update(**told)

    def entry(self, sequence: int = 1, previous: str = "", **columns: Any) -> Entry:
        told = {
            "subject_kind": "device",
            "subject_id": "00000001X",
            "sequence": sequence,
            "operation": "move",
            "actor_kind": "user",
            "organisation": self.orgs["workshop"],
            "occurred_at": BEGAN,
            "recorded_at": BEGAN,
            "previous_hash": previous,
            "hash": f"{sequence:064d}",
            "canonical": "{}",
        } | columns
        entry = Entry(**told)
        entry.save(force_insert=True)
        return entry


@contextmanager
def refused(rule: str, *, check: str = "no check") -> Iterator[None]:
    """The database says no, and by which rule; ``check`` when a constraint may speak first."""
    said = f"wall:({rule}):|{check}"
    with pytest.raises(IntegrityError, match=said), transaction.atomic():
        yield


def sql(text: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text, values)


def change(row: Device | StorageMedium | ErasureProof, **columns: Any) -> None:
    """One UPDATE of this row, whatever its model thinks of it."""
    type(row)._default_manager.filter(pk=row.pk).update(**columns)
