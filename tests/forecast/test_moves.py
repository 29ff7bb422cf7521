"""A reader moves an assumption: the same numbers in Python and in the browser."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from filiere.network.territories import resolve
from forecast import economics
from forecast.models import Run
from forecast.moves import MOVED, Start, as_data, asked_values, moved, start_of
from forecast.reading import account_of, coverage_of, scale_of
from forecast.views.moves import answers
from forecast.vocabulary import Concept
from tests.build.tree import ROOT
from tests.inventory.api.house import Caller
from tests.network import factories

SCRIPT = ROOT / "forecast" / "static" / "forecast" / "moves.js"


@pytest.fixture
def start() -> Start:
    rng = np.random.default_rng(0)
    values = dict.fromkeys(MOVED, 0.3) | {
        name: float(rng.uniform(1, 50)) for name in (*economics.INPUTS, "workshop_months")
    }
    values |= {"reused_share": 0.45, "sold_share": 0.4, "wage_support": 0.3, "workshop_months": 2}
    return Start(
        territory="Ici",
        outflow=rng.uniform(0, 900, (8, 3)).tolist(),
        reused=rng.uniform(0, 1, (8, 3)).tolist(),
        need={one.value: 1000.0 * number for number, one in enumerate(Concept)},
        served_by={one.value: [0, 1, 4] for one in Concept},
        per={one.value: "devices_per_household" for one in Concept},
        values=values,
        holders=("households", "companies", "public"),
        months=12,
    )


CASES: tuple[dict[str, float], ...] = (
    {},
    {"collect_households": 0.9, "price": 140},
    {"reused_share": 0},
    {"reused_share": 1, "subsidy_year": 1e6},
    {"willing_households": 0, "willing_companies": 0, "willing_public": 0},
    {"price": 0, "sold_share": 0, "subsidy_year": 0},
    {"devices_per_household": 0, "hourly_cost": 0},
)


def test_the_browser_computes_what_python_does(browser: Any, start: Start) -> None:
    page = browser.new_page()
    page.goto("about:blank")
    source = SCRIPT.read_text(encoding="utf-8")
    told = page.evaluate(
        """async ([source, start, cases]) => {
            const address = URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
            const {moved} = await import(address);
            return cases.map(one => moved(start, one));
        }""",
        [source, as_data(start), list(CASES)],
    )
    for case, found in zip(CASES, told, strict=True):
        ours = moved(start, case)
        assert found["coverage"] == pytest.approx(ours.coverage, rel=1e-9)
        for name in ("collected", "handed", "cost", "result", "break_even"):
            wanted = getattr(ours, name)
            assert found[name] == (None if wanted is None else pytest.approx(wanted, rel=1e-9))
    page.close()


def test_what_is_typed_is_kept_within_sense() -> None:
    typed = {"price": "12,5", "sold_share": "7", "hourly_cost": "-3", "rent_year": "beaucoup"}
    assert asked_values(typed | {"inconnu": "3"}) == {"price": 12.5, "sold_share": 1.0}


@pytest.fixture
def reader(corner: None) -> Caller:
    return Caller(who=factories.member("reader", factories.organisation()))


def test_the_browser_writes_what_the_page_wrote(browser: Any, start: Start) -> None:
    page = browser.new_page(locale="fr-FR")
    page.goto("about:blank")
    told = answers(moved(start, {}))
    page.set_content(
        "<form><input name='price' value='3'></form>"
        + "".join(f"<b data-answer='{name}'></b>" for name, *_ in told)
    )
    page.evaluate(
        """async ([source, start]) => {
            const address = URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
            const {follow} = await import(address);
            const form = document.querySelector("form");
            follow(form, {...start, moved: []}, document.querySelectorAll("[data-answer]"));
            form.dispatchEvent(new Event("input"));
        }""",
        [SCRIPT.read_text(encoding="utf-8"), as_data(start)],
    )
    said = page.locator("[data-answer]").all_text_contents()
    assert said == [text for _, _, text, _ in told]
    page.close()


def test_it_starts_from_the_run_and_agrees_with_the_account(run: Run) -> None:
    start = start_of(resolve("84"))
    told = moved(start, {})
    assert told.collected > 0 and 0 < told.coverage["no_computer"] < 1
    drawn = {name: np.array([value]) for name, value in start.values.items()}
    assert told.break_even in {None, float(economics.least_volume(drawn)[0])}
    assert (
        moved(start, {"collect_households": 0.9}).coverage["no_computer"]
        > (told.coverage["no_computer"])
    )
    year = coverage_of(resolve("84"), Concept.NO_COMPUTER).months[-1].coverage["central"]
    assert year.low is not None and year.high is not None
    assert year.low * 0.5 < told.coverage["no_computer"] < year.high * 2


def test_the_page_answers_without_script(reader: Caller, run: Run) -> None:
    plain = reader.client.get("/diagnostic/hypotheses/?territory=84")
    page = plain.content.decode()
    assert plain.status_code == 200 and "Couverture : ménages sans ordinateur" in page
    data = json.loads(page.split('id="moves-start" type="application/json">')[1].split("<")[0])
    assert data["values"]["price"] == 70 and data["moved"] == list(MOVED)
    richer = reader.client.get("/diagnostic/hypotheses/?territory=84&price=150&collect_public=1")
    assert 'value="150"' in richer.content.decode()
    assert reader.client.get("/diagnostic/hypotheses/?territory=nulle-part").status_code == 404


def test_any_two_territories_are_compared(run: Run) -> None:
    told = scale_of(resolve("84"), resolve("reg:93"))
    assert [side.name for side in told.sides] == ["Vaucluse", "Provence-Alpes-Côte d'Azur"]
    assert told.conclusion and len(told.table()) == 9
    assert account_of(resolve("84")).cost_per_device.value


def test_an_assumption_moved_moves_the_account(run: Run) -> None:
    told = account_of(resolve("84"), moved={"hourly_cost": (90, 100, 110)}).cost_per_device.value
    usual = account_of(resolve("84")).cost_per_device.value
    assert told is not None and usual is not None and told > usual
