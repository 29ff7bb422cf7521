"""Réparer, clore la réparation, démonter: fault, actions, minutes, parts."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from inventory.models import Part, PartMovement, RepairOrder
from tests.inventory import factories as make
from tests.inventory.factories import Cast
from tests.inventory.workbench import Bench


def test_a_repair_opens_an_order_with_its_fault(erased_laptop: str, scan: Any, the: Any) -> None:
    scan("open_repair", erased_laptop, fault="battery", note="Ne charge plus.")
    order = RepairOrder.objects.get(device=erased_laptop)
    assert (order.fault, order.closed_at, order.service) == ("battery", None, False)
    assert (the(erased_laptop).step, the(erased_laptop).repair_id) == ("in_repair", order.pk)


def test_a_closed_repair_tells_actions_and_minutes(bench: Bench, scan: Any, the: Any) -> None:
    code = bench.laptop("in_repair")
    scan("close_repair", code, actions=["replaced", "cleaned"], minutes=45)
    order = RepairOrder.objects.get(device=code)
    assert (order.actions, order.minutes) == (["replaced", "cleaned"], 45)
    assert order.closed_at is not None and the(code).repair_id is None


def test_a_repaired_laptop_is_erased_when_its_disks_are(bench: Bench, scan: Any, the: Any) -> None:
    code = bench.laptop("in_repair")
    scan("close_repair", code, actions=["cleaned"], minutes=5)
    assert the(code).step == "erased"


def test_a_repaired_laptop_is_audited_when_a_disk_is_not_proven(
    bench: Bench, scan: Any, the: Any
) -> None:
    code = bench.audited()
    scan("open_repair", code, fault="screen")
    scan("close_repair", code, actions=["no_fault"], minutes=0)
    assert the(code).step == "audited"


def test_a_repaired_monitor_without_media_is_audited(bench: Bench, scan: Any, the: Any) -> None:
    code = bench.registered("monitor")
    scan("audit", code, no_storage=True)
    scan("open_repair", code, fault="screen")
    scan("close_repair", code, actions=["replaced"], minutes=20)
    assert the(code).step == "audited"


def test_a_repair_takes_its_parts_from_the_stock(cast: Cast, bench: Bench, scan: Any) -> None:
    code, keyboard = bench.laptop("in_repair"), make.part(cast.workshop, 3)
    parts = [{"part": keyboard.pk, "quantity": 2}]
    scan("close_repair", code, actions=["replaced"], minutes=10, parts=parts)
    assert Part.objects.get(pk=keyboard.pk).quantity == 1
    assert PartMovement.objects.get(part=keyboard).quantity == -2


def test_a_repair_cannot_take_more_parts_than_there_are(
    cast: Cast, bench: Bench, refused: Any
) -> None:
    code, keyboard = bench.laptop("in_repair"), make.part(cast.workshop, 1)
    twice = [{"part": keyboard.pk}, {"part": keyboard.pk}]
    said = refused("close_repair", code, actions=["replaced"], minutes=1, parts=twice)
    assert said.code == "part-out-of-stock"


def test_the_parts_of_another_workshop_are_not_taken(
    cast: Cast, bench: Bench, refused: Any
) -> None:
    code, theirs = bench.laptop("in_repair"), make.part(cast.other_workshop)
    told = {"actions": ["replaced"], "minutes": 1, "parts": [{"part": theirs.pk}]}
    assert refused("close_repair", code, **told).code == "unknown-part"


def test_a_stock_of_parts_is_never_negative(cast: Cast) -> None:
    keyboard = make.part(cast.workshop, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Part.objects.filter(pk=keyboard.pk).update(quantity=-1)


def test_a_laptop_in_repair_may_leave_and_its_order_is_closed(
    bench: Bench, scan: Any, the: Any
) -> None:
    code = bench.laptop("in_repair")
    scan("recycle", code, reason="broken")
    assert (the(code).step, the(code).repair_id) == ("recycled", None)
    assert RepairOrder.objects.get(device=code).closed_at is not None


def test_what_is_dismantled_gives_its_parts_to_the_stock(
    cast: Cast, erased_laptop: str, scan: Any, the: Any, medium_of: Any
) -> None:
    keyboard = make.part(cast.workshop, 0)
    scan("take_out", erased_laptop, medium=medium_of(erased_laptop).pk)
    scan("dismantle", erased_laptop, parts=[{"part": keyboard.pk, "quantity": 2}])
    assert the(erased_laptop).step == "dismantled"
    assert Part.objects.get(pk=keyboard.pk).quantity == 2


def test_a_clean_disk_is_still_not_a_part(erased_laptop: str, refused: Any) -> None:
    said = refused("dismantle", erased_laptop)
    assert said.code == "medium-left" and said.suggest == ("take_out",)


def test_a_phone_is_not_dismantled_with_its_memory(bench: Bench, refused: Any) -> None:
    code = bench.smartphone()
    bench.erase_all(code, method="factory_reset")
    assert refused("dismantle", code).code == "medium-left"


def test_dismantling_names_parts_of_one_s_own_stock(
    cast: Cast, erased_laptop: str, scan: Any, refused: Any, medium_of: Any
) -> None:
    theirs = make.part(cast.other_workshop)
    scan("take_out", erased_laptop, medium=medium_of(erased_laptop).pk)
    said = refused("dismantle", erased_laptop, parts=[{"part": theirs.pk}])
    assert said.code == "unknown-part"
