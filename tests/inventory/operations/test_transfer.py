"""Proposer, accepter, annuler un transfert: checked at the offer and at the acceptance."""

from __future__ import annotations

from typing import Any

import pytest

from filiere.network.actor import Actor
from filiere.network.models import Organisation
from inventory.models import Hold, Transfer
from tests.inventory import factories as make
from tests.inventory.factories import Cast
from tests.inventory.workbench import Bench


def given(scan: Any, code: str, to: Organisation, who: Actor | None = None) -> Actor:
    """Offered and accepted; somebody of the taker."""
    taker = make.actor(to)
    scan("transfer", code, who, to=to.pk)
    scan("accept_transfer", code, taker)
    return taker


@pytest.mark.parametrize("step", ["collected", "audited", "erased", "in_repair", "ready"])
def test_an_accepted_transfer_gives_custody_and_keeps_the_step(
    step: str, cast: Cast, bench: Bench, scan: Any, the: Any
) -> None:
    code = bench.laptop(step)
    given(scan, code, cast.point)
    device = the(code)
    assert (device.step, device.cycle, device.custodian_id) == (step, 1, cast.point.pk)
    assert (device.offer_id, device.offer_to_id) == (None, None)
    assert Transfer.objects.get(device=code).outcome == "accepted"


def test_an_offer_alone_changes_no_custody(
    cast: Cast, audited_laptop: str, scan: Any, the: Any
) -> None:
    scan("transfer", audited_laptop, to=cast.other_workshop.pk)
    device = the(audited_laptop)
    assert (device.custodian_id, device.offer_to_id) == (
        cast.workshop.pk,
        cast.other_workshop.pk,
    )


@pytest.mark.parametrize("to", ["distributor", "structure", "mediation"])
def test_what_holds_data_goes_only_to_a_collection_point_or_a_workshop(
    to: str, cast: Cast, audited_laptop: str, refused: Any
) -> None:
    said = refused("transfer", audited_laptop, to=getattr(cast, to).pk)
    assert said.code == "not-clear"


@pytest.mark.parametrize("to", ["distributor", "structure", "mediation"])
def test_a_clear_device_goes_further(
    to: str, cast: Cast, ready_laptop: str, scan: Any, the: Any
) -> None:
    taker = getattr(cast, to)
    given(scan, ready_laptop, taker)
    assert the(ready_laptop).custodian_id == taker.pk


@pytest.mark.parametrize(
    ("to", "code"),
    [("recycler", "recycler-by-removal"), ("donor", "target-kind"), ("steering", "target-kind")],
)
def test_nobody_else_receives_by_transfer(
    to: str, code: str, cast: Cast, ready_laptop: str, refused: Any
) -> None:
    assert refused("transfer", ready_laptop, to=getattr(cast, to).pk).code == code


def test_the_offer_is_checked_again_when_it_is_accepted(
    cast: Cast, ready_laptop: str, scan: Any, refused: Any
) -> None:
    """A reading joined since shows a disk that nobody listed."""
    scan("transfer", ready_laptop, to=cast.structure.pk)
    shown = [make.disk(), make.disk("hdd")]
    scan("snapshot", ready_laptop, evidence="f" * 64, reader="lshw", media=shown)
    taker = make.actor(cast.structure, "requester")
    assert refused("accept_transfer", ready_laptop, taker).code == "not-clear"


def test_an_unknown_closed_or_own_organisation_receives_nothing(
    cast: Cast, ready_laptop: str, refused: Any
) -> None:
    Organisation.objects.filter(pk=cast.point.pk).update(active=False)
    assert refused("transfer", ready_laptop, to=cast.point.pk).code == "unknown-target"
    assert refused("transfer", ready_laptop, to=999_999).code == "unknown-target"
    assert refused("transfer", ready_laptop, to=cast.workshop.pk).code == "target-is-self"


def test_one_offer_at_a_time(cast: Cast, ready_laptop: str, scan: Any, refused: Any) -> None:
    scan("transfer", ready_laptop, to=cast.point.pk)
    assert refused("transfer", ready_laptop, to=cast.other_workshop.pk).code == "offer-pending"


def test_only_the_target_accepts(cast: Cast, ready_laptop: str, scan: Any, refused: Any) -> None:
    scan("transfer", ready_laptop, to=cast.point.pk)
    assert refused("accept_transfer", ready_laptop).code == "no-offer"
    stranger = make.actor(cast.other_workshop)
    assert refused("accept_transfer", ready_laptop, stranger).code == "not-in-custody"


@pytest.mark.parametrize("who", ["workshop", "point"])
def test_both_sides_may_cancel_an_offer(
    who: str, cast: Cast, ready_laptop: str, scan: Any, the: Any
) -> None:
    scan("transfer", ready_laptop, to=cast.point.pk)
    scan("cancel_transfer", ready_laptop, make.actor(getattr(cast, who)))
    assert the(ready_laptop).offer_to_id is None
    assert Transfer.objects.get(device=ready_laptop).outcome == "cancelled"


def test_nobody_else_cancels_an_offer(
    cast: Cast, ready_laptop: str, scan: Any, refused: Any
) -> None:
    scan("transfer", ready_laptop, to=cast.point.pk)
    stranger = make.actor(cast.other_workshop)
    assert refused("cancel_transfer", ready_laptop, stranger).code == "not-in-custody"


