"""Sheets that come in, for the floor above: CSV and XLSX, numbers and kinds as written."""

from inventory.manifests.kinds import kind_of
from inventory.refusals import Refused as Unreadable
from inventory.sheets import MOST_LINES, Line, Problem, Sheet, number, packed, read, unpacked

__all__ = [
    "MOST_LINES",
    "Line",
    "Problem",
    "Sheet",
    "Unreadable",
    "kind_of",
    "number",
    "packed",
    "read",
    "unpacked",
]
