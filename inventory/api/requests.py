"""GET and POST /api/requests: what social structures ask for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from filiere.network.actor import Actor
from inventory.api import examples
from inventory.api.answering import answered_once
from inventory.api.bodies import read_body
from inventory.api.documented import IDEMPOTENCY, WRITING, documented
from inventory.api.who import actor_of, actor_with
from inventory.lines import TAKEN
from inventory.models import Request, Reservation
from inventory.operations.schema import Data
from inventory.refusals import Missing
from inventory.selectors import references_read_by, requests_seen_by
from inventory.subjects.requests import Asked, close_request, create_request
from inventory.vocabulary import RequestState, ReservationState

router = Router(tags=["Demandes"])


class Filters(Schema):
    state: str = Field("", pattern="^(open|closed|cancelled)?$", description="open par défaut.")
    after: str = Field("", pattern="^[0-9a-f-]{0,36}$", description="Le `next` de la page avant.")
    limit: int = Field(50, ge=1, le=200, description="Demandes par page.")


class Structure(Schema):
    id: int
    name: str


class RequestLine(Schema):
    """``reserved``, ``delivered``, ``fulfilled`` : combien d'appareils en sont là."""

    id: str
    kind: str
    profile: str
    quantity: int
    reserved: int
    delivered: int
    fulfilled: int


class OneRequest(Schema):
    """``reference`` : pour la structure, et l'atelier qui la sert une fois réservé."""

    id: str
    structure: Structure
    state: str
    state_label: str
    lines: list[RequestLine]
    reference: str | None
    wanted_by: date | None
    created_at: datetime
    closed_at: datetime | None


class RequestList(Schema):
    items: list[OneRequest]
    next: str | None


class Closing(Data):
    """``cancel`` : la demande est annulée, et non satisfaite."""

    cancel: bool = False


@router.get(
    "",
    **documented(
        "Lire les demandes",
        "Une structure voit les siennes ; un atelier les demandes ouvertes de son territoire et "
        "celles qu'il sert. De la plus ancienne à la plus récente.",
        answer=RequestList,
        example=examples.REQUESTS,
    ),
)
def get_requests(request: HttpRequest, asked: Query[Filters]) -> dict[str, Any]:
    actor = actor_with(request, "read_requests")
    found = requests_seen_by(actor).filter(pk__gt=asked.after).order_by("pk")
    if asked.state:
        found = found.filter(state=asked.state)
    page = list(found.select_related("structure").prefetch_related("lines")[: asked.limit + 1])
    shown = page[: asked.limit]
    more = len(page) > asked.limit
    return {"items": _words(shown, actor), "next": shown[-1].pk if more else None}


@router.post(
    "",
    **documented(
        "Faire une demande",
        "Une ligne par type et par usage. `reference` est le repère de votre dossier, jamais un "
        "nom : elle est gardée à part et effaçable.",
        answer=OneRequest,
        example=examples.REQUEST,
        status=201,
        sent=Asked,
        sent_example=examples.ASKED,
        problems=WRITING,
        parameters=(IDEMPOTENCY,),
    ),
)
def post_requests(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    asked = read_body(request, Asked)
    return answered_once(
        request,
        actor,
        lambda: _one(create_request(actor=actor, asked=asked).pk, actor),
        status=201,
    )


@router.post(
    "/{uuid:request_id}/close",
    **documented(
        "Clore ou annuler une demande",
        "Une demande de votre structure. Ce qui est réservé doit d'abord être libéré.",
        answer=OneRequest,
        example=examples.REQUEST_CLOSED,
        sent=Closing,
        sent_example={"cancel": True},
        problems=(*WRITING, 404),
        parameters=(IDEMPOTENCY,),
    ),
)
def post_request_close(request: HttpRequest, request_id: UUID) -> HttpResponse:
    actor, key = actor_of(request), str(request_id)
    closing = read_body(request, Closing)

    def act() -> dict[str, Any]:
        close_request(actor=actor, request_id=key, cancel=closing.cancel)
        return _one(key, actor)

    return answered_once(request, actor, act)


def _one(key: str, actor: Actor) -> dict[str, Any]:
    found = requests_seen_by(actor).filter(pk=key).select_related("structure")
    rows = list(found.prefetch_related("lines"))
    if not rows:
        raise Missing("unknown-request", "Cette demande n'existe pas chez vous.")
    return _words(rows, actor)[0]


def _words(rows: Sequence[Request], actor: Actor) -> list[dict[str, Any]]:
    references = references_read_by(actor, rows)
    served: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(TAKEN, 0))
    counted = Reservation.objects.filter(line__request__in=rows, state__in=TAKEN).values_list(
        "line_id", "state"
    )
    for line, state, count in counted.annotate(count=Count("pk")).order_by():
        served[line][state] = count
    return [
        {
            "id": row.pk,
            "structure": {"id": row.structure_id, "name": row.structure.name},
            "state": row.state,
            "state_label": RequestState(row.state).label,
            "lines": [
                {
                    "id": line.pk,
                    "kind": line.kind,
                    "profile": line.profile,
                    "quantity": line.quantity,
                    "reserved": served[line.pk][ReservationState.ACTIVE],
                    "delivered": served[line.pk][ReservationState.DELIVERED],
                    "fulfilled": served[line.pk][ReservationState.FULFILLED],
                }
                for line in row.lines.all()
            ],
            "reference": references.get(row.pk),
            "wanted_by": row.wanted_by,
            "created_at": row.created_at,
            "closed_at": row.closed_at,
        }
        for row in rows
    ]
