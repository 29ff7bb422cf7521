"""One situation of the explicit-state model: the record, and beside it the truth.

The record is made of the very values that ``inventory.decide`` sees. What does not change an
answer is made alike: dates are all one moment, ids say only whether something is open,
exposures count *first* or *later*, cycles *first* or *later*. So there are finitely many.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from inventory import function_tests
from inventory.state import DeviceState, MediumState
from inventory.vocabulary import IN_HOUSE, MediumStatus, Step

NOW = datetime(2026, 3, 1, tzinfo=UTC)
BEFORE = NOW - timedelta(days=1)
"""All happens now; an exposure begins now; a proof may be of now or of before."""
CODE = "7KQ2MDX44"
WORKSHOP, POINT, STRUCTURE, SHOP, DONOR, RECYCLER = 1, 2, 3, 4, 5, 6
KINDS = {
    WORKSHOP: "workshop",
    POINT: "collection_point",
    STRUCTURE: "social_structure",
    SHOP: "distributor",
    DONOR: "donor",
    RECYCLER: "recycler",
}
HOUSE = frozenset({WORKSHOP, POINT})
INSIDE, GONE, AWAY = "inside", "gone", "away"
"""Where a thing may be, besides ``at <organisation>``."""
OPEN = "open"


class Frozen(dict[str, Any]):
    """A mapping that never changes here, so that a situation can be looked up."""

    def __hash__(self) -> int:  # type: ignore[override]
        return len(self)


TESTED = {
    kind: Frozen({test.key: "pass" for test in function_tests.required(kind)})
    for kind in ("laptop", "smartphone", "monitor")
}
NOTHING = Frozen()
IDS = ("hold_id", "repair_id", "reservation_id", "offer_id", "recall_id", "pallet_id")


@dataclass(frozen=True, slots=True)
class Thing:
    """A physical medium: where it really is, whose data really lie on it.

    ``hidden`` is what its last proof took away, and comes out when that proof is withdrawn;
    ``proof`` says whether that proof answers the present exposure (*now*) or one before
    (*old*). ``bad``: an erasure failed once, none will ever work. ``told``: its being outside
    with data is known, an incident is open.
    """

    name: str
    place: str
    data: frozenset[str]
    hidden: frozenset[str] = frozenset()
    proof: str = ""
    bad: bool = False
    record: str = ""
    told: bool = False


@dataclass(frozen=True, slots=True)
class Situation:
    """``gave_up``: a recall was closed in this cycle, the data still out. ``told``: whoever has
    the device now has data of others on it, and the house knows.
    """

    device: DeviceState
    media: tuple[MediumState, ...]
    things: tuple[Thing, ...]
    gave_up: bool = False
    told: bool = False

    def medium(self, key: str) -> MediumState:
        return next(m for m in self.media if m.id == key)

    def thing(self, name: str) -> Thing:
        return next(t for t in self.things if t.name == name)

    def thing_of(self, medium: str) -> Thing | None:
        return next((t for t in self.things if t.record == medium), None)

    @property
    def fitted(self) -> tuple[MediumState, ...]:
        return tuple(m for m in self.media if m.device_id == CODE)

    @property
    def inside(self) -> tuple[Thing, ...]:
        return tuple(t for t in self.things if t.place == INSIDE)

    def with_thing(self, thing: Thing) -> Situation:
        things = tuple(thing if t.name == thing.name else t for t in self.things)
        return replace(self, things=things)


def holder(device: DeviceState) -> str:
    """Who has it outside; nothing in a workshop, in a point, or where nobody knows."""
    if device.step in (Step.LOST, Step.VOID) or device.custodian_id in HOUSE:
        return ""
    return f"org {device.custodian_id}" if device.custodian_id else "person"


def at(organisation: int | None) -> str:
    return f"at {organisation}"


def canonical_device(columns: dict[str, Any]) -> DeviceState:
    """The same device with what does not matter made alike."""
    told = columns | {name: OPEN if columns[name] else None for name in IDS}
    told |= {
        "cycle": min(columns["cycle"], 2),
        "cycle_opened_at": NOW,
        "service_id": "now" if columns["service_id"] else None,
        "order_ref": "order" if columns["order_ref"] else "",
        "released_by_id": WORKSHOP,
        "unlisted_media": min(columns["unlisted_media"], 1),
        "tests": TESTED[columns["kind"]],
        "blocking": (),
        "grade": "B",
        "system": "Debian",
        "accessories": (),
        "capabilities": NOTHING,
        "place_id": None,
        "legal_status": "product",
    }
    return DeviceState(**(told | _without_effect(told)))


def _without_effect(told: dict[str, Any]) -> dict[str, Any]:
    """What nothing looks at any more before the next cycle blanks it."""
    blank: dict[str, Any] = {}
    if told["ever_listed"] or told["step"] not in IN_HOUSE:
        blank["snapshot_media"] = False
    if told["step"] in (Step.LOST, Step.RETURNED, Step.CEDED) or told["removed"]:
        blank |= {"statement": "", "slot_sim": "", "slot_card": "", "unlisted_media": 0}
    if told["step"] == Step.LOST:
        blank |= {"structure_id": None, "holder": "", "custodian_id": WORKSHOP}
    return blank


@cache
def canonical_medium(medium: MediumState, service: str | None) -> MediumState:
    """``service`` is the id of the service that is open, before it was made alike."""
    if medium.status == MediumStatus.DESTROYED:
        return _destroyed(medium)
    theirs = bool(service) and medium.holder_service == service
    first = medium.exposure == 1 and medium.origin_code == CODE
    return replace(
        medium,
        exposure=1 if first else 2,
        exposed_at=NOW,
        holder_service="now" if theirs else "",
        proof_id=f"proof-{medium.id}" if medium.proof_id else None,
        version=0,
        place_id=None,
        last_code=CODE if medium.last_code == CODE else "",
    )


def _destroyed(medium: MediumState) -> MediumState:
    """It keeps nothing but its number."""
    return MediumState(
        id=medium.id,
        kind=medium.kind,
        status=medium.status,
        serial=medium.serial,
        serial_key=medium.serial_key,
        last_code=CODE,
    )


COLUMNS = tuple(item.name for item in fields(DeviceState))


def columns_of(device: DeviceState) -> dict[str, Any]:
    return {name: getattr(device, name) for name in COLUMNS}
