"""Places, counts and batches when what is sent is late, sent again, or not what a page sends."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone
from pypdf import PdfReader

from filiere.network.actor import Actor
from inventory.batches import run, start_batch
from inventory.counting import progress
from inventory.journal.verify import verify
from inventory.models import Batch, Device, Place, PlaceCount
from inventory.posters import pdf, poster_for
from inventory.refusals import Refused
from inventory.subjects.places import create_place, label_pallet, move_place, rename_place
from tests.inventory import factories as make
from tests.inventory.scan.conftest import Hands
from tests.inventory.workbench import Bench


@pytest.fixture
def room(operator: Actor) -> Place:
    return create_place(actor=operator, name="Réserve", kind="room")


@pytest.fixture
def trolley(operator: Actor, bench: Bench) -> Place:
    """With a device on it, audited and not erased."""
    made = create_place(actor=operator, name="Chariot 2", kind="trolley")
    bench.scan("move", bench.laptop("audited"), place=made.pk)
    return made


def test_a_batch_sent_again_once_it_has_emptied_the_pallet_is_answered_the_same(
    hands_of: Callable[..., Hands], bench: Bench, cast: make.Cast, operator: Actor
) -> None:
    pallet = make.pallet(cast.workshop)
    bench.scan("recycle", bench.laptop("erased"), reason="broken", pallet=pallet.pk)
    label = label_pallet(actor=operator, pallet_id=pallet.pk)
    make.closed(pallet)
    told = {"pallet": pallet.pk, "operator": cast.recycler.pk, "slip": "BSD-1"}
    asked = {"key": str(uuid.uuid4()), "data": {"operation": "remove", "data": told}}
    chief = hands_of(cast.workshop, "supervisor")
    answers = [chief.scan(label, "batch", **asked) for _ in range(2)]
    assert [(one["word"], one["sentence"]) for one in answers] == [
        ("Fait", "Enlever : 1 sur 1 fait.")
    ] * 2


def test_one_key_is_not_the_batch_of_another_trolley(
    hands: Hands, bench: Bench, operator: Actor, trolley: Place
) -> None:
    other = create_place(actor=operator, name="Chariot 3", kind="trolley")
    bench.scan("move", bench.registered(), place=other.pk)
    asked = {"key": str(uuid.uuid4()), "data": {"operation": "reprint", "data": {}}}
    assert hands.scan(str(trolley.code), "batch", **asked)["word"] == "Fait"
    assert hands.scan(str(other.code), "batch", **asked)["tone"] == "refused"


@pytest.mark.parametrize(
    "data",
    [
        {"operation": "hold", "data": "x"},
        {"operation": "move", "data": ["x"]},
        {
            "operation": "hold",
            "data": {"reason": "part", "waiting_for": "supplier", "note": "Mme Fictive"},
        },
    ],
)
def test_a_batch_takes_what_is_asked_once_and_keeps_no_free_text(
    hands: Hands, trolley: Place, room: Place, data: dict[str, Any]
) -> None:
    told = hands.scan(str(trolley.code), "batch", data=data)
    assert told["tone"] == "refused" and "Erreur" not in told["word"] and not Batch.objects.exists()


def test_a_trolley_is_not_counted_by_its_label(
    hands: Hands, operator: Actor, room: Place, trolley: Place
) -> None:
    move_place(actor=operator, place_id=trolley.pk, parent=room.pk)
    opened = hands.scan(str(room.code), "count")["settings"]
    asked = {"operation": "count", "data": opened}
    assert hands.scan(str(trolley.code), "batch", data=asked)["tone"] == "refused"
    assert progress(PlaceCount.objects.get()) == (0, 1)


def test_a_count_opened_without_network_survives_what_was_told_of_the_place_since(
    hands: Hands, operator: Actor, room: Place, trolley: Place
) -> None:
    code, at, key = Device.objects.get().pk, timezone.now(), str(uuid.uuid4())
    rename_place(actor=operator, place_id=room.pk, name="Grande réserve")
    opened = hands.scan(str(room.code), "count", key=key, occurred_at=at.isoformat())
    assert opened["word"] == "Comptage ouvert"
    after = (at + timedelta(milliseconds=1)).isoformat()
    told = {"data": {"place": room.pk, "count": key}, "occurred_at": after}
    assert hands.scan(code, "count", **told)["word"].startswith("Inattendu")
    assert verify().counts == {}


def test_a_role_lost_stops_a_batch_and_marks_nothing(
    operator: Actor, supervisor: Actor, trolley: Place
) -> None:
    codes = [Device.objects.get().pk]
    told = {"operation": "hold", "data": {"reason": "part", "waiting_for": "supplier"}}
    batch = start_batch(actor=operator, codes=lambda: codes, source="", key="", **told)
    with pytest.raises(Refused, match="attend qui peut la faire"):
        run(batch, replace(operator, role="reader"))
    assert run(batch, supervisor).said == "1 sur 1 fait"


def test_devices_with_data_stay_when_a_trolley_is_offered_to_a_structure(
    hands: Hands, bench: Bench, cast: make.Cast, trolley: Place
) -> None:
    bench.scan("move", bench.laptop("erased"), place=trolley.pk)
    asked = {"operation": "transfer", "data": {"to": cast.structure.pk}}
    told = hands.scan(str(trolley.code), "batch", data=asked)
    assert told["sentence"] == "Proposer un transfert : 1 sur 2 fait, 1 refusé."


@pytest.mark.parametrize(
    "address",
    ["/scanner/?lieu=%00", "/scanner/?mode=count&count=%00&place={}&regle=1",
     "/series/nouvelle/?lieu-entier=%00", "/series/nouvelle/?palette=%00"],
)  # fmt: skip
def test_an_address_that_names_no_place_is_a_page_all_the_same(
    hands: Hands, room: Place, address: str
) -> None:
    """What no database keeps as text included: only PostgreSQL says so."""
    assert hands.page(address.format(room.pk))
    sent = {"place": "\x00", "operation": "move"}
    assert hands.client.post("/affiches/", sent).status_code in (404, 422)
    assert hands.client.post("/scanner/compter/", sent).status_code == 303


def test_a_poster_of_a_place_deep_among_long_names_is_one_page(operator: Actor) -> None:
    parent = ""
    for number in range(7):
        name = f"{number} étagère du fond " * 4
        parent = create_place(actor=operator, name=name[:80], kind="room", parent=parent).pk
    poster = poster_for(actor=operator, operation="move", place_id=parent)
    assert len(PdfReader(BytesIO(pdf(poster, "a5"))).pages) == 1
