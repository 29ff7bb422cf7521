"""What must be so in every situation, and on every way from one to the next."""

from __future__ import annotations

from inventory.promise import clear
from inventory.vocabulary import STANDING, MediumStatus, Step
from tests.inventory.circuit.model.moves import Try
from tests.inventory.circuit.model.situation import (
    HOUSE,
    Situation,
    holder,
)

ENTERED_CLEAR = frozenset(
    {
        Step.READY,
        Step.RESERVED,
        Step.DELIVERED,
        Step.DISMANTLED,
        Step.CEDED,
    }
)


def wrong_here(situation: Situation) -> str:
    """Why this situation may not be; nothing when it may."""
    device = situation.device
    if device.step in STANDING and not clear(device, situation.fitted):
        return f"{device.step} and not clear"
    if device.step == Step.DISMANTLED and situation.inside:
        return "dismantled with a medium left inside"
    ordered = device.removed and device.to_destroy and device.order_ref
    if holder(device) and not situation.told and not ordered:
        for thing in situation.inside:
            if strangers := thing.data - allowed(situation):
                return f"outside with data of {sorted(strangers)} on {thing.name}"
    return _wrong_loose(situation)


def allowed(situation: Situation) -> frozenset[str]:
    """Whose data may be where the device is: those of who has it."""
    device = situation.device
    if device.custodian_id is None:
        return frozenset({"holder"})
    if device.step == Step.RETURNED:
        return frozenset({"donor"})
    own = {"holder"} if device.holder == "structure" else set()
    return frozenset({"structure"} | own) if holder(device) == "org 3" else frozenset(own)


def _wrong_loose(situation: Situation) -> str:
    for medium in situation.media:
        thing = situation.thing_of(medium.id)
        outside = medium.custodian_id not in HOUSE
        if medium.status != MediumStatus.LOOSE or thing is None or not outside or thing.told:
            continue
        if strangers := thing.data - {"structure"}:
            return f"{medium.id} loose outside with data of {sorted(strangers)}"
    return ""


def wrong_way(before: Situation, tried: Try, after: Situation) -> str:
    """Why this operation may not lead there."""
    old, new = before.device, after.device
    entered = new.step if new.step != old.step else ""
    was_clear = clear(old, before.fitted)
    if entered in ENTERED_CLEAR and not (was_clear or clear(new, after.fitted)):
        return f"entered {new.step} not clear"
    if tried.operation == "hand_over" and not was_clear:
        return "handed over not clear"
    if entered == Step.RECYCLED and not new.to_destroy and not was_clear:
        return "recycled neither clear nor to destroy"
    if tried.operation == "audit" and tried.honest and new.statement:
        return _unrecorded(after)
    if tried.operation == "fit" and new.step in STANDING:
        return _unrecorded(after)
    return ""


def _unrecorded(situation: Situation) -> str:
    """After a list, the record and the truth name the same things in the device."""
    really = {thing.record or thing.name for thing in situation.inside}
    said = {medium.id for medium in situation.fitted}
    return "" if really == said else f"recorded {sorted(said)}, really {sorted(really)}"
