"""Incidents: the facts, the clock, the decision that the journal keeps."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inventory.journal.verify import verify
from inventory.models import Entry, ErasableText, ErasureProof, Incident
from labels.codes import shown
from tests.inventory import factories as make
from tests.inventory.conftest import Scan
from tests.inventory.pages.conftest import Visitor
from tests.inventory.workbench import Bench

TOLD = {"decision": "no_risk", "reason": "Disque chiffré, clé détruite."}


@pytest.fixture
def stolen(bench: Bench) -> Incident:
    bench.laptop("lost")
    return Incident.objects.get()


def test_an_incident_is_assessed_once_and_told_in_the_journal(
    chief: Visitor, stolen: Incident
) -> None:
    page = chief.get("/incidents/")
    assert "Encore 71 h pour évaluer" in page
    address = f"/incidents/{stolen.pk}/"
    page = chief.send(address, **TOLD)
    assert "Disque chiffré, clé détruite." in page
    assert "Incident évalué" in page
    stolen.refresh_from_db()
    assert stolen.decision == "no_risk"
    entry = Entry.objects.get(operation="assess_incident")
    assert "chiffré" not in entry.data
    assert "déjà évalué" in chief.post(address, **TOLD | {"decision": "notified"})
    stolen.refresh_from_db()
    assert stolen.decision == "no_risk"
    report = verify()
    assert not [one for one in report.differences if one.check == "states"]


def test_a_loose_disk_lost_is_assessed_in_its_own_chain(
    chief: Visitor, bench: Bench, scan: Scan
) -> None:
    disk = bench.loose_disk(erased=False)
    scan("declare_lost", str(disk.code), kind="theft")
    incident = Incident.objects.get()
    chief.send(f"/incidents/{incident.pk}/", **TOLD)
    assert Entry.objects.filter(operation="assess_incident", subject_id=disk.pk).exists()
    assert not [one for one in verify().differences if one.check == "states"]


@pytest.mark.parametrize(
    "told", [{}, {"decision": "no_risk"}, {"decision": "non", "reason": "x"}, {"reason": "x"}]
)
def test_a_decision_without_its_reason_is_not_one(
    chief: Visitor, stolen: Incident, told: dict[str, str]
) -> None:
    chief.post(f"/incidents/{stolen.pk}/", 422, **told)
    stolen.refresh_from_db()
    assert stolen.assessed_at is None
    assert not ErasableText.objects.filter(kind="incident").exists()


def test_who_may_read_may_not_always_decide(
    sign_in: Callable[..., Visitor], technician: Visitor, stolen: Incident, cast: make.Cast
) -> None:
    address = f"/incidents/{stolen.pk}/"
    technician.get(address, 403)
    sign_in(cast.other_workshop, "supervisor").get(address, 404)


def test_steering_reads_without_dead_links(
    sign_in: Callable[..., Visitor], bench: Bench, scan: Scan, stolen: Incident, cast: make.Cast
) -> None:
    code = bench.laptop("distributed")
    proof = ErasureProof.objects.filter(medium__device=code).get()
    scan("withdraw_proof", code, bench.supervisor, proof=proof.pk)
    watching = sign_in(cast.steering, "supervisor")
    told = watching.get("/incidents/")
    assert shown(code) in told
    assert f'href="/appareils/{code}/"' not in told


def test_what_another_house_does_with_what_was_found_is_not_told(
    chief: Visitor, stolen: Incident, scan: Scan, cast: make.Cast
) -> None:
    code = str(stolen.device_id)
    finder = make.actor(cast.other_workshop, "supervisor")
    scan("find", code, finder)
    scan("weigh", code, finder, grams=1980)
    page = chief.get(f"/incidents/{stolen.pk}/")
    assert cast.workshop.name in page
    assert "Ce que dit le journal" in page
    assert "1,98 kg" not in page
