"""A paper comes out whatever was typed, for every reader."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from papers import render
from papers.symbol import TooLong
from papers.text import OTHER_SCRIPTS, drawn
from tests.papers.printed import assert_accessible, read, symbols, tags, text
from tests.papers.printed import drawn as pages

CHECK = "HTTPS://FILIERE.EXAMPLE/P/E0123456789ABCDEF0123456789ABCDEF-ABCDEFGHIJ"
NASTY = [
    "#panic() $ \\ [x] *gras* _it_ `code` <etiquette> @ref // fin /* */ = Titre",
    '#read("/etc/passwd") #image("check.svg") "); #pagebreak() ("',
    "NUL\x00 et \x07 sonnette, \u202eà l'envers\u202c, \ufeffmarque",
    "😀 北京 مرحبا □ Łódź Ωmega Жук",
    "e\u0301te\u0301 ﬁn ½ \u202f; \u00ad",
    "x" * 10_000,
    " ",
]


def said(**more: Any) -> dict[str, Any]:
    """The smallest attestation."""
    return {
        "site": "filiere",
        "number": "AD-1",
        "title": "Attestation de don",
        "emitter": {"name": "Atelier fictif", "lines": ["1 rue Inventée"]},
        "day": "3 mars 2026",
        "sentence": "Atelier fictif atteste un don.",
        "printed": "03/03/2026 à 10:00",
        "seal": {"number": "7", "hash": "ab" * 32, "at": "02/03/2026 à 20:00"},
        "check": CHECK,
        "facts": [["Donateur", "Mairie fictive"], ["Vide", ""]],
        "lines": [["Ordinateur portable", "3"], ["Total", "3"]],
        "commitments": [["Base légale", "Don d'une entreprise."]],
        "remarks": ["Rien de plus."],
        "signatures": [{"who": "Pour l'atelier", "how": "Date", "picture": "signature"}],
    } | more


def test_a_paper_is_tagged_titled_and_in_french_with_its_fonts_inside() -> None:
    pdf = render.pdf("don", said())
    assert_accessible(pdf)
    assert tags(pdf) >= {"H1", "H2", "Table", "TH", "TD", "P", "L"}
    assert read(pdf).metadata.title == "Attestation de don AD-1"  # type: ignore[union-attr]


def test_its_text_can_be_selected_and_its_foot_says_page_and_seal() -> None:
    told = text(render.pdf("don", said()))
    for words in ("Atelier fictif", "N° AD-1", "Mairie fictive", "Ordinateur portable", "1/1"):
        assert words in told
    assert "ab" * 32 in told
    assert "n° 7" in told
    assert "\u200b" not in told
    assert "Vide" not in told


def test_without_any_seal_it_says_so() -> None:
    assert "Journal pas encore scellé" in text(render.pdf("don", said(seal=None)))


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="pdftoppm absent")
def test_two_readers_read_its_symbol_in_black_and_white(tmp_path: Path) -> None:
    (page,) = pages(render.pdf("don", said()), tmp_path)
    assert symbols(page) == {CHECK}


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_whatever_is_typed_is_shown_and_never_obeyed(nasty: str) -> None:
    emitter = {"name": nasty, "lines": [nasty]}
    pdf = render.pdf(
        "don",
        said(
            title=f"Titre {nasty}",
            number=nasty,
            emitter=emitter,
            sentence=nasty,
            facts=[[nasty, nasty]],
            lines=[[nasty, nasty]] * 2,
            commitments=[[nasty, nasty]],
            remarks=[nasty],
            signatures=[{"who": nasty, "how": nasty, "picture": nasty}],
        ),
    )
    assert_accessible(pdf)


def test_markup_comes_out_as_it_was_typed() -> None:
    told = text(render.pdf("don", said(remarks=NASTY[:2])))
    assert "#panic() $ \\ [x] *gras* _it_ `code` <etiquette> @ref" in told
    assert '#read("/etc/passwd")' in told


def test_what_no_font_draws_is_a_box_and_other_alphabets_are_drawn() -> None:
    told = text(render.pdf("don", said(remarks=["😀 北京 Łódź Ωmega Жук"])))
    assert "□ □□ Łódź Ωmega Жук" in told
    assert "scannez le carré" in told


def test_every_character_let_through_is_drawn_in_both_weights() -> None:
    every = sorted(drawn())
    assert len(every) > 220 and OTHER_SCRIPTS
    parts = ["".join(every[start : start + 60]) for start in range(0, len(every), 60)]
    render.pdf("don", said(remarks=parts, commitments=[[part, part] for part in parts]))


@settings(max_examples=25)
@given(st.text(max_size=120))
def test_any_text_makes_a_paper(typed: str) -> None:
    render.pdf("don", said(remarks=[typed], commitments=[[typed, typed]]))


def test_a_long_word_stays_inside_its_cell() -> None:
    pdf = render.pdf("don", said(lines=[["W" * 200, "3"], ["Total", "3"]], facts=[["F", "W" * 99]]))
    right = max(x for page in read(pdf).pages for x in _rightmost(page))
    assert right < 595 - 51


def _rightmost(page: Any) -> list[float]:
    found: list[float] = []
    page.extract_text(visitor_text=lambda _text, _cm, tm, _font, _size: found.append(tm[4]))
    return found


def test_a_signature_is_drawn_and_what_is_no_picture_is_left_out() -> None:
    png = io.BytesIO()
    Image.new("L", (300, 120), 0).save(png, "PNG")
    jpeg = io.BytesIO()
    Image.new("RGB", (300, 120)).save(jpeg, "JPEG")
    plain = len(render.pdf("don", said()))
    for picture in (png, jpeg):
        pdf = render.pdf("don", said(), pictures={"signature": picture.getvalue()})
        assert "Figure" in tags(pdf)
        assert_accessible(pdf)
    cut = png.getvalue()[:60]
    for broken in (b"PK\x03\x04 zip", cut, b""):
        assert len(render.pdf("don", said(), pictures={"signature": broken})) == plain


def test_an_address_too_long_for_the_symbol_or_an_unknown_template_is_an_error() -> None:
    with pytest.raises(TooLong):
        render.pdf("don", said(check="HTTPS://" + "A" * 120))
    with pytest.raises(ValueError, match="template"):
        render.pdf("../house", said())


def test_our_own_sentences_are_whole_even_with_the_longest_names() -> None:
    sentence = ("Atelier " * 20 + "s'engage. ") * 5
    told = text(render.pdf("don", said(commitments=[["Engagement", sentence + "Fin entière."]])))
    assert "Fin entière." in told


def test_every_character_is_copied_as_itself() -> None:
    every = sorted(one for one in drawn() if one.isalnum())
    lines = [" ".join(every[start : start + 30]) for start in range(0, len(every), 30)]
    told = text(render.pdf("don", said(remarks=lines)))
    assert [line for line in lines if line not in told] == []