def test_a_pending_offer_lets_only_rows_without_step_happen(
    cast: Cast, ready_laptop: str, scan: Any, refused: Any, supervisor: Actor
) -> None:
    scan("transfer", ready_laptop, to=cast.point.pk)
    scan("weigh", ready_laptop, grams=1900)
    scan("move", ready_laptop, place=make.place(cast.workshop).pk)
    line = make.request_line(cast.structure)
    for operation, told in [
        ("audit", {"grade": "A"}),
        ("hold", {"reason": "other", "waiting_for": "workshop"}),
        ("reserve", {"line": line.pk}),
        ("open_repair", {"fault": "screen"}),
        ("recycle", {"reason": "broken"}),
        ("cede", {"taker": "X"}),
        ("return_to_donor", {"signature": "signé"}),
    ]:
        assert refused(operation, ready_laptop, supervisor, **told).code == "offer-pending"


def test_a_withdrawn_proof_cancels_the_offer(
    cast: Cast, ready_laptop: str, scan: Any, the: Any, proof_of: Any, supervisor: Actor
) -> None:
    scan("transfer", ready_laptop, to=cast.structure.pk)
    scan("withdraw_proof", ready_laptop, supervisor, proof=proof_of(ready_laptop).pk)
    assert (the(ready_laptop).offer_to_id, the(ready_laptop).step) == (None, "audited")


def test_a_device_from_a_structure_opens_a_new_cycle(
    cast: Cast, ready_laptop: str, scan: Any, the: Any, medium_of: Any
) -> None:
    given(scan, ready_laptop, cast.structure)
    requester = make.actor(cast.structure, "requester")
    scan("transfer", ready_laptop, requester, to=cast.workshop.pk)
    scan("accept_transfer", ready_laptop)
    device, medium = the(ready_laptop), medium_of(ready_laptop)
    assert (device.step, device.cycle, device.statement) == ("collected", 2, "")
    assert (medium.exposure, medium.proof_id) == (2, None)


def test_a_wait_ends_when_the_device_comes_from_a_structure(
    cast: Cast, ready_laptop: str, scan: Any, the: Any
) -> None:
    scan("hold", ready_laptop, reason="decision", waiting_for="structure")
    given(scan, ready_laptop, cast.structure)
    scan("transfer", ready_laptop, make.actor(cast.structure), to=cast.workshop.pk)
    scan("accept_transfer", ready_laptop)
    assert the(ready_laptop).hold_id is None
    assert Hold.objects.get(device=ready_laptop).closed_at


def test_a_structure_transfers_only_to_a_workshop_or_a_collection_point(
    cast: Cast, ready_laptop: str, scan: Any, refused: Any
) -> None:
    given(scan, ready_laptop, cast.structure)
    theirs = make.actor(cast.structure, "requester")
    for to in (cast.mediation, cast.distributor):
        assert refused("transfer", ready_laptop, theirs, to=to.pk).code == "target-kind"


def test_a_structure_does_nothing_else_with_what_it_holds(
    cast: Cast, ready_laptop: str, scan: Any, refused: Any
) -> None:
    given(scan, ready_laptop, cast.structure)
    theirs = make.actor(cast.structure, "supervisor")
    line = make.request_line(cast.structure)
    for operation, told in [
        ("audit", {"grade": "A"}),
        ("reserve", {"line": line.pk}),
        ("open_repair", {"fault": "screen"}),
        ("recycle", {"reason": "broken"}),
        ("cede", {"taker": "X"}),
        ("hold", {"reason": "other", "waiting_for": "workshop"}),
    ]:
        said = refused(operation, ready_laptop, theirs, **told)
        assert said.code == "not-in-a-workshop" and "transfer" in said.suggest
    scan("count", ready_laptop, theirs)
    scan("declare_lost", ready_laptop, theirs, kind="loss")


def test_a_clean_loose_disk_goes_further_and_another_one_does_not(
    cast: Cast, bench: Bench, scan: Any, refused: Any
) -> None:
    unclean = bench.loose_disk(erased=False)
    assert refused("transfer", unclean.code, to=cast.structure.pk).code == "not-clear"
    given(scan, unclean.code, cast.point)
    unclean.refresh_from_db()
    assert unclean.custodian_id == cast.point.pk
    given(scan, bench.loose_disk().code, cast.structure)


def test_a_loose_disk_from_a_structure_may_have_been_written_on(
    cast: Cast, bench: Bench, scan: Any
) -> None:
    disk = bench.loose_disk()
    theirs = given(scan, disk.code, cast.structure)
    given(scan, disk.code, cast.workshop, theirs)
    disk.refresh_from_db()
    assert (disk.exposure, disk.proof_id, disk.custodian_id) == (2, None, cast.workshop.pk)


def test_a_loose_disk_whose_proof_is_withdrawn_is_no_longer_on_offer(
    cast: Cast, bench: Bench, scan: Any, refused: Any, supervisor: Actor
) -> None:
    disk = bench.loose_disk()
    scan("transfer", disk.code, to=cast.structure.pk)
    scan("withdraw_proof", disk.code, supervisor, proof=disk.proof_id)
    disk.refresh_from_db()
    assert disk.offer_to_id is None
    taker = make.actor(cast.structure)
    assert refused("accept_transfer", disk.code, taker).code == "not-in-custody"


def test_an_offered_loose_disk_waits_for_its_answer(
    cast: Cast, bench: Bench, scan: Any, refused: Any
) -> None:
    disk = bench.loose_disk()
    scan("transfer", disk.code, to=cast.point.pk)
    told = {"outcomes": [{"medium": disk.pk, "outcome": "failed"}]}
    assert refused("erase", disk.code, **told).code == "offer-pending"
    assert refused("destroy", disk.code, method="shred").code == "offer-pending"
    scan("cancel_transfer", disk.code)
    scan("destroy", disk.code, method="shred")
