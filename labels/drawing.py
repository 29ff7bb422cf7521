"""A medium and a label drawn to scale for a page: SVG numbers in millimetres, dots for decimals."""

from __future__ import annotations

from dataclasses import dataclass

from labels import symbols
from labels.lettering import BOLD, POINT
from labels.render import Label, lettered, plan_of
from labels.sheets import Sheet

SMALL = 0.36
"""Pixels in a millimetre where media are compared."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One label of a page."""

    number: int
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Letters:
    x: str
    y: str
    size: str
    text: str
    bold: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """One page of a medium, empty; ``round`` is the radius of a label's corners.

    ``small_width`` and ``small_height`` are in pixels, at one scale for all media.
    """

    width: str
    height: str
    label_width: str
    label_height: str
    round: str
    small_width: str
    small_height: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """One label as it will be printed; ``symbol`` is a path in modules, empty without QR."""

    width: str
    height: str
    symbol: str
    place: str
    letters: tuple[Letters, ...]


def drawing(sheet: Sheet) -> Drawing:
    """The page of this medium, its labels where they are cut."""
    cells = tuple(
        Cell(number, *map(_mm, sheet.corner(number))) for number in range(1, sheet.per_page + 1)
    )
    return Drawing(
        _mm(sheet.page_width),
        _mm(sheet.page_height),
        _mm(sheet.width),
        _mm(sheet.height),
        _mm(min(1.5, sheet.height / 8)),
        _mm(sheet.page_width * SMALL),
        _mm(sheet.page_height * SMALL),
        cells,
    )


def sample(sheet: Sheet, label: Label) -> Sample:
    """How this label comes out on this medium.

    Raises
    ------
    DoesNotFit
        The medium holds not even a code.
    """
    layout = plan_of(sheet, label)
    path = place = ""
    if layout.module:
        found = symbols.rectangles(symbols.modules(label.address))
        path = "".join(f"M{x} {y}h{width}v{height}h-{width}z" for x, y, width, height in found)
        place = f"translate({_mm(layout.symbol_x)} {_mm(layout.symbol_y)}) "
        place += f"scale({layout.module:.4f})"
    words = tuple(
        Letters(_mm(one.x), _mm(one.y), _mm(one.size * POINT), one.text, one.font == BOLD)
        for one in lettered(layout, label)
    )
    return Sample(_mm(sheet.width), _mm(sheet.height), path, place, words)


def _mm(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
