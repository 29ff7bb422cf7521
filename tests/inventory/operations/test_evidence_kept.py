"""Joindre un relevé, clore un rappel: what a tool showed, and what will not come back."""

from __future__ import annotations

from typing import Any

from filiere.network.actor import Actor
from inventory.models import Incident, Recall
from tests.inventory import factories as make
from tests.inventory.factories import Cast
from tests.inventory.workbench import Bench

READING = {"evidence": "e" * 64, "reader": "lshw"}


def test_a_reading_of_the_disks_already_listed_changes_nothing(
    ready_laptop: str, scan: Any, the: Any, medium_of: Any
) -> None:
    shown = [{"kind": "ssd", "serial": medium_of(ready_laptop).serial}]
    scan("snapshot", ready_laptop, **READING, media=shown)
    assert the(ready_laptop).step == "ready"


def test_a_reading_that_shows_an_unlisted_disk_sends_a_ready_laptop_back(
    ready_laptop: str, scan: Any, refused: Any, the: Any, medium_of: Any
) -> None:
    shown = [{"kind": "ssd", "serial": medium_of(ready_laptop).serial}, make.disk("hdd")]
    scan("snapshot", ready_laptop, **READING, media=shown)
    assert the(ready_laptop).step == "audited"
    assert refused("stock", ready_laptop).code == "not-clear"


def test_listing_what_the_reading_showed_mends_it(
    erased_laptop: str, scan: Any, the: Any, bench: Bench, medium_of: Any
) -> None:
    known, hidden = {"kind": "ssd", "serial": medium_of(erased_laptop).serial}, make.disk("hdd")
    scan("snapshot", erased_laptop, **READING, media=[known, hidden])
    scan("audit", erased_laptop, media=[known, hidden])
    bench.erase_all(erased_laptop)
    assert the(erased_laptop).step == "erased"


def test_a_recall_that_will_not_end_is_closed_by_a_supervisor_with_an_incident(
    cast: Cast, distributed_laptop: str, scan: Any, refused: Any, the: Any, proof_of: Any,
    supervisor: Actor,
) -> None:  # fmt: skip
    told = {"reason": "unreachable"}
    assert refused("close_recall", distributed_laptop, supervisor, **told).code == "no-recall"
    scan("withdraw_proof", distributed_laptop, supervisor, proof=proof_of(distributed_laptop).pk)
    before = Incident.objects.count()
    scan("close_recall", distributed_laptop, supervisor, **told)
    assert the(distributed_laptop).recall_id is None
    assert Recall.objects.get(device=distributed_laptop).how == "unreachable"
    assert Incident.objects.count() == before + 1


def test_a_recall_is_closed_by_whoever_let_the_device_go(
    cast: Cast, distributed_laptop: str, scan: Any, refused: Any, proof_of: Any, supervisor: Actor
) -> None:
    scan("withdraw_proof", distributed_laptop, supervisor, proof=proof_of(distributed_laptop).pk)
    stranger = make.actor(cast.other_workshop, "supervisor")
    said = refused("close_recall", distributed_laptop, stranger, reason="unreachable")
    assert said.code == "not-in-custody"


def test_a_recall_given_up_opens_again_when_the_device_comes_for_a_service(
    distributed_laptop: str, scan: Any, the: Any, proof_of: Any, supervisor: Actor
) -> None:
    scan("withdraw_proof", distributed_laptop, supervisor, proof=proof_of(distributed_laptop).pk)
    scan("close_recall", distributed_laptop, supervisor, reason="unreachable")
    scan("open_service", distributed_laptop, fault="screen")
    assert the(distributed_laptop).recall_id
