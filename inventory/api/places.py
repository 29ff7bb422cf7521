"""GET /api/places, POST …/counts, GET /api/counts/{id}: where things are, and counting them."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from inventory.api.answering import answered, answered_once
from inventory.api.documented import IDEMPOTENCY, READING, WRITING, documented
from inventory.api.examples import AT, CODE, KEY, OTHER
from inventory.api.who import actor_with
from inventory.counting import count_seen_by, progress, standing
from inventory.models import PlaceCount
from inventory.subjects.counting import open_count
from inventory.subjects.places import devices_at
from inventory.whereabouts import tree_of

of_places = Router(tags=["Lieux"])
of_counts = Router(tags=["Lieux"])


class PlaceTold(Schema):
    """``path`` va du plus grand lieu à celui-ci ; ``devices`` compte aussi les lieux dedans."""

    id: str
    name: str
    kind: str
    parent: str | None
    code: str | None
    path: str
    devices: int


class PlacesTold(Schema):
    items: list[PlaceTold]


class CountTold(Schema):
    """``missing`` : pas vus ; ``gone`` : partis entre-temps ; ``unexpected`` : notés ailleurs."""

    id: str
    place: str
    opened_at: datetime
    closed_at: datetime | None
    expected: int
    found: list[str]
    unexpected: list[str]
    missing: list[str]
    gone: list[str]


PLACE_EXAMPLE = {
    "id": OTHER,
    "name": "Étagère B2",
    "kind": "shelf",
    "parent": KEY,
    "code": CODE,
    "path": "Réserve › Étagère B2",
    "devices": 12,
}
COUNT_EXAMPLE = {
    "id": KEY,
    "place": OTHER,
    "opened_at": AT,
    "closed_at": None,
    "expected": 12,
    "found": [CODE],
    "unexpected": [],
    "missing": [],
    "gone": [],
}


@of_places.get(
    "",
    **documented(
        "Lire les lieux",
        "Les lieux ouverts de votre organisation, dans l'ordre de l'arbre : chacun après celui qui "
        "le contient. `kind` : building, room, shelf, trolley, pallet_spot, place.",
        answer=PlacesTold,
        example={"items": [PLACE_EXAMPLE]},
        problems=READING,
    ),
)
def get_places(request: HttpRequest) -> HttpResponse:
    actor = actor_with(request, "create_collection")
    tree = tree_of(actor.organisation_id)
    here = Counter(devices_at(actor, *tree.spots).order_by().values_list("place_id", flat=True))
    items = [
        {
            "id": spot.id,
            "name": spot.name,
            "kind": spot.kind,
            "parent": spot.parent,
            "code": spot.code or None,
            "path": tree.path(spot.id),
            "devices": sum(here[one] for one in tree.within(spot.id)),
        }
        for _, spot in tree.ordered()
    ]
    return answered({"items": items})


@of_places.post(
    "/{uuid:place_id}/counts",
    **documented(
        "Ouvrir le comptage d'un lieu",
        "Le comptage déjà ouvert de ce lieu, ou du lieu qui le contient ; sinon un nouveau. "
        'Ensuite, `POST /api/scans` avec `{"operation": "count", "data": {"place", "count"}}`.',
        answer=CountTold,
        example=COUNT_EXAMPLE,
        status=201,
        problems=(*WRITING, 404),
        parameters=(IDEMPOTENCY,),
    ),
)
def post_counts(request: HttpRequest, place_id: UUID) -> HttpResponse:
    actor = actor_with(request, "create_collection")

    def act() -> dict[str, Any]:
        count, _ = open_count(actor=actor, place_id=str(place_id))
        return _told(count)

    return answered_once(request, actor, act, status=201)


@of_counts.get(
    "/{uuid:count_id}",
    **documented(
        "Lire un comptage",
        "Où il en est, ou comment il a été clos : trouvés, inattendus, non vus, partis.",
        answer=CountTold,
        example=COUNT_EXAMPLE,
        problems=(*READING, 404),
    ),
)
def get_count(request: HttpRequest, count_id: UUID) -> HttpResponse:
    actor = actor_with(request, "create_collection")
    return answered(_told(count_seen_by(actor, str(count_id))))


def _told(count: PlaceCount) -> dict[str, Any]:
    stands = standing(count)
    return {
        "id": count.pk,
        "place": count.place_id,
        "opened_at": count.opened_at,
        "closed_at": count.closed_at,
        "expected": progress(count)[1],
        "found": sorted(stands.found),
        "unexpected": sorted(stands.unexpected),
        "missing": sorted(stands.missing),
        "gone": sorted(stands.gone),
    }
