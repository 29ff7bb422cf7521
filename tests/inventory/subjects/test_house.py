"""Places, parts and pallets of a workshop."""

from __future__ import annotations

from typing import Any

import pytest

from filiere.network.actor import Actor
from inventory.models import Entry, Part
from inventory.refusals import Refused
from inventory.subjects.house import close_pallet, open_pallet, receive_parts
from inventory.subjects.places import create_place
from tests.inventory import factories as make
from tests.inventory.factories import Cast
from tests.inventory.workbench import Bench
from tests.inventory.written import written


def refused(call: Any, **told: Any) -> Refused:
    before = written()
    with pytest.raises(Refused) as caught:
        call(**told)
    assert written() == before
    assert caught.value.detail.rstrip().endswith((".", "?"))
    return caught.value


def test_a_place_has_a_name_of_its_own(operator: Actor) -> None:
    place = create_place(actor=operator, name="  Étagère 🛠 4 ")
    assert place.name == "Étagère 🛠 4"
    assert Entry.objects.get(subject_kind="place", subject_id=place.pk).operation == "create"
    assert refused(create_place, actor=operator, name="Étagère 🛠 4").code == "name-taken"


def test_two_workshops_may_use_the_same_name(cast: Cast, operator: Actor) -> None:
    create_place(actor=operator, name="Quai")
    create_place(actor=make.actor(cast.other_workshop), name="Quai")


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "Quai\x00"])
def test_a_name_that_cannot_be_is_refused(name: str, operator: Actor) -> None:
    assert refused(create_place, actor=operator, name=name).code == "invalid-data"
    assert refused(open_pallet, actor=operator, name=name).code == "invalid-data"
    assert refused(receive_parts, actor=operator, name=name, quantity=1).code == "invalid-data"


def test_parts_received_add_up(operator: Actor) -> None:
    receive_parts(actor=operator, name="Batterie 45N1", quantity=4)
    part = receive_parts(actor=operator, name="Batterie 45N1", quantity=3)
    assert (part.quantity, Part.objects.count()) == (7, 1)


@pytest.mark.parametrize("quantity", [-1, 10_001, 10**30])
def test_a_number_of_parts_that_cannot_be_is_refused(quantity: int, operator: Actor) -> None:
    told = {"actor": operator, "name": "RAM", "quantity": quantity}
    assert refused(receive_parts, **told).code == "invalid-data"


def test_a_stock_of_parts_never_outgrows_its_column(operator: Actor) -> None:
    part = receive_parts(actor=operator, name="Vis", quantity=1)
    Part.objects.filter(pk=part.pk).update(quantity=2**31 - 1)
    assert refused(receive_parts, actor=operator, name="Vis", quantity=10_000).code == (
        "invalid-data"
    )


def test_a_pallet_is_closed_with_its_weight(
    operator: Actor, bench: Bench, scan: Any, erased_laptop: str
) -> None:
    pallet = open_pallet(actor=operator, name="Lot 12")
    scan("recycle", erased_laptop, reason="broken", pallet=pallet.pk)
    close_pallet(actor=operator, pallet_id=pallet.pk, weight_g=182_500)
    pallet.refresh_from_db()
    assert pallet.weight_g == 182_500 and pallet.closed_at
    told = {"actor": operator, "pallet_id": pallet.pk, "weight_g": 1}
    assert refused(close_pallet, **told).code == "pallet-closed"


def test_an_empty_pallet_is_not_closed(operator: Actor) -> None:
    pallet = open_pallet(actor=operator, name="Lot 13")
    told = {"actor": operator, "pallet_id": pallet.pk, "weight_g": 1000}
    assert refused(close_pallet, **told).code == "pallet-empty"


@pytest.mark.parametrize("weight", [0, -1, 10**9])
def test_a_weight_that_cannot_be_is_refused(weight: int, operator: Actor) -> None:
    pallet = open_pallet(actor=operator, name="Lot 14")
    told = {"actor": operator, "pallet_id": pallet.pk, "weight_g": weight}
    assert refused(close_pallet, **told).code == "invalid-data"


def test_the_pallet_of_another_workshop_is_unknown(cast: Cast, operator: Actor) -> None:
    theirs = make.pallet(cast.other_workshop)
    told = {"actor": operator, "pallet_id": theirs.pk, "weight_g": 1000}
    assert refused(close_pallet, **told).code == "unknown-pallet"


def test_a_reader_makes_nothing(cast: Cast) -> None:
    who = make.actor(cast.workshop, "reader")
    assert refused(create_place, actor=who, name="Quai").code == "role"
    assert refused(open_pallet, actor=who, name="Lot").code == "role"
    assert refused(receive_parts, actor=who, name="RAM", quantity=1).code == "role"
