"""Pallets around the circuit: closed and weighed before they are removed."""

from __future__ import annotations

from datetime import datetime

from inventory.models import Pallet
from tests.inventory.circuit.consequences import Scan
from tests.inventory.circuit.record import Record
from tests.inventory.circuit.scene import Scene
from tests.inventory.telling import change_told, told_of


def close_pallet_for(scene: Scene, record: Record, scan: Scan, at: datetime) -> None:
    """The pallet of what is about to be removed is closed, mostly; the next one can be opened.

    A careless removal finds it open.
    """
    device = record.devices.get(scan.code)
    if device is None or device.pallet_id is None:
        return
    if scan.operation == "remove" and scan.honest:
        for open_one in Pallet.objects.filter(pk=device.pallet_id, closed_at=None):
            change_told(open_one, closed_at=at, weight_g=180_000)


def open_pallet(organisation_id: int, at: datetime) -> str:
    """An open pallet of this organisation, made when the last one was closed."""
    row = Pallet.objects.filter(organisation_id=organisation_id, closed_at=None).first()
    if row is None:
        number = Pallet.objects.count()
        row = Pallet.objects.create(
            organisation_id=organisation_id, name=f"Lot {number}", opened_at=at
        )
        told_of(row)
    return row.pk
