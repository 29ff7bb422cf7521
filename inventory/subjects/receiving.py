"""Confirming a delivery: the structure says what arrived and what was not in the lot.

Custody went to the structure with the slip, and the circuit does not move here. What is said
missing cannot be distributed; it is settled by what the circuit has: the workshop finds it and
takes it back, the structure finds it and says so, or declares it lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Annotated

from pydantic import Field

from filiere.network.actor import Actor
from inventory import erasable, letters
from inventory.deliveries import Slip, slip_seen_by
from inventory.ids import new_id
from inventory.journal.append import Moment
from inventory.models import Delivery, Reservation
from inventory.operations.schema import Data, Note
from inventory.refusals import Refused
from inventory.state import Change
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
        changes = {one.reservation_id: _first_told(slip, one, there, when) for one in first}
        changes |= {one.reservation_id: _turned_up(one, when) for one in found}
        _tell(slip, told, changes, when)
        if occurred_at is None:
            _write_to_workshops(slip, missing)
    return sorted(one.device_id for one in missing)


def _first_told(slip: Slip, one: Delivery, there: Set[str], when: Moment) -> Change:
    columns = {
        "delivery_id": one.pk,
        "structure_id": slip.structure_id,
        "arrived": one.device_id in there,
        "told_at": when.occurred_at,
    }
    return Change("arrival", new_id(), columns, new=True)


def _turned_up(one: Delivery, when: Moment) -> Change:
    return Change("arrival", one.arrival.pk, {"arrived": True, "told_at": when.occurred_at})


def _tell(slip: Slip, told: Received, changes: Mapping[str, Change], when: Moment) -> None:
    """One entry in the chain of each request that the slip served; changes by reservation."""
    kept = {}
    if told.note:
        kept = erasable.keep(
            text=told.note, kind="note", days=730, organisation_id=slip.structure_id
        )
    reservations = Reservation.objects.filter(pk__in=changes).select_related("line__request")
    served = groupby(
        reservations.order_by("line__request_id", "pk"), key=attrgetter("line.request")
    )
    for request, rows in served:
        said = {row.device_id: changes[row.pk] for row in rows}
        data = {
            "slip": slip.number,
            "arrived": [code for code, change in said.items() if change.set["arrived"]],
            "missing": [code for code, change in said.items() if not change.set["arrived"]],
            "note": kept or None,
        }
        steps = (request.state, request.state)
        mine = list(said.values())
        tell(SubjectKind.REQUEST, request.pk, "receive", when, data, steps=steps, changes=mine)


def _write_to_workshops(slip: Slip, missing: list[Delivery]) -> None:
    by_workshop: dict[int, list[str]] = {}
    for one in missing:
        if workshop := one.workshop_id or one.device.released_by_id:
            by_workshop.setdefault(workshop, []).append(one.device_id)
    for workshop, codes in by_workshop.items():
        structure = missing[0].structure
        letters.missing(slip.number, slip.key, structure, workshop, codes)
