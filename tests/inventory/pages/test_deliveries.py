"""A delivery is prepared under one slip, and its structure says what arrived."""

from __future__ import annotations

import pytest

from inventory.deliveries import deliveries_seen_by, slips
from inventory.journal.states import Comparison
from inventory.models import Arrival, Delivery, Device, Entry, ErasableText, StorageMedium
from tests.inventory import factories as make
from tests.inventory.pages.conftest import Visitor, filled
from tests.inventory.workbench import Bench


@pytest.fixture
def three(bench: Bench, cast: make.Cast) -> list[str]:
    """Three laptops reserved for one line of the structure."""
    line = make.request_line(cast.structure, quantity=3)
    codes = [bench.ready() for _ in range(3)]
    for code in codes:
        bench.scan("reserve", code, line=line.pk)
    return codes


def slip_of(technician: Visitor, cast: make.Cast, codes: list[str]) -> str:
    technician.send(f"/livraisons/preparer/{cast.structure.pk}/", code=codes)
    return str(Delivery.objects.order_by("pk").values_list("pk", flat=True)[0])


def test_all_that_is_reserved_leaves_under_one_slip(
    technician: Visitor, agent: Visitor, three: list[str], cast: make.Cast
) -> None:
    assert "3 appareils réservés" in technician.get("/livraisons/")
    page = technician.send(f"/livraisons/preparer/{cast.structure.pk}/", code=three)
    assert "Livraison prête" in page
    assert "Bon de livraison (PDF)" in page
    slips = set(Delivery.objects.values_list("slip", flat=True))
    assert len(slips) == 1
    assert slips.pop() in agent.get("/demandes/")


def test_a_slip_is_all_or_nothing(
    technician: Visitor, three: list[str], cast: make.Cast, bench: Bench
) -> None:
    address = f"/livraisons/preparer/{cast.structure.pk}/"
    typed = filled(technician.get(address)) | {"code": three}
    bench.scan("release", three[2])
    assert "n'est plus réservé" in technician.post(address, 422, **typed)
    assert not Delivery.objects.exists()
    assert Device.objects.get(pk=three[0]).step == "reserved"


def test_a_double_click_delivers_once(
    technician: Visitor, three: list[str], cast: make.Cast
) -> None:
    address = f"/livraisons/preparer/{cast.structure.pk}/"
    typed = filled(technician.get(address)) | {"code": three[:2]}
    technician.post(address, **typed)
    technician.post(address, **typed)
    assert Delivery.objects.count() == 2


def test_a_delivery_short_of_one_device(
    technician: Visitor, agent: Visitor, three: list[str], cast: make.Cast
) -> None:
    slip = f"/livraisons/{slip_of(technician, cast, three)}/"
    assert "Dites ce qui est arrivé" in agent.get("/demandes/")
    page = agent.send(slip, arrived=three[:2], note="Un carton ouvert.")
    assert "Un appareil manque : l'atelier vient d'être prévenu." in page
    assert Arrival.objects.filter(arrived=False).get().delivery.device_id == three[2]
    told = Entry.objects.get(operation="receive")
    assert three[2] in told.data and "carton" not in told.data
    assert ErasableText.objects.get(kind="note").text == "Un carton ouvert."
    assert "Il est ici : enregistrer son retour" in technician.get(slip)
    assert three[2] not in agent.get("/distribuer/")
    refused = agent.post("/distribuer/", 422, **_terms(agent, [three[0], three[2]]))
    assert "n'était pas dans la livraison" in refused
    assert Device.objects.get(pk=three[0]).step == "delivered"


def _terms(agent: Visitor, codes: list[str]) -> dict[str, object]:
    told = {"code": codes, "reference": "D-1", "unused": "on", "signature-paper": "on"}
    return filled(agent.get("/distribuer/")) | told


def test_what_was_missing_may_turn_up_or_go_back(
    technician: Visitor, agent: Visitor, three: list[str], cast: make.Cast
) -> None:
    slip = f"/livraisons/{slip_of(technician, cast, three)}/"
    agent.send(slip, arrived=three[:1])
    technician.send(f"/appareils/{three[1]}/take_back/", reason="unused")
    page = agent.send(slip, arrived=[three[2]])
    assert "Livraison confirmée." in page
    assert three[2] in agent.get("/distribuer/")
    again = filled(agent.get("/distribuer/"))["key"]
    assert "déjà confirmée" in agent.post(slip, 422, arrived=three, key=again)


def test_a_delivery_of_others_is_a_404(
    technician: Visitor, three: list[str], cast: make.Cast, sign_in: object
) -> None:
    slip = f"/livraisons/{slip_of(technician, cast, three)}/"
    stranger = sign_in(cast.other_structure, "requester")  # type: ignore[operator]
    stranger.get(slip, 404)
    technician.client.post(slip, {"arrived": three})
    assert not Arrival.objects.exists()


def test_a_number_typed_by_hand_does_not_lead_ours_away(
    technician: Visitor, three: list[str], cast: make.Cast, bench: Bench
) -> None:
    address = f"/livraisons/preparer/{cast.structure.pk}/"
    first = filled(technician.get(address))["slip"]
    start = first.removesuffix("0001")
    bench.scan("deliver", three[0], slip=start + "9" * 40)
    bench.scan("deliver", three[1], slip=f"{start}0001")
    assert filled(technician.get(address))["slip"] == f"{start}0002"


def test_a_workshop_keeps_its_slip_when_another_serves_with_the_same_device(
    technician: Visitor, bench: Bench, cast: make.Cast
) -> None:
    """The other one's slip has the same number: they are two."""
    code = bench.laptop("delivered")
    first = Delivery.objects.get(device=code)
    bench.scan("take_back", code, bench.requester, reason="broken")
    bench.scan("transfer", code, bench.requester, to=cast.other_workshop.pk)
    theirs = make.actor(cast.other_workshop)
    bench.scan("accept_transfer", code, theirs)
    disk = StorageMedium.objects.get(device=code)
    bench.scan("audit", code, theirs, media=[make.disk(serial=disk.serial)])
    bench.scan("erase", code, theirs, outcomes=[make.proof(disk)])
    bench.scan("test", code, theirs, tests=make.all_pass())
    stock = {"grade": "B", "system": "Debian 12", "accessories": ["charger"]}
    bench.scan("stock", code, theirs, **stock)
    bench.scan("reserve", code, theirs, line=make.request_line(cast.structure).pk)
    bench.scan("deliver", code, theirs, slip=first.slip)
    mine = {one.key for one in slips(deliveries_seen_by(make.actor(cast.workshop)))}
    others = {one.key for one in slips(deliveries_seen_by(theirs))}
    assert mine == {first.pk} and len(others) == 1 and mine != others
    received = slips(deliveries_seen_by(bench.requester))
    assert {one.key for one in received} == mine | others
    assert first.slip in technician.get(f"/livraisons/{first.pk}/")
    assert list(Comparison()) == []
