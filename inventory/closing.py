"""An organisation that still holds something is not closed: nobody could act on it any more."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from filiere.network.models import Organisation
from filiere.network.refusals import Refused
from filiere.network.signals import organisation_closing
from inventory.models import Device, StorageMedium
from inventory.vocabulary import MediumStatus, Step

FINAL = (Step.RETURNED, Step.DISTRIBUTED, Step.VOID, Step.DISMANTLED, Step.LOST)


def connect() -> None:
    organisation_closing.connect(refuse_while_it_holds, dispatch_uid="inventory.closing")


def refuse_while_it_holds(*, organisation: Organisation, **told: Any) -> None:
    """Refuse to close whoever holds devices or loose media, or is offered some."""
    mine = Q(custodian=organisation) | Q(offer_to=organisation)
    devices = Device.objects.filter(mine).exclude(step__in=FINAL).exclude(removed=True).count()
    media = StorageMedium.objects.filter(mine, status=MediumStatus.LOOSE).count()
    if devices or media:
        raise Refused(
            "still-holds",
            f"Cette organisation détient encore {devices} appareil(s) et {media} support(s). "
            "Transférez-les d'abord.",
            status=409,
        )
