"""Numbers as French prints them, and never more precise than their interval."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_EVEN, Decimal

from forecast.estimates import Figure
from forecast.vocabulary import Status

THIN = "\u202f"
"""Narrow no-break space: between thousands, before % and €."""
SHARE = "part"
"""Unit of a ratio, shown in percent."""
UNTOLD = {Status.WITHHELD.value: "non diffusable", Status.ABSENT.value: "hors champ"}
UNKNOWN = "non connu"
FINEST = {SHARE: 0.1, "postes": 0.1}
"""The finest step of an estimate, by unit; 1 for the others: no half device, no half person."""
DIGITS = 3
"""Significant digits of a figure that has no interval and is not a count."""


def step_of(low: float | None, high: float | None) -> float | None:
    """The step an interval allows: a power of ten of which its half-width is 3 to 30.

    The one rule of rounding: value and ends are told on this step, on the page, on paper and in
    the spreadsheet. None when there is no interval.

    Examples
    --------
    >>> step_of(10_120, 14_480), step_of(0.101, 0.243), step_of(5, 5)
    (100.0, 0.01, None)
    """
    if low is None or high is None or not math.isfinite(high - low) or high <= low:
        return None
    return float(10.0 ** math.floor(math.log10((high - low) / 2 / 3) + 1e-12))


def rounded(value: float, step: float | None) -> Decimal:
    """A value on a step; without one, a whole number, or three significant digits under 100.

    Examples
    --------
    >>> rounded(12_345.6, 100.0), rounded(0.1234, 0.01), rounded(3.14159, None)
    (Decimal('12300'), Decimal('0.12'), Decimal('3.14'))
    """
    exact = step is not None
    if step is None:
        if value == int(value):
            return Decimal(int(value))
        places = DIGITS - 1 - math.floor(math.log10(abs(value)))
        step = 10.0 ** -max(places, 0)
    power = round(math.log10(step))
    unit = Decimal(1).scaleb(power)
    told = (Decimal(repr(float(value))) / unit).quantize(Decimal(1), ROUND_HALF_EVEN) * unit
    if power >= 0:
        return told.quantize(Decimal(1))
    return (
        told.quantize(unit)
        if exact
        else Decimal(f"{told.quantize(unit):f}".rstrip("0").rstrip("."))
    )


def number(value: Decimal | float) -> str:
    r"""Digits by three, a decimal comma, a true minus sign.

    Examples
    --------
    >>> number(1234567), number(Decimal("-0.50"))
    ('1\\u202f234\\u202f567', '−0,50')
    """
    told = value if isinstance(value, Decimal) else rounded(value, None)
    return f"{told:,}".replace(",", THIN).replace(".", ",").replace("-", "−")


def of(figure: Figure) -> str:
    r"""The value of a figure, with its unit when it is short.

    Examples
    --------
    >>> of(Figure(12_345.6, 10_120, 14_480, "ménages", (), "m", "estimated"))
    '12\\u202f300'
    >>> of(Figure(0.1234, 0.101, 0.243, "part", (), "m", "assumption"))
    '12\\u202f%'
    """
    if figure.value is None:
        if figure.status in UNTOLD:
            return UNTOLD[figure.status]
        return UNKNOWN
    return _told(figure.value, figure)


def interval(figure: Figure) -> str:
    r"""Both ends, on the step of the figure; nothing when there is no interval.

    Examples
    --------
    >>> interval(Figure(12_345.6, 10_120, 14_480, "ménages", (), "m", "estimated"))
    'de 10\\u202f100 à 14\\u202f500'
    """
    if figure.value is None or figure.low is None:
        return ""
    if figure.high is None:
        return f"à partir de {_told(figure.low, figure)}"
    if figure.low >= figure.high:
        return ""
    return f"de {_told(figure.low, figure, bare=True)} à {_told(figure.high, figure)}"


def full(figure: Figure) -> str:
    """Value, interval between brackets."""
    ends = interval(figure)
    return f"{of(figure)} ({ends})" if ends else of(figure)


def _told(value: float, figure: Figure, *, bare: bool = False) -> str:
    share = figure.unit == SHARE
    scale = 100.0 if share else 1.0
    ends = [None if one is None else one * scale for one in (figure.low, figure.high)]
    step = step_of(*ends)
    if figure.high is not None:
        step = max(step or 0.0, FINEST.get(figure.unit, 1.0))
    told = number(rounded(value * scale, step))
    if bare:
        return told
    return f"{told}{THIN}%" if share else f"{told}{THIN}€" if figure.unit[:1] == "€" else told
