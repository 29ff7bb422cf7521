"""What happens between two scans, whatever the record says: people use what they have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from inventory.vocabulary import MediumStatus, Step
from tests.inventory.circuit.model.situation import (
    AWAY,
    DONOR,
    INSIDE,
    STRUCTURE,
    Situation,
    Thing,
)


def people_write(situation: Situation) -> Iterator[tuple[str, Situation]]:
    """Whoever has the device writes on all that is in it; so does who has a loose disk.

    A shop keeps what it distributes in its box.
    """
    if who := _writer(situation):
        things = tuple(_written(t, who) if t.place == INSIDE else t for t in situation.things)
        yield f"{who} writes", replace(situation, things=things)
    for medium in situation.media:
        thing = situation.thing_of(medium.id)
        theirs = medium.status == MediumStatus.LOOSE and medium.custodian_id == STRUCTURE
        if theirs and thing is not None:
            yield (
                f"structure writes on {thing.name}",
                situation.with_thing(_written(thing, "structure")),
            )


def _writer(situation: Situation) -> str:
    device = situation.device
    if device.step in (Step.VOID, Step.LOST, Step.RECYCLED, Step.IN_SERVICE):
        return ""
    if device.custodian_id is None or device.step == Step.DISTRIBUTED:
        return "holder"
    return {STRUCTURE: "structure", DONOR: "donor"}.get(device.custodian_id, "")


def _written(thing: Thing, who: str) -> Thing:
    return replace(thing, data=thing.data | {who})


def holder_changes_disks(situation: Situation) -> Iterator[tuple[str, Situation]]:
    """A holder takes a disk out, or puts in one that never went through the house."""
    yield from people_write(situation)
    if situation.device.step != Step.DISTRIBUTED:
        return
    for thing in situation.things:
        if thing.place == INSIDE:
            yield f"holder keeps {thing.name}", situation.with_thing(replace(thing, place=AWAY))
        elif thing.place == AWAY and thing.name == "own" and not thing.record:
            put_in = replace(thing, place=INSIDE, data=frozenset({"holder"}))
            yield f"holder puts {thing.name} in", situation.with_thing(put_in)
