"""Operations by their pages: what is typed arrives, what is refused is kept on the page."""

from __future__ import annotations

import pytest
from django.test import Client

from inventory.circuit import ROWS
from inventory.models import Device, Entry, Incident, Place, StorageMedium
from inventory.vocabulary import Step
from tests.inventory import factories as make
from tests.inventory.conftest import Scan
from tests.inventory.pages.conftest import Visitor, filled
from tests.inventory.workbench import Bench

DISK = {
    "medium-0-kind": "ssd",
    "medium-0-size_gb": "256",
    "medium-0-serial": "S3Z9NB0K01",
    "medium-0-model": "Samsung PM981",
}


def page_of(code: str, operation: str = "") -> str:
    return f"/appareils/{code}/" + (f"{operation}/" if operation else "")


def medium_in(code: str) -> StorageMedium:
    return StorageMedium.objects.get(device=code)


def test_a_laptop_goes_from_the_door_to_the_shelf_by_its_pages(
    technician: Visitor, collected_laptop: str
) -> None:
    code = collected_laptop
    told = {"brand": "Dell", "model": "Latitude 5490", "memory_gb": "8", "grade": "B"}
    page = technician.send(page_of(code, "audit"), **DISK, **told)
    assert "Audité. Ensuite : effacer." in page
    told = {"outcome-0-method": "sanitize_block_erase", "outcome-0-verified": "on"}
    page = technician.send(page_of(code, "erase"), **told)
    assert "Effacé. Ensuite : tester." in page
    page = technician.send(page_of(code, "test"), rest_pass="on")
    assert "Testé. Ensuite : mettre à disposition." in page
    page = technician.send(page_of(code, "stock"), system="Debian 12", accessories=["charger"])
    assert "Disponible. Ensuite : réserver." in page
    device = Device.objects.get(pk=code)
    assert (device.step, device.grade, device.accessories) == (Step.READY, "B", ["charger"])
    assert device.capabilities["memory_mb"] == 8192


def test_what_is_refused_is_said_and_nothing_typed_is_lost(
    technician: Visitor, audited_laptop: str
) -> None:
    page = technician.send(
        page_of(audited_laptop, "erase"),
        422,
        **{"outcome-0-method": "overwrite", "outcome-0-tool": "nwipe 0.37"},
    )
    assert "l'effacement n'a pas été vérifié" in page
    assert 'value="nwipe 0.37"' in page
    assert filled(page)["outcome-0-method"] == "overwrite"
    assert Device.objects.get(pk=audited_laptop).step == Step.AUDITED


def test_a_refusal_offers_what_would_help(technician: Visitor, audited_laptop: str) -> None:
    known = medium_in(audited_laptop)
    typed = {"medium-0-id": known.pk, "medium-0-kind": "ssd", "medium-0-serial": "AUTRE7777"}
    page = technician.send(page_of(audited_laptop, "audit"), 422, **typed)
    assert "avec un autre numéro" in page
    assert page_of(audited_laptop, "take_out") in page
    assert 'value="AUTRE7777"' in page


def test_the_same_click_twice_is_done_once(technician: Visitor, collected_laptop: str) -> None:
    address = page_of(collected_laptop, "hold")
    held = filled(technician.get(address)) | {"reason": "part", "waiting_for": "supplier"}
    assert "En attente. Ensuite : reprendre." in technician.post(address, **held)
    assert "Déjà enregistré" in technician.post(address, **held)
    chain = Entry.objects.filter(subject_id=collected_laptop).values_list("operation", flat=True)
    assert list(chain.order_by("sequence")) == ["register", "hold"]


def test_a_key_that_served_for_something_else_is_replaced(
    technician: Visitor, collected_laptop: str
) -> None:
    address = page_of(collected_laptop, "weigh")
    held = filled(technician.get(address))
    technician.post(address, **(held | {"grams": "2.5"}))
    page = technician.post(address, 409, **(held | {"grams": "3"}))
    assert "Cette clé a déjà servi" in page
    assert filled(page)["key"] != held["key"]
    technician.post(address, **filled(page))
    assert Device.objects.get(pk=collected_laptop).capabilities["grams"] == 3000


