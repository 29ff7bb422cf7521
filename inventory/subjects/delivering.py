"""A delivery prepared: what is reserved for one structure leaves under one slip, all or nothing."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from django.utils import timezone

from filiere.network.actor import Actor
from filiere.network.models import Organisation
from inventory.models import Delivery, Device, Place, Reservation
from inventory.perform import perform
from inventory.refusals import Refused
from inventory.subjects.recording import allowed, one_transaction
from inventory.vocabulary import ReservationState, Step

COUNTED = re.compile(r"[0-9]{4,6}")
"""The end of a number that we gave; what somebody typed by hand does not lead ours away."""


def reserved_for(actor: Actor, structure_id: int) -> list[Device]:
    """Devices held here for this structure, in the order of their requests."""
    rows = Reservation.objects.filter(
        state=ReservationState.ACTIVE,
        line__request__structure_id=structure_id,
        device__step=Step.RESERVED,
        device__custodian_id=actor.organisation_id,
        device__hold_id=None,
    )
    return [row.device for row in rows.select_related("device").order_by("opened_at", "pk")]


def places_of(actor: Actor) -> dict[str, str]:
    """Names of the places of one's house, by id."""
    return dict(Place.objects.filter(organisation=actor.organisation_id).values_list("pk", "name"))


def structures_to_serve(actor: Actor) -> list[tuple[Organisation, int]]:
    """For whom devices are reserved here, and how many."""
    rows = Device.objects.filter(
        step=Step.RESERVED,
        custodian_id=actor.organisation_id,
        reservations__state=ReservationState.ACTIVE,
    ).values_list("reservations__line__request__structure_id", flat=True)
    counts: dict[int, int] = {}
    for key in rows:
        counts[key] = counts.get(key, 0) + 1
    known = Organisation.objects.in_bulk(counts)
    return sorted(
        ((known[key], count) for key, count in counts.items()), key=lambda pair: pair[0].name
    )


def next_slip(actor: Actor) -> str:
    """The number that the next slip of this workshop would have: « BL3-2026-0042 »."""
    start = f"BL{actor.organisation_id}-{timezone.localdate().year}-"
    used = set(Delivery.objects.filter(slip__startswith=start).values_list("slip", flat=True))
    ends = [slip.removeprefix(start) for slip in used]
    last = max((int(end) for end in ends if COUNTED.fullmatch(end)), default=0)
    ours = (f"{start}{number:04d}" for number in itertools.count(last + 1))
    return next(slip for slip in ours if slip not in used)


def deliver_lot(*, actor: Actor, structure_id: int, codes: Sequence[str], slip: str = "") -> str:
    """Deliver these devices of one structure under one slip; the id of the first delivery."""
    allowed(actor, "prepare_delivery")
    if not codes:
        raise Refused("nothing-to-deliver", "Cochez au moins un appareil à livrer.")
    with one_transaction():
        list(Organisation.objects.select_for_update().filter(pk=actor.organisation_id))
        number = slip or next_slip(actor)
        taken = Delivery.objects.filter(slip=number)
        if taken.exists():
            raise Refused(
                "slip-taken",
                f"Le bon {number} a déjà servi. Prenez un autre numéro, ou laissez vide.",
                status=409,
            )
        held = {device.pk for device in reserved_for(actor, structure_id)}
        for code in codes:
            if code not in held:
                raise Refused(
                    "not-reserved",
                    f"L'appareil {code} n'est plus réservé pour cette structure.",
                    status=409,
                )
            data = {"slip": number}
            perform(operation="deliver", code=code, actor=actor, data=data)
        first = Delivery.objects.filter(slip=number, structure_id=structure_id)
        return str(first.order_by("pk").values_list("pk", flat=True)[0])
