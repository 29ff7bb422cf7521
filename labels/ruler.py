"""A page to measure how far a printer prints off: cut lines, and a cross with its millimetres."""

from __future__ import annotations

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from labels import lettering
from labels.lettering import POINT, REGULAR
from labels.sheets import Sheet

REACH = 5
"""Millimetres shown on each side of the cross."""


def ruled_page(sheet: Sheet) -> bytes:
    """Print on plain paper, lay it over a sheet of labels against the light, read the offset.

    The cross stands in the middle of the first label: what its millimetres say where the cut's
    own middle falls is what to type.
    """
    lettering.register()
    made = BytesIO()
    size = (sheet.page_width / POINT, sheet.page_height / POINT)
    canvas = Canvas(made, pagesize=size, lang="fr-FR", initialFontName=REGULAR)  # type: ignore[arg-type]
    canvas.setTitle(f"Page d'essai · {sheet.name}")
    canvas.setAuthor("filiere")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setViewerPreference("PrintScaling", "None")
    canvas.setLineWidth(0.1 / POINT)
    for number in range(1, sheet.per_page + 1):
        x, y = sheet.corner(number)
        _box(canvas, sheet, x, y)
        if number in {1, sheet.per_page}:
            _cross(canvas, sheet, x + sheet.width / 2, y + sheet.height / 2)
    canvas.save()
    return made.getvalue()


def _box(canvas: Canvas, sheet: Sheet, x: float, y: float) -> None:
    top = sheet.page_height - y - sheet.height
    canvas.rect(x / POINT, top / POINT, sheet.width / POINT, sheet.height / POINT)


def _cross(canvas: Canvas, sheet: Sheet, x: float, y: float) -> None:
    """One graduation a millimetre, the fifth longer and numbered where there is room."""
    reach = min(REACH, int(min(sheet.width, sheet.height) / 2) - 1)
    down = sheet.page_height - y
    canvas.setFont(REGULAR, 5)
    for step in range(-reach, reach + 1):
        long = 1.6 if step % 5 == 0 else 0.8
        canvas.line(
            (x + step) / POINT, (down - long) / POINT, (x + step) / POINT, (down + long) / POINT
        )
        canvas.line(
            (x - long) / POINT, (down + step) / POINT, (x + long) / POINT, (down + step) / POINT
        )
        if step and step % 5 == 0:
            canvas.drawCentredString((x + step) / POINT, (down + 2) / POINT, f"{step:+d}")
            canvas.drawString((x + 2) / POINT, (down - step - 0.6) / POINT, f"{step:+d}")
    canvas.line((x - reach) / POINT, down / POINT, (x + reach) / POINT, down / POINT)
    canvas.line(x / POINT, (down - reach) / POINT, x / POINT, (down + reach) / POINT)