def test_a_step_that_moved_meanwhile_is_told(
    technician: Visitor, audited_laptop: str, scan: Scan
) -> None:
    address = page_of(audited_laptop, "weigh")
    held = filled(technician.get(address))
    scan("open_repair", audited_laptop, fault="screen")
    page = technician.post(address, 409, **(held | {"grams": "2"}))
    assert "n'est plus à l'étape que vous avez vue" in page
    technician.post(address, **filled(page))


def test_what_has_nothing_to_say_is_done_at_once(
    technician: Visitor, collected_laptop: str, scan: Scan
) -> None:
    scan("hold", collected_laptop, reason="part", waiting_for="supplier")
    page = technician.get(page_of(collected_laptop))
    assert f'action="{page_of(collected_laptop, "resume")}"' in page
    assert "Repris. Ensuite : auditer." in technician.post(
        page_of(collected_laptop, "resume"), **filled(page)
    )


def test_who_did_it_may_undo_it(technician: Visitor, audited_laptop: str) -> None:
    technician.send(page_of(audited_laptop, "open_repair"), fault="screen")
    page = technician.get(page_of(audited_laptop))
    assert page_of(audited_laptop, "undo") in page
    technician.post(page_of(audited_laptop, "undo"), **filled(page))
    assert Device.objects.get(pk=audited_laptop).step == Step.AUDITED


def test_undoing_is_not_offered_when_it_would_be_refused(
    technician: Visitor, collected_laptop: str
) -> None:
    assert page_of(collected_laptop, "undo") not in technician.get(page_of(collected_laptop))


def test_a_page_opened_too_early_says_what_to_do_first(
    technician: Visitor, collected_laptop: str
) -> None:
    page = technician.get(page_of(collected_laptop, "erase"))
    assert "Auditez-le d'abord" in page
    assert "<form" not in page


def test_a_technician_is_not_offered_what_a_supervisor_does(
    technician: Visitor, chief: Visitor, collected_laptop: str
) -> None:
    assert "Invalider" not in technician.get(page_of(collected_laptop))
    assert "Invalider" in chief.get(page_of(collected_laptop))
    page = (
        technician.send(page_of(collected_laptop, "void"), 403, reason="duplicate")
        if ("<form" in technician.get(page_of(collected_laptop, "void")))
        else technician.post(page_of(collected_laptop, "void"), 403, reason="duplicate")
    )
    assert "encadrant·e" in page


def test_more_rows_keep_what_was_typed(technician: Visitor, collected_laptop: str) -> None:
    address = page_of(collected_laptop, "audit")
    page = technician.send(address, 200, more="1", brand="Dell", **DISK)
    told = filled(page)
    assert told["medium-rows"] == "4"
    assert (told["brand"], told["medium-0-serial"]) == ("Dell", "S3Z9NB0K01")
    assert "field-error" not in page
    assert "medium-3-kind" in told


def test_a_row_without_a_kind_is_pointed_at(technician: Visitor, collected_laptop: str) -> None:
    page = technician.send(page_of(collected_laptop, "audit"), 422, **{"medium-0-serial": "S3Z9"})
    assert "Choisissez le type de ce support." in page
    assert 'value="S3Z9"' in page


def test_a_phone_answers_for_its_slots(technician: Visitor, bench: Bench) -> None:
    code = bench.registered("smartphone")
    told = {"medium-0-kind": "ufs", "medium-0-size_gb": "64"}
    page = technician.send(page_of(code, "audit"), 422, **told)
    assert "Dites si le logement de carte SIM est vide" in page
    page = technician.send(page_of(code, "audit"), **told, slot_sim="empty", slot_card="empty")
    assert "Audité." in page


