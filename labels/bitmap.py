"""One label as dots: what a thermal printer lays, one bit a dot, each module of whole dots.

PNG for rolls, and the ground of ZPL: the printer draws nothing of its own, so that what we tested
is what comes out.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from labels import fonts, symbols
from labels.layout import KINDS, Kind, plan
from labels.lettering import BOLD
from labels.render import Label, lettered
from labels.sheets import Sheet

INCH = 25.4
BLACK, WHITE = 0, 1


def image(
    sheet: Sheet,
    label: Label,
    dpi: int = 0,
    offset: tuple[float, float] = (0, 0),
    kinds: tuple[Kind, ...] = KINDS,
) -> Image.Image:
    """Draw the label in black and white at ``dpi`` dots per inch (the medium's own by default).

    ``offset`` corrects the printer: millimetres to the right, millimetres down.

    Raises
    ------
    DoesNotFit
        None of ``kinds`` is readable on this medium at this resolution.
    """
    there = replace(sheet, dpi=dpi or sheet.dpi)
    modules = symbols.modules(label.address)
    layout = plan(there, len(modules), kinds)
    dots = there.dpi / INCH
    drawn = Image.new("1", (round(sheet.width * dots), round(sheet.height * dots)), WHITE)
    pen = ImageDraw.Draw(drawn)
    pen.fontmode = "1"
    right, down = offset
    if layout.module:
        module = round(layout.module * dots)
        corner = (round((layout.symbol_x + right) * dots), round((layout.symbol_y + down) * dots))
        drawn.paste(_symbol(modules, module), corner)
    for words in lettered(layout, label):
        at = ((words.x + right) * dots, (words.y + down) * dots)
        font = _font(words.font, round(words.size * there.dpi / 72))
        pen.text(at, words.text, font=font, fill=BLACK, anchor="ls")
    return drawn


def png(sheet: Sheet, label: Label, dpi: int = 0, offset: tuple[float, float] = (0, 0)) -> bytes:
    """The label as a PNG of one bit a dot that says its own size."""
    made = BytesIO()
    resolution = dpi or sheet.dpi
    drawn = image(sheet, label, resolution, offset)
    drawn.save(made, "PNG", dpi=(resolution, resolution))
    return made.getvalue()


def _symbol(modules: symbols.Modules, dots: int) -> Image.Image:
    side = len(modules)
    small = Image.new("1", (side, side), WHITE)
    small.putdata([BLACK if dark else WHITE for row in modules for dark in row])
    return small.resize((side * dots, side * dots), Image.Resampling.NEAREST)


@lru_cache(maxsize=64)
def _font(name: str, pixels: int) -> ImageFont.FreeTypeFont:
    file = fonts.bold() if name == BOLD else fonts.regular()
    return ImageFont.truetype(str(file), pixels)
