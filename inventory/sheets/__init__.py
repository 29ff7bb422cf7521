"""Sheets that come in: CSV and XLSX as French spreadsheets write them."""

from inventory.sheets.numbers import number
from inventory.sheets.packing import packed, unpacked
from inventory.sheets.reading import MOST_BYTES, MOST_LINES, read
from inventory.sheets.sheet import Line, Problem, Sheet

__all__ = [
    "MOST_BYTES",
    "MOST_LINES",
    "Line",
    "Problem",
    "Sheet",
    "number",
    "packed",
    "read",
    "unpacked",
]
