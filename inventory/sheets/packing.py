"""A sheet kept between its reading and its import, as bytes."""

from __future__ import annotations

import json
import zlib

from inventory.sheets.sheet import Line, Problem, Sheet


def packed(sheet: Sheet, purpose: str = "") -> bytes:
    """The sheet without its name; ``purpose`` says what it was read for."""
    told = {
        "purpose": purpose,
        "header": sheet.header,
        "rows": [(row.number, row.cells) for row in sheet.rows],
        "problems": [(one.line, one.column, one.sentence) for one in sheet.problems],
    }
    return zlib.compress(json.dumps(told).encode(), 1)


def unpacked(name: str, content: bytes) -> tuple[Sheet, str]:
    """The sheet of this name, and what it was read for."""
    told = json.loads(zlib.decompress(content))
    rows = [Line(number, tuple(cells)) for number, cells in told["rows"]]
    problems = [Problem(*one) for one in told["problems"]]
    return Sheet(name, tuple(told["header"]), rows, problems), told.get("purpose", "")
