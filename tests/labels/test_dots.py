"""Labels as dots: PNG and ZPL say the same label, read back from what is sent to the printer."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from labels.bitmap import image, png
from labels.layout import DoesNotFit, plan
from labels.sheets import SHEETS
from labels.symbols import address
from labels.zpl import zpl
from tests.labels.sheet_reading import SITE, read_twice, some
from tests.labels.zpl_printer import printed

ROLLS = [key for key, sheet in SHEETS.items() if sheet.is_roll]


@pytest.mark.parametrize("key", ROLLS)
def test_what_the_printer_is_sent_is_the_label(key: str) -> None:
    sheet, labels = SHEETS[key], some(2)
    for label, laid in zip(labels, printed(zpl(sheet, labels)), strict=True):
        expected = image(sheet, label)
        assert laid.size == expected.size
        assert laid.tobytes() == expected.convert("L").tobytes()
        if plan(sheet).module:
            assert read_twice(laid) == [label.address] * 2


@pytest.mark.parametrize("dpi", [203, 300, 600])
def test_each_module_is_a_whole_number_of_dots(dpi: int) -> None:
    sheet = replace(SHEETS["Z-57x32"], dpi=dpi)
    (label,) = some(1)
    side = plan(sheet).module * dpi / 25.4
    assert side == pytest.approx(round(side))
    drawn = image(sheet, label, dpi).convert("L")
    left, top = (
        round(value * dpi / 25.4) for value in (plan(sheet).symbol_x, plan(sheet).symbol_y)
    )
    side = round(side)
    # The finder's first row is seven dark modules then a white one, edges on whole dots.
    row = [drawn.getpixel((left + x, top)) for x in range(8 * side)]
    assert row == [0] * 7 * side + [255] * side


def test_a_png_says_its_size(tmp_path: object) -> None:
    sheet = SHEETS["DK-22205"]
    with Image.open(BytesIO(png(sheet, *some(1)))) as drawn:
        assert drawn.mode == "1"
        across = drawn.width / drawn.info["dpi"][0] * 25.4
        assert across == pytest.approx(sheet.width, abs=0.1)


def test_a_correction_moves_the_whole_label() -> None:
    sheet, (label,) = SHEETS["Z-57x32"], some(1)
    still, moved = image(sheet, label), image(sheet, label, offset=(1.0, 0.5))
    across, down = round(1.0 * 203 / 25.4), round(0.5 * 203 / 25.4)
    first = still.convert("L").point(lambda v: 255 - v).getbbox()
    second = moved.convert("L").point(lambda v: 255 - v).getbbox()
    assert first and second
    assert abs(second[0] - first[0] - across) <= 1 and abs(second[1] - first[1] - down) <= 1


def test_where_no_symbol_fits_it_is_said_not_squeezed() -> None:
    sheet = SHEETS["L4731"]
    (label,) = some(1)
    with pytest.raises(DoesNotFit, match="Aucun QR lisible"):
        image(sheet, label, kinds=("full", "code"))
    assert address(SITE, label.code) == label.address
