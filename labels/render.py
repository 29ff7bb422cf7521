"""Sheets of labels as PDF: vector symbols, embedded letters, in French, nothing outside the cut."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from labels import lettering, symbols
from labels.codes import shown
from labels.layout import MORE_LINES, TITLE_LINES, Plan, plan
from labels.lettering import BOLD, CAPITAL, LEADING, POINT, REGULAR
from labels.pages import CompressedPages
from labels.sheets import Sheet

FURTHEST = 5.0
"""Millimetres by which a printer may be corrected."""


class ImpossibleStart(ValueError):
    """There is no such label on this sheet; the message says so in French."""


@dataclass(frozen=True, slots=True)
class Label:
    """What one label says. ``address`` is what its QR holds (see ``symbols.address``)."""

    code: str
    address: str
    title: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """One line of letters: mm from the label's top left to its baseline, size in points."""

    x: float
    y: float
    text: str
    font: str
    size: float


def pdf(
    sheet: Sheet,
    labels: Sequence[Label],
    start_at: int = 1,
    offset: tuple[float, float] = (0, 0),
    title: str = "Étiquettes",
) -> bytes:
    """Draw the labels, the first one at label ``start_at`` of a sheet partly used.

    ``offset`` corrects the printer: millimetres to the right, millimetres down.

    Raises
    ------
    ImpossibleStart
        No label ``start_at`` on this sheet, or a correction of more than 5 mm.
    DoesNotFit
        The medium holds not even a code.
    """
    if not 1 <= start_at <= sheet.per_page:
        raise ImpossibleStart(
            f"Cette planche compte {sheet.per_page} étiquettes : commencez entre 1 et "
            f"{sheet.per_page}."
            if sheet.per_page > 1
            else "Sur un rouleau, on commence toujours à la première étiquette."
        )
    if not all(abs(value) <= FURTHEST for value in offset):
        raise ImpossibleStart(f"Un décalage va de -{FURTHEST:.0f} à {FURTHEST:.0f} mm.")
    lettering.register()
    made = BytesIO()
    size = (sheet.page_width / POINT, sheet.page_height / POINT)
    canvas = CompressedPages(
        made,
        pagesize=size,
        pageCompression=0,
        lang="fr-FR",
        initialFontName=REGULAR,  # type: ignore[arg-type]  # its stubs say a number
    )
    canvas.setTitle(f"{title} · {sheet.name}")
    canvas.setSubject("Étiquettes à imprimer à 100 %, sans mise à l'échelle")
    canvas.setAuthor("filiere")
    canvas.setCreator("filiere")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setViewerPreference("PrintScaling", "None")
    for rank, label in enumerate(labels, start_at - 1):
        page, place = divmod(rank, sheet.per_page)
        if place == 0 and page > 0:
            canvas.showPage()
        x, y = sheet.corner(place + 1)
        _draw(canvas, sheet, label, x + offset[0], y + offset[1])
    canvas.save()
    return made.getvalue()


def _draw(canvas: Canvas, sheet: Sheet, label: Label, x: float, y: float) -> None:
    """Draw one label whose top left lies at x, y (mm from the page's top left)."""
    layout = plan_of(sheet, label)
    if layout.module:
        scale = layout.module / POINT
        left = (x + layout.symbol_x) / POINT
        top = (sheet.page_height - y - layout.symbol_y) / POINT
        canvas.addLiteral(
            f"q {scale:.5f} 0 0 {-scale:.5f} {left:.3f} {top:.3f} cm {_path(label.address)} f Q"
        )
    for words in lettered(layout, label):
        canvas.setFont(words.font, words.size)
        baseline = (sheet.page_height - y - words.y) / POINT
        canvas.drawString((x + words.x) / POINT, baseline, words.text)


def plan_of(sheet: Sheet, label: Label) -> Plan:
    """Where things go for this label: symbols of one site are all as large."""
    return plan(sheet, len(symbols.modules(label.address)))


@lru_cache(maxsize=1024)
def _path(address: str) -> str:
    """The symbol's rectangles as operators, one module long one."""
    found = symbols.rectangles(symbols.modules(address))
    return " ".join(f"{x} {y} {width} {height} re" for x, y, width, height in found)


def lettered(layout: Plan, label: Label) -> list[Words]:
    """The label's lines of letters, from top to bottom, the whole in the middle of its room."""
    room = layout.text
    code = shown(label.code)
    fitting = room.width / lettering.width(code, BOLD, 1)
    rows = [(code, BOLD, min(layout.code, fitting))]
    if layout.kind == "full":
        for line in lettering.wrapped(label.title, BOLD, layout.title, room.width, TITLE_LINES):
            rows.append((line, BOLD, layout.title))
        for text in label.lines[:MORE_LINES]:
            for line in lettering.wrapped(text, REGULAR, layout.lines, room.width, 1):
                rows.append((line, REGULAR, layout.lines))
    high = (rows[0][2] * CAPITAL + sum(size for _, _, size in rows[1:]) * LEADING) * POINT
    y = room.y if layout.centred else room.y + max(0.0, room.height - high) / 2
    if layout.kind == "text":
        y = room.y + max(0.0, room.height - high) / 2
    told = []
    for rank, (text, font, size) in enumerate(rows):
        y += size * (LEADING if rank else CAPITAL) * POINT
        spare = room.width - lettering.width(text, font, size) if layout.centred else 0.0
        told.append(Words(room.x + max(0.0, spare) / 2, y, text, font, size))
    return told
