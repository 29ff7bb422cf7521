"""What a social structure asks for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from filiere.network.actor import Actor
from inventory import erasable, letters
from inventory.ids import new_id
from inventory.journal.append import Moment
from inventory.models import Request, Reservation
from inventory.operations.schema import Data, PersonRef
from inventory.parsing import parse_data
from inventory.refusals import Missing, Refused
from inventory.state import Change
from inventory.subjects.recording import allowed, moment, one_transaction, tell
from inventory.vocabulary import (
    DeviceKind,
    Profile,
    RequestState,
    ReservationState,
    SubjectKind,
)

REFERENCE_DAYS = 1825


class AskedLine(Data):
    kind: DeviceKind
    profile: Profile
    quantity: Annotated[int, Field(ge=1, le=50)]


class Asked(Data):
    """A request as it is sent: ``reference`` is the structure's own, never a name."""

    lines: Annotated[list[AskedLine], Field(min_length=1, max_length=20)]
    reference: PersonRef | None = None
    own_use: bool = False
    wanted_by: date | None = None


def create_request(
    *, actor: Actor, asked: Mapping[str, object] | Asked, occurred_at: datetime | None = None
) -> Request:
    """Open a request for the actor's structure."""
    allowed(actor, "create_request")
    told = asked if isinstance(asked, Asked) else parse_data(Asked, asked)
    made = open_request(actor, actor.organisation_id, told, moment(actor, occurred_at))
    if occurred_at is None:
        letters.request_received(made)
    return made


def open_request(
    actor: Actor, structure_id: int, told: Asked, when: Moment, *, voucher: str = ""
) -> Request:
    """Open a request of this structure; ``voucher`` when its signed voucher asks for it."""
    with one_transaction():
        kept = {}
        if told.reference:
            kept = erasable.keep(
                text=told.reference,
                kind="reference",
                days=REFERENCE_DAYS,
                organisation_id=structure_id,
            )
        key = new_id()
        columns = {
            "structure_id": structure_id,
            "own_use": told.own_use,
            "reference": kept.get("erasable", ""),
            "wanted_by": told.wanted_by,
            "created_at": when.occurred_at,
        }
        lines = {new_id(): line.model_dump() for line in told.lines}
        changes = [Change("request", key, columns, new=True)]
        changes += [
            Change("request_line", line, {"request_id": key, **asked}, new=True)
            for line, asked in lines.items()
        ]
        data: dict[str, object] = {
            "lines": [{"id": line, **asked} for line, asked in lines.items()],
            "reference": kept or None,
            "wanted_by": told.wanted_by,
        }
        data |= {"own_use": True} if told.own_use else {}
        data |= {"voucher": voucher, "structure": structure_id} if voucher else {}
        steps = ("", RequestState.OPEN)
        tell(SubjectKind.REQUEST, key, "ask", when, data, steps=steps, changes=changes)
    return Request.objects.get(pk=key)


def close_request(
    *, actor: Actor, request_id: str, cancel: bool = False, occurred_at: datetime | None = None
) -> None:
    """Close or cancel a request of one's own structure; what is reserved must be freed first."""
    allowed(actor, "create_request")
    target = RequestState.CANCELLED if cancel else RequestState.CLOSED
    with one_transaction():
        mine = Request.objects.select_for_update().filter(structure_id=actor.organisation_id)
        request = mine.filter(pk=request_id).first()
        if request is None:
            raise Missing("unknown-request", "Cette demande n'existe pas chez vous.")
        if request.state != RequestState.OPEN:
            raise Refused("wrong-state", "Cette demande est déjà close ou annulée.")
        held = Reservation.objects.filter(
            line__request=request, state=ReservationState.ACTIVE
        ).count()
        if held:
            raise Refused(
                "still-reserved",
                f"{held} appareil(s) sont réservés pour cette demande. "
                "Demandez à l'atelier de les libérer d'abord.",
                status=409,
            )
        end_request(request, target, moment(actor, occurred_at))


def end_request(request: Request, target: RequestState, when: Moment) -> None:
    """Nothing more is expected of this request; the caller holds its row."""
    changes = [
        Change("request", request.pk, {"state": target.value, "closed_at": when.occurred_at})
    ]
    operation = "cancel" if target == RequestState.CANCELLED else "close"
    steps = (RequestState.OPEN.value, target.value)
    tell(SubjectKind.REQUEST, request.pk, operation, when, {}, steps=steps, changes=changes)
