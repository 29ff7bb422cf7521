"""The diagnostic: the same numbers whoever draws them, and a report whatever is lacking."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from filiere.network.models import Territory
from filiere.network.refusals import Forbidden, Missing, Refused
from filiere.network.territories import resolve
from forecast.estimates import Figure
from forecast.models import Run
from forecast.report import draw_pdf, draw_xlsx
from forecast.report.access import draft, given, publish, withdraw
from forecast.report.build import diagnostic
from forecast.report.content import Action, Diagnostic, from_json, to_json
from forecast.report.open_data import package, to_csv
from forecast.report.shown import shown
from forecast.report.texts import write_text
from forecast.selectors import gisements, needs, view
from tests.inventory.api.house import Caller
from tests.network import factories

pytestmark = pytest.mark.engineless


@pytest.fixture
def area(corner: None) -> Territory:
    return resolve("dep:84")


@pytest.fixture
def told(area: Territory, run: Run) -> Diagnostic:
    return diagnostic(area)


@pytest.fixture
def pilot(corner: None) -> Any:
    steering = factories.organisation(kind="steering")
    return factories.actor("supervisor", steering)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u202f", " ").replace("\u00a0", " "))


def test_page_pdf_spreadsheet_json_and_api_tell_the_same(
    told: Diagnostic, area: Territory, run: Run, pilot: Any
) -> None:
    publish(actor=pilot, territory=area, after=0)
    page = plain(Caller().get("/diagnostic/dep:84/").content.decode())
    answer = Caller().get("/api/report/diagnostic.json", territory="84")
    content = from_json(answer.content)
    pdf = PdfReader(io.BytesIO(draw_pdf.draw(content, area)))
    paper = plain(" ".join(one.extract_text() for one in pdf.pages))
    sheet = load_workbook(io.BytesIO(draw_xlsx.draw(content)))["Synthèse"]
    cells = {row[0]: row[1:4] for row in sheet.iter_rows(values_only=True)}
    figures = [one for volet in content.volets for one in volet.figures]
    assert len(figures) > 15
    for one in figures:
        words = plain(shown(one.figure).value)
        assert words in page and words in paper, one.label
        told_of = (one.figure.value, one.figure.low, one.figure.high)
        for cell, number in zip(cells[one.label], told_of, strict=True):
            assert cell is number or cell == pytest.approx(number, rel=1e-14), one.label
    seen = view(area)
    outflow = next(one for one in figures if one.key == "gisement").figure
    assert outflow == gisements(seen, kind="all")[0].figure
    lacking = {row.kind: row.figure for row in needs(seen)}
    assert all(one.figure == lacking[one.key] for one in figures if one.key in lacking)


def test_communes_add_up_to_their_parents_before_any_rounding(told: Diagnostic) -> None:
    communes, parts = (told.table(f"gisement_{level}") for level in ("commune", "part"))
    assert communes is not None and parts is not None
    whole = next(one.figure for one in told.volets[1].figures if one.key == "gisement")
    for table in (communes, parts):
        place = table.column("sort")
        total = sum(row[place].value or 0 for row in table.rows if isinstance(row[place], Figure))
        assert total == pytest.approx(whole.value, rel=1e-9)


def test_an_epci_that_straddles_counts_once_in_each_departement(corner: None, run: Run) -> None:
    """Its parts are disjoint: Vaucluse and Gard together are what the region's parts add up to."""
    own: dict[str, float] = {}
    for name in ("dep:84", "dep:30"):
        table = diagnostic(resolve(name)).table("gisement_part")
        assert table is not None
        place = table.column("sort")
        for row in table.rows:
            if not row[0]:
                continue
            assert row[0] not in own, "a part stands in one département alone"
            cell = row[place]
            assert isinstance(cell, Figure) and cell.value is not None
            own[str(row[0])] = cell.value
    both = [one for one in own if one.startswith("epci:248400285") or "/" in one]
    assert both and all("/dep:" in one for one in own)


def test_content_survives_its_own_json(told: Diagnostic) -> None:
    assert from_json(to_json(told)) == told


def test_every_source_named_has_its_card_or_is_an_assumption(told: Diagnostic) -> None:
    names = {one.name for one in told.sources}
    assert {"put_on_market", "equipment", "france_services"} <= names
    assert all(one.licence and one.publisher for one in told.sources)


