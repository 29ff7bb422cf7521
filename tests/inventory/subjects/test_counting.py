"""Counting a place: whatever is scanned, moved, undone or closed meanwhile, the count tells it."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filiere.network.actor import Actor
from inventory.counting import not_seen, progress, standing
from inventory.journal.verify import verify
from inventory.models import CountLine, Device, Entry, Place
from inventory.perform import perform
from inventory.refusals import Refused
from inventory.subjects.counting import close_count, open_count
from inventory.subjects.places import close_place, create_place, move_place
from tests.inventory import factories as make
from tests.inventory.conftest import Scan
from tests.inventory.workbench import Bench

PLACES = ("room", "shelf", "trolley", "outside")
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("count"), st.integers(0, 3)),
        st.tuples(st.just("move"), st.integers(0, 3), st.sampled_from(PLACES)),
        st.tuples(st.just("roll"), st.sampled_from(["room", "outside"])),
        st.tuples(st.just("undo"), st.integers(0, 3)),
    ),
    max_size=12,
)


class Floor:
    """A room with a shelf and a trolley, another room, and four laptops somewhere."""

    def __init__(self, bench: Bench, operator: Actor) -> None:
        self.bench, self.who = bench, operator
        self.key: dict[str, str] = {}
        for name, parent in (("room", ""), ("shelf", "room"), ("trolley", "room"), ("outside", "")):
            kind = name if name in ("shelf", "trolley") else "room"
            made = create_place(
                actor=operator, name=name, kind=kind, parent=self.key.get(parent) or None
            )
            self.key[name] = made.pk
        self.codes = [bench.registered() for _ in range(4)]

    def go(self, operation: str, code: str, **data: Any) -> None:
        self.bench.scan(operation, code, self.who, **data)


@pytest.fixture
def floor(bench: Bench, operator: Actor) -> Floor:
    return Floor(bench, operator)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(begins=st.tuples(*[st.sampled_from(PLACES)] * 4), acts=ACTS)
def test_a_count_tells_what_was_seen_and_never_loses_a_device(
    db: None, begins: tuple[str, ...], acts: list[tuple[Any, ...]]
) -> None:
    with transaction.atomic():
        story = Story(begins)
        for name, *told in acts:
            getattr(story, name)(*told)
        story.ends()
        transaction.set_rollback(True)


class Story:
    """A count among moves, told by a few dictionaries beside."""

    def __init__(self, begins: tuple[str, ...]) -> None:
        cast = make.cast()
        self.who = make.actor(cast.workshop)
        self.floor = Floor(Bench(cast, self._scan, self.who, self.who), self.who)
        self.key, self.codes, self.trolley = self.floor.key, self.floor.codes, "room"
        self.at = dict(zip(self.codes, begins, strict=True))
        for code, name in self.at.items():
            self.floor.go("move", code, place=self.key[name])
        self.opened, _ = open_count(actor=self.who, place_id=self.key["room"])
        self.expected = {code for code in self.codes if self.inside(code)}
        assert set(self.opened.expected) == self.expected
        self.seen: dict[str, bool] = {}
        self.last: dict[str, tuple[str, str]] = {}

    def _scan(self, operation: str, code: str, actor: Actor | None = None, **data: Any) -> Any:
        return perform(operation=operation, code=code, actor=actor or self.who, data=data)

    def inside(self, code: str) -> bool:
        name = self.at[code]
        return name in ("room", "shelf") or (name == "trolley" and self.trolley == "room")

    def count(self, number: int) -> None:
        code, told = self.codes[number], {"place": self.key["room"], "count": self.opened.pk}
        if code in self.seen:
            with pytest.raises(Refused, match="Déjà compté"):
                self.floor.go("count", code, **told)
            return
        self.floor.go("count", code, **told)
        self.seen[code] = self.inside(code)
        self.last[code] = ("count", "")

    def move(self, number: int, name: str) -> None:
        code = self.codes[number]
        self.last[code] = ("move", self.at[code])
        self.floor.go("move", code, place=self.key[name])
        self.at[code] = name

    def roll(self, name: str) -> None:
        move_place(actor=self.who, place_id=self.key["trolley"], parent=self.key[name])
        self.trolley = name

    def undo(self, number: int) -> None:
        code = self.codes[number]
        if code not in self.last:
            return
        what, before = self.last.pop(code)
        self.floor.go("undo", code)
        if what == "count":
            del self.seen[code]
        else:
            self.at[code] = before

    def ends(self) -> None:
        left = self.expected - set(self.seen)
        missing = {code for code in left if self.inside(code)}
        for _ in range(2):
            count = close_count(actor=self.who, count_id=self.opened.pk)
        stands = standing(count)
        assert set(stands.found) == {code for code, here in self.seen.items() if here}
        assert set(stands.unexpected) == {code for code, here in self.seen.items() if not here}
        assert set(stands.missing) == missing
        assert set(stands.gone) == left - missing
        assert progress(count)[0] == len(stands.found)
        assert all(not_seen(code, None) for code in missing)
        for code, name in self.at.items():
            device = Device.objects.get(pk=code)
            assert (device.step, device.place_id) == ("collected", self.key[name])
        assert Entry.objects.filter(operation="close_count").count() == 1
        assert verify().counts == {}


def test_scans_that_come_after_the_closing_are_refused_and_told(floor: Floor) -> None:
    count, _ = open_count(actor=floor.who, place_id=floor.key["shelf"])
    close_count(actor=floor.who, count_id=count.pk)
    with pytest.raises(Refused, match="a été clos le") as late:
        floor.go("count", floor.codes[0], place=floor.key["shelf"], count=count.pk)
    assert late.value.code == "count-closed"
    assert not CountLine.objects.exists()


def test_a_phone_that_opened_a_count_without_network_knows_it_by_its_key(floor: Floor) -> None:
    first, second = str(uuid.uuid4()), str(uuid.uuid4())
    count, resumed = open_count(actor=floor.who, place_id=floor.key["shelf"], key=first)
    again, known = open_count(actor=floor.who, place_id=floor.key["shelf"], key=second)
    assert (count.pk, resumed, known) == (again.pk, False, True)
    for key, code in zip((first, second), floor.codes, strict=False):
        floor.go("count", code, place=floor.key["shelf"], count=key)
    assert CountLine.objects.filter(count=count).count() == 2
    replayed, _ = open_count(actor=floor.who, place_id=floor.key["shelf"], key=first)
    assert replayed.pk == count.pk


def test_two_counts_of_the_same_floor_are_not_open_at_once(floor: Floor) -> None:
    shelf, _ = open_count(actor=floor.who, place_id=floor.key["shelf"])
    with pytest.raises(Refused, match="en cours de comptage"):
        open_count(actor=floor.who, place_id=floor.key["room"])
    close_count(actor=floor.who, count_id=shelf.pk)
    room, _ = open_count(actor=floor.who, place_id=floor.key["room"])
    again, resumed = open_count(actor=floor.who, place_id=floor.key["shelf"])
    assert (again.pk, resumed) == (room.pk, True)
    floor.go("count", floor.codes[0], place=floor.key["shelf"], count=room.pk)
    with pytest.raises(Refused, match="autre lieu"):
        floor.go("count", floor.codes[1], place=floor.key["outside"], count=room.pk)
    open_count(actor=floor.who, place_id=floor.key["outside"])
    with pytest.raises(Refused, match="comptage est ouvert"):
        close_place(actor=floor.who, place_id=floor.key["outside"])


def test_nobody_counts_or_moves_the_places_of_another_organisation(
    floor: Floor, cast: make.Cast, scan: Scan
) -> None:
    stranger = make.actor(cast.other_workshop)
    count, _ = open_count(actor=floor.who, place_id=floor.key["room"])
    theirs = create_place(actor=stranger, name="Ailleurs", kind="room")
    for act, told in (
        (open_count, {"place_id": floor.key["room"]}),
        (close_count, {"count_id": count.pk}),
        (move_place, {"place_id": floor.key["shelf"], "parent": None}),
        (move_place, {"place_id": theirs.pk, "parent": floor.key["room"]}),
    ):
        with pytest.raises(Refused) as refused:
            act(actor=stranger, **told)
        assert refused.value.status == 404
    with pytest.raises(Refused) as refused:
        scan("count", floor.codes[0], floor.who, count="0" * 8)
    assert refused.value.code == "unknown-count"


def test_a_place_stands_in_another_without_loops_nor_trolleys_in_trolleys(floor: Floor) -> None:
    key = floor.key
    for place, parent, why in (
        ("room", "shelf", "in-itself"),
        ("shelf", "trolley", "in-a-trolley"),
        ("trolley", "trolley", "in-a-trolley"),
    ):
        with pytest.raises(Refused) as refused:
            move_place(actor=floor.who, place_id=key[place], parent=key[parent])
        assert refused.value.code == why
    once = str(uuid.uuid4())
    told = {"actor": floor.who, "place_id": key["trolley"], "parent": key["outside"]}
    assert [move_place(**told, key=once), move_place(**told, key=once)] == [False, False]
    assert move_place(**told) is True
    entries = Entry.objects.filter(subject_kind="place", subject_id=key["trolley"])
    assert list(entries.values_list("operation", flat=True).order_by("sequence")) == [
        "create",
        "move",
    ]
    assert Place.objects.get(pk=key["trolley"]).parent_id == key["outside"]
    told = {"actor": floor.who, "place_id": key["shelf"], "parent": key["outside"]}
    with pytest.raises(Refused) as late:
        move_place(**told, occurred_at=timezone.now() - timedelta(days=1))
    assert late.value.code == "out-of-order"
