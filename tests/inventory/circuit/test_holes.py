"""Holes that the model or the histories found in the table, each closed and kept shut here."""

from __future__ import annotations

import pytest

from inventory.circuit import CIRCUIT
from inventory.vocabulary import Step
from tests.inventory.circuit.model.configurations import (
    distributed_with_a_foreign_disk_around,
)
from tests.inventory.circuit.model.moves import Try, attempt
from tests.inventory.circuit.model.offers_media import honest_list, seen
from tests.inventory.circuit.model.situation import (
    INSIDE,
    NOW,
    SHOP,
    STRUCTURE,
    WORKSHOP,
    Situation,
    Thing,
)
from tests.inventory.circuit.model.starts import start

GOOD = {"outcome": "proof", "method": "overwrite", "ended": NOW, "verified": True}
WITHDRAWN = Try("withdraw_proof", WORKSHOP, {"proof": "proof-m"})
SERVICE = Try("open_service", WORKSHOP, {"fault": "screen"})
OUT = Try("take_out", WORKSHOP, {"medium": "m"})


def after(situation: Situation, *tries: Try) -> Situation:
    for tried in tries:
        reached = attempt(situation, CIRCUIT[tried.operation], tried)
        assert reached is not None, f"refused: {tried}"
        situation = reached
    return situation


def refused(situation: Situation, tried: Try) -> bool:
    return attempt(situation, CIRCUIT[tried.operation], tried) is None


def erased(around: tuple[str, ...] = ()) -> Situation:
    situation = start("laptop", inside=("m",), around=around)
    return after(
        situation,
        Try("audit", WORKSHOP, honest_list(situation)),
        Try("erase", WORKSHOP, {"outcomes": [GOOD | {"medium": "m"}]}),
    )


def at_the(organisation: int, situation: Situation) -> Situation:
    role = "requester" if organisation == STRUCTURE else "supervisor"
    return after(
        situation,
        Try("transfer", WORKSHOP, {"to": organisation}),
        Try("accept_transfer", organisation, role=role),
    )


def test_a_recall_that_was_given_up_opens_again_at_the_service() -> None:
    """Else the device went back to its holder with the data of its donor, recall forgotten."""
    given_up = Try("close_recall", WORKSHOP, {"reason": "unreachable"})
    back = after(distributed_with_a_foreign_disk_around(), WITHDRAWN, given_up, SERVICE)
    assert back.device.recall_id
    assert refused(back, Try("close_service", WORKSHOP))


def test_a_medium_is_not_fitted_at_a_distributor() -> None:
    """Else a disk with anybody's data stood in a device outside."""
    there = at_the(SHOP, erased(around=("shops",)))
    assert refused(there, Try("fit", SHOP, {"new": seen(there.thing("shops"))}))


def test_a_medium_is_not_taken_out_at_a_distributor() -> None:
    """Else a disk under recall became a loose one outside, of which nothing was said."""
    there = after(at_the(SHOP, erased()), WITHDRAWN)
    assert refused(there, Try("take_out", SHOP, {"medium": "m"}))


@pytest.mark.parametrize("organisation", [STRUCTURE, SHOP])
def test_a_withdrawn_proof_recalls_what_stands_ready_elsewhere(organisation: int) -> None:
    """Its step is of the house, but the house does not have it: nothing told of it before."""
    there = after(at_the(organisation, erased()), WITHDRAWN)
    assert there.device.step == Step.AUDITED
    assert there.device.recall_id
    role = "requester" if organisation == STRUCTURE else "supervisor"
    back = after(
        there,
        Try("transfer", organisation, {"to": WORKSHOP}, role=role),
        Try("accept_transfer", WORKSHOP),
    )
    assert back.device.recall_id is None


@pytest.mark.parametrize("by", ["", "m"], ids=["by the device's code", "by its own code"])
def test_a_withdrawn_proof_tells_of_a_loose_medium_outside(by: str) -> None:
    out = after(
        erased(),
        OUT,
        Try("transfer", WORKSHOP, {"to": STRUCTURE}, medium="m"),
        Try("accept_transfer", STRUCTURE, role="requester", medium="m"),
        Try("withdraw_proof", WORKSHOP, {"proof": "proof-m"}, medium=by),
    )
    assert out.thing("m").told


def test_a_structure_does_not_take_back_from_the_bench() -> None:
    """Else a device under repair, with a foreign disk in it, passed to the structure."""
    fitted = after(
        distributed_with_a_foreign_disk_around(),
        SERVICE,
        Try("fit", WORKSHOP, {"medium": "foreign"}),
    )
    assert fitted.device.structure_id == STRUCTURE
    assert refused(fitted, Try("take_back", STRUCTURE, role="requester"))


def test_what_a_reading_showed_unlisted_is_not_given_back_to_the_donor() -> None:
    """Else a disk of another gift, put in without a word, went to this donor."""
    listed = start("laptop", inside=("m",), around=("foreign",))
    listed = after(listed, Try("audit", WORKSHOP, honest_list(listed)))
    put_in = Thing("foreign", INSIDE, frozenset({"foreign"}), record="foreign")
    reading = {"evidence": "sha", "reader": "lshw"}
    shown = [seen(listed.thing("m")), seen(put_in)]
    read = after(listed, Try("snapshot", WORKSHOP, reading | {"media": shown}, before_it=(put_in,)))
    assert refused(read, Try("return_to_donor", WORKSHOP, {"signature": "signé"}))


def test_a_proof_withdrawn_while_the_disk_is_out_keeps_it_from_going_back() -> None:
    """Else the holder's disk, refitted as theirs, carried the donor's data back unrecalled."""
    back = after(
        distributed_with_a_foreign_disk_around(),
        SERVICE,
        OUT,
        WITHDRAWN,
        Try("fit", WORKSHOP, {"medium": "m"}),
    )
    assert refused(back, Try("close_service", WORKSHOP))


def test_a_recall_is_not_closed_by_erasing_something_else() -> None:
    """Else: the recalled disk taken out, another one erased, the recall closed, it went back."""
    back = after(
        distributed_with_a_foreign_disk_around(),
        SERVICE,
        WITHDRAWN,
        OUT,
        Try("fit", WORKSHOP, {"medium": "foreign"}),
        Try("erase", WORKSHOP, {"outcomes": [GOOD | {"medium": "foreign"}]}),
        Try("fit", WORKSHOP, {"medium": "m"}),
    )
    assert refused(back, Try("close_service", WORKSHOP))
