"""Sheets: every label is read by two readers, lies where the medium says, and is text as well."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from PIL import ImageChops
from pypdf import PdfReader

from labels.codes import shown
from labels.layout import plan
from labels.render import ImpossibleStart, Label, pdf
from labels.sheets import SHEETS
from labels.symbols import address
from tests.labels.sheet_reading import SITE, cut, pages, read_twice, some

MEASURED = {
    "L7160": (63.5, 38.1, 3, 7, 7.20, 15.15, 66.04, 38.1),
    "L6009": (45.72, 21.17, 4, 12, 9.75, 21.41, 48.26, 21.17),
    "L7651": (38.1, 21.17, 5, 13, 4.67, 10.90, 40.64, 21.17),
    "3474": (70, 37, 3, 8, 0, 0, 70, 37),
}
"""Width, height, columns, rows, first corner, pitches: as measured, apart from our files."""


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("key", [*MEASURED, "DK-11201", "6021"])
def test_every_label_of_a_whole_sheet_is_read_by_two_readers(
    key: str, dpi: int, pdftoppm: str, tmp_path: Path
) -> None:
    sheet = SHEETS[key]
    labels = some(sheet.per_page, seed=dpi)
    (page,) = pages(pdftoppm, pdf(sheet, labels), dpi, tmp_path)
    unread = [
        label.code
        for number, label in enumerate(labels, 1)
        if read_twice(cut(page, sheet, number, dpi)) != [label.address] * 2
    ]
    assert unread == []


def test_zbarimg_reads_a_whole_sheet_at_once(zbarimg: str, pdftoppm: str, tmp_path: Path) -> None:
    labels = some(21)
    pages(pdftoppm, pdf(SHEETS["L7160"], labels), 300, tmp_path)
    command = [zbarimg, "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", "page-1.pgm"]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert sorted(told.stdout.split()) == sorted(label.address for label in labels)


@pytest.mark.parametrize("key", MEASURED)
def test_each_symbol_lies_within_a_tenth_of_a_millimetre(
    key: str, pdftoppm: str, tmp_path: Path
) -> None:
    width, height, columns, rows, left, top, pitch_x, pitch_y = MEASURED[key]
    layout = plan(SHEETS[key])
    dpi = 600
    made = pdf(SHEETS[key], some(columns * rows))
    (page,) = pages(pdftoppm, made, dpi, tmp_path)
    ink = ImageChops.invert(page)
    for number in {1, columns, columns + 1, columns * rows // 2, columns * rows}:
        row, column = divmod(number - 1, columns)
        x, y = left + column * pitch_x, top + row * pitch_y
        edges = (x, y, x + width, y + height)
        whole = ink.crop([round(edge * dpi / 25.4) for edge in edges]).getbbox()
        assert whole is not None
        first_x, _, last_x, last_y = (value * 25.4 / dpi for value in whole)
        assert abs(first_x - layout.symbol_x) < 0.1
        assert last_x <= width - 1.4 and last_y <= height - 1.4
        side = round((edges[0] + layout.symbol_x + 29 * layout.module) * dpi / 25.4)
        symbol = ink.crop([round(edges[0] * dpi / 25.4), round(edges[1] * dpi / 25.4), side,
                           round(edges[3] * dpi / 25.4)]).getbbox()  # fmt: skip
        assert symbol is not None
        assert abs(symbol[1] * 25.4 / dpi - layout.symbol_y) < 0.1
        assert abs((symbol[3] - symbol[1]) * 25.4 / dpi - 29 * layout.module) < 0.1


@pytest.mark.parametrize("key", SHEETS)
def test_nothing_is_printed_outside_the_inside_margin_of_a_label(
    key: str, pdftoppm: str, tmp_path: Path
) -> None:
    """The widest code and a title too long for any label included."""
    sheet = SHEETS[key]
    widest = Label("WWWWWWWWW", address(SITE, "WWWWWWWWW"), "Wagon-" * 20, ("Modèle " * 20,) * 5)
    (page,) = pages(pdftoppm, pdf(sheet, [widest] * sheet.per_page), 203, tmp_path)
    scale = 203 / 25.4

    for number in (1, sheet.per_page):
        inked = ImageChops.invert(cut(page, sheet, number, 203)).getbbox()
        assert inked is not None
        assert inked[0] >= (sheet.inside_x - 1 / scale) * scale
        assert inked[1] >= (sheet.inside_y - 1 / scale) * scale
        assert inked[2] <= (sheet.width - sheet.inside_x + 1 / scale) * scale
        assert inked[3] <= (sheet.height - sheet.inside_y + 1 / scale) * scale


@pytest.mark.parametrize("key", SHEETS)
def test_text_is_text_letters_are_embedded_and_the_language_is_told(key: str) -> None:
    sheet = SHEETS[key]
    labels = some(3)
    read = PdfReader(BytesIO(pdf(sheet, labels, title="Étiquettes d'essai")))
    told = "\n".join(page.extract_text() for page in read.pages)
    assert all(shown(label.code) in told for label in labels)
    assert ("Portable Dell" in told) == (plan(sheet).kind == "full")
    assert read.metadata is not None and read.metadata.title == f"Étiquettes d'essai · {sheet.name}"
    assert read.trailer["/Root"]["/Lang"] == "fr-FR"
    assert read.trailer["/Root"]["/ViewerPreferences"]["/PrintScaling"] == "/None"
    fonts = [
        font.get_object() for page in read.pages for font in page["/Resources"]["/Font"].values()
    ]
    assert fonts
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)


def test_a_sheet_partly_used_goes_on_at_its_first_free_label(pdftoppm: str, tmp_path: Path) -> None:
    sheet, labels = SHEETS["L7160"], some(6)
    first, second = pages(pdftoppm, pdf(sheet, labels, start_at=18), 300, tmp_path)
    read = [read_twice(cut(first, sheet, number, 300))[:1] for number in range(1, 22)]
    assert read == [[]] * 17 + [[label.address] for label in labels[:4]]
    rest = [read_twice(cut(second, sheet, number, 300))[:1] for number in range(1, 4)]
    assert rest == [[labels[4].address], [labels[5].address], []]


def test_a_printer_is_corrected_by_millimetres(pdftoppm: str, tmp_path: Path) -> None:
    sheet, labels = SHEETS["L7160"], some(1)
    (plain,) = pages(pdftoppm, pdf(sheet, labels), 600, tmp_path / "plain")
    (moved,) = pages(pdftoppm, pdf(sheet, labels, offset=(1.2, -0.8)), 600, tmp_path / "moved")
    before, after = (ImageChops.invert(page).getbbox() for page in (plain, moved))
    assert before is not None and after is not None
    assert abs((after[0] - before[0]) * 25.4 / 600 - 1.2) < 0.1
    assert abs((after[1] - before[1]) * 25.4 / 600 + 0.8) < 0.1


@pytest.mark.parametrize(
    ("key", "start_at", "offset"),
    [
        ("L7160", 0, (0, 0)),
        ("L7160", 22, (0, 0)),
        ("L7160", -1, (0, 0)),
        ("DK-22205", 2, (0, 0)),
        ("L7160", 1, (5.1, 0)),
        ("L7160", 1, (0, float("nan"))),
    ],
)
def test_what_is_not_on_the_sheet_is_refused(
    key: str, start_at: int, offset: tuple[float, float]
) -> None:
    with pytest.raises(ImpossibleStart):
        pdf(SHEETS[key], some(1), start_at=start_at, offset=offset)