def test_an_empty_device_is_said_to_be_so(technician: Visitor, bench: Bench) -> None:
    code = bench.registered("monitor")
    assert "Audité." in technician.send(page_of(code, "audit"), no_storage="on")


def test_known_media_are_there_to_be_said_again(technician: Visitor, audited_laptop: str) -> None:
    known = medium_in(audited_laptop)
    held = filled(technician.get(page_of(audited_laptop, "audit")))
    assert held["medium-0-id"] == known.pk
    technician.send(page_of(audited_laptop, "audit"), grade="C")
    assert Device.objects.get(pk=audited_laptop).grade == "C"
    assert medium_in(audited_laptop).exposure == known.exposure


def test_only_a_supervisor_says_a_disk_absent(
    technician: Visitor, chief: Visitor, audited_laptop: str
) -> None:
    assert "Absent de l'appareil" not in technician.get(page_of(audited_laptop, "audit"))
    chief.send(page_of(audited_laptop, "audit"), **{"medium-0-absent": "on"})
    assert not StorageMedium.objects.filter(device=audited_laptop).exists()
    assert Incident.objects.count() == 1


def test_only_methods_that_fit_are_offered(technician: Visitor, bench: Bench) -> None:
    page = technician.get(page_of(bench.smartphone(), "erase"))
    assert "Réinitialisation d'usine" in page
    assert "Démagnétisation" not in page
    assert "Détruit" not in page[page.index("Résultat") : page.index("Méthode")]


def test_a_strict_collection_offers_only_what_reaches_its_policy(
    technician: Visitor, bench: Bench, cast: make.Cast
) -> None:
    gift = make.collection(cast.workshop, cast.donor, level="purge", witness="second")
    page = technician.get(page_of(bench.audited(gift=gift), "erase"))
    assert "Écrasement en une passe" not in page
    assert "Sanitize" in page
    assert "Seconde personne présente" in page


def test_a_loose_disk_is_erased_then_fitted_by_its_pages(
    technician: Visitor, audited_laptop: str, bench: Bench
) -> None:
    technician.send(page_of(audited_laptop, "take_out"))
    disk = StorageMedium.objects.get(last_code=audited_laptop)
    assert f"/supports/{disk.code}/" in technician.get("/supports/")
    page = technician.send(
        f"/supports/{disk.code}/erase/",
        **{"outcome-0-method": "crypto_erase", "outcome-0-verified": "on"},
    )
    assert "Effacé." in page
    other = bench.laptop("audited")
    assert "Support monté" in technician.send(page_of(other, "fit"), medium=disk.code)
    disk.refresh_from_db()
    assert disk.device_id == other


def test_a_failed_disk_can_only_be_destroyed(
    technician: Visitor, audited_laptop: str, scan: Scan
) -> None:
    disk = medium_in(audited_laptop)
    scan("take_out", audited_laptop, medium=disk.pk)
    disk.refresh_from_db()
    scan("erase", str(disk.code), outcomes=[{"medium": disk.pk, "outcome": "failed"}])
    page = technician.get(f"/supports/{disk.code}/")
    assert "à détruire" in page
    technician.send(f"/supports/{disk.code}/destroy/", method="shred", slip="D-7")
    disk.refresh_from_db()
    assert disk.status == "destroyed"
    assert disk.code not in technician.get("/supports/")


def test_a_question_without_any_answer_says_what_must_exist_first(
    technician: Visitor, ready_laptop: str
) -> None:
    page = technician.get(page_of(ready_laptop, "reserve"))
    assert "Aucune demande ouverte n'attend cet appareil." in page
    assert "<form" not in page


