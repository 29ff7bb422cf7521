"""What leaves as CSV opens right in a French spreadsheet, and runs nothing there."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.exports import DANGEROUS, cell, csv_response


def read(content: bytes) -> list[list[str]]:
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_accents_commas_and_separators_come_back_as_they_went() -> None:
    answer = csv_response(
        "Collectes été", ["Type", "Poids (kg)"], [['Écran ; 24"', 3.5], [None, 2]]
    )
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert read(answer.content) == [["Type", "Poids (kg)"], ['Écran ; 24"', "3,5"], ["", "2"]]
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="collectes-ete-')


@pytest.mark.parametrize("start", DANGEROUS)
def test_a_cell_that_looks_like_a_formula_is_text(start: str) -> None:
    answer = csv_response("x", ["a"], [[f"{start}1+1"]])
    assert read(answer.content)[1][0] == f"'{start}1+1"


@given(st.text())
def test_no_text_ever_begins_like_a_formula(text: str) -> None:
    assert not cell(text).startswith(DANGEROUS)


def test_numbers_stay_numbers_and_days_are_iso() -> None:
    assert [cell(-3), cell(-0.5), cell(True), cell(date(2026, 3, 1))] == [
        "-3",
        "-0,5",
        "oui",
        "2026-03-01",
    ]
