"""Symbols: 29 modules for any site we may have, drawn as few rectangles, read by two readers."""

import random

import pytest
import zxingcpp
from PIL import Image
from pyzbar.pyzbar import decode

from labels import symbols
from labels.codes import mint

LONGEST_SITE = "https://reemploi-numerique.vaucluse"
"""A host of 27 characters."""


def picture(text: str, scale: int = 4) -> Image.Image:
    """The symbol drawn from its rectangles, with its quiet zone."""
    drawn = symbols.modules(text)
    side = (len(drawn) + 2 * symbols.QUIET) * scale
    image = Image.new("L", (side, side), 255)
    for x, y, width, height in symbols.rectangles(drawn):
        at = ((x + symbols.QUIET) * scale, (y + symbols.QUIET) * scale)
        image.paste(0, (*at, at[0] + width * scale, at[1] + height * scale))
    return image


@pytest.mark.parametrize("site", ["http://localhost:8000", "https://filiere.fr/", LONGEST_SITE])
def test_what_is_drawn_is_read_by_two_readers(site: str) -> None:
    source = random.Random(site)
    for _ in range(20):
        told = symbols.address(site, mint(source))
        image = picture(told)
        assert [found.text for found in zxingcpp.read_barcodes(image)] == [told]
        assert [found.data.decode() for found in decode(image)] == [told]
        assert len(symbols.modules(told)) <= 29


def test_the_level_of_correction_is_q() -> None:
    told = symbols.address(LONGEST_SITE, mint(random.Random(1)))
    assert zxingcpp.read_barcodes(picture(told))[0].ec_level == "Q"


def test_rectangles_are_the_dark_modules_each_once_and_few() -> None:
    drawn = symbols.modules(symbols.address(LONGEST_SITE, "7KQ2MDX44"))
    cells = [
        (row, column)
        for x, y, width, height in symbols.rectangles(drawn)
        for row in range(y, y + height)
        for column in range(x, x + width)
    ]
    dark = [(r, c) for r, row in enumerate(drawn) for c, on in enumerate(row) if on]
    assert sorted(cells) == dark
    assert len(symbols.rectangles(drawn)) < len(dark) / 2


@pytest.mark.parametrize(
    "site", ["https://reemploi-numerique.vaucluse1", "https://très.fr", "https://a_b.fr"]
)
def test_a_site_that_fits_no_label_is_told_so(site: str) -> None:
    with pytest.raises(symbols.TooLong, match="ne tient pas dans le QR"):
        symbols.address(site, "7KQ2MDX44")


def test_a_text_of_more_than_29_modules_is_refused() -> None:
    with pytest.raises(symbols.TooLong):
        symbols.modules("A" * 60)
    with pytest.raises(symbols.TooLong):
        symbols.modules("A" * 10_000)
