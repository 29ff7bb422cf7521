"""Numbers as French spreadsheets write them."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

SPACES = re.compile(r"[\s\u00a0\u202f']")
POINTS = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?|\d+,\d+")
COMMAS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
PLAIN = re.compile(r"\d+(\.\d+)?")


def number(text: str) -> Decimal | None:
    """The number of a cell, None when it is none; a decimal comma or point, spaces in thousands.

    >>> number("1 234,50 €"), number("12.5"), number("1.234,5"), number("douze")
    (Decimal('1234.50'), Decimal('12.5'), Decimal('1234.5'), None)
    """
    bare = SPACES.sub("", text).removesuffix("€").removesuffix("%")
    sign = "-" if bare.startswith("-") else ""
    bare = bare.lstrip("+-")
    if PLAIN.fullmatch(bare):
        plain = bare
    elif POINTS.fullmatch(bare):
        plain = bare.replace(".", "").replace(",", ".")
    elif COMMAS.fullmatch(bare):
        plain = bare.replace(",", "")
    else:
        return None
    try:
        return Decimal(sign + plain)
    except InvalidOperation:
        return None
