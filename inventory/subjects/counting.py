"""Counting a place: opened, scanned into from any phone, closed with its differences told.

What is seen is told by each device's own chain (``count``); what was expected and what was not
seen, by the place's. Nothing is ever declared lost by a count.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from filiere.network.actor import Actor
from inventory.counting import Standing, count_seen_by, standing
from inventory.ids import new_id
from inventory.models import Place, PlaceCount
from inventory.receipts import content, once
from inventory.refusals import Conflict, Refused
from inventory.state import Change
from inventory.subjects.places import devices_at, locked_tree, media_at, mine
from inventory.subjects.recording import allowed, moment, one_transaction, tell
from inventory.vocabulary import SubjectKind

MOST = 3000
"""More than this is counted shelf by shelf."""


def open_count(
    *, actor: Actor, place_id: str, key: str = "", occurred_at: datetime | None = None
) -> tuple[PlaceCount, bool]:
    """Begin to count a place and all that is in it; the count, and whether it was open already.

    A shelf of a room that is being counted is counted with the room.

    Raises
    ------
    Refused
        ``too-many`` devices; Conflict ``counted-elsewhere`` while a place in it is being
        counted; Missing ``unknown-place``.
    """
    allowed(actor, "create_collection")

    def act() -> dict[str, Any]:
        tree = locked_tree(actor)
        place = mine(actor, place_id)
        opened = PlaceCount.objects.filter(closed_at=None)
        around = [spot.id for spot in tree.way(place.pk)]
        if known := opened.filter(place__in=around).first():
            return {"count": known.pk, "resumed": True}
        if other := opened.filter(place__in=tree.within(place.pk)).first():
            name = tree.spots[other.place_id].name
            raise Conflict(
                "counted-elsewhere", f"{name} est en cours de comptage. Clôturez-le d'abord."
            )
        return {"count": _open(actor, place, tree.within(place.pk), occurred_at), "resumed": False}

    with one_transaction():
        print_ = content("open_count", place_id)
        told, _ = once(actor=actor, key=key, fingerprint=print_, act=act)
    return PlaceCount.objects.get(pk=told["count"]), bool(told["resumed"])


def _open(actor: Actor, place: Place, within: list[str], occurred_at: datetime | None) -> str:
    expected = dict(devices_at(actor, *within).values_list("pk", "place_id"))
    media = media_at(actor, *within).values_list("code", "place_id")
    expected |= {code: where for code, where in media if code}
    if len(expected) > MOST:
        raise Refused(
            "too-many", f"Plus de {MOST} appareils ici : comptez étagère par étagère.", status=422
        )
    when = moment(actor, _not_before(place, occurred_at))
    row = {
        "organisation_id": actor.organisation_id,
        "place_id": place.pk,
        "opened_at": when.occurred_at,
        "expected": expected,
        "size": len(expected),
    }
    change = Change("count", new_id(), row, new=True)
    told = {"count": change.id, "expected": len(expected)}
    tell(SubjectKind.PLACE, place.pk, "open_count", when, told, changes=[change])
    return change.id


def _not_before(place: Place, occurred_at: datetime | None) -> datetime | None:
    """Opened by a phone without network, a count begins after what was told of the place since."""
    if occurred_at is None or place.head_at is None:
        return occurred_at
    return max(occurred_at, place.head_at)


def close_count(*, actor: Actor, count_id: str) -> PlaceCount:
    """Close it for good: what was not seen stays where the journal has it, as « non vu ».

    Closing again changes nothing.
    """
    allowed(actor, "create_collection")
    with one_transaction():
        place = count_seen_by(actor, count_id).place_id
        list(Place.objects.select_for_update().filter(pk=place).values_list("pk"))
        count = PlaceCount.objects.select_for_update().get(pk=count_id)
        if count.closed_at is None:
            _close(actor, count)
    return PlaceCount.objects.get(pk=count_id)


def _close(actor: Actor, count: PlaceCount) -> None:
    stands = standing(count)
    when = moment(actor, None)
    changes = [Change("count", count.pk, {"closed_at": when.occurred_at})]
    changes += [_missing(count, code, where) for code, where in stands.missing.items()]
    tell(
        SubjectKind.PLACE,
        count.place_id,
        "close_count",
        when,
        _told(count, stands),
        changes=changes,
    )


def _missing(count: PlaceCount, code: str, where: str) -> Change:
    line = {"count_id": count.pk, "code": code, "seen_at": None, "here": True, "was_at": where}
    return Change("count_line", new_id(), line, new=True)


def _told(count: PlaceCount, stands: Standing) -> dict[str, Any]:
    return {
        "count": count.pk,
        "expected": count.size,
        "found": len(stands.found),
        "missing": sorted(stands.missing),
        "moved": sorted(code for code in stands.unexpected if code in stands.settled),
        "left": sorted(code for code in stands.unexpected if code not in stands.settled),
        "gone": sorted(stands.gone),
    }