def test_a_device_is_asked_for_reserved_delivered_and_handed_over(
    technician: Visitor, agent: Visitor, ready_laptop: str, cast: make.Cast
) -> None:
    line = make.request_line(cast.structure)
    technician.send(page_of(ready_laptop, "reserve"), line=line.pk)
    technician.send(page_of(ready_laptop, "deliver"), slip="BL-2026-1")
    page = agent.send(page_of(ready_laptop, "hand_over"), 422, reference="D-9", ticket="T-1")
    assert "La signature est vide." in page
    assert "<details open" in page
    signed = {"reference": "D-9", "signature-paper": "on"}
    page = agent.send(page_of(ready_laptop, "hand_over"), 422, **signed)
    assert "Confirmez que personne n'a utilisé" in page
    told = {**signed, "mode": "sold", "price_cents": "59.90", "ticket": "T-1"}
    agent.send(page_of(ready_laptop, "hand_over"), unused="on", **told)
    device = Device.objects.get(pk=ready_laptop)
    assert device.step == Step.DISTRIBUTED
    assert device.hand_overs.get().price_cents == 5990


def test_a_transfer_is_accepted_by_one_button(
    technician: Visitor, sign_in: object, collected_laptop: str, cast: make.Cast
) -> None:
    technician.send(page_of(collected_laptop, "transfer"), to=cast.other_workshop.pk)
    other: Visitor = sign_in(cast.other_workshop)  # type: ignore[operator]
    page = other.get(page_of(collected_laptop))
    accepted = other.post(page_of(collected_laptop, "accept_transfer"), **filled(page))
    assert "Transfert accepté. Ensuite : auditer." in accepted
    assert Device.objects.get(pk=collected_laptop).custodian_id == cast.other_workshop.pk


def test_who_declines_an_offer_goes_home(
    technician: Visitor, sign_in: object, collected_laptop: str, cast: make.Cast
) -> None:
    technician.send(page_of(collected_laptop, "transfer"), to=cast.other_workshop.pk)
    other: Visitor = sign_in(cast.other_workshop)  # type: ignore[operator]
    held = filled(other.get(page_of(collected_laptop)))
    assert "Transfert annulé." in other.post(page_of(collected_laptop, "cancel_transfer"), **held)
    other.get(page_of(collected_laptop), 404)


def test_a_place_is_chosen_by_name(
    technician: Visitor, collected_laptop: str, cast: make.Cast
) -> None:
    shelf: Place = make.place(cast.workshop)
    make.place(cast.other_workshop)
    technician.send(page_of(collected_laptop, "move"), place=shelf.pk)
    assert str(shelf) in technician.get(page_of(collected_laptop))


def test_parts_leave_the_stock(technician: Visitor, bench: Bench, cast: make.Cast) -> None:
    part = make.part(cast.workshop)
    told = {"part-0-part": part.pk, "part-0-quantity": "2", "actions": ["replaced"], "minutes": 20}
    technician.send(page_of(bench.laptop("in_repair"), "close_repair"), **told)
    part.refresh_from_db()
    assert part.quantity == 3


@pytest.mark.parametrize("step", ["collected", "audited", "reserved", "distributed", "in_repair"])
def test_no_page_and_no_empty_form_is_an_error(chief: Visitor, bench: Bench, step: str) -> None:
    code = bench.laptop(step)
    for row in ROWS:
        address = page_of(code, row.name)
        for answer in (chief.client.get(address), chief.client.post(address)):
            assert answer.status_code in (200, 303, 403, 404, 409, 422), address


@pytest.mark.parametrize("operation", ["register", "nulle", "snapshot"])
def test_what_no_page_does_is_a_404(
    technician: Visitor, collected_laptop: str, operation: str
) -> None:
    technician.get(page_of(collected_laptop, operation), 404)


def test_a_form_of_elsewhere_is_refused_in_french(collected_laptop: str, chief: Visitor) -> None:
    careful = Client(enforce_csrf_checks=True)
    careful.cookies = chief.client.cookies
    answer = careful.post(page_of(collected_laptop, "weigh"), {"grams": "2"})
    assert answer.status_code == 403
    assert "Page trop ancienne" in answer.content.decode()
