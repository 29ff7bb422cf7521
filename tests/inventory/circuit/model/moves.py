"""One accepted scan of the model: what it does to the record, and really.

``Try`` is an attempt: a row, who, its data. ``before_it`` is what hands did without a word just
before, and undo again when the scan is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count
from typing import Any

from filiere.network.actor import Actor
from inventory.decide import Decision, decide
from inventory.refusals import Refused
from inventory.row import Row
from inventory.state import Change, MediumState, World, known_columns
from inventory.vocabulary import MediumStatus
from tests.inventory.circuit.model.facts import facts
from tests.inventory.circuit.model.situation import (
    GONE,
    HOUSE,
    INSIDE,
    KINDS,
    NOW,
    Situation,
    Thing,
    at,
    canonical_device,
    canonical_medium,
    columns_of,
    holder,
)

OLD = frozenset({"somebody before"})
NEW_CYCLE = frozenset({"take_back", "reinstate", "find", "accept_transfer"})


@dataclass(frozen=True, slots=True)
class Try:
    operation: str
    who: int
    data: Mapping[str, Any] = field(default_factory=dict)
    role: str = "supervisor"
    medium: str = ""
    honest: bool = True
    before_it: tuple[Thing, ...] = ()

    def __str__(self) -> str:
        on = f" of {self.medium}" if self.medium else ""
        hands = f" after {[(t.name, t.place) for t in self.before_it]}" if self.before_it else ""
        return f"{self.operation}{on} by {KINDS[self.who]} {self.role} {dict(self.data)}{hands}"


@cache
def actor(who: int, role: str) -> Actor:
    return Actor("user", who, who, None, who, KINDS[who], role, KINDS[who])


_DATA: dict[str, Any] = {}


def parsed(row: Row, data: Mapping[str, Any]) -> Any:
    key = f"{row.name} {data}"
    if key not in _DATA:
        _DATA[key] = row.data.model_validate(data)
    return _DATA[key]


def attempt(situation: Situation, row: Row, tried: Try) -> Situation | None:
    """The situation afterwards; None when it is refused."""
    for thing in tried.before_it:
        situation = situation.with_thing(thing)
    data = parsed(row, tried.data)
    world = world_of(situation, row, tried, data)
    try:
        decision = decide(world, row, data)
    except Refused:
        return None
    return after(situation, tried, decision)


def world_of(situation: Situation, row: Row, tried: Try, data: Any) -> World:
    """What ``inventory.world`` would read: the device and its media, and what facts bring."""
    numbers = count()
    known, also, proofs = facts(situation, row, tried, data)
    if tried.medium:
        device, media = None, (situation.medium(tried.medium),)
    else:
        device, media = situation.device, situation.fitted
    there = {m.id for m in media}
    return World(
        who=actor(tried.who, tried.role),
        at=NOW,
        now=NOW,
        device=device,
        media=media + tuple(m for m in also if m.id not in there),
        proofs=proofs,
        facts=known,
        ids=lambda: f"new-{next(numbers)}",
    )


def after(situation: Situation, tried: Try, decision: Decision) -> Situation:
    """Record, then truth, then what they are to each other."""
    told: dict[str, Any] = {}
    media = {medium.id: medium for medium in situation.media}
    for change in decision.changes:
        if change.table == "device":
            told |= change.set
        elif change.table == "medium":
            _say(media, change)
    before = situation.device
    service = told.get("service_id", before.service_id)
    opened = told.get("cycle", before.cycle) > before.cycle
    device = before
    if any(getattr(before, name) != value for name, value in told.items()):
        device = canonical_device(columns_of(before) | told)
    named = sorted(_named(media.values(), situation), key=lambda m: m.id)
    seen = tuple(canonical_medium(medium, service) for medium in named)
    incident = any(change.table == "incident" for change in decision.changes)
    found = replace(situation, device=device, media=seen)
    found = replace(found, things=tuple(_really(situation, found, t, tried) for t in found.things))
    return _aftermath(situation, found, tried, incident=incident, opened=opened)


def _say(media: dict[str, MediumState], change: Change) -> None:
    known = known_columns(MediumState, change.set)
    if change.new:
        media[change.id] = MediumState(id=change.id, **known)
    else:
        media[change.id] = replace(media[change.id], **known)


def _named(media: Any, situation: Situation) -> list[MediumState]:
    """A new row takes the name of the thing it is about: the same story, the same situation."""
    found, taken = [], {medium.id for medium in situation.media}
    for medium in media:
        if not medium.id.startswith("new-"):
            found.append(medium)
            continue
        name = _thing_meant(situation, medium)
        key = next(k for k in (name, f"{name}_2", f"{name}_3", medium.id) if k not in taken)
        taken.add(key)
        found.append(replace(medium, id=key))
    return found


def _thing_meant(situation: Situation, medium: MediumState) -> str:
    """The thing of this serial; without one, of this kind inside."""
    for thing in situation.things:
        if medium.serial and medium.serial == serial(thing.name):
            return thing.name
    inside = [t.name for t in situation.inside if kind_of(t.name) == medium.kind]
    return inside[0] if inside else medium.kind


def kind_of(name: str) -> str:
    return {"emmc": "emmc", "sim": "sim"}.get(name, "ssd")


def serial(name: str) -> str:
    """Disks have their number printed on them; what is soldered and cards have none."""
    return "" if name in ("emmc", "sim") else f"SN-{name.upper()}-77"


def _really(before: Situation, found: Situation, thing: Thing, tried: Try) -> Thing:
    """What the operation did to this thing."""
    for medium in found.media:
        if medium.id.partition("_")[0] == thing.name and medium.id not in {
            m.id for m in before.media
        }:
            thing = replace(thing, record=medium.id)
            if tried.operation == "fit":
                thing = replace(thing, place=INSIDE)
    if not thing.record:
        return thing
    if tried.data.get("proof") == f"proof-{thing.record}":
        return replace(thing, data=thing.data | thing.hidden, hidden=frozenset(), proof="")
    was = next((m for m in before.media if m.id == thing.record), None)
    now = found.medium(thing.record)
    if was is None or was == now:
        return thing
    thing = _moved(thing, was, now, tried)
    if tried.operation == "erase":
        thing = _erased(thing, was, now, tried)
    if was.proof_id and not now.proof_id and thing.proof == "now":
        thing = replace(thing, proof="old")
    return thing


def _moved(thing: Thing, was: MediumState, now: MediumState, tried: Try) -> Thing:
    if now.status == MediumStatus.DESTROYED:
        return Thing(thing.name, GONE, frozenset(), record=thing.record)
    if tried.operation in ("take_out", "accept_transfer", "find") and not now.device_id:
        return replace(thing, place=at(now.custodian_id))
    if tried.operation == "fit" and now.device_id and not was.device_id:
        return replace(thing, place=INSIDE)
    return thing


def _erased(thing: Thing, was: MediumState, now: MediumState, tried: Try) -> Thing:
    """The tool runs on what is really there; an honest proof of a sound disk is so."""
    if now.failed and not was.failed:
        return replace(thing, bad=True, hidden=frozenset(), proof="")
    if not now.proof_id:
        return thing
    if not tried.honest or thing.bad:
        return replace(thing, proof="now", hidden=frozenset())
    return replace(thing, proof="now", hidden=thing.data, data=frozenset())


def _aftermath(
    before: Situation, found: Situation, tried: Try, *, incident: bool, opened: bool
) -> Situation:
    """Who knows what; a cycle that opens makes the last holder somebody before."""
    told = False
    was, now = holder(before.device), holder(found.device)
    if now and was and tried.operation in ("take_back", "accept_transfer"):
        told = True
    elif now and now == was:
        told = before.told or bool(found.device.recall_id)
    gave_up = (before.gave_up or tried.operation == "close_recall") and not opened
    things = found.things
    if opened:
        things = tuple(_of_before(thing) for thing in things)
    if tried.operation == "hand_over" and found.device.holder == "structure":
        things = tuple(_renamed(thing, "structure", "holder") for thing in things)
    about = tried.medium or tried.data.get("proof", "").removeprefix("proof-")
    things = tuple(_told_loose(t, found, about, incident=incident) for t in things)
    return replace(found, things=things, told=told, gave_up=gave_up)


def _of_before(thing: Thing) -> Thing:
    """Everybody who wrote on it until now is somebody before, unless it lies outside."""
    if thing.place.startswith("at ") and int(thing.place[3:]) not in HOUSE:
        return thing
    return replace(
        thing,
        data=OLD if thing.data else frozenset(),
        hidden=OLD if thing.hidden else frozenset(),
    )


def _renamed(thing: Thing, old: str, new: str) -> Thing:
    if thing.place != INSIDE or old not in thing.data:
        return thing
    return replace(thing, data=(thing.data - {old}) | {new})


def _told_loose(thing: Thing, found: Situation, about: str, *, incident: bool) -> Thing:
    """An incident tells of a loose medium outside; it is forgotten once back."""
    if not thing.record or thing.place == INSIDE:
        return replace(thing, told=False)
    outside = found.medium(thing.record).custodian_id not in HOUSE
    return replace(thing, told=outside and (thing.told or (incident and thing.record == about)))
