"""What is tried on media: lists, readings, erasures, disks that change place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from inventory.state import MediumState
from inventory.vocabulary import HANDHELD, SOLDERED, MediumStatus
from tests.inventory.circuit.model.moves import Try, kind_of, serial
from tests.inventory.circuit.model.situation import (
    BEFORE,
    HOUSE,
    INSIDE,
    NOW,
    Situation,
    Thing,
    at,
)

SUSPECT = (MediumStatus.LOST, MediumStatus.ABSENT, MediumStatus.DESTROYED)


def media_tries(situation: Situation, who: int, *, hands: bool) -> Iterator[Try]:
    """All of it, by who has the device."""
    yield from _audits(situation, who)
    if hands:
        yield from _hands_and_audits(situation, who)
    yield Try("snapshot", who, _reading(situation))
    inside = {thing.record for thing in situation.inside}
    for medium in situation.fitted:
        if medium.id in inside:
            yield from erase_tries(medium, who)
            yield Try("take_out", who, {"medium": medium.id})
    yield from _fits(situation, who)


def seen(thing: Thing) -> dict[str, Any]:
    told = {"kind": kind_of(thing.name), "size_gb": 256}
    return told | ({"serial": serial(thing.name)} if serial(thing.name) else {})


def _reading(situation: Situation) -> dict[str, Any]:
    told = [seen(thing) for thing in situation.inside]
    return {"evidence": "sha", "reader": "lshw", "media": told}


def honest_list(situation: Situation) -> dict[str, Any]:
    """Exactly what is there; what was known and is not there is said absent."""
    device, inside = situation.device, situation.inside
    here = {thing.record for thing in inside}
    told: dict[str, Any] = {"absent": [m.id for m in situation.fitted if m.id not in here]}
    handheld = device.kind in HANDHELD
    if inside or device.ever_listed or handheld:
        told["media"] = [seen(thing) for thing in inside]
    else:
        told["no_storage"] = True
    if handheld:
        sim = any(thing.name == "sim" for thing in inside)
        told["slots"] = {"sim": "listed" if sim else "empty", "card": "empty"}
    return told


def _audits(situation: Situation, who: int) -> Iterator[Try]:
    device, told = situation.device, honest_list(situation)
    yield Try("audit", who, told)
    yield Try("audit", who, {"grade": "B"})
    if device.unlisted_media:
        yield Try("audit", who, told | {"evidence": "sha"})
    handheld = device.kind in HANDHELD
    if handheld or device.ever_listed or device.snapshot_media:
        yield Try("audit", who, {"no_storage": True, "slots": told.get("slots")})
    for medium in situation.fitted:
        others = [t for t in situation.inside if t.record != medium.id]
        yield Try("audit", who, told | {"media": [seen(thing) for thing in others]})
        absent = {"media": [seen(thing) for thing in others], "absent": [medium.id]}
        yield Try("audit", who, told | absent, role="operator")
    if handheld:
        yield Try("audit", who, {key: told[key] for key in ("media", "absent")})
        memory = [item for item in told["media"] if item["kind"] != "sim"]
        if len(memory) < len(told["media"]):
            yield Try("audit", who, told | {"media": memory})


def _hands_and_audits(situation: Situation, who: int) -> Iterator[Try]:
    """A disk put in, taken out or exchanged without a word; then a list, or a reading.

    Only where devices are opened: a shop has no bench. What is put in before the first list
    looks as if the donor had left it.
    """
    device = situation.device
    listed = bool(device.statement) or device.ever_listed
    if device.kind in HANDHELD or who not in HOUSE or not listed:
        return
    benched = [t for t in situation.things if t.place == at(who)]
    inside = [t for t in situation.inside if kind_of(t.name) == "ssd"]
    for thing in benched:
        put_in = replace(thing, place=INSIDE)
        later = situation.with_thing(put_in)
        if situation.device.statement:
            yield Try("snapshot", who, _reading(later), before_it=(put_in,))
        yield Try("audit", who, honest_list(later), before_it=(put_in,))
        if _suspect(situation, thing):
            told = honest_list(later)
            items = [i | {"distinct": i["serial"] == serial(thing.name)} for i in told["media"]]
            yield Try("audit", who, told | {"media": items}, before_it=(put_in,))
        for other in inside:
            out = replace(other, place=at(who))
            yield from _exchanged(later.with_thing(out), who, other, (put_in, out))
    for thing in inside:
        out = replace(thing, place=at(who))
        later = situation.with_thing(out)
        evidence = {"evidence": "sha"} if situation.device.unlisted_media else {}
        yield Try("audit", who, honest_list(later) | evidence, before_it=(out,))


def _exchanged(later: Situation, who: int, gone: Thing, hands: tuple[Thing, ...]) -> Iterator[Try]:
    """The disk that came is listed; as the one that went; or beside it."""
    told = honest_list(later)
    yield Try("audit", who, told, before_it=hands)
    yield Try("audit", who, told | {"absent": []}, before_it=hands)
    if gone.record:
        as_gone = [item | {"id": gone.record} for item in told["media"][:1]]
        yield Try("audit", who, {"media": as_gone}, before_it=hands)


def _suspect(situation: Situation, thing: Thing) -> bool:
    known = [m for m in situation.media if m.id == thing.record]
    return any(m.failed or m.status in SUSPECT for m in known)


def erase_tries(medium: MediumState, who: int) -> Iterator[Try]:
    """A good proof, one of before, one not verified, a failure; a SIM is only destroyed."""
    named: dict[str, Any] = {"medium": medium.id}
    yield _outcome(who, named | {"outcome": "destroyed", "method": "shredding", "slip": "D-1"})
    if not medium.failed:
        yield _outcome(who, named | {"outcome": "failed"})
    if medium.kind == "sim":
        return
    proof = named | {"outcome": "proof", "method": "overwrite", "ended": NOW, "verified": True}
    yield _outcome(who, proof)
    yield replace(_outcome(who, proof | {"ended": BEFORE}), honest=False)
    yield replace(_outcome(who, proof | {"verified": False}), honest=False)


def _outcome(who: int, outcome: dict[str, Any]) -> Try:
    return Try("erase", who, {"outcomes": [outcome], "consent": "oui"})


def _fits(situation: Situation, who: int) -> Iterator[Try]:
    for medium in situation.media:
        if medium.status == MediumStatus.LOOSE and medium.kind not in SOLDERED:
            yield Try("fit", who, {"medium": medium.id})
    for thing in situation.things:
        if thing.place == at(who) and kind_of(thing.name) == "ssd":
            yield Try("fit", who, {"new": seen(thing)})
