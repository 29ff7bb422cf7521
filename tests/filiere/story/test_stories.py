"""Days of work in a real browser, on one running site: the pages alone, as people use them."""

from __future__ import annotations

import re

import pytest

from tests.build.tree import ROOT
from tests.filiere.story.chain import from_gift_to_return
from tests.filiere.story.elsewhere import met_elsewhere
from tests.filiere.story.first_hour import counts
from tests.filiere.story.hands import DESK, PHONE, Town
from tests.filiere.story.refusals import refusals

ROW = re.compile(r"^\| \d+ \| (.+?) \| (\d+) \| (\d+) \| (\d+) \|", re.MULTILINE)
WRITTEN = ROOT / "docs" / "premiers-pas.md"
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("story")]


@pytest.mark.parametrize("width", [PHONE, pytest.param(DESK, marks=pytest.mark.engineless)])
def test_a_laptop_goes_from_its_donor_to_a_person_and_back(town: Town, width: int) -> None:
    from_gift_to_return(town, width)


@pytest.mark.engineless
def test_the_first_hour_takes_what_the_page_of_docs_says(town: Town) -> None:
    rows = ROW.findall(WRITTEN.read_text(encoding="utf-8"))
    written = {name: tuple(int(one) for one in told) for name, *told in rows}
    assert len(written) == 12
    assert counts(town) == written


@pytest.mark.engineless
def test_each_guard_says_why_and_what_to_do(town: Town) -> None:
    said = refusals(town)
    expected = {
        "no proof of erasure": "n'a pas de preuve d'effacement",
        "a lock": "micrologiciel",
        "held": "attente",
        "reserved already": "réservé",
        "not reserved": "Réservez-le pour une demande",
        "not clear, to recycle": "n'a pas de preuve d'effacement",
    }
    assert {name: one for name, one in said.items() if not one.startswith("refused : ")} == {}
    assert {name: words for name, words in expected.items() if words not in said[name]} == {}, said


@pytest.mark.engineless
def test_each_guard_is_met_on_the_pages_of_who_distributes_offers_and_loads(town: Town) -> None:
    assert list(met_elsewhere(town)) == [
        *("no reference", "a loan without its end", "perhaps used", "said missing"),
        *("an open offer", "not clear, on a pallet", "a pallet without weight"),
        "a pallet closed meanwhile",
    ]
