"""One scan, one answer: done, repeated, refused with what to do, or told what comes next."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from inventory.codes import mint_codes
from inventory.models import Device
from inventory.papers.checking import address
from inventory.refusals import Refused
from labels.codes import shown
from tests.inventory import factories as make
from tests.inventory.conftest import Scan
from tests.inventory.pages.conftest import filled
from tests.inventory.scan.conftest import Hands
from tests.inventory.workbench import Bench

Entries = Callable[[str], list[str]]
WAIT = {"reason": "part", "waiting_for": "supplier"}


def test_a_routine_operation_is_one_scan(
    hands: Hands, cast: make.Cast, erased_laptop: str, scan: Scan
) -> None:
    scan("test", erased_laptop, tests=make.all_pass())
    usual = {"grade": "B", "system": "Debian 12", "accessories": ["charger"]}
    told = hands.scan(erased_laptop, "stock", data=usual)
    assert (told["status"], told["tone"], told["word"]) == ("done", "done", "Disponible")
    assert told["sentence"] == "Ensuite : réserver."
    assert [one["verb"] for one in told["next"]] == ["Réserver"]
    assert Device.objects.get(pk=erased_laptop).step == "ready"


def test_the_same_key_again_is_the_same_scan(
    hands: Hands, audited_laptop: str, entries: Entries
) -> None:
    key = str(uuid.uuid4())
    first = hands.scan(audited_laptop, "hold", key=key, data=WAIT)
    again = hands.scan(audited_laptop, "hold", key=key, data=WAIT)
    assert (first["status"], again["status"]) == ("done", "replayed")
    assert again["tone"] == "done" and not again["repeat"]
    assert entries(audited_laptop).count("hold") == 1
    other = hands.scan(audited_laptop, "resume", key=key)
    assert other["status"] == "conflict"
    assert other["problem"]["code"] == "key-reused"


def test_a_device_scanned_twice_says_when_it_was_done_and_writes_nothing(
    hands: Hands, audited_laptop: str, entries: Entries
) -> None:
    done = hands.scan(audited_laptop, "hold", data=WAIT)
    again = hands.scan(audited_laptop, "hold", data=WAIT)
    assert (again["status"], again["tone"], again["word"]) == ("replayed", "repeat", "Déjà fait")
    assert again["sentence"] == f"« Mettre en attente », à {done['at']}."
    assert entries(audited_laptop).count("hold") == 1


def test_a_move_to_the_same_place_is_a_repeat_and_to_another_a_move(
    hands: Hands, cast: make.Cast, audited_laptop: str, entries: Entries
) -> None:
    here, there = make.place(cast.workshop), make.place(cast.workshop)
    statuses = [
        hands.scan(audited_laptop, "move", data={"place": place.pk})["tone"]
        for place in (here, here, there, here)
    ]
    assert statuses == ["done", "repeat", "done", "done"]
    assert entries(audited_laptop).count("move") == 3


def test_another_answer_to_the_same_question_is_no_repeat(
    hands: Hands, audited_laptop: str
) -> None:
    hands.scan(audited_laptop, "hold", data=WAIT)
    other = hands.scan(audited_laptop, "hold", data=WAIT | {"waiting_for": "donor"})
    assert (other["status"], other["problem"]["code"]) == ("refused", "on-hold")


def test_a_refusal_says_why_and_offers_what_to_do(hands: Hands, collected_laptop: str) -> None:
    told = hands.scan(collected_laptop, "open_repair", data={"fault": "screen"})
    assert (told["status"], told["tone"], told["word"]) == ("refused", "refused", "Pas encore")
    assert told["sentence"] == "Cet appareil n'a pas encore été audité. Auditez-le d'abord."
    assert told["next"][0]["operation"] == "audit"
    assert told["next"][0]["address"] == f"/scanner/appareils/{collected_laptop}/audit/"
    assert told["problem"]["type"].endswith("wrong-step")
    assert hands.page(told["next"][0]["address"])


@pytest.mark.parametrize(
    ("found", "why"),
    [
        ({"tests": {"keyboard": "fail"}}, "Ne fonctionne pas : Clavier"),
        ({"tests": {"power_on": "pass"}, "blocking": ["firmware_password"]}, "micrologiciel"),
    ],
)
def test_what_is_found_spoilt_in_stock_goes_no_further_and_is_not_said_done(
    hands: Hands, bench: Bench, found: Any, why: str
) -> None:
    code = bench.laptop("erased")
    bench.scan("test", code, tests=make.all_pass())
    settled = {"grade": "B", "system": "Debian 12", "accessories": ["charger"]}
    assert hands.scan(code, "stock", data=settled)["status"] == "done"
    assert hands.scan(code, "stock", data=settled)["word"] == "Déjà fait"
    bench.scan("test", code, **found)
    line = make.request_line(bench.cast.structure).pk
    for operation, data in (("stock", settled), ("reserve", {"line": line})):
        told = hands.scan(code, operation, data=data)
        assert told["status"] == "refused" and why in told["sentence"], operation
    looked = hands.scan(code)
    assert why in looked["sentence"]
    assert looked["next"][0]["operation"] in ("open_repair", "hold")


def test_what_is_found_spoilt_once_reserved_is_neither_delivered_nor_handed_over(
    hands: Hands, bench: Bench
) -> None:
    code = bench.laptop("reserved")
    bench.scan("test", code, tests={"screen": "fail"})
    told = hands.scan(code, "deliver", data={"slip": "BL-4"})
    assert told["status"] == "refused" and "Ne fonctionne pas : Écran" in told["sentence"]
    with pytest.raises(Refused, match="Ne fonctionne pas"):
        bench.scan("hand_over", code, reference="D-12")
    assert hands.scan(code)["next"][0]["operation"] == "release"


def test_an_offer_is_told_to_who_made_it_and_to_whom_it_is_made(
    hands: Hands, hands_of: Callable[..., Hands], bench: Bench, audited_laptop: str
) -> None:
    bench.scan("transfer", audited_laptop, to=bench.cast.other_workshop.pk)
    mine = hands.scan(audited_laptop)
    theirs = hands_of(bench.cast.other_workshop).scan(audited_laptop)
    assert mine["word"] == theirs["word"] == "Transfert proposé"
    assert "doit répondre" in mine["sentence"]
    assert "vous le propose" in theirs["sentence"]
    assert theirs["next"][0]["operation"] == "accept_transfer"


def test_a_structure_is_told_to_send_a_return_to_a_workshop(
    bench: Bench, hands_of: Callable[..., Hands]
) -> None:
    code = bench.laptop("delivered")
    bench.scan("take_back", code, bench.requester, reason="broken")
    told = hands_of(bench.cast.structure, "requester").scan(code)
    assert told["sentence"].startswith("Il repasse par un atelier")
    assert told["next"][0]["operation"] == "transfer"


def test_told_what_comes_next_nothing_is_written(
    hands: Hands, audited_laptop: str, entries: Entries
) -> None:
    before = entries(audited_laptop)
    told = hands.scan(f"http://localhost:8000/D/{audited_laptop}")
    assert (told["status"], told["word"]) == ("told", "Audité")
    assert "n'a pas de preuve d'effacement" in told["sentence"]
    assert told["next"][0]["verb"] == "Effacer" and told["next"][0]["primary"]
    assert entries(audited_laptop) == before


def test_what_needs_data_opens_its_form_and_comes_back(
    hands: Hands, audited_laptop: str, entries: Entries
) -> None:
    told = hands.scan(audited_laptop, "erase")
    assert (told["status"], told["go"]) == ("form", f"/scanner/appareils/{audited_laptop}/erase/")
    page = hands.page(told["go"])
    told_method = {"outcome-0-method": "sanitize_block_erase", "outcome-0-verified": "on"}
    typed = filled(page) | told_method
    answer = hands.client.post(told["go"], typed)
    assert (answer.status_code, answer["Location"]) == (303, "/scanner/")
    page = hands.page()
    assert "Effacé" in page and shown(audited_laptop) in page
    assert hands.client.post(told["go"], typed).status_code == 303
    assert entries(audited_laptop).count("erase") == 1


def test_a_form_that_could_not_be_done_is_refused_at_the_scan(
    hands: Hands, collected_laptop: str
) -> None:
    told = hands.scan(collected_laptop, "erase")
    assert (told["status"], told["problem"]["code"]) == ("refused", "wrong-step")
    assert told["next"][0]["operation"] == "audit"


def test_one_slip_of_the_finger_is_answered_with_the_code_meant(
    hands: Hands, audited_laptop: str
) -> None:
    last = "0" if audited_laptop[-1] != "0" else "1"
    told = hands.scan(audited_laptop[:-1] + last, "hold", data=WAIT)
    assert (told["status"], told["word"]) == ("refused", "Introuvable")
    assert {"code": audited_laptop, "shown": shown(audited_laptop)} in told["near"]
    assert f"Vouliez-vous {shown(audited_laptop)}" in told["sentence"]


@pytest.mark.parametrize("operation", ["", "hold", "erase"])
def test_a_label_of_another_site_or_of_nobody(hands: Hands, operation: str) -> None:
    elsewhere = hands.scan("HTTPS://AUTRE.EXEMPLE/D/7KQ2MDX44", operation, data=WAIT)
    assert elsewhere["problem"]["code"] == "foreign-code"
    nobody = hands.scan("7KQ-2MD-X44", operation, data=WAIT)
    assert nobody["sentence"] == "Ce code n'existe pas."
    assert nobody["title"] == ""


@pytest.mark.parametrize("operation", ["", "hold", "erase"])
def test_a_device_of_another_organisation_is_not_told(
    hands: Hands, cast: make.Cast, bench: Bench, hands_of: Callable[..., Hands], operation: str
) -> None:
    theirs = bench.laptop("audited")
    other = hands_of(cast.other_workshop)
    told = other.scan(theirs, operation, data=WAIT)
    assert told["problem"]["code"] == "not-in-custody"
    assert (told["title"], told["address"], told["next"]) == ("", "", [])
    assert other.page(f"/scanner/appareils/{theirs}/", 404)
    assert other.page(f"/scanner/appareils/{theirs}/hold/", 404)


def test_a_free_label_says_how_to_use_it_and_one_scan_registers_it(
    hands: Hands, cast: make.Cast
) -> None:
    (code,) = mint_codes(count=1, organisation_id=cast.workshop.pk)
    free = hands.scan(code)
    assert (free["problem"]["code"], free["word"]) == ("free-label", "Étiquette libre")
    assert [one["verb"] for one in free["next"]] == ["Enregistrer"]
    assert "Enregistrer : réglage du mode" in hands.page(free["next"][0]["address"])
    gift = make.collection(cast.workshop, cast.donor)
    told = hands.scan(code, "register", data={"collection": gift.pk, "kind": "laptop"})
    assert (told["status"], told["word"]) == ("done", "Enregistré")
    assert Device.objects.get(pk=code).step == "collected"


def test_the_last_scan_is_undone_by_one_tap(
    hands: Hands, audited_laptop: str, entries: Entries
) -> None:
    done = hands.scan(audited_laptop, "open_repair", data={"fault": "screen"})
    assert done["undo"]
    undone = hands.scan(audited_laptop, "undo")
    assert (undone["status"], undone["word"]) == ("done", "Annulé")
    assert Device.objects.get(pk=audited_laptop).step == "audited"
    assert entries(audited_laptop)[-2:] == ["open_repair", "undo"]
    assert hands.scan(audited_laptop, "undo")["status"] == "refused"


def test_somebody_else_s_scan_is_not_undone(
    hands: Hands, cast: make.Cast, hands_of: Callable[..., Hands], audited_laptop: str
) -> None:
    hands.scan(audited_laptop, "open_repair", data={"fault": "screen"})
    told = hands_of(cast.workshop).scan(audited_laptop, "undo")
    assert (told["status"], told["problem"]["code"]) == ("refused", "too-late")


def test_a_conflict_is_told_as_somebody_who_came_before(
    hands: Hands, cast: make.Cast, bench: Bench
) -> None:
    line = make.request_line(cast.structure)
    first, second = bench.ready(), bench.ready()
    assert hands.scan(first, "reserve", data={"line": line.pk})["status"] == "done"
    told = hands.scan(second, "reserve", data={"line": line.pk})
    assert (told["status"], told["tone"]) == ("conflict", "refused")
    assert told["sentence"] == "Cette ligne est déjà servie : tout est réservé ou remis."


def test_a_loose_disk_is_scanned_like_anything_else(
    hands: Hands, cast: make.Cast, bench: Bench
) -> None:
    disk = bench.loose_disk()
    told = hands.scan(str(disk.code))
    assert (told["status"], told["word"]) == ("told", "Hors appareil")
    assert hands.page(told["address"])
    place = make.place(cast.workshop)
    assert hands.scan(str(disk.code), "move", data={"place": place.pk})["status"] == "done"
    disk.refresh_from_db()
    assert disk.place_id == place.pk


def test_a_phone_whose_clock_runs_ahead_is_told_so(hands: Hands, audited_laptop: str) -> None:
    told = hands.scan(audited_laptop, "hold", data=WAIT, occurred_at="2999-01-01T10:00:00Z")
    assert told["problem"]["code"] == "clock-ahead"
    assert "Vérifiez l'horloge" in told["sentence"]


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ("pas du JSON", 400, "not-json"),
        ("[]", 422, "invalid-data"),
        ('{"code": "7KQ2MDX44"}', 422, "invalid-data"),
        ('{"key": "x", "code": "7KQ2MDX44"}', 422, "invalid-data"),
        ('{"pad": "' + "x" * 70_000 + '"}', 413, "too-large"),
    ],
)
def test_what_is_no_scan_is_said_to_be_none(
    hands: Hands, sent: str, status: int, code: str
) -> None:
    answer = hands.client.post("/scanner/", sent, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_scan_takes_the_token_of_the_page_and_a_session(cast: make.Cast) -> None:
    checked = Client(enforce_csrf_checks=True)
    sent = '{"key": "0197a3c2-6a1e-7d35-9f10-1d2b3c4d5e6f", "code": "7KQ2MDX44"}'
    assert checked.post("/scanner/", sent, content_type="application/json").status_code == 403
    answer = Client().post("/scanner/", sent, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")


def test_wrong_data_is_refused_and_writes_nothing(
    hands: Hands, audited_laptop: str, entries: Entries
) -> None:
    told = hands.scan(audited_laptop, "hold", data={"reason": "part\x00", "waiting_for": []})
    assert (told["status"], told["problem"]["code"]) == ("refused", "invalid-data")
    assert "hold" not in entries(audited_laptop)


def test_the_square_of_a_paper_is_told_from_that_of_a_label(hands: Hands) -> None:
    printed = address("enlevement", "0197a3c2-6a1e-7d35-9f10-1d2b3c4d5e6f")
    told = hands.scan(printed)
    assert (told["status"], told["word"]) == ("refused", "Un papier")
    assert hands.client.get(told["next"][0]["address"]).status_code in (200, 404)
    elsewhere = hands.scan(printed.replace("LOCALHOST:8000", "AUTRE.EXEMPLE"))
    assert elsewhere["problem"]["code"] == "foreign-code"


def test_a_long_history_makes_no_scan_slower_by_a_question(
    hands: Hands, cast: make.Cast, audited_laptop: str
) -> None:
    here, there = make.place(cast.workshop), make.place(cast.workshop)
    counts = []
    for turn in range(12):
        place = (here, there)[turn % 2]
        with CaptureQueriesContext(connection) as asked:
            told = hands.scan(audited_laptop, "move", data={"place": place.pk})
        assert told["status"] == "done"
        counts.append(len(asked))
    assert max(counts[2:]) == min(counts[2:])
    assert max(counts) <= 30
