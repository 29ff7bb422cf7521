"""The counter: a voucher, a lot, one screen; all or nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from filiere.network.actor import Actor
from inventory.models import Device, HandOver, Request, Reservation
from inventory.refusals import Refused
from inventory.subjects.counter import AtCounter, serve
from inventory.vouchers import uses
from tests.inventory import factories as make
from tests.inventory.pages.conftest import Visitor, filled
from tests.inventory.test_signatures import SIGNED
from tests.inventory.workbench import Bench


@pytest.fixture
def shelf(bench: Bench) -> list[str]:
    return [bench.ready("monitor"), bench.ready("laptop")]


def terms(cast: make.Cast, page: str, codes: list[str], **more: Any) -> dict[str, Any]:
    told = {
        "serve": "1",
        "code": codes,
        "voucher": "BON-12",
        "structure": str(cast.structure.pk),
        "signature-drawn": SIGNED,
    }
    return filled(page) | told | more


def test_several_scans_then_one_button(
    technician: Visitor, shelf: list[str], cast: make.Cast
) -> None:
    page = technician.get("/comptoir/")
    for count, code in enumerate(shelf):
        typed = {"scan": code, "code": shelf[:count], "voucher": "B-9"}
        page = technician.post("/comptoir/", 200, **(filled(page) | typed))
        assert 'value="B-9"' in page
        assert "ce champ est obligatoire" not in page.lower()
    sold = {"mode": "sold", "price": "80", "ticket": "T-4"}
    page = technician.post("/comptoir/", **terms(cast, page, shelf, **sold))
    assert "Fiche de remise (PDF)" in page
    asked = Request.objects.get()
    assert (asked.state, asked.structure_id) == ("closed", cast.structure.pk)
    rows = HandOver.objects.all()
    assert {row.voucher for row in rows} == {"BON-12"}
    assert sum(row.price_cents or 0 for row in rows) == 80_00


def test_a_voucher_serves_once_and_says_when_and_where(
    technician: Visitor, bench: Bench, shelf: list[str], cast: make.Cast
) -> None:
    page = technician.get("/comptoir/")
    technician.post("/comptoir/", **terms(cast, page, shelf))
    other = [bench.ready("laptop")]
    said = technician.post(
        "/comptoir/", 409, **terms(cast, technician.get("/comptoir/"), other, voucher="bon-12")
    )
    assert "Le bon bon-12 a déjà servi le" in said
    assert cast.workshop.name in said
    for spelt in ("BON 12", "bon.12", "Bon12"):
        again = terms(cast, technician.get("/comptoir/"), other, voucher=spelt)
        assert "a déjà servi le" in technician.post("/comptoir/", 409, **again), spelt
    assert Request.objects.count() == 1
    assert Device.objects.get(pk=other[0]).step == "ready"
    elsewhere = {"structure": str(cast.other_structure.pk)}
    technician.post("/comptoir/", **terms(cast, technician.get("/comptoir/"), other, **elsewhere))


def test_a_lot_called_as_an_old_one_does_not_use_its_voucher_again(
    bench: Bench, cast: make.Cast
) -> None:
    for code in (bench.reserved(), bench.reserved()):
        bench.scan("hand_over", code, reference="D-1", lot="LOT-A", voucher="B-7")
    now, structure = timezone.now(), cast.structure.pk
    assert not uses("b 7", structure, lot="LOT-A", at=now).exists()
    assert uses("b 7", structure, lot="LOT-B", at=now).count() == 2
    assert uses("b 7", structure, lot="LOT-A", at=now + timedelta(days=1)).count() == 2


def test_a_price_over_the_cap_leaves_nothing_half_written(
    technician: Visitor, bench: Bench, cast: make.Cast
) -> None:
    gift = make.collection(cast.workshop, cast.donor, legal_basis="public_donation")
    codes = [bench.ready("laptop", gift)]
    page = technician.post(
        "/comptoir/", 200, **(filled(technician.get("/comptoir/")) | {"scan": codes[0]})
    )
    assert "Prix plafond des dons publics de ce lot : 180" in page
    sold = {"mode": "sold", "price": "181", "ticket": "T-4"}
    refused = technician.post("/comptoir/", 422, **terms(cast, page, codes, **sold))
    assert "se vend au plus 180 €" in refused
    assert not Request.objects.exists()
    assert not Reservation.objects.exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"voucher": ""}, "obligatoire"),
        ({"structure": ""}, "obligatoire"),
        ({"signature-drawn": ""}, "La signature est vide."),
        ({"code": []}, "Scannez au moins un appareil."),
        ({"scan": "n'importe quoi"}, "code"),
    ],
)
def test_what_is_wrong_is_said(
    technician: Visitor, shelf: list[str], cast: make.Cast, more: dict[str, Any], said: str
) -> None:
    page = technician.get("/comptoir/")
    assert said in technician.post("/comptoir/", 422, **(terms(cast, page, shelf) | more))
    assert not Request.objects.exists()


def test_what_is_not_ready_is_not_added(technician: Visitor, audited_laptop: str) -> None:
    page = technician.get("/comptoir/")
    said = technician.post("/comptoir/", 422, **(filled(page) | {"scan": audited_laptop}))
    assert "Cet appareil est « audité »" in said
    assert f'name="code" value="{audited_laptop}"' not in said


def test_what_is_offered_elsewhere_is_said_at_the_scan(
    technician: Visitor, bench: Bench, shelf: list[str], cast: make.Cast
) -> None:
    bench.scan("transfer", shelf[0], to=cast.other_workshop.pk)
    page = technician.get("/comptoir/")
    typed = filled(page) | {"scan": shelf[0]}
    assert "Un transfert est proposé" in technician.post("/comptoir/", 422, **typed)
    told = terms(cast, page, shelf)
    assert "Un transfert est proposé" in technician.post("/comptoir/", 422, **told)
    assert not Request.objects.exists()


def test_a_mediation_place_hands_over_what_was_delivered_to_it(
    sign_in: Any, bench: Bench, cast: make.Cast
) -> None:
    code = bench.ready("laptop")
    line = make.request_line(cast.mediation)
    bench.scan("reserve", code, line=line.pk)
    bench.scan("deliver", code, slip="BL-9")
    host = sign_in(cast.mediation, "requester")
    told = terms(cast, host.get("/comptoir/"), [code], structure=str(cast.mediation.pk))
    assert "Confirmez que personne" in host.post("/comptoir/", 422, **told)
    assert "Fiche de remise" in host.post("/comptoir/", **told, unused="on")
    assert HandOver.objects.get().structure_id == cast.mediation.pk


def test_only_a_workshop_or_a_mediation_place_has_a_counter(
    agent: Visitor, cast: make.Cast, shelf: list[str], requester: Actor
) -> None:
    agent.get("/comptoir/", 403)
    told = {"structure": cast.structure.pk, "profile": "school", "lot": {"codes": shelf}}
    with pytest.raises(Refused) as caught:
        serve(actor=requester, asked=AtCounter.model_validate(told))
    assert caught.value.code == "role"


def test_a_code_posted_by_hand_tells_nothing_of_another_house(
    technician: Visitor, bench: Bench, cast: make.Cast
) -> None:
    code = bench.registered()
    told = {"brand": "Framework", "custodian": cast.other_workshop}
    Device.objects.filter(pk=code).update(**told)
    page = technician.post("/comptoir/", 200, code=[code])
    assert "Framework" not in page
    assert code not in page
