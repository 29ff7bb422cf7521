"""The first page: one field, then what waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from inventory.models import Device, StorageMedium
from tests.inventory import factories as make
from tests.inventory.conftest import Scan
from tests.inventory.pages.conftest import Visitor
from tests.inventory.workbench import Bench


def test_a_stranger_reads_what_it_is_and_may_type_a_code(stranger: Visitor) -> None:
    page = stranger.get("/")
    assert "connectez-vous" in page
    assert 'name="code"' in page
    assert "Menu" not in page


def test_somebody_without_organisation_may_still_leave(stranger: Visitor) -> None:
    from tests.network import factories

    stranger.client.force_login(factories.user())
    assert "/compte/logout/" in stranger.get("/menu/")
    assert "Se déconnecter" in stranger.get("/")


def test_what_waits_is_counted_by_step(technician: Visitor, bench: Bench) -> None:
    bench.laptop("collected")
    bench.laptop("ready")
    bench.laptop("ready")
    page = technician.get("/")
    assert "?step=ready" in page
    assert page.index("Collecté") < page.index("Disponible")
    assert "<b>2</b>" in page
    assert "autofocus" in page


def test_holds_say_since_when(technician: Visitor, collected_laptop: str, scan: Scan) -> None:
    scan("hold", collected_laptop, reason="unlock", waiting_for="donor")
    assert "Attend déverrouillage par le donateur, depuis" in technician.get("/")


def test_recalls_and_incidents_come_first_for_a_supervisor_alone(
    technician: Visitor,
    chief: Visitor,
    distributed_laptop: str,
    scan: Scan,
    bench: Bench,
    proof_of: Callable[[str], object],
) -> None:
    scan(
        "withdraw_proof",
        distributed_laptop,
        bench.supervisor,
        proof=proof_of(distributed_laptop).pk,
    )  # type: ignore[attr-defined]
    page = chief.get("/")
    assert page.index("À traiter d'abord") < page.index("Rappel")
    assert "Incident" in page
    assert "Rappel" not in technician.get("/")


def test_offered_devices_and_media_wait_for_an_answer(
    sign_in: Callable[..., Visitor],
    cast: make.Cast,
    audited_laptop: str,
    collected_laptop: str,
    scan: Scan,
) -> None:
    disk = StorageMedium.objects.get(device=audited_laptop)
    scan("take_out", audited_laptop, medium=disk.pk)
    disk.refresh_from_db()
    for code in (collected_laptop, str(disk.code)):
        scan("transfer", code, to=cast.other_workshop.pk)
    page = sign_in(cast.other_workshop).get("/")
    assert f"/appareils/{collected_laptop}/" in page
    assert f"/supports/{disk.code}/" in page


def test_the_menu_offers_what_rights_allow(
    technician: Visitor, chief: Visitor, agent: Visitor
) -> None:
    assert "/organisation/membres/" in chief.get("/menu/")
    assert "/organisation/membres/" not in technician.get("/menu/")
    assert "/palettes/" in technician.get("/menu/")
    assert "/palettes/" not in agent.get("/menu/")


def test_the_top_says_for_whom_one_acts(technician: Visitor, cast: make.Cast) -> None:
    page = technician.get("/")
    assert str(cast.workshop) in page
    assert "technicien·ne" in page


def test_a_supervisor_sees_what_leaves_and_what_is_stuck(
    chief: Visitor, cast: make.Cast, reserved_laptop: str, bench: Bench
) -> None:
    still = bench.laptop("audited")
    long_ago = timezone.now() - timedelta(days=30)
    Device.objects.filter(pk=still).update(head_at=long_ago)
    page = chief.get("/")
    assert page.index("depuis deux semaines") < page.index("À livrer")
    assert f"/appareils/{still}/" in page
    assert f"/appareils/{reserved_laptop}/" not in page
    assert str(cast.structure) in page


def test_collections_of_the_day_are_for_the_bench_and_of_the_week_for_who_leads(
    technician: Visitor, chief: Visitor, cast: make.Cast
) -> None:
    today = timezone.localdate()
    soon = make.collection(
        cast.workshop, cast.donor, state="planned", planned_on=today + timedelta(days=3)
    )
    now = make.collection(cast.workshop, cast.donor, state="planned", planned_on=today)
    other = make.collection(cast.point, cast.donor, state="planned", planned_on=today)
    assert f"/collectes/{now.pk}/" in technician.get("/")
    assert f"/collectes/{soon.pk}/" not in technician.get("/")
    assert f"/collectes/{soon.pk}/" in chief.get("/")
    assert f"/collectes/{other.pk}/" not in chief.get("/")


def test_a_structure_sees_its_requests_and_what_it_must_confirm(
    agent: Visitor, cast: make.Cast, delivered_laptop: str
) -> None:
    line = make.request_line(cast.structure, quantity=3)
    theirs = make.request_line(cast.other_structure)
    page = agent.get("/")
    assert "À confirmer" in page
    assert f"/demandes/{line.request_id}/" in page
    assert str(theirs.request_id) not in page
    assert "3 ordinateurs portables" in page


@pytest.mark.parametrize("seat", ["steering", "donor", "recycler", "workshop"])
def test_each_reader_has_a_home(
    seat: str, sign_in: Callable[..., Visitor], cast: make.Cast, bench: Bench
) -> None:
    bench.laptop("distributed")
    bench.removed()
    page = sign_in(getattr(cast, seat), "reader").get("/")
    told = {
        "steering": "La filière, en six chiffres",
        "donor": "Vos dons",
        "recycler": "Enlevé chez vous",
        "workshop": "en six chiffres",
    }
    assert told[seat] in page


def test_an_empty_home_says_what_to_do_first(technician: Visitor, agent: Visitor) -> None:
    assert "Rien n'attend chez vous" in technician.get("/")
    assert "Aucune demande en cours" in agent.get("/")
