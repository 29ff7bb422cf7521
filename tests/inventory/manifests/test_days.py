"""Dates of a donor's list, and what they make of its devices."""

from __future__ import annotations

import pytest

from inventory.manifests.reform import reform_said
from inventory.reform import Reform, Standing
from inventory.sheets.days import day_said


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12/03/2015", "2015-03-12"),
        ("12-03-2015 00:00:00", "2015-03-12"),
        ("2015-03-12 09:30", "2015-03-12"),
        ("2015-03-12T00:00:00", "2015-03-12"),
        ("1er août 2019", "2019-08-01"),
        ("12.3.99", "1999-03-12"),
        ("déc-18", "2018-12"),
        ("juin 2018", "2018-06"),
        ("juil. 2018", "2018-07"),
        ("09/2020", "2020-09"),
        ("2017", "2017"),
        ("43831", "2020-01-01"),
        ("01/01/1900", ""),
        ("13/13/2015", None),
        ("03/12/2015 ou après", None),
        ("450", None),
        ("12 mois", None),
    ],
)
def test_dates_are_read_as_french_spreadsheets_write_them(text: str, day: str | None) -> None:
    assert day_said(text) == day


@pytest.mark.parametrize(
    ("bought", "reformed", "standing"),
    [
        ("2015-03-12", "2025-03-12", Standing.COUNTED),
        ("2015-03-12", "2025-03-13", Standing.OLD),
        ("2016-02-29", "2026-03-01", Standing.OLD),
        ("2015", "2025", Standing.UNDATED),
        ("2014", "2025", Standing.OLD),
        ("2016", "2025", Standing.COUNTED),
        ("2015-03", "2025-02-28", Standing.COUNTED),
        ("2024", None, Standing.UNDATED),
        (None, "2024", Standing.UNDATED),
    ],
)
def test_over_ten_years_is_said_only_when_it_is_sure(
    bought: str | None, reformed: str | None, standing: Standing
) -> None:
    assert Reform(bought, reformed).standing == standing
    assert Reform(bought, reformed, protected=True).standing == Standing.PROTECTED


def test_a_cell_that_says_nothing_is_no_mistake() -> None:
    for cell in ("", "N/A", "-", "0", "néant", "00/00/0000", "inconnue"):
        assert reform_said({"bought": cell, "reformed": cell}) == (Reform(), []), cell
    assert reform_said({"protected": "x"})[0].protected is True
    assert reform_said({"protected": "non classé"})[0].protected is False
