"""The page of indicators: who reads what, what secrecy keeps, what a CSV holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from filiere.network.models import Organisation
from inventory.indicators.definitions import INDICATORS
from inventory.indicators.periods import add_months, name_of, this_month
from inventory.models import Device, HandOver, HandOverBands, MonthCount
from inventory.perform import perform
from tests.inventory import factories as make
from tests.inventory.pages.conftest import Visitor
from tests.inventory.workbench import Bench

SignIn = Callable[..., Visitor]
FILE = "/indicateurs/{}/{}.csv?periode={}"


def csv_of(visitor: Visitor, key: str, table: str, period: str = "12") -> list[list[str]]:
    answer = visitor.client.get(FILE.format(key, table, period))
    assert answer.status_code == 200, (key, table, answer.status_code)
    text = answer.content.decode("utf-8-sig")
    return [line.split(";") for line in text.strip().split("\r\n")]


def total(visitor: Visitor, key: str, table: str = "mois") -> str:
    return csv_of(visitor, key, table)[-1][1]


def test_each_indicator_has_its_definition_unit_and_source(chief: Visitor, bench: Bench) -> None:
    bench.laptop("distributed")
    page = chief.get("/indicateurs/")
    for indicator in INDICATORS:
        assert indicator.definition in page, indicator.key
        assert indicator.source in page
        assert indicator.unit in page


def test_a_workshop_a_structure_and_a_donor_each_read_their_own(
    sign_in: SignIn, cast: make.Cast, bench: Bench
) -> None:
    bench.laptop("distributed")
    bench.laptop("ready")
    assert total(sign_in(cast.workshop, "reader"), "collectes") == "2"
    assert total(sign_in(cast.donor, "reader"), "collectes") == "2"
    assert total(sign_in(cast.structure, "requester"), "personnes") == "1"
    assert total(sign_in(cast.other_workshop, "reader"), "collectes") == "0"
    assert total(sign_in(cast.other_structure, "requester"), "personnes") == "0"


def test_whoever_reads_the_network_sees_no_small_count_of_persons(
    sign_in: SignIn, cast: make.Cast, bench: Bench
) -> None:
    then = timezone.now() - timedelta(days=40)
    distributed_on(then, bench)
    steering = sign_in(cast.steering, "reader")
    year = str(then.year)
    assert csv_of(steering, "personnes", "mois", year)[-1] == ["Total", "nd"]
    rows = csv_of(steering, "personnes", "structure", year)
    assert [row[1] for row in rows[1:]] == ["nd", "nd"]
    assert csv_of(sign_in(cast.structure, "requester"), "personnes", "mois", year)[-1][1] == "1"


def test_stays_that_end_in_a_persons_hands_count_nobody_outside(
    sign_in: SignIn, cast: make.Cast, bench: Bench
) -> None:
    for _ in range(5):
        bench.laptop("distributed")
    own = {row[0]: row[2] for row in csv_of(sign_in(cast.workshop), "delais", "etape")}
    told = {row[0]: row[2] for row in csv_of(sign_in(cast.steering, "reader"), "delais", "etape")}
    assert own["Réservé"] == told["Effacé"] == "5"
    assert {told["Disponible"], told["Réservé"]} == {"nd"}


def counted(figure: str, detail: str, count: int, cast: make.Cast, at: Organisation) -> None:
    """So many, a month ago, without the devices."""
    MonthCount.objects.create(
        figure=figure,
        detail=detail,
        month=add_months(this_month(), -1),
        kind="laptop",
        organisation_id=cast.workshop.pk,
        counterpart_id=at.pk,
        commune_id="",
        count=count,
        amount=0,
    )


def test_what_structures_kept_does_not_give_away_what_persons_received(
    sign_in: SignIn, cast: make.Cast
) -> None:
    counted("distributed", "structure:given", 5, cast, cast.structure)
    counted("distributed", "person:given", 3, cast, cast.structure)
    counted("distributed", "person:given", 30, cast, cast.other_structure)
    steering = sign_in(cast.steering, "reader")
    year = str(add_months(this_month(), -1).year)
    kept = csv_of(steering, "equipement", "structure", year)
    assert [cast.structure.name, "5"] in kept
    rows = csv_of(steering, "distribues", "structure", year)
    assert {row[1] for row in rows[1:-1]} == {"nd"}
    assert rows[-1] == ["Total", "40"]
    modes = csv_of(steering, "distribues", "remise", year)
    assert ["Don à une personne", "35"] in modes


def test_loans_kept_are_not_told_by_who_is_equipped(
    sign_in: SignIn, cast: make.Cast, bench: Bench
) -> None:
    month = add_months(this_month(), -1)
    distributed_on(datetime(month.year, month.month, 9, 12, tzinfo=UTC), bench)
    HandOverBands.objects.create(hand_over=HandOver.objects.get(), age="18_25")
    counted("equipped", "given", 20, cast, cast.structure)
    counted("equipped", "lent", 2, cast, cast.structure)
    rows = csv_of(sign_in(cast.steering, "reader"), "profils", "age", str(month.year))
    assert {row[1] for row in rows[1:]} == {"nd"}


def test_posts_of_one_workshop_are_not_found_by_a_filter(
    sign_in: SignIn, cast: make.Cast, chief: Visitor
) -> None:
    month = add_months(this_month(), -1)
    typed = {"month": month.isoformat(), "cddi_aci_hours": "412", "cddi_aci_posts": "12"}
    chief.send("/indicateurs/heures/", **typed)
    steering = sign_in(cast.steering, "reader")
    whole = csv_of(steering, "insertion", "contrat", str(month.year))
    assert whole[-1] == ["Total", "412", "10"]
    crossed = f"{month.year}&organisation={cast.other_workshop.pk}"
    assert csv_of(steering, "insertion", "contrat", crossed) == whole


def distributed_on(then: datetime, bench: Bench) -> None:
    """A laptop given to a person on that day."""
    code = bench.reserved()
    Device.objects.filter(pk=code).update(head_at=then)
    told = {"reference": "D-3"}
    actor = make.actor(bench.cast.workshop)
    perform(
        operation="hand_over", code=code, actor=actor, data=told, occurred_at=then, any_past=True
    )


def test_the_network_says_nothing_of_persons_in_the_month_under_way(
    sign_in: SignIn, cast: make.Cast, bench: Bench
) -> None:
    bench.laptop("distributed")
    steering = sign_in(cast.steering, "reader")
    month = name_of(timezone.localdate())
    assert month not in [row[0] for row in csv_of(steering, "personnes", "mois")]
    assert month in [row[0] for row in csv_of(steering, "collectes", "mois")]


def test_filters_keep_what_is_asked_and_forget_what_does_not_exist(
    chief: Visitor, bench: Bench
) -> None:
    bench.registered("laptop")
    bench.registered("monitor")
    assert "Appareils collectés : 2" in chief.get("/indicateurs/")
    assert "Appareils collectés : 1" in chief.get("/indicateurs/?type=monitor")
    odd = "/indicateurs/?type=zzz&territoire=xx&organisation=²&periode=9999"
    assert "Appareils collectés : 2" in chief.get(odd)
    assert chief.client.get("/indicateurs/collectes/inconnu.csv").status_code == 404
    assert chief.client.get("/indicateurs/inconnu/mois.csv").status_code == 404


def test_a_chart_has_its_table_and_its_title_says_what_it_shows(
    chief: Visitor, bench: Bench
) -> None:
    bench.registered()
    page = chief.get("/indicateurs/")
    drawn = re.search(r'<svg class="chart[^>]*aria-label="([^"]+)"', page, re.DOTALL)
    assert drawn is not None
    assert drawn[1].startswith("Appareils collectés : 1")
    assert f'<th scope="row">{name_of(timezone.localdate())}</th>' in page


def test_as_many_queries_with_many_rows_as_with_few(
    chief: Visitor, bench: Bench, cast: make.Cast
) -> None:
    def asked() -> int:
        chief.get("/indicateurs/")
        with CaptureQueriesContext(connection) as caught:
            chief.get("/indicateurs/")
        return len(caught)

    bench.laptop("distributed")
    bench.laptop("recycled")
    few = asked()
    for step in ("distributed", "recycled", "collected", "in_repair"):
        for _ in range(3):
            bench.laptop(step)
    assert asked() == few


def test_hours_of_insertion_are_declared_by_who_leads_and_read_on_the_page(
    chief: Visitor, technician: Visitor
) -> None:
    assert technician.client.get("/indicateurs/heures/").status_code == 403
    month = timezone.localdate().replace(day=1).isoformat()
    page = chief.send("/indicateurs/heures/", month=month, cddi_aci_hours="412", pec_posts="2")
    assert "412 heures d'insertion déclarées" in page
    chief.send("/indicateurs/heures/", month=month, cddi_aci_hours="400")
    assert "400 heures d'insertion déclarées" in chief.get("/indicateurs/")


def test_hours_that_make_no_sense_come_back_with_what_was_typed(chief: Visitor) -> None:
    month = timezone.localdate().replace(day=1).isoformat()
    page = chief.send("/indicateurs/heures/", 422, month=month, cddi_aci_hours="-3", pec_posts="7")
    assert "Indiquez un nombre positif." in page
    assert 'value="7"' in page


def test_answers_given_at_the_hand_over_are_counted_with_those_who_gave_none(
    sign_in: SignIn, cast: make.Cast, bench: Bench
) -> None:
    bench.laptop("distributed")
    bench.laptop("distributed")
    HandOverBands.objects.create(hand_over=HandOver.objects.all()[0], age="18_25")
    agent = sign_in(cast.structure, "requester")
    assert csv_of(agent, "profils", "age")[1:] == [
        ["18 à 25 ans", "1"],
        ["Sans réponse", "1"],
        ["Total", "2"],
    ]
