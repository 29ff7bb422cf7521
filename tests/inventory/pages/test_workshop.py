"""Waits, parts, places and pallets by their pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from inventory.models import Device, Pallet, Part, PartArrival, Place
from inventory.selectors.links import followable
from inventory.subjects.house import close_pallet, receive_parts
from labels.codes import shown
from tests.inventory import factories as make
from tests.inventory.conftest import Scan
from tests.inventory.pages.conftest import Visitor
from tests.inventory.pages.test_stock import questions
from tests.inventory.workbench import Bench


def test_waits_are_told_by_age_and_by_who_must_act(
    technician: Visitor, bench: Bench, scan: Scan
) -> None:
    old, new = bench.registered(), bench.registered()
    ago = timezone.now() - timedelta(hours=1)
    Device.objects.filter(pk=old).update(head_at=ago)
    scan("hold", old, at=timezone.now(), reason="unlock", waiting_for="donor")
    scan("hold", new, reason="part", waiting_for="supplier")
    page = technician.get("/attentes/")
    assert page.index(shown(old)) < page.index(shown(new))
    assert "Le donateur doit agir" in page
    page = technician.get("/attentes/?qui=supplier")
    assert shown(new) in page
    assert shown(old) not in page
    scan("resume", old)
    assert shown(old) not in technician.get("/attentes/")


def test_waits_of_another_house_are_not_shown(
    sign_in: Callable[..., Visitor], bench: Bench, scan: Scan, cast: make.Cast
) -> None:
    code = bench.registered()
    scan("hold", code, reason="part", waiting_for="supplier")
    assert shown(code) not in sign_in(cast.other_workshop).get("/attentes/")


def test_parts_received_twice_by_one_click_count_once(technician: Visitor) -> None:
    told = {"name": "Batterie 45N1", "quantity": "4", "key": "0b6c1c52-6f3b-4a4e-9f0e-1d2f3a4b5c6d"}
    technician.post("/pieces/", **told)
    assert "4 × Batterie 45N1 au stock." in technician.post("/pieces/", **told)
    part = Part.objects.get()
    assert (part.quantity, PartArrival.objects.count()) == (4, 1)
    page = technician.post("/pieces/", 422, **told | {"quantity": "9"})
    assert "déjà été envoyé" in page
    assert 'value="9"' in page


@pytest.mark.parametrize(
    ("name", "quantity"), [("", "1"), ("Vis", "0"), ("Vis", "x"), ("V" * 81, "1"), ("a\x00", "1")]
)
def test_parts_that_cannot_be_are_said_so(technician: Visitor, name: str, quantity: str) -> None:
    technician.post("/pieces/", 422, name=name, quantity=quantity)
    assert not Part.objects.exists()


def test_a_part_runs_low_and_tells_where_it_went(
    technician: Visitor, bench: Bench, scan: Scan, cast: make.Cast
) -> None:
    part = make.part(cast.workshop, quantity=3)
    technician.send(f"/pieces/{part.pk}/", low="2")
    assert "Il en reste peu" not in technician.get("/pieces/")
    code = bench.laptop("in_repair")
    used = [{"part": part.pk, "quantity": 1}]
    scan("close_repair", code, actions=["replaced"], parts=used, minutes=20)
    assert "Il en reste peu" in technician.get("/pieces/")
    page = technician.get(f"/pieces/{part.pk}/")
    assert "Posée sur" in page
    assert f"/appareils/{code}/" in page
    page = technician.get(f"/appareils/{code}/")
    assert f"1 × {part.name}" in page[page.index("Réparations") :]


def test_a_place_is_created_renamed_looked_into_and_closed(
    technician: Visitor, collected_laptop: str, scan: Scan, cast: make.Cast
) -> None:
    technician.send("/lieux/", name="Étagère C")
    place = Place.objects.get()
    scan("move", collected_laptop, place=place.pk)
    address = f"/lieux/{place.pk}/"
    assert shown(collected_laptop) in technician.get(address)
    assert "Étagère D" in technician.post(address, name="Étagère D")
    assert "Il reste 1 appareil(s)" in technician.post(f"{address}fermer/")
    other = make.place(cast.workshop)
    scan("move", collected_laptop, place=other.pk)
    assert "est fermé" in technician.post(f"{address}fermer/")
    assert "Étagère D" not in technician.get(f"/appareils/{collected_laptop}/move/")
    page = technician.post(f"/appareils/{collected_laptop}/move/", 422, place=place.pk)
    assert str(place.pk) not in str(Device.objects.get(pk=collected_laptop).place_id)
    assert "Déplacer" in page


def test_two_places_never_share_a_name(technician: Visitor, cast: make.Cast) -> None:
    first, second = make.place(cast.workshop), make.place(cast.workshop)
    assert "déjà ce nom" in technician.post(f"/lieux/{first.pk}/", 422, name=second.name)
    assert "déjà ce nom" in technician.post("/lieux/", 422, name=second.name)


def test_places_and_parts_ask_as_many_questions_for_many_as_for_few(
    technician: Visitor, bench: Bench, scan: Scan, cast: make.Cast
) -> None:
    first = make.place(cast.workshop)
    make.part(cast.workshop)
    scan("hold", bench.registered(), reason="part", waiting_for="supplier")
    few = [questions(technician, path) for path in ("/lieux/", "/pieces/", "/attentes/")]
    for _ in range(3):
        make.part(cast.workshop)
        scan("move", bench.registered(), place=make.place(cast.workshop).pk)
        code = bench.registered()
        scan("move", code, place=first.pk)
        scan("hold", code, reason="part", waiting_for="supplier")
    many = [questions(technician, path) for path in ("/lieux/", "/pieces/", "/attentes/")]
    assert many == few


def loaded(bench: Bench, scan: Scan, lot: Pallet) -> tuple[str, str]:
    """One clear device and one to destroy, on this pallet."""
    clear, doomed = bench.laptop("erased"), bench.laptop("audited")
    scan("recycle", clear, reason="broken", pallet=lot.pk)
    scan("recycle", doomed, reason="unerasable", pallet=lot.pk, to_destroy=True)
    return clear, doomed


def test_a_pallet_is_loaded_by_scanning(
    technician: Visitor, erased_laptop: str, cast: make.Cast
) -> None:
    lot = make.pallet(cast.workshop)
    told = {"act": "load", "code": shown(erased_laptop), "reason": "broken"}
    assert "est sur la palette" in technician.post(f"/palettes/{lot.pk}/", **told)
    assert Device.objects.get(pk=erased_laptop).pallet_id == lot.pk


@pytest.mark.parametrize("code", ["", "abc", "000000000", "🙂"])
def test_a_pallet_takes_no_unknown_code(technician: Visitor, cast: make.Cast, code: str) -> None:
    lot = make.pallet(cast.workshop)
    told = {"act": "load", "code": code, "reason": "broken"}
    page = technician.post(f"/palettes/{lot.pk}/", 422, **told)
    assert "field-error" in page or "notice-error" in page


def test_a_device_that_may_not_go_stays_where_it_is(
    technician: Visitor, audited_laptop: str, cast: make.Cast
) -> None:
    lot = make.pallet(cast.workshop)
    told = {"act": "load", "code": audited_laptop, "reason": "broken"}
    technician.post(f"/palettes/{lot.pk}/", 422, **told)
    assert Device.objects.get(pk=audited_laptop).step == "audited"


def test_a_whole_pallet_leaves_under_its_slip_and_its_signed_order(
    technician: Visitor, chief: Visitor, bench: Bench, scan: Scan, cast: make.Cast
) -> None:
    lot = make.pallet(cast.workshop)
    clear, doomed = loaded(bench, scan, lot)
    close_pallet(actor=make.actor(cast.workshop), pallet_id=lot.pk, weight_g=12_000)
    address = f"/palettes/{lot.pk}/"
    assert "L'encadrement enregistre l'enlèvement" in technician.get(address)
    page = chief.get(address)
    assert "L'ordre signé doit nommer" in page
    told = {"act": "remove", "operator": cast.recycler.pk, "slip": "BSD-7"}
    assert "Ce champ est obligatoire" in chief.post(address, 422, **told)
    assert not Device.objects.filter(removed=True).exists()
    assert "2 appareil(s)" in chief.post(address, **told, order="ORD-3")
    assert Device.objects.get(pk=doomed).order_ref == "ORD-3"
    assert Device.objects.get(pk=clear).order_ref == ""
    assert "Enlevée" in chief.get(address)


def test_a_pallet_leaves_whole_or_not_at_all(
    chief: Visitor, bench: Bench, scan: Scan, cast: make.Cast
) -> None:
    lot = make.pallet(cast.workshop)
    clear, doomed = loaded(bench, scan, lot)
    close_pallet(actor=make.actor(cast.workshop), pallet_id=lot.pk, weight_g=12_000)
    told = {"act": "remove", "operator": cast.recycler.pk, "slip": "<script>", "order": "ORD-3"}
    page = chief.post(f"/palettes/{lot.pk}/", 422, **told)
    assert "<script>" not in page.replace("&lt;script&gt;", "").split("<main")[1].split("value=")[0]
    assert not Device.objects.filter(pk__in=(clear, doomed), removed=True).exists()


def test_a_link_is_shown_only_to_who_can_follow_it(collected_laptop: str, cast: make.Cast) -> None:
    codes = [collected_laptop, None]
    assert followable(make.actor(cast.workshop), codes) == {collected_laptop}
    assert followable(make.actor(cast.steering, "reader"), codes) == frozenset()


def test_receiving_none_only_names_a_part(cast: make.Cast) -> None:
    receive_parts(actor=make.actor(cast.workshop), name="Dalle", quantity=0)
    assert not PartArrival.objects.exists()
