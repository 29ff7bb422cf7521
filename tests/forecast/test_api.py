"""The API of the diagnosis: figures with all that travels with them."""

from __future__ import annotations

from typing import Any

import pytest

from filiere.network.territories import resolve
from forecast.areas import country
from forecast.models import Run
from forecast.reading import coverage_of
from forecast.runs import levels_of, make_run
from forecast.secrecy import determined
from forecast.showing import sums, withheld
from forecast.vocabulary import Concept
from tests.inventory.api.house import Caller
from tests.network import factories


@pytest.fixture
def reader(corner: None) -> Caller:
    return Caller(who=factories.member("reader", factories.organisation()))


def ask(reader: Caller, what: str, status: int = 200, **query: str) -> dict[str, Any]:
    answer = reader.get(f"/api/forecast/{what}", **query)
    assert answer.status_code == status, answer.content
    told: dict[str, Any] = answer.json()
    return told


def test_gisements_of_a_department_travel_with_their_sources(reader: Caller, run: Run) -> None:
    told = ask(reader, "gisements", territory="84")
    assert told["interval"] == 0.9 and told["run"]["id"] == run.pk and told["method"]
    assert {"put_on_market", "communes_2021"} <= {one["name"] for one in told["sources"]}
    assert [row["kind"] for row in told["rows"]][-1] == "all" and len(told["rows"]) == 9
    level = levels_of(run)["departement"]
    kept = level.gisement["outflow"].mean[level.ids.index("dep:84")][0, -1]
    row = told["rows"][0]
    assert row["value"] == kept and row["low"] < row["value"] < row["high"]
    assert row["unit"] == "appareils par an" and row["status"] == "estimated"


def test_communes_of_a_territory_and_one_kind(reader: Caller, run: Run) -> None:
    told = ask(reader, "gisements", territory="dep:84", level="commune", kind="laptop")
    assert {row["territory"] for row in told["rows"]} >= {"com:84007", "com:84140"}
    assert {row["kind"] for row in told["rows"]} == {"laptop"}
    whole = ask(reader, "gisements", territory="dep:84", kind="laptop")["rows"][0]["value"]
    assert sum(row["value"] for row in told["rows"]) == pytest.approx(whole, rel=1e-9)


def test_companies_are_an_assumption(reader: Caller, run: Run) -> None:
    told = ask(reader, "gisements", territory="84", holder="companies")
    assert {row["status"] for row in told["rows"]} == {"assumption"}


def test_small_communes_need_is_withheld_and_keeps_its_place(reader: Caller, corner: None) -> None:
    make_run(territory=resolve("84"), draws=200, changed={"publication_width": (0.9, 0.9, 0.9)})
    rows = ask(reader, "needs", territory="84", level="commune", kind="no_computer")["rows"]
    by = {row["territory"]: row for row in rows}
    assert by["com:84140"]["status"] == "withheld" and by["com:84140"]["value"] is None
    assert by["com:84140"]["low"] is None and by["com:84140"]["high"] is None
    assert by["com:84007"]["value"] > 0 and by["com:84007"]["unit"] == "ménages"


def test_no_withheld_need_is_found_by_difference(reader: Caller, corner: None) -> None:
    run = make_run(territory=resolve("fr"), draws=200, changed={"publication_width": (0.9,) * 3})
    hidden = withheld(run, "no_computer")
    levels = levels_of(run)
    relations = sums(country("fr"), levels)
    assert {"com:84140", "com:01015", "dep:01", "reg:84"} <= hidden
    for relation in relations:
        assert len({relation.total, *relation.parts} & hidden) != 1, relation
    assert not determined(hidden, relations)


def test_a_need_is_labelled_experimental(reader: Caller, run: Run) -> None:
    assert "stimation synthétique expérimentale" in ask(reader, "needs", territory="84")["note"]


def test_the_balance_holds_the_four_measures_and_the_gap(reader: Caller, run: Run) -> None:
    told = ask(reader, "balance", territory="reg:93")
    measures = {row["measure"] for row in told["rows"]}
    assert measures == {"outflow", "drawer", "willing", "reusable"}
    drawers = told["national_drawers"]
    assert drawers["gap"] == pytest.approx(drawers["balance"] - drawers["surveyed"])
    assert 0.5 < told["later_share"]["laptop"] < 1


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ({"territory": "nulle part"}, 404, "unknown-territory"),
        ({"territory": "dep:84", "level": "region"}, 422, "no-such-level"),
        ({"territory": "dep:84", "level": "commune", "measure": "drawer"}, 422, "not-by-commune"),
        ({"territory": "13203"}, 422, "former-commune"),
        ({"territory": "dep:84", "kind": "toaster"}, 422, "invalid-data"),
        ({}, 422, "invalid-data"),
    ],
)
def test_what_cannot_be_answered_is_a_problem(
    reader: Caller, run: Run, query: dict[str, str], status: int, code: str
) -> None:
    assert ask(reader, "gisements", status, **query)["code"] == code


def test_nothing_estimated_is_said(reader: Caller) -> None:
    assert ask(reader, "needs", 422, territory="84")["code"] == "no-estimate"


def test_a_stranger_reads_nothing(corner: None) -> None:
    assert Caller().get("/api/forecast/needs", territory="84").status_code == 401


def test_an_answer_too_long_is_refused(
    reader: Caller, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("forecast.selectors.MOST_ROWS", 10)
    told = ask(reader, "gisements", 422, territory="fr", level="commune")
    assert told["code"] == "too-many-rows"
    ask(reader, "gisements", territory="fr", level="commune", kind="laptop")


def test_coverage_economics_and_scale_are_told(reader: Caller, run: Run) -> None:
    told = ask(reader, "coverage", territory="84")
    assert len(told["months"]) == 12 and told["at_least"] == {}
    assert set(told["months"][-1]["coverage"]) == {"low", "central", "high"}
    year = coverage_of(resolve("84"), Concept.NO_COMPUTER).months[-1]
    assert told["months"][-1]["collected"]["value"] == year.collected.value
    money = ask(reader, "economics", territory="84")
    assert money["cost_per_device"]["value"] > 0 and len(money["moves"]) > 10
    two = ask(reader, "scale", territory="84", other="reg:93")
    assert [side["name"] for side in two["sides"]] == ["Vaucluse", "Provence-Alpes-Côte d'Azur"]
    assert two["conclusion"].endswith(".")


def test_an_assumption_is_set_in_the_address(reader: Caller, run: Run) -> None:
    usual = ask(reader, "economics", territory="84")["cost_per_device"]["value"]
    dear = ask(reader, "economics", territory="84", set="hourly_cost=90,100,110")
    assert dear["cost_per_device"]["value"] > usual
    for wrong in ("hourly_cost=3,2,1", "inconnue=1,2,3", "price=beaucoup"):
        assert ask(reader, "economics", 422, territory="84", set=wrong)["code"] == (
            "unknown-assumption"
        )
