"""Numbers in French, never finer than their interval allows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecast.estimates import Figure
from forecast.typography import full, interval, number, of, step_of

THIN = "\u202f"


def figure(value: float | None, low: float | None, high: float | None, unit: str = "ménages",
           status: str = "estimated") -> Figure:  # fmt: skip
    return Figure(value, low, high, unit, (), "m", status)


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        (figure(12_345.6, 10_120, 14_480), f"12{THIN}300 (de 10{THIN}100 à 14{THIN}500)"),
        (figure(0.1234, 0.101, 0.243, "part"), f"12{THIN}% (de 10 à 24{THIN}%)"),
        (figure(77.2, 52.4, 107.3, "€ par appareil remis"), f"77{THIN}€ (de 52 à 107{THIN}€)"),
        (figure(-723, -1_023, -423, "€"), f"−700{THIN}€ (de −1{THIN}000 à −400{THIN}€)"),
        (figure(0.73, 0.2, 1.3), "1 (de 0 à 1)"),
        (figure(104, None, None, "appareils", "counted"), "104"),
        (figure(None, None, None, status="withheld"), "non diffusable"),
        (figure(None, None, None, status="absent"), "hors champ"),
    ],
)  # fmt: skip
def test_a_figure_reads_in_french(told: Figure, shown: str) -> None:
    assert full(told) == shown


def test_decimals_have_a_comma_and_thousands_a_narrow_space() -> None:
    assert number(1234567.0) == f"1{THIN}234{THIN}567" and number(0.9) == "0,9"


@given(
    low=st.floats(-1e7, 1e7, allow_nan=False),
    width=st.floats(1e-3, 1e7),
    place=st.floats(0, 1),
)
def test_what_is_shown_is_never_finer_than_the_interval(
    low: float, width: float, place: float
) -> None:
    high = low + width
    step = step_of(low, high)
    assert step is not None
    assert 2.99 <= (high - low) / 2 / step <= 30.01
    told = figure(low + place * (high - low), low, high)
    shown = of(told).replace(THIN, "").replace("−", "-").replace(",", ".")
    multiple = float(shown) / max(step, 1.0)
    assert abs(multiple - round(multiple)) < 1e-6
    assert interval(told).startswith("de ")
