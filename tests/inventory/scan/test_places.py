"""Labels that are no device's, scanned: places, trolleys, posters; counts; batches resumed."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from filiere.network.actor import Actor
from inventory import batches
from inventory.batches import run, start_batch
from inventory.counting import progress
from inventory.models import Batch, BatchItem, Device, Entry, Place, PlaceCount
from inventory.posters import pdf, poster_for
from inventory.refusals import Refused
from inventory.subjects.places import create_place, label_pallet
from labels.codes import shown
from labels.symbols import address
from tests.inventory import factories as make
from tests.inventory.scan.conftest import Hands
from tests.inventory.workbench import Bench
from tests.papers.printed import assert_accessible, drawn, symbols, text

Entries = Callable[[str], list[str]]


@pytest.fixture
def room(operator: Actor) -> Place:
    return create_place(actor=operator, name="Réserve", kind="room")


@pytest.fixture
def trolley(operator: Actor) -> Place:
    return create_place(actor=operator, name="Chariot 2", kind="trolley")


def test_one_scan_moves_a_trolley_and_so_all_that_it_holds(
    hands: Hands, bench: Bench, room: Place, trolley: Place, entries: Entries
) -> None:
    code = bench.registered()
    assert hands.scan(str(trolley.code), "move")["settings"] == {"place": trolley.pk}
    hands.scan(code, "move", data={"place": trolley.pk})
    before, carrying = entries(code), {"operation": "move", "data": {"place": room.pk}}
    told = hands.scan(str(trolley.code), "batch", data=carrying)
    assert (told["tone"], told["word"]) == ("done", "Déplacé")
    assert told["sentence"] == "Réserve › Chariot 2, avec 1 appareil."
    assert entries(code) == before
    page = re.sub(r"<[^>]+>", "", hands.page(f"/appareils/{code}/"))
    assert "Réserve › Chariot 2" in page and "Déplacé : Chariot 2." in page
    assert hands.scan(str(trolley.code), "batch", data=carrying)["word"] == "Déjà là"
    for other, why in ((code, "chariot ou d'une palette"), (str(room.code), "ni un chariot")):
        refused = hands.scan(other, "batch", data=carrying)
        assert refused["tone"] == "refused" and why in refused["sentence"]


def test_one_scan_acts_on_all_that_a_trolley_or_a_pallet_holds_and_says_who_was_refused(
    hands: Hands, bench: Bench, operator: Actor, trolley: Place, entries: Entries
) -> None:
    ready, held = bench.registered(), bench.registered()
    wait = {"reason": "part", "waiting_for": "supplier"}
    bench.scan("hold", held, **wait)
    for code in (ready, held):
        bench.scan("move", code, place=trolley.pk)
    key = str(uuid.uuid4())
    asked = {"key": key, "data": {"operation": "hold", "data": wait}}
    told = hands.scan(str(trolley.code), "batch", **asked)
    assert (told["tone"], told["word"]) == ("refused", "1 refusé")
    assert told["sentence"] == "Mettre en attente : 1 sur 2 fait, 1 refusé."
    hands.scan(str(trolley.code), "batch", **asked)
    assert (Batch.objects.count(), entries(ready).count("hold")) == (1, 1)
    page = hands.page(told["next"][0]["address"])
    why = BatchItem.objects.get(code=held).why
    assert shown(held) in page and why in page and why.endswith(".")
    pallet = make.pallet(bench.cast.workshop)
    bench.scan("recycle", bench.laptop("erased"), reason="broken", pallet=pallet.pk)
    code = label_pallet(actor=operator, pallet_id=pallet.pk)
    printed = {"operation": "reprint", "data": {}}
    assert hands.scan(code, "batch", data=printed)["word"] == "Fait"


def test_a_batch_killed_in_the_middle_goes_on_and_does_nothing_twice(
    bench: Bench, operator: Actor, room: Place, entries: Entries, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = [bench.registered() for _ in range(4)]
    told = {"operation": "move", "data": {"place": room.pk}, "source": "essai"}
    batch = start_batch(actor=operator, codes=lambda: codes, key=str(uuid.uuid4()), **told)
    true, calls = batches.perform, []

    def killed(**asked: Any) -> Any:
        """The power goes once the third device is written, before that is noted."""
        calls.append(true(**asked))
        if len(calls) == 3:
            raise KeyboardInterrupt
        return calls[-1]

    monkeypatch.setattr(batches, "perform", killed)
    with pytest.raises(KeyboardInterrupt):
        run(batch, operator)
    monkeypatch.setattr(batches, "perform", true)
    Place.objects.filter(pk=room.pk).update(name="Renommée")
    stands = run(batch, operator)
    assert (stands.done, stands.todo, stands.refused) == (4, 0, 0)
    assert [entries(code).count("move") for code in codes] == [1, 1, 1, 1]
    assert set(Entry.objects.filter(operation="move").values_list("batch", flat=True)) == {batch.pk}


def test_a_count_is_opened_scanned_told_and_closed_with_a_decision_for_each(
    hands: Hands, bench: Bench, operator: Actor, room: Place, cast: make.Cast
) -> None:
    here, stray, missing = (bench.registered() for _ in range(3))
    other = create_place(actor=operator, name="Quai", kind="room")
    for code, place in ((here, room), (missing, room), (stray, other)):
        bench.scan("move", code, place=place.pk)
    opened = hands.scan(str(room.code), "count")
    assert (opened["word"], opened["said"]) == ("Comptage ouvert", "Comptage : Réserve")
    data = opened["settings"]
    assert hands.scan(here, "count", data=data)["word"] == "Trouvé 1\u00a0sur\u00a02"
    unexpected = hands.scan(stray, "count", data=data)
    assert unexpected["word"] == "Inattendu 1\u00a0sur\u00a02"
    assert "attendu à Quai" in unexpected["sentence"]
    assert unexpected["next"][0]["data"] == {"place": room.pk}
    again = hands.scan(here, "count", data=data)
    assert (again["word"], again["tone"]) == ("Déjà compté", "repeat")
    assert hands.scan(str(room.code), "count")["word"] == "Comptage repris"
    count = PlaceCount.objects.get()
    page = hands.page(f"/lieux/comptages/{count.pk}/")
    assert "1 sur 2" in page and shown(missing) in page and "attendu à Quai" in page
    closed = hands.client.post(f"/lieux/comptages/{count.pk}/", {f"d-{stray}": "move"})
    assert closed.status_code == 303
    late = hands.scan(missing, "count", data=data)
    assert late["tone"] == "refused" and "a été clos" in late["sentence"]
    assert Device.objects.get(pk=stray).place_id == room.pk
    lost = Device.objects.get(pk=missing)
    assert (lost.step, lost.place_id) == ("collected", room.pk)
    assert "Non vu" in hands.page(f"/appareils/{missing}/")
    assert progress(count) == (1, 2)
    assert hands.client.post(f"/lieux/comptages/{count.pk}/", {}).status_code == 303
    assert Entry.objects.filter(operation="close_count").count() == 1


def test_a_label_of_another_organisation_names_nothing(
    hands: Hands, cast: make.Cast, operator: Actor
) -> None:
    theirs = create_place(actor=make.actor(cast.other_workshop), name="Ailleurs", kind="trolley")
    for operation in ("", "move", "count", "batch"):
        told = hands.scan(str(theirs.code), operation)
        assert told["tone"] == "refused" and "Ailleurs" not in str(told)
    with pytest.raises(Refused):
        poster_for(actor=operator, operation="move", place_id=theirs.pk)


@pytest.mark.engineless
@pytest.mark.parametrize(("operation", "size"), [("count", "a4"), ("move", "a5")])
def test_a_poster_is_read_by_a_decoder_and_chooses_the_mode(
    hands: Hands, operator: Actor, room: Place, operation: str, size: str, pdftoppm: str,
    tmp_path: Path,
) -> None:  # fmt: skip
    poster = poster_for(actor=operator, operation=operation, place_id=room.pk)
    assert poster_for(actor=operator, operation=operation, place_id=room.pk).pk == poster.pk
    made = pdf(poster, size)
    assert_accessible(made)
    assert "Réserve" in text(made)
    (picture,) = drawn(made, tmp_path)
    expected = address("http://localhost:8000", poster.code)
    assert symbols(picture) == {expected}
    told = hands.scan(expected)
    assert told["status"] == "told" and told["go"].startswith("/scanner/?mode=")
    asked = parse_qs(urlsplit(told["go"]).query)
    assert asked["mode"] == [operation]
    page = hands.page(told["go"])
    assert f'data-operation="{operation}"' in page
    assert operation != "move" or f'"place": "{room.pk}"' in page
    answer = hands.client.get(urlsplit(expected).path)
    assert answer.status_code == 302 and answer["Location"] == told["go"]
