"""What fits on a label: QR with code, title and lines; QR and code; the code as text.

Nothing is ever squeezed: modules of 0.396 mm at least, whole dots of the printer, 4 modules of
white around the symbol (the inside margin counts in them), an ordinary code in 7.7 points at
least, the rest in 6.5. What a medium cannot hold is refused in French.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from labels.lettering import CAPITAL, LEADING, POINT, code_width
from labels.sheets import Sheet
from labels.symbols import QUIET

Kind = Literal["full", "code", "text"]
KINDS: tuple[Kind, ...] = ("full", "code", "text")

LEAST_MODULE, MOST_MODULE = 0.396, 0.77
"""Millimetres. GS1's least; beyond the most, a label wins more by larger letters."""
LARGEST_CODE = 16.0
SMALLEST_CODE = 5.7
"""Points, for the widest code there may be; an ordinary one comes out a third larger."""
TITLE_LINES, MORE_LINES = 2, 2
ORDINARY = 0.74
"""An ordinary code, in widths of the widest."""


class DoesNotFit(ValueError):
    """Not even the code fits on a medium; the message says what it would take."""


@dataclass(frozen=True, slots=True)
class Box:
    """Room for text, in mm from the label's top left."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Where things go on each label of a medium: mm from its top left, sizes in points.

    ``code`` is the most the code's letters may be: one that is too wide comes out smaller.
    """

    kind: Kind
    module: float
    symbol_x: float
    symbol_y: float
    text: Box
    centred: bool
    code: float
    title: float
    lines: float


@lru_cache(maxsize=1024)
def plan(sheet: Sheet, side: int = 29, kinds: tuple[Kind, ...] = KINDS) -> Plan:
    """The best layout of this medium for a symbol of ``side`` modules, among ``kinds``.

    Raises
    ------
    DoesNotFit
        None of these kinds; by default, not even the code as text.
    """
    for kind in kinds:
        if kind != "text":
            for found in _with_symbol(sheet, side, kind):
                return found
    if "text" not in kinds:
        raise DoesNotFit(
            f"Aucun QR lisible ne tient sur une étiquette de {sheet.size} à {sheet.dpi} points "
            "par pouce."
        )
    room = Box(
        sheet.inside_x,
        sheet.inside_y,
        sheet.width - 2 * sheet.inside_x,
        sheet.height - 2 * sheet.inside_y,
    )
    if bare := _lettered("text", room):
        return Plan("text", 0, 0, 0, room, True, *bare)
    wide = code_width() * SMALLEST_CODE + 2 * sheet.inside_x
    high = SMALLEST_CODE * CAPITAL * POINT + 2 * sheet.inside_y
    raise DoesNotFit(
        f"Une étiquette de {sheet.size} est trop petite : "
        f"le code seul, lisible, demande {_mm(wide)} × {_mm(high)} mm."
    )


def _with_symbol(sheet: Sheet, side: int, kind: Kind) -> Iterator[Plan]:
    """Layouts with a symbol, its largest modules first."""
    dot = 25.4 / sheet.dpi
    for dots in range(int(MOST_MODULE / dot), 0, -1):
        module = dots * dot
        if module < LEAST_MODULE:
            return
        for x, y, room, centred in _places(sheet, side, module):
            if sizes := _lettered(kind, room):
                yield Plan(kind, module, x, y, room, centred, *sizes)


def _places(sheet: Sheet, side: int, module: float) -> Iterator[tuple[float, float, Box, bool]]:
    """The symbol on the left with text beside it, or on top with text under it."""
    symbol, quiet = side * module, QUIET * module
    x, y = max(sheet.inside_x, quiet), max(sheet.inside_y, quiet)
    if 2 * y + symbol <= sheet.height:
        start = x + symbol + quiet
        wide, high = sheet.width - sheet.inside_x - start, sheet.height - 2 * sheet.inside_y
        yield x, (sheet.height - symbol) / 2, Box(start, sheet.inside_y, wide, high), False
    if 2 * x + symbol <= sheet.width:
        start = y + symbol + quiet
        wide, high = sheet.width - 2 * sheet.inside_x, sheet.height - sheet.inside_y - start
        yield (sheet.width - symbol) / 2, y, Box(sheet.inside_x, start, wide, high), True


def _lettered(kind: Kind, room: Box) -> tuple[float, float, float] | None:
    """Sizes of code, title and lines, or None when they would be too small."""
    least = SMALLEST_CODE
    if room.width < code_width() * least or room.height < least * CAPITAL * POINT:
        return None
    code = min(LARGEST_CODE, room.width / (code_width() * ORDINARY))
    code = min(code, room.height / (CAPITAL * POINT))
    if kind != "full":
        return code, 0, 0
    title, lines = min(10.0, max(7.0, code * 0.75)), min(8.0, max(6.5, code * 0.6))
    for size in (code, least / ORDINARY):
        rest = TITLE_LINES * title + MORE_LINES * lines
        if (size + rest) * LEADING * POINT <= room.height:
            return size, title, lines
    return None


def _mm(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".").replace(".", ",")
