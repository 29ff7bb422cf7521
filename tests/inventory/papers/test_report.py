"""Annual report to a public donor (décret 2023-266): sums that hold, scoped to who asks."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from filiere.network.actor import Actor
from inventory import donors
from inventory.donors import Outcome, Route
from inventory.models import Collection, HandOver
from inventory.papers import donateur
from inventory.papers.printing import pdf
from inventory.reform import Standing
from inventory.refusals import Missing
from tests.inventory import factories as make
from tests.inventory.workbench import Bench
from tests.papers.printed import assert_accessible, text

Visit = Callable[..., Client]
YEAR = timezone.localdate().year


@pytest.fixture
def public(cast: make.Cast) -> Collection:
    return make.collection(
        cast.workshop, cast.donor, legal_basis="public_donation", fetched_at=timezone.now()
    )


@pytest.fixture
def lives(bench: Bench, public: Collection, requester: Actor) -> dict[str, str]:
    """One laptop given, one sold then returned, one dismantled, one ceded, one on the bench."""
    given, sold = bench.reserved(gift=public), bench.reserved(gift=public)
    for code in (given, sold):
        bench.scan("deliver", code, slip="BL-1")
    bench.scan("hand_over", given, requester, unused=True, reference="D-1")
    sale = {"mode": "sold", "price_cents": 9000, "ticket": "T-1", "reference": "D-2"}
    bench.scan("hand_over", sold, requester, unused=True, **sale)
    bench.scan("take_back", sold, reason="broken")
    waiting = bench.audited(gift=public)
    ceded = bench.audited(gift=public)
    bench.erase_all(ceded)
    bench.scan("cede", ceded, bench.supervisor, taker="Autre réemployeur")
    wrong = bench.registered(gift=public)
    bench.scan("void", wrong, bench.supervisor, reason="duplicate")
    return {"given": given, "sold": sold, "waiting": waiting, "ceded": ceded}


def test_each_device_received_is_counted_once_where_it_stands(
    lives: dict[str, str], operator: Actor, cast: make.Cast
) -> None:
    scope = donors.scope_seen_by(operator, cast.donor.pk, YEAR)
    assert scope is not None
    told = donors.report(scope)
    assert told.total == {Outcome.REUSED: 3, Outcome.UNDER_WAY: 1}
    assert told.of_category(2) == told.total
    assert not told.of_category(6)
    assert told.routes == {Route.GIVEN: 1, Route.SOLD: 1, Route.CEDED: 1}


def test_a_second_life_is_not_a_second_reuse_nor_one_of_another_year(
    lives: dict[str, str], operator: Actor, cast: make.Cast
) -> None:
    first = HandOver.objects.get(device=lives["given"])
    HandOver.objects.filter(pk=first.pk).update(handed_at=first.handed_at.replace(year=YEAR - 1))
    HandOver.objects.create(
        device_id=lives["given"], cycle=2, structure=cast.structure, reservation_id="r",
        recipient="person", mode="given", handed_at=timezone.now(),
    )  # fmt: skip
    scope = donors.scope_seen_by(operator, cast.donor.pk, YEAR)
    assert scope is not None
    assert donors.report(scope).routes == {Route.SOLD: 1, Route.CEDED: 1}


def test_the_report_says_its_figures_and_what_it_cannot_say(
    lives: dict[str, str], operator: Actor, cast: make.Cast
) -> None:
    paper = pdf(donateur.content(donateur.seen(operator, f"{cast.donor.pk}-{YEAR}")))
    assert_accessible(paper)
    told = text(paper)
    assert "Don à une personne 1" in told
    assert "Réemployés en tout 3" in told
    assert "Ordinateur portable 4 3 0 0 0 0 1" in told
    assert "50 %" in told
    assert "4 appareils sans date suffisante" in told
    assert "La filière ne connaît que les appareils qui lui sont venus" in told


def test_the_csv_says_the_same_and_runs_nothing(
    lives: dict[str, str], visit: Visit, cast: make.Cast
) -> None:
    type(cast.donor).objects.filter(pk=cast.donor.pk).update(name="=1+1")
    answer = visit(cast.workshop).get(f"/donateurs/{cast.donor.pk}/{YEAR}.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert {row["Donateur"] for row in rows} == {"'=1+1"}
    found = {(row["Tableau"], row["Mesure"]): row["Appareils"] for row in rows}
    assert found["reçus dans l'année", "Réemployés"] == "3"
    assert found["réemployés dans l'année", "Don à une personne"] == "1"
    assert found["réemployés dans l'année", "Prêt"] == "0"


def test_a_workshop_reports_what_it_fetched_and_the_donor_sees_all(
    lives: dict[str, str], cast: make.Cast
) -> None:
    elsewhere = make.collection(
        cast.other_workshop, cast.donor, legal_basis="public_donation", fetched_at=timezone.now()
    )
    elsewhere.lines.create(kind="laptop", received=2)
    key = f"{cast.donor.pk}-{YEAR}"
    ours = donateur.seen(make.actor(cast.workshop), key)
    theirs = donateur.seen(make.actor(cast.donor, "reader"), key)
    assert ours.workshop == cast.workshop
    assert theirs.workshop is None
    assert len(donors.report(ours).gifts) == 1
    assert len(donors.report(theirs).gifts) == 2
    assert "2 appareils reçus ne sont pas encore enregistrés" in text(pdf(donateur.content(theirs)))
    with pytest.raises(Missing):
        donateur.seen(make.actor(cast.structure), key)
    with pytest.raises(Missing):
        donateur.seen(make.actor(cast.workshop), f"{cast.donor.pk}-{YEAR - 1}")


def test_a_company_s_gift_makes_no_public_donor_unless_it_is_a_public_body(
    cast: make.Cast, operator: Actor, visit: Visit
) -> None:
    make.collection(cast.workshop, cast.donor, fetched_at=timezone.now())
    assert donors.donors_seen_by(operator) == []
    assert "Aucun don public" in visit(cast.workshop).get("/donateurs/").content.decode()
    type(cast.donor).objects.filter(pk=cast.donor.pk).update(legal_status="public_body")
    page = visit(cast.workshop).get("/donateurs/").content.decode()
    assert f"/papiers/donateur/{cast.donor.pk}-{YEAR}.pdf" in page


@pytest.fixture
def dated(lives: dict[str, str], public: Collection, bench: Bench) -> dict[str, str]:
    """Two count, of which one was not reformed on 1 January; one too old; one protected."""
    lives["late"] = bench.registered(gift=public)
    before, late = f"{YEAR - 1}-06-30", f"{YEAR}-01-02"
    told = {
        "given": (f"{YEAR - 5}", before, False),
        "waiting": (f"{YEAR - 5}", before, None),
        "sold": (f"{YEAR - 12}-01-31", before, False),
        "ceded": (f"{YEAR - 5}", before, True),
        "late": (f"{YEAR - 5}", late, False),
    }
    for number, (name, (bought, reformed, protected)) in enumerate(told.items()):
        public.manifest.create(
            number=number, kind="laptop", device_id=lives[name],
            bought=bought, reformed=reformed, protected=protected,
        )  # fmt: skip
    return lives


def test_the_rate_leaves_out_what_the_decree_does_and_says_why(
    dated: dict[str, str], operator: Actor, cast: make.Cast
) -> None:
    scope = donors.scope_seen_by(operator, cast.donor.pk, YEAR)
    assert scope is not None
    tally = donors.report(scope).tallies[2]
    assert tally.standings == {Standing.COUNTED: 3, Standing.OLD: 1, Standing.PROTECTED: 1}
    assert tally.outcomes == {Outcome.REUSED: 1, Outcome.UNDER_WAY: 2}
    assert (tally.reused, tally.held, tally.unsaid) == (1, 2, 1)
    told = text(pdf(donateur.content(scope)))
    assert "1 2 50,0 %" in told
    assert "Total 5 1 1 0 3" in told
    assert "Pour 1 appareil à compter, votre liste ne dit rien" in told


def test_the_csv_gives_every_term_of_the_rate(
    dated: dict[str, str], visit: Visit, cast: make.Cast
) -> None:
    answer = visit(cast.workshop).get(f"/donateurs/{cast.donor.pk}/{YEAR}.csv")
    rows = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    found = {(row["Catégorie"], row["Mesure"]): row["Appareils"] for row in rows}
    assert found["toutes", "Écartés : plus de dix ans"] == "1"
    assert found["2", "A : réemployés dans l'année"] == "1"
    assert found["2", "B : réformés et détenus au 1er janvier"] == "2"
    assert found["2", "A / B × 100, en %"] == "50,0"
    assert found["6", "A / B × 100, en %"] == ""


def test_a_device_reused_but_undated_is_in_neither_term(
    lives: dict[str, str], operator: Actor, cast: make.Cast
) -> None:
    scope = donors.scope_seen_by(operator, cast.donor.pk, YEAR)
    assert scope is not None
    tally = donors.report(scope).tallies[0]
    assert tally.standings == {Standing.UNDATED: 4}
    assert (tally.reused, tally.held, tally.rate) == (0, 0, None)