@pytest.mark.parametrize("name", ["dep:84", "epci:248400251"])
def test_a_report_is_printed_without_estimate_actor_or_device(corner: None, name: str) -> None:
    area = Territory.objects.filter(pk=name).first() or resolve("dep:30")
    empty = diagnostic(area)
    assert empty.estimation is None
    words = " ".join(empty.summary.sentences)
    assert "pas encore estimé" in words and "rien collecté" in words
    pdf = PdfReader(io.BytesIO(draw_pdf.draw(empty, area)))
    paper = plain(" ".join(one.extract_text() for one in pdf.pages))
    assert "À compléter" in paper and "Aucune estimation ne couvre" in paper


def test_the_paper_is_tagged_french_and_titled(told: Diagnostic, area: Territory) -> None:
    pdf = PdfReader(io.BytesIO(draw_pdf.draw(told, area)))
    root: Any = pdf.trailer["/Root"]
    assert root["/Lang"].startswith("fr") and root["/MarkInfo"]["/Marked"]
    assert "Volet 6" in plain(" ".join(one.extract_text() for one in pdf.pages))


def test_tables_are_described_as_they_are_written(told: Diagnostic) -> None:
    described = {one["name"]: one for one in package(told)["resources"]}
    for table in told.tables():
        if not table.rows:
            continue
        lines = list(csv.reader(io.StringIO(to_csv(table))))
        fields = described[table.key]["schema"]["fields"]
        assert lines[0] == [one["name"] for one in fields]
        assert len(set(lines[0])) == len(lines[0]) and len(lines) == len(table.rows) + 1
        for line in lines[1:]:
            for value, one in zip(line, fields, strict=True):
                if value and one["type"] in ("number", "integer"):
                    float(value)
    assert package(told)["licenses"][0]["name"] == "etalab-2.0"


def test_what_is_published_stays_as_it_was(area: Territory, run: Run, pilot: Any) -> None:
    one = publish(actor=pilot, territory=area, after=0)
    assert publish(actor=pilot, territory=area, after=0).pk == one.pk
    write_text(actor=pilot, territory=area, volet=1, after=0, state="project", analysis="Neuf.",
               recommendations="", actions=())  # fmt: skip
    assert given(None, area).content.volets[0].text is None
    assert draft(area).volets[0].text is not None
    withdraw(actor=pilot, territory=area, number=1)
    with pytest.raises(Missing):
        given(None, area)


def test_a_stranger_reads_what_is_published_and_no_draft(area: Territory, run: Run) -> None:
    caller = Caller()
    assert caller.get("/api/report/diagnostic.pdf", territory="84").status_code == 404
    assert (
        caller.get("/api/report/diagnostic.json", territory="84", edition="travail").status_code
        == 404
    )


@pytest.mark.parametrize(
    ("territory", "status"),
    [("nulle part", 404), ("com:84007", 422), ("fr", 422), ("", 404), ("84000", 404)],
)
def test_a_territory_without_diagnostic_is_refused(
    corner: None, territory: str, status: int
) -> None:
    answer = Caller().get("/api/report/diagnostic.json", territory=territory)
    assert answer.status_code == status and json.loads(answer.content)["detail"]


def test_texts_follow_one_another_and_are_signed(area: Territory, pilot: Any) -> None:
    asked: dict[str, Any] = {
        "actor": pilot, "territory": area, "volet": 2, "state": "project", "analysis": "Un.",
        "recommendations": "Deux.", "actions": (Action("Quoi", "Qui", "2027", "0 €", "FNE"),),
    }  # fmt: skip
    first = write_text(**asked, after=0)
    assert write_text(**asked, after=0).pk == first.pk, "a double click signs once"
    with pytest.raises(Refused) as late:
        write_text(**{**asked, "analysis": "Autre."}, after=0)
    assert late.value.code == "text-overtaken"
    second = write_text(**{**asked, "state": "validated"}, after=1)
    assert second.version == 2 and second.sha256 != first.sha256
    said = diagnostic(area).volets[1].text
    assert said is not None and said.state == "validated" and said.actions[0].who == "Qui"
    assert pilot.name not in said.signed_by


def test_only_those_who_lead_the_steering_write(area: Territory) -> None:
    reader = factories.actor("reader", factories.organisation(kind="steering"))
    with pytest.raises(Forbidden):
        write_text(actor=reader, territory=area, volet=1, after=0, state="project", analysis="x",
                   recommendations="", actions=())  # fmt: skip
    with pytest.raises(Forbidden):
        publish(actor=reader, territory=area, after=0)
