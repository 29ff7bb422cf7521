"""Bon de livraison and fiche de remise: what a structure signs, what a person takes home."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from filiere.network.actor import Actor
from inventory.models import Arrival, Delivery, HandOver, Request
from inventory.papers import livraison, remise
from inventory.papers.printing import pdf
from inventory.refusals import Missing
from labels.codes import shown
from tests.inventory import factories as make
from tests.inventory.workbench import Bench
from tests.papers.printed import assert_accessible, tags, text

Visit = Callable[..., Client]


def delivered(bench: Bench, slip: str, kind: str = "laptop") -> str:
    code = bench.reserved(kind)
    bench.scan("deliver", code, slip=slip)
    return code


def slip_of(code: str) -> str:
    return text(pdf(livraison.content(livraison.by_key(Delivery.objects.get(device=code).pk))))


def handed(code: str) -> HandOver:
    return HandOver.objects.filter(device=code).latest("handed_at")


def sheet_of(code: str) -> str:
    return text(pdf(remise.content(remise.by_key(handed(code).pk))))


def test_one_slip_lists_every_device_delivered_under_its_number(bench: Bench) -> None:
    first, second = delivered(bench, "BL-7"), delivered(bench, "BL-7", "monitor")
    other = delivered(bench, "BL-8")
    told = slip_of(second)
    assert "BL-7" in told and "2 appareils sans données" in told
    assert shown(first) in told and shown(second) in told and shown(other) not in told
    assert "1 × ordinateur portable" in told and "1 × écran" in told
    keys = Delivery.objects.filter(device__in=[first, second]).values_list("pk", flat=True)
    one, same = (livraison.content(livraison.by_key(key)) for key in keys)
    assert one == same


def test_the_slip_keeps_saying_what_was_delivered_after_a_return(
    bench: Bench, requester: Actor
) -> None:
    code = delivered(bench, "BL-7")
    assert f"{shown(code)} Ordinateur portable B chargeur reconditionné" in slip_of(code)
    bench.scan("take_back", code, reason="unused")
    assert f"{shown(code)} Ordinateur portable B chargeur reconditionné" in slip_of(code)


def test_refurbished_is_said_only_of_what_was_tested_whole_and_works(bench: Bench) -> None:
    (seen,) = livraison.by_key(Delivery.objects.get(device=delivered(bench, "BL-9")).pk)[1]
    assert seen.mention == "reconditionné"
    untested = {"tests": {}}
    broken = {"tests": make.all_pass() | {"webcam": "fail"}}
    for told in (untested, broken, {"blocking": ["swollen_battery"]}, {"recall_id": "r"}):
        assert replace(seen, columns=seen.columns | told).mention == "d'occasion, testé"


def test_the_same_number_at_two_structures_is_two_slips(bench: Bench, cast: make.Cast) -> None:
    ours = delivered(bench, "BL-1")
    theirs = bench.ready()
    bench.scan("reserve", theirs, line=make.request_line(cast.other_structure).pk)
    bench.scan("deliver", theirs, slip="BL-1")
    assert shown(theirs) not in slip_of(ours)
    assert cast.other_structure.name in slip_of(theirs)


def test_the_slip_says_what_the_structure_found_missing(bench: Bench, cast: make.Cast) -> None:
    here, missing = delivered(bench, "BL-7"), delivered(bench, "BL-7")
    assert "Réception" not in slip_of(here)
    for code in (here, missing):
        Arrival.objects.create(
            delivery=Delivery.objects.get(device=code),
            structure=cast.structure,
            arrived=code == here,
            told_at=timezone.now(),
        )
    assert f"manque : {shown(missing)}" in slip_of(here)
    Arrival.objects.update(arrived=True)
    assert "confirmée le" in slip_of(here)


def test_a_slip_is_found_by_its_number_by_both_sides_only(
    bench: Bench, cast: make.Cast, visit: Visit
) -> None:
    delivered(bench, "BL-2026/7")
    key = Delivery.objects.get().pk
    for path in (f"/papiers/livraison/{key}.pdf", "/papiers/livraison/BL-2026/7.pdf"):
        assert visit(cast.workshop).get(path).status_code == 200
        assert visit(cast.structure, "requester").get(path).status_code == 200
        for stranger in (cast.other_workshop, cast.other_structure, cast.donor):
            assert visit(stranger, "reader").get(path).status_code == 404


def test_a_gift_says_that_nothing_is_due(bench: Bench) -> None:
    code = bench.laptop("distributed")
    paper = pdf(remise.content(remise.by_key(handed(code).pk)))
    assert_accessible(paper)
    told = text(paper)
    assert "Rien n'est à payer" in told
    assert "Garantie" not in told
    assert "disque SSD 256 Go : le" in told and "(Clear)" in told
    assert "en état de marche" in told


def test_a_sale_states_price_ticket_cap_and_the_legal_guarantee(
    bench: Bench, requester: Actor, cast: make.Cast
) -> None:
    public = make.collection(cast.workshop, cast.donor, legal_basis="public_donation")
    code = bench.reserved(gift=public)
    bench.scan("deliver", code, slip="BL-1")
    sale = {"mode": "sold", "price_cents": 12_050, "ticket": "T-77", "reference": "D-1"}
    bench.scan("hand_over", code, requester, unused=True, **sale)
    told = sheet_of(code)
    for words in (
        *("120,50 € TTC", "T-77", "plafonné à 180 € TTC", "24 mois", "L. 217-3", "L. 217-7"),
        *("12 premiers mois", "Garantie légale de conformité"),
    ):
        assert words in told, words
    assert "état neuf" not in told


def test_a_loan_says_when_it_comes_back(bench: Bench, requester: Actor) -> None:
    code = bench.laptop("delivered")
    due = timezone.localdate() + timedelta(days=90)
    loan = {"mode": "lent", "return_due": due.isoformat(), "reference": "D-1"}
    bench.scan("hand_over", code, requester, unused=True, **loan)
    told = sheet_of(code)
    assert "À rendre au plus tard le" in told and str(due.year) in told


def test_a_lot_is_one_paper_and_its_signature_is_drawn(
    bench: Bench, requester: Actor, drawn_signature: str
) -> None:
    laptop, screen = bench.laptop("delivered"), delivered(bench, "BL-1", "monitor")
    for code in (laptop, screen):
        told = {"reference": "D-1", "lot": "LOT-1", "signature": drawn_signature}
        bench.scan("hand_over", code, requester, unused=True, **told)
    paper = pdf(remise.content(*remise.seen(requester, handed(screen).pk)))
    assert shown(laptop) in text(paper) and shown(screen) in text(paper)
    assert "aucun support de stockage" in text(paper)
    assert "Figure" in tags(paper)


def test_the_person_is_known_to_the_structure_and_to_who_serves_it_alone(
    bench: Bench,
    cast: make.Cast,
    operator: Actor,
    requester: Actor,
    drawn_signature: str,
) -> None:
    code = bench.laptop("delivered")
    told = {"reference": "D-12", "signature": drawn_signature, "unused": True}
    bench.scan("hand_over", code, requester, **told)
    key = handed(code).pk

    def known(actor: Actor) -> bool:
        paper = pdf(remise.content(*remise.seen(actor, key)))
        assert ("D-12" in text(paper)) == ("Figure" in tags(paper))
        return "D-12" in text(paper)

    assert known(requester) and known(operator)
    assert "D-12" not in sheet_of(code)
    for stranger in (cast.other_structure, cast.other_workshop, cast.donor):
        with pytest.raises(Missing):
            remise.seen(make.actor(stranger, "supervisor"), key)
    bench.scan("take_back", code, reason="end_of_loan")
    assert known(requester) and not known(operator)


def test_pages_link_to_the_papers_of_what_they_show(
    bench: Bench, cast: make.Cast, visit: Visit
) -> None:
    code = bench.laptop("distributed")
    request = Request.objects.get()
    slip, sheet = Delivery.objects.get().pk, handed(code).pk
    workshop, agent = visit(cast.workshop), visit(cast.structure, "requester")
    for browser in (workshop, agent):
        page = browser.get(f"/demandes/{request.pk}/").content.decode()
        for path in (f"/papiers/livraison/{slip}.pdf", f"/papiers/remise/{sheet}.pdf"):
            assert path in page
            assert browser.get(path).status_code == 200
    page = workshop.get(f"/appareils/{code}/").content.decode()
    assert f"/papiers/remise/{sheet}.pdf" in page
    donor = visit(cast.donor, "reader").get(f"/appareils/{code}/").content.decode()
    assert "/papiers/remise/" not in donor
