"""Confirming a delivery: the structure says what arrived and what was not in the lot.

Custody went to the structure with the slip, and the circuit does not move here. What is said
missing cannot be distributed; it is settled by what the circuit has: the workshop finds it and
takes it back, the structure finds it and says so, or declares it lost.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Annotated

from pydantic import Field

from filiere.network.actor import Actor
from inventory import erasable, letters
from inventory.deliveries import Slip, slip_seen_by
from inventory.ids import new_id
from inventory.journal.append import Moment
from inventory.models import Arrival, Delivery, Reservation
from inventory.operations.schema import Data, Note
from inventory.refusals import Refused
from inventory.subjects.recording import allowed, moment, one_transaction, tell
from inventory.vocabulary import SubjectKind


class Received(Data):
    arrived: Annotated[list[str], Field(max_length=1000)] = []
    note: Note | None = None


def receive(
    *, actor: Actor, key: str, told: Received, occurred_at: datetime | None = None
) -> list[str]:
    """Say which devices of a slip are there; the codes of those that are not.

    Said again, it may only add: what was missing has turned up.
    """
    allowed(actor, "receive_delivery")
    when = moment(actor, occurred_at, batch=new_id())
    with one_transaction():
        slip = slip_seen_by(actor, key)
        rows = Delivery.objects.select_for_update().filter(pk__in=[d.pk for d in slip.devices])
        list(rows.order_by("pk").values_list("pk"))
        slip = slip_seen_by(actor, key)
        first, late = slip.waiting, slip.missing
        there = set(told.arrived)
        found = [one for one in late if one.device_id in there]
        if not first and not found:
            raise Refused("nothing-to-confirm", "Cette livraison est déjà confirmée.", status=409)
        missing = [one for one in first if one.device_id not in there]
        Arrival.objects.bulk_create(
            Arrival(
                delivery=one,
                structure_id=slip.structure_id,
                arrived=one.device_id in there,
                told_at=when.occurred_at,
            )
            for one in first
        )
        Arrival.objects.filter(delivery__in=found).update(arrived=True, told_at=when.occurred_at)
        _tell(slip, told, [*first, *found], {one.device_id for one in missing}, when)
        if occurred_at is None:
            _write_to_workshops(slip, missing)
    return sorted(one.device_id for one in missing)


def _tell(
    slip: Slip,
    told: Received,
    rows: Collection[Delivery],
    missing: set[str],
    when: Moment,
) -> None:
    """One entry in the chain of each request that the slip served."""
    kept = {}
    if told.note:
        kept = erasable.keep(
            text=told.note, kind="note", days=730, organisation_id=slip.structure_id
        )
    served: dict[str, list[str]] = {}
    devices = {one.reservation_id: one.device_id for one in rows}
    reservations = Reservation.objects.filter(pk__in=devices).order_by("line__request_id", "pk")
    states = {}
    for pk, request, state in reservations.values_list(
        "pk", "line__request_id", "line__request__state"
    ):
        served.setdefault(request, []).append(devices[pk])
        states[request] = state
    for request, codes in served.items():
        data = {
            "slip": slip.number,
            "arrived": [code for code in codes if code not in missing],
            "missing": [code for code in codes if code in missing],
            "note": kept or None,
        }
        steps = (states[request], states[request])
        tell(SubjectKind.REQUEST, request, "receive", when, data, steps=steps)


def _write_to_workshops(slip: Slip, missing: list[Delivery]) -> None:
    by_workshop: dict[int, list[str]] = {}
    for one in missing:
        if workshop := one.workshop_id or one.device.released_by_id:
            by_workshop.setdefault(workshop, []).append(one.device_id)
    for workshop, codes in by_workshop.items():
        structure = missing[0].structure
        letters.missing(slip.number, slip.key, structure, workshop, codes)
