"""Confirming a delivery beside the circuit: told in the request's chain, checked with the rest."""

from __future__ import annotations

import json

import pytest

from filiere.network.actor import Actor
from inventory.journal.checks.state_rows import check_states
from inventory.journal.report import Report
from inventory.models import Arrival, Delivery, Device, Entry
from inventory.refusals import Missing, Refused
from inventory.subjects.delivering import deliver_lot, next_slip
from inventory.subjects.distributing import Lot, distribute
from inventory.subjects.receiving import Received, receive
from tests.inventory import factories as make
from tests.inventory.workbench import Bench


@pytest.fixture
def slip(bench: Bench, cast: make.Cast, operator: Actor) -> str:
    line = make.request_line(cast.structure, quantity=2)
    codes = [bench.ready(), bench.ready()]
    for code in codes:
        bench.scan("reserve", code, line=line.pk)
    return deliver_lot(actor=operator, structure_id=cast.structure.pk, codes=codes)


def codes_of(slip: str) -> list[str]:
    number = Delivery.objects.get(pk=slip).slip
    rows = Delivery.objects.filter(slip=number).order_by("pk")
    return list(rows.values_list("device_id", flat=True))


def test_the_step_does_not_move_and_the_request_tells_it(slip: str, requester: Actor) -> None:
    first, second = codes_of(slip)
    assert receive(actor=requester, key=slip, told=Received(arrived=[first])) == [second]
    assert Device.objects.get(pk=second).step == "delivered"
    told = json.loads(Entry.objects.get(operation="receive").data)
    assert (told["arrived"], told["missing"]) == ([first], [second])


def test_what_is_missing_is_not_distributed_until_it_turns_up(
    slip: str, requester: Actor, bench: Bench
) -> None:
    codes = codes_of(slip)
    receive(actor=requester, key=slip, told=Received(arrived=codes[:1]))
    lot = Lot.model_validate(
        {"codes": codes, "reference": "D-1", "unused": True, "signature": "signé sur papier"}
    )
    with pytest.raises(Refused) as caught:
        distribute(actor=requester, lot=lot)
    assert caught.value.code == "said-missing"
    assert Device.objects.get(pk=codes[0]).step == "delivered"
    with pytest.raises(Refused) as scanned:
        bench.scan("hand_over", codes[1], requester, reference="D-1", unused=True)
    assert scanned.value.code == "said-missing"
    assert receive(actor=requester, key=slip, told=Received(arrived=codes[1:])) == []
    distribute(actor=requester, lot=lot)
    report = Report()
    check_states(report)
    assert not report.differences


def test_only_its_structure_confirms(slip: str, cast: make.Cast, operator: Actor) -> None:
    told = Received(arrived=codes_of(slip))
    with pytest.raises(Refused):
        receive(actor=operator, key=slip, told=told)
    with pytest.raises(Missing):
        receive(actor=make.actor(cast.other_structure, "requester"), key=slip, told=told)
    assert not Arrival.objects.exists()


def test_slips_are_numbered_by_workshop_and_never_twice(
    slip: str, bench: Bench, operator: Actor, cast: make.Cast
) -> None:
    used = Delivery.objects.get(pk=slip).slip
    assert used.endswith("-0001") and next_slip(operator).endswith("-0002")
    code = bench.reserved()
    with pytest.raises(Refused) as caught:
        deliver_lot(actor=operator, structure_id=cast.structure.pk, codes=[code], slip=used)
    assert caught.value.code == "slip-taken"
