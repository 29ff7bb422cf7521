"""What goes on a pallet, and the pallet that leaves: each device by its own operation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from filiere.network.actor import Actor
from inventory.ids import new_id
from inventory.models import Device, Pallet
from inventory.perform import perform
from inventory.refusals import Missing, Refused
from inventory.subjects.recording import one_transaction
from labels.codes import shown


def devices_on(pallet: Pallet) -> QuerySet[Device]:
    return Device.objects.filter(pallet_id=pallet.pk).order_by("pk")


def put_on_pallet(
    *, actor: Actor, pallet: Pallet, code: str, reason: str, to_destroy: bool, key: str
) -> None:
    """Orient one device to recycling, onto this pallet."""
    data: dict[str, Any] = {"reason": reason, "pallet": pallet.pk}
    if to_destroy:
        data["to_destroy"] = True
    perform(operation="recycle", code=code, actor=actor, data=data, key=key)


def remove_pallet(
    *, actor: Actor, pallet_id: str, operator: int, slip: str, order: str = ""
) -> int:
    """Hand the whole closed pallet to a recycler; how many devices left with it.

    All or none: each device leaves by « Enlever », with the same slip; those *à détruire* under
    the signed order that names them. What has left already is left alone.

    Raises
    ------
    Refused
        One of them may not leave: the sentence names it, and nothing left.
    """
    mine = Pallet.objects.filter(organisation_id=actor.organisation_id)
    pallet = mine.filter(pk=pallet_id).first()
    if pallet is None:
        raise Missing("unknown-pallet", "Cette palette n'existe pas chez vous.")
    batch = new_id()
    with one_transaction():
        leaving = list(devices_on(pallet).filter(removed=False))
        for device in leaving:
            _remove(actor, device, _told(pallet, device, operator, slip, order), batch)
    return len(leaving)


def _told(pallet: Pallet, device: Device, operator: int, slip: str, order: str) -> dict[str, Any]:
    told: dict[str, Any] = {"pallet": pallet.pk, "operator": operator, "slip": slip}
    return told | {"order": order} if device.to_destroy and order else told


def _remove(actor: Actor, device: Device, told: Mapping[str, Any], batch: str) -> None:
    try:
        perform(operation="remove", code=device.pk, actor=actor, data=told, batch=batch)
    except Refused as refused:
        refused.detail = f"{shown(device.pk)} : {refused.detail}"
        raise
