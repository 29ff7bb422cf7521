"""Distributing a lot, and what may happen to it afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from inventory.models import Device, HandOver, HandOverBands
from inventory.subjects.distributing import BANDS_DAYS, forget_old_bands
from tests.inventory import factories as make
from tests.inventory.pages.conftest import Visitor, filled
from tests.inventory.test_signatures import SIGNED, drawing
from tests.inventory.workbench import Bench


@pytest.fixture
def given(bench: Bench, cast: make.Cast) -> list[str]:
    """A desktop and its screen, of a public donation, delivered."""
    gift = make.collection(cast.workshop, cast.donor, legal_basis="public_donation")
    codes = [bench.reserved(kind, gift) for kind in ("monitor", "desktop")]
    for code in codes:
        bench.scan("deliver", code, slip="BL-7")
    return codes


def terms(agent: Visitor, codes: list[str], **more: Any) -> dict[str, Any]:
    told = {"code": codes, "reference": "D-12", "unused": "on", "signature-drawn": SIGNED}
    return filled(agent.get("/distribuer/")) | told | more


def test_a_lot_is_given_with_a_drawn_signature_and_bands(agent: Visitor, given: list[str]) -> None:
    bands = {"band-age": "60_74", "band-qpv": "yes"}
    page = agent.post("/distribuer/", **terms(agent, given, **bands))
    assert "Fiche de remise (PDF)" in page
    lot = HandOver.objects.all()
    assert len({row.lot for row in lot}) == 1
    told = HandOverBands.objects.get()
    assert (told.age, told.qpv, told.household) == ("60_74", "yes", "")
    assert set(Device.objects.filter(pk__in=given).values_list("step", flat=True)) == {
        "distributed"
    }


def test_answers_are_kept_three_years(agent: Visitor, given: list[str]) -> None:
    agent.post("/distribuer/", **terms(agent, given, **{"band-age": "60_74"}))
    call_command("forget_expired", verbosity=0)
    assert HandOverBands.objects.count() == 1
    assert forget_old_bands(timezone.now() + timedelta(days=BANDS_DAYS + 1)) == 1
    assert not HandOverBands.objects.exists()


def test_without_any_answer_no_bands_are_kept(agent: Visitor, given: list[str]) -> None:
    agent.post("/distribuer/", **terms(agent, given))
    assert not HandOverBands.objects.exists()


def test_a_lot_is_sold_under_the_cap_of_the_law(agent: Visitor, given: list[str]) -> None:
    sold = {"mode": "sold", "ticket": "T-1"}
    over = agent.post("/distribuer/", 422, **terms(agent, given, **sold, price="150,01"))
    assert "se vend au plus 150 €" in over
    assert "Prix plafond" in agent.get(f"/distribuer/?code={given[0]}&code={given[1]}")
    assert not HandOver.objects.exists()
    page = agent.post("/distribuer/", **terms(agent, given, **sold, price="150"))
    assert "150\u00a0€, ticket T-1" in page
    assert sum(row.price_cents or 0 for row in HandOver.objects.all()) == 150_00


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"signature-drawn": drawing()}, "La signature est vide."),
        ({"signature-drawn": ""}, "La signature est vide."),
        ({"reference": ""}, "Indiquez votre référence de la personne"),
        ({"reference": "a@b.fr"}, "ressemble à une adresse électronique"),
        ({"mode": "sold", "price": "20"}, "Indiquez le n° du ticket"),
        ({"mode": "sold", "ticket": "T"}, "Indiquez le prix"),
        ({"mode": "lent"}, "Indiquez la date de retour"),
        ({"mode": "lent", "return_due": "2020-01-01"}, "Ce jour est passé"),
        ({"code": []}, "Cochez au moins un appareil."),
        ({"unused": ""}, "Confirmez que personne n'a utilisé cet appareil"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_kept(
    agent: Visitor, given: list[str], more: dict[str, Any], said: str
) -> None:
    told = terms(agent, given) | more
    if told.get("unused") == "":
        del told["unused"]
    page = agent.post("/distribuer/", 422, **told)
    assert said in page
    if told["reference"]:
        assert f'value="{told["reference"]}"' in page
    if "signature-drawn" not in more:
        assert 'name="signature-drawn" value="data:image/png' in page
    assert not HandOver.objects.exists()


def test_a_double_click_and_the_back_button_distribute_once(
    agent: Visitor, given: list[str]
) -> None:
    typed = terms(agent, given)
    first = agent.post("/distribuer/", **typed)
    assert agent.post("/distribuer/", **typed).count("Fiche de remise") == first.count(
        "Fiche de remise"
    )
    changed = agent.post("/distribuer/", 409, **(typed | {"reference": "D-13"}))
    assert "déjà été envoyé autrement" in changed
    assert HandOver.objects.count() == 2


def test_kept_by_the_structure_nobody_signs(agent: Visitor, given: list[str]) -> None:
    typed = terms(agent, given, to="structure", **{"signature-drawn": "", "reference": ""})
    assert "équipement de" in agent.post("/distribuer/", **typed)


def test_a_loan_is_followed_returned_and_repaired(
    agent: Visitor, technician: Visitor, given: list[str]
) -> None:
    due = (timezone.localdate()).isoformat()
    agent.post("/distribuer/", **terms(agent, given[1:], mode="lent", return_due=due))
    row = HandOver.objects.get()
    assert "jusqu'au" in agent.get("/remises/?prets=1")
    page = agent.send(f"/remises/{row.pk}/", fault="screen")
    assert "L'atelier est prévenu" in page
    technician.get(f"/remises/{row.pk}/", 404)
    agent.send(f"/appareils/{given[1]}/take_back/", reason="end_of_loan")
    assert "Cet appareil est revenu depuis." in agent.get(f"/remises/{row.pk}/")
    assert "Aucun prêt en cours." in agent.get("/remises/?prets=1")
