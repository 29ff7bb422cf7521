"""Distribuer: to whom, on what terms, and where custody goes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from filiere.network.actor import Actor
from inventory.erasable import forget
from inventory.handed import lots
from inventory.handed_lots import is_another
from inventory.models import ErasableText, HandOver, Reservation
from inventory.operations.hand_over import Handing
from tests.inventory import factories as make
from tests.inventory.factories import Cast
from tests.inventory.workbench import Bench

SALE = {"mode": "sold", "ticket": "T-77", "reference": "D-1"}
CAPS = {
    "laptop": 180,
    "desktop": 150,
    "tablet": 100,
    "smartphone": 100,
    "monitor": 30,
    "printer": 30,
}


def test_a_device_given_to_a_person_is_in_the_hands_of_that_person(
    cast: Cast, reserved_laptop: str, scan: Any, the: Any
) -> None:
    scan("hand_over", reserved_laptop, reference="Dossier 12")
    device = the(reserved_laptop)
    assert (device.step, device.custodian_id, device.holder) == ("distributed", None, "person")
    handed = HandOver.objects.get(device=reserved_laptop)
    assert (handed.mode, handed.recipient, handed.structure_id) == (
        "given",
        "person",
        cast.structure.pk,
    )
    assert Reservation.objects.get(device=reserved_laptop).state == "fulfilled"


def test_whoever_receives_may_write_on_each_disk(
    reserved_laptop: str, scan: Any, medium_of: Any
) -> None:
    scan("hand_over", reserved_laptop, reference="D-1")
    medium = medium_of(reserved_laptop)
    assert (medium.exposure, medium.proof_id) == (2, None)


def test_a_structure_keeps_custody_of_its_own_equipment(
    cast: Cast, reserved_laptop: str, scan: Any, the: Any
) -> None:
    scan("hand_over", reserved_laptop, to="structure")
    device = the(reserved_laptop)
    assert (device.custodian_id, device.holder) == (cast.structure.pk, "structure")


def test_a_person_is_known_by_the_structure_s_reference(reserved_laptop: str, refused: Any) -> None:
    assert refused("hand_over", reserved_laptop).code == "reference-missing"


def test_a_delivered_device_is_handed_over_by_the_structure_when_stated_unused(
    delivered_laptop: str, scan: Any, refused: Any, the: Any, requester: Actor
) -> None:
    said = refused("hand_over", delivered_laptop, requester, reference="D-1")
    assert said.code == "not-stated-unused" and said.suggest == ("take_back",)
    scan("hand_over", delivered_laptop, requester, reference="D-1", unused=True)
    assert the(delivered_laptop).step == "distributed"


def test_the_workshop_stays_known_as_the_one_that_let_it_go(
    cast: Cast, distributed_laptop: str, the: Any
) -> None:
    assert the(distributed_laptop).released_by_id == cast.workshop.pk


def test_a_structure_does_not_hand_over_what_another_one_received(
    cast: Cast, delivered_laptop: str, refused: Any
) -> None:
    other = make.actor(cast.other_structure, "requester")
    said = refused("hand_over", delivered_laptop, other, reference="D-1", unused=True)
    assert said.code == "not-in-custody"


def test_a_gift_has_no_price(reserved_laptop: str, refused: Any) -> None:
    told = {"reference": "D-1", "price_cents": 500}
    assert refused("hand_over", reserved_laptop, **told).code == "gift-with-price"


def test_a_sale_has_a_price_and_a_ticket(reserved_laptop: str, scan: Any, refused: Any) -> None:
    assert refused("hand_over", reserved_laptop, **SALE).code == "sale-incomplete"
    no_ticket = {"mode": "sold", "price_cents": 5000, "reference": "D-1"}
    assert refused("hand_over", reserved_laptop, **no_ticket).code == "sale-incomplete"
    scan("hand_over", reserved_laptop, **SALE, price_cents=50_00)
    handed = HandOver.objects.get(device=reserved_laptop)
    assert (handed.mode, handed.price_cents, handed.ticket) == ("sold", 50_00, "T-77")


def test_a_loan_has_a_date_of_return_to_come(reserved_laptop: str, scan: Any, refused: Any) -> None:
    loan, today = {"mode": "lent", "reference": "D-1"}, timezone.now().date()
    assert refused("hand_over", reserved_laptop, **loan).code == "return-date-missing"
    past = (today - timedelta(days=2)).isoformat()
    said = refused("hand_over", reserved_laptop, **loan, return_due=past)
    assert said.code == "return-date-missing"
    due = today + timedelta(days=90)
    scan("hand_over", reserved_laptop, **loan, return_due=due.isoformat())
    assert HandOver.objects.get(device=reserved_laptop).return_due == due


@pytest.mark.parametrize(("kind", "euros"), CAPS.items())
def test_a_public_donation_is_sold_up_to_its_legal_cap(
    kind: str, euros: int, cast: Cast, bench: Bench, scan: Any, refused: Any, the: Any
) -> None:
    gift = make.collection(cast.workshop, cast.donor, legal_basis="public_donation")
    code = bench.reserved(kind, gift)
    above = refused("hand_over", code, **SALE, price_cents=euros * 100 + 1)
    assert above.code == "price-over-cap" and f"{euros} €" in above.detail
    scan("hand_over", code, **SALE, price_cents=euros * 100)
    assert the(code).step == "distributed"


def test_a_company_s_gift_is_sold_at_its_price(reserved_laptop: str, scan: Any, the: Any) -> None:
    scan("hand_over", reserved_laptop, **SALE, price_cents=250_00)
    assert the(reserved_laptop).step == "distributed"


def test_a_public_donation_that_no_decree_prices_is_not_sold(
    cast: Cast, bench: Bench, refused: Any, scan: Any
) -> None:
    gift = make.collection(cast.workshop, cast.donor, legal_basis="public_donation")
    code = bench.registered("feature_phone", gift)
    told = {"media": [make.disk("emmc")], "slots": {"sim": "empty", "card": "empty"}}
    scan("audit", code, **told)
    bench.erase_all(code, method="factory_reset")
    bench.make_ready(code, "feature_phone")
    scan("reserve", code, line=make.request_line(cast.structure, "feature_phone").pk)
    said = refused("hand_over", code, **SALE, price_cents=10_00)
    assert said.code == "sale-forbidden"
    scan("hand_over", code, reference="D-1")


def test_the_screen_that_goes_with_a_desktop_is_in_its_price(
    cast: Cast, bench: Bench, scan: Any, refused: Any
) -> None:
    gift = make.collection(cast.workshop, cast.donor, legal_basis="public_donation")
    lot = SALE | {"lot": "LOT-1"}
    scan("hand_over", bench.reserved("desktop", gift), **lot, price_cents=140_00)
    screen = bench.reserved("monitor", gift)
    assert refused("hand_over", screen, **lot, price_cents=11_00).code == "price-over-cap"
    scan("hand_over", screen, **lot, price_cents=10_00)
    assert sum(row.price_cents or 0 for row in HandOver.objects.filter(lot="LOT-1")) == 150_00


def test_the_lot_of_another_structure_does_not_raise_the_cap(
    cast: Cast, bench: Bench, scan: Any, refused: Any
) -> None:
    gift = make.collection(cast.workshop, cast.donor, legal_basis="public_donation")
    theirs = bench.ready()
    scan("reserve", theirs, line=make.request_line(cast.other_structure).pk)
    scan("hand_over", theirs, reference="D-9", lot="LOT-1")
    code = bench.reserved("laptop", gift)
    told = SALE | {"lot": "LOT-1", "price_cents": 300_00}
    assert refused("hand_over", code, **told).code == "price-over-cap"


def test_a_company_s_gift_in_the_lot_does_not_raise_the_cap(
    cast: Cast, bench: Bench, scan: Any, refused: Any
) -> None:
    gift = make.collection(cast.workshop, cast.donor, legal_basis="public_donation")
    scan("hand_over", bench.reserved(), reference="D-1", lot="LOT-1")
    code = bench.reserved("laptop", gift)
    told = SALE | {"lot": "LOT-1", "price_cents": 300_00}
    assert refused("hand_over", code, **told).code == "price-over-cap"


def test_a_lot_s_name_serves_one_person_once(
    bench: Bench, scan: Any, refused: Any, cast: Cast
) -> None:
    for kind in ("laptop", "monitor"):
        scan("hand_over", bench.reserved(kind), reference="D-1", lot="LOT-1")
    mine = bench.reserved()
    assert refused("hand_over", mine, reference="D-2", lot="LOT-1").code == "lot-used"
    assert refused("hand_over", mine, to="structure", lot="LOT-1").code == "lot-used"
    scan("hand_over", mine, reference="D-2", lot="LOT-2")
    theirs = bench.ready()
    scan("reserve", theirs, line=make.request_line(cast.other_structure).pk)
    scan("hand_over", theirs, reference="D-9", lot="LOT-1")
    assert sorted(len(lot.rows) for lot in lots(HandOver.objects.all())) == [1, 1, 2]


def test_a_forgotten_reference_tells_nobody_apart_but_the_day_does(bench: Bench, scan: Any) -> None:
    scan("hand_over", bench.reserved(), reference="D-1", lot="LOT-1")
    first, again = HandOver.objects.get(), Handing(reference="D-1")
    hour, day = (first.handed_at + timedelta(hours=hours) for hours in (1, 24))
    assert not is_another(first, again, day)
    forget(ErasableText.objects.get(text="D-1"))
    assert [is_another(first, again, at) for at in (hour, day)] == [False, True]
