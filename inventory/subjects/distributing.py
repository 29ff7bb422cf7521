"""Distributing a lot: several devices to one person, or kept by the structure, all or nothing."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any

from django.utils import timezone
from pydantic import Field, StringConstraints

from filiere.network.actor import Actor
from inventory.bands import BANDS
from inventory.models import Device, HandOver, HandOverBands
from inventory.operations.hand_over import Handing
from inventory.perform import perform
from inventory.pricing import order, shares
from inventory.refusals import Missing, Refused
from inventory.subjects.recording import allowed, one_transaction
from inventory.vocabulary import HandOverMode, Recipient, Step

Code = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{9}$")]


BANDS_DAYS = 3 * 365
"""Three years, the time to account to who pays for it."""


class Lot(Handing):
    """Devices that leave together, under one price. ``price_cents`` is that of all of them."""

    codes: Annotated[list[Code], Field(min_length=1, max_length=20)]
    bands: dict[str, str] = {}


def distribute(*, actor: Actor, lot: Lot) -> str:
    """Hand every device of the lot over, or none; the id of the first hand-over.

    Raises
    ------
    Refused
        What the circuit refuses of any of them.
    """
    allowed(actor, "hand_over")
    if lot.to == Recipient.PERSON and not lot.signature:
        raise Refused(
            "signature-blank",
            "La signature est vide. Faites signer dans le cadre, photographiez le papier signé, "
            "ou cochez « signé sur papier ».",
        )
    with one_transaction():
        return hand_out(actor, lot)


def hand_out(actor: Actor, lot: Lot) -> str:
    """The same, in the transaction of the caller, who has seen to the rights."""
    devices = _devices(lot.codes)
    kinds = [device.kind for device in devices]
    devices = [devices[at] for at in order(kinds)]
    prices: Sequence[int | None] = [None] * len(devices)
    if lot.price_cents and lot.mode == HandOverMode.SOLD:
        if lot.price_cents < len(devices):
            raise Refused("price-too-low", "Indiquez le prix de tout le lot, en euros.")
        prices = shares(lot.price_cents, [device.kind for device in devices])
    elif lot.price_cents:
        prices = [lot.price_cents] * len(devices)
    name = f"LOT-{uuid.uuid4().hex[:12].upper()}" if len(devices) > 1 else ""
    for device, price in zip(devices, prices, strict=True):
        try:
            perform(
                operation="hand_over",
                code=device.pk,
                actor=actor,
                data=_told(lot, device, price, name),
            )
        except Refused as refused:
            raise of_this_device(refused, device, len(devices)) from refused
    first = HandOver.objects.filter(device=devices[0]).order_by("-handed_at", "-id").first()
    assert first is not None
    _keep_bands(first, lot)
    return str(first.pk)


def _devices(codes: Sequence[str]) -> list[Device]:
    if len(set(codes)) < len(codes):
        raise Refused("twice-in-lot", "Un appareil figure deux fois dans ce lot.")
    known = Device.objects.in_bulk(codes)
    if len(known) < len(codes):
        raise Missing("unknown-code", "Un de ces codes n'existe pas.")
    return [known[code] for code in codes]


def _told(lot: Lot, device: Device, price: int | None, name: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "to": lot.to,
        "mode": lot.mode,
        "reference": lot.reference,
        "price_cents": price,
        "ticket": lot.ticket,
        "return_due": lot.return_due,
        "lot": name or None,
        "voucher": lot.voucher,
        "unused": lot.unused and device.step == Step.DELIVERED,
        "signature": lot.signature,
    }
    return {key: value for key, value in told.items() if value not in (None, "", False)}


def of_this_device(refused: Refused, device: Device, count: int) -> Refused:
    """In a lot, the refusal says which device stops it."""
    if count > 1 and refused.code not in ("voucher-used", "price-over-cap", "sale-forbidden"):
        called = f"{device.brand} {device.model}".strip() or device.get_kind_display()
        refused.detail = f"{called} : {refused.detail}"
    return refused


def forget_old_bands(now: datetime | None = None) -> int:
    """Delete what persons answered longer ago than is kept; how many."""
    limit = (now or timezone.now()) - timedelta(days=BANDS_DAYS)
    count, _ = HandOverBands.objects.filter(hand_over__handed_at__lt=limit).delete()
    return count


def _keep_bands(first: HandOver, lot: Lot) -> None:
    told = {name: lot.bands.get(name, "") for name in BANDS}
    known = {
        name: value
        for name, value in told.items()
        if value in {member.value for member in BANDS[name][1]}
    }
    if lot.to == Recipient.PERSON and known:
        HandOverBands.objects.create(hand_over=first, **known)
