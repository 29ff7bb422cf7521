"""Wedge scanners on any keyboard: every code is read right, or not read; never another one."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest

from labels.codes import mint
from labels.symbols import address
from tests.build.tree import ROOT
from tests.inventory.scan.keyboards import typed

pytestmark = [pytest.mark.engineless, pytest.mark.xdist_group("scanner")]
MODULE = ROOT / "inventory" / "static" / "inventory" / "scan" / "wedge.js"
SITE = "https://filiere.vaucluse.example"
CODES = 200
LAYOUTS = {
    "même clavier": ("qwerty", "qwerty", False),
    "AZERTY des deux côtés": ("azerty", "azerty", False),
    "douchette QWERTY, poste AZERTY": ("qwerty", "azerty", False),
    "douchette AZERTY, poste QWERTY": ("azerty", "qwerty", False),
    "QWERTY sur AZERTY, verrouillage majuscule": ("qwerty", "azerty", True),
    "même clavier, verrouillage majuscule": ("qwerty", "qwerty", True),
}
AROUND = {"": "", "]Q3": "", "S1": "\t"}
"""What scanners are set to add: a symbology identifier, a station number."""


@pytest.fixture(scope="module")
def read(browser: Any) -> Iterator[Any]:
    """``read([text, …])``: the codes that the page finds in each."""
    page = browser.new_page()
    source = MODULE.read_text(encoding="utf-8") + "\nwindow.Wedge = Wedge;"
    page.add_script_tag(content=source, type="module")
    page.wait_for_function("Boolean(window.Wedge)")
    yield lambda texts: page.evaluate(
        "([site, texts]) => texts.map((one) => new Wedge(site).codes(one))", [SITE, texts]
    )
    page.close()


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("before", AROUND)
def test_every_code_is_read_right_on_every_keyboard(read: Any, layout: str, before: str) -> None:
    scanner, computer, caps = LAYOUTS[layout]
    source = random.Random(layout)
    codes = [mint(source) for _ in range(CODES)]
    texts = [
        typed(before.replace("]", "-"), scanner, computer, caps=caps)
        + typed(address(SITE, code), scanner, computer, caps=caps)
        + AROUND[before]
        for code in codes
    ]
    assert read(texts) == [[code] for code in codes]


def test_two_codes_in_one_breath_are_two(read: Any) -> None:
    codes = [mint(random.Random(3)), mint(random.Random(4))]
    text = "".join(address(SITE, code) for code in codes)
    assert read([text, typed(text, "qwerty", "azerty")]) == [codes, codes]


def test_what_bears_no_address_of_ours_is_left_as_it_is(read: Any) -> None:
    """A code typed by hand, a maker's serial, another site's label, a cut one: nothing guessed."""
    source = random.Random(7)
    texts = [mint(source) for _ in range(CODES)]
    texts += [f"CND{source.randrange(10**7)}" for _ in range(CODES)]
    texts += [address("https://autre.example", mint(source)) for _ in range(CODES)]
    texts += [address(SITE, mint(source))[:-1] for _ in range(CODES)]
    assert read(texts) == [[]] * len(texts)


def test_a_character_lost_on_the_way_never_makes_another_code(read: Any) -> None:
    """Whatever is read in a damaged text is a code that the check refuses, or the right one."""
    from labels.codes import is_code

    source = random.Random(11)
    wrong = []
    for _ in range(CODES):
        code = mint(source)
        text = typed(address(SITE, code), "qwerty", "azerty")
        place = source.randrange(len(text))
        (found,) = read([text[:place] + text[place + 1 :]])
        wrong += [one for one in found if one != code and is_code(one)]
    assert wrong == []
