"""Sheets as French spreadsheets really save them, and those that cannot be read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from inventory.refusals import Refused
from inventory.sheets import Sheet, number, read

LIST = 'N° série;Modèle;Prix\r\nS1;"Écran d\'été ; 24 pouces";12,50\r\n\r\nS2;Châssis œuvré;1,2\r\n'


def workbook(fill: Callable[[Any], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def told(sheet: Sheet) -> list[tuple[int, str]]:
    return [(one.line, one.column) for one in sheet.problems]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_a_csv_is_read_whatever_saved_it(encoding: str, end: str) -> None:
    sheet = read(LIST.replace("\r\n", end).encode(encoding), "parc.csv")
    assert sheet.header == ("N° série", "Modèle", "Prix")
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (2, ("S1", "Écran d'été ; 24 pouces", "12,50")),
        (4, ("S2", "Châssis œuvré", "1,2")),
    ]
    assert sheet.problems == []


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found_even_beside_decimal_commas(separator: str) -> None:
    cells = [["Type", "Prix", "Poids"], ["PC", '"1,5"', "2"], ["Écran", '"12,25"', "3"]]
    text = "\n".join(separator.join(row) for row in cells)
    sheet = read(text.encode(), "x.csv")
    assert [row.cells for row in sheet.rows] == [("PC", "1,5", "2"), ("Écran", "12,25", "3")]


def test_a_separator_declared_by_excel_is_obeyed() -> None:
    sheet = read(b"sep=|\r\na;b|c\r\n1;2|3\r\n", "x.csv")
    assert (sheet.header, sheet.rows[0].cells) == (("a;b", "c"), ("1;2", "3"))


def test_what_cannot_be_trusted_in_a_csv_is_said_by_line_and_column() -> None:
    text = 'Inventaire;Série\n=A1+1;S1\n1,23457E+12;S2\n#N/A;S3\n="00123";\'=S4\n'
    sheet = read(text.encode(), "x.csv")
    assert told(sheet) == [(2, "Inventaire"), (3, "Inventaire"), (4, "Inventaire")]
    assert [row.cells for row in sheet.rows] == [
        ("", "S1"),
        ("", "S2"),
        ("", "S3"),
        ("00123", "=S4"),
    ]


def test_a_workbook_is_read_under_its_titles() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["Parc de la Conserverie, été 2026"])
        sheet.merge_cells("A1:D1")
        sheet.append([])
        sheet.append(["N° d'inventaire", "Type", "Prix", "Acheté le"])
        sheet.append([1200, "PC portable", 12.5, date(2020, 3, 1)])
        sheet.append([None, None, None, None])
        sheet.append(["A-2", "  Écran\n24 pouces ", 3, None])

    sheet = read(workbook(fill), "parc.xlsx")
    assert sheet.header == ("N° d'inventaire", "Type", "Prix", "Acheté le")
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (4, ("1200", "PC portable", "12,5", "2020-03-01")),
        (6, ("A-2", "Écran 24 pouces", "3", "")),
    ]
    assert sheet.problems == []


def test_formulas_merged_cells_and_shortened_numbers_are_said() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["Inventaire", "Type", "IMEI"])
        sheet.append(["=1+1", "PC", 1])
        sheet.append(["A-2", "PC", 123456789012345678])
        sheet.append(["A-3", "Écran", 2])
        sheet.append([None, "Écran", 3])
        sheet.merge_cells("A4:A5")

    sheet = read(workbook(fill), "parc.xlsx")
    assert told(sheet) == [(2, "Inventaire"), (3, "IMEI"), (4, "Inventaire"), (5, "Inventaire")]
    assert "formule" in sheet.problems[0].sentence
    assert "fusionnée" in sheet.problems[2].sentence


def test_a_value_without_a_title_above_it_is_said() -> None:
    sheet = read(b"Type;Marque\nPC;Dell\nPC;Dell;perdu\n", "x.csv")
    assert told(sheet) == [(3, "C")]


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "sheet-empty"),
        (b"Type;Marque\n", "sheet-empty"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 100, "sheet-unreadable"),
        (b"PK\x03\x04 not a package", "sheet-unreadable"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "sheet-unreadable"),
        (zipped(xl__workbook_dot_xml=b"<workbook"), "sheet-unreadable"),
        (b'a;b\n1;"' + b"x" * 200_000, "sheet-unreadable"),
        (bytes([137, 80, 78, 71, 0, 1, 2, 3]) * 50, "sheet-unreadable"),
        (b"a;b\n" + b"1;2\n" * 100_001, "sheet-too-long"),
        (b"x" * (20 * 1024 * 1024 + 1), "sheet-too-large"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_in_french(raw: bytes, code: str) -> None:
    with pytest.raises(Refused) as caught:
        read(raw, "x.xlsx")
    assert caught.value.code == code
    assert caught.value.detail.endswith(".")


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def hostile(sheet: str, strings: str = "", book: str = "") -> bytes:
    """A workbook of one sheet, written by hand."""
    named = f'<sheets><sheet name="a" sheetId="1" r:id="r1" xmlns:r="{LINKS}"/></sheets>'
    rels = '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'
    return zipped(
        xl__workbook_dot_xml=f"<workbook {MAIN}>{book}{named}</workbook>".encode(),
        xl___rels__workbook_dot_xml_dot_rels=rels.encode(),
        xl__sharedStrings_dot_xml=f"<sst {MAIN}>{strings}</sst>".encode(),
        xl__worksheets__sheet1_dot_xml=f"<worksheet {MAIN}>{sheet}</worksheet>".encode(),
    )


HEAD = '<row r="1"><c t="inlineStr"><is><t>Type</t></is></c></row>'


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (hostile('<sheetData><row><c t="s"><v>9</v></c></row></sheetData>'), "sheet-unreadable"),
        (
            hostile(
                f'<sheetData>{HEAD}<row><c t="d"><v>1</v></c><c><v>nan</v></c></row></sheetData>'
            ),
            "sheet-unreadable",
        ),
        (hostile("<sheetData>" + "<a>" * 500_000), "sheet-too-large"),
        (hostile(f"<sheetData>{HEAD}{'<a/>' * 500_000}</sheetData>"), "sheet-too-large"),
        (
            hostile(
                f"<sheetData>{HEAD}</sheetData>" + '<mergeCell ref="A1:B9999"/>' * 1000,
            ),
            "sheet-too-large",
        ),
        (
            hostile(
                f"<sheetData>{HEAD}" + '<row><c t="s"><v>0</v></c></row>' * 3000 + "</sheetData>",
                f"<si><t>{'x' * 32_000}</t></si>",
            ),
            "sheet-too-large",
        ),
        (hostile("<sheetData/>", book="<x/>" * 5_000_000), "sheet-too-large"),
    ],
    ids=["no-string", "nan", "deep", "junk", "merged", "copied", "names"],
)
def test_a_workbook_made_to_swell_is_refused_before_it_does(raw: bytes, code: str) -> None:
    with pytest.raises(Refused) as caught:
        read(raw, "x.xlsx")
    assert caught.value.code == code


def test_blank_lines_are_counted_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inventory.sheets.workbook.MOST_ROWS", 1000)
    with pytest.raises(Refused) as caught:
        read(hostile(f"<sheetData>{'<row/>' * 1001}</sheetData>"), "x.xlsx")
    assert caught.value.code == "sheet-too-large"


def test_a_flaw_far_down_is_told_as_those_above() -> None:
    lines = '<row><c t="str"><f>A1</f><v>1</v></c><c><v>1</v></c></row>' * 700
    titles = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in ("Type", "N°"))
    sheet = read(hostile(f"<sheetData><row>{titles}</row>{lines}</sheetData>"), "x.xlsx")
    assert len({one.line for one in sheet.problems}) == 700


def test_a_hundred_thousand_lines_are_read() -> None:
    sheet = read("Type;N°\n".encode() + b"PC portable;12\n" * 100_000, "x.csv")
    assert len(sheet.rows) == 100_000


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234,50 €", Decimal("1234.50")),
        ("12.5", Decimal("12.5")),
        ("1.234,5", Decimal("1234.5")),
        ("1,234.5", Decimal("1234.5")),
        ("-3", Decimal(-3)),
        ("1 000", Decimal(1000)),
        ("12 %", Decimal(12)),
        ("douze", None),
        ("", None),
        ("1e5", None),
    ],
)
def test_numbers_as_they_are_written_in_french(text: str, value: Decimal | None) -> None:
    assert number(text) == value
