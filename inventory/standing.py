"""Where what one's organisation holds stands now, said as a scan is answered."""

from __future__ import annotations

from typing import Any

from filiere.network.actor import Actor
from inventory.answers import answer
from inventory.models import Device, StorageMedium
from inventory.reading import world_of_device, world_of_medium


def standing(code: str, actor: Actor) -> dict[str, Any]:
    """Device or loose medium of this code, and what comes next; nothing of another's."""
    mine = actor.organisation_id
    device = Device.objects.filter(pk=code, custodian_id=mine).first()
    if device is not None:
        return answer(world_of_device(device, actor))
    medium = StorageMedium.objects.filter(code=code, custodian_id=mine).first()
    return answer(world_of_medium(medium, actor)) if medium is not None else {}
