"""How wide a text is, and where its lines end: Atkinson in reportlab's measure."""

from functools import cache, lru_cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from labels import fonts
from labels.codes import ALPHABET

REGULAR, BOLD = "Atkinson", "Atkinson-Bold"
POINT = 25.4 / 72
"""Millimetres in a point."""
LEADING = 1.2
"""From one line to the next, in sizes of the letter."""
CAPITAL = 0.67
"""Height of a capital, in sizes of the letter."""


@cache
def register() -> None:
    """Make both weights known to reportlab."""
    pdfmetrics.registerFont(TTFont(REGULAR, str(fonts.regular())))
    pdfmetrics.registerFont(TTFont(BOLD, str(fonts.bold())))


def width(text: str, font: str, size: float) -> float:
    """Millimetres that the text takes at this size (points)."""
    register()
    return float(pdfmetrics.stringWidth(text, font, size)) * POINT


@cache
def code_width() -> float:
    """Millimetres of the widest code there may be, at one point."""
    widest = max(ALPHABET, key=lambda character: width(character, BOLD, 1))
    return width("-".join([widest * 3] * 3), BOLD, 1)


@lru_cache(maxsize=4096)
def wrapped(text: str, font: str, size: float, room: float, most: int) -> tuple[str, ...]:
    """The text in at most ``most`` lines of ``room`` mm; what is left out ends with « … »."""
    words = fonts.drawable(text).split(" ")
    lines: list[str] = []
    line = ""
    for number, word in enumerate(words):
        longer = f"{line} {word}" if line else word
        if width(longer, font, size) <= room:
            line = longer
            continue
        if line and len(lines) + 1 < most:
            lines.append(line)
            line = word
            if width(word, font, size) <= room:
                continue
            longer = word
        rest = " ".join([longer, *words[number + 1 :]])
        return (*lines, _cut(rest, font, size, room))
    return (*lines, line) if line else tuple(lines)


def _cut(text: str, font: str, size: float, room: float) -> str:
    """As many whole words as there is room for, or letters when not even one."""
    words = text.split(" ")
    kept = text
    while kept and width(f"{kept}…", font, size) > room:
        words.pop()
        kept = " ".join(words)
    if not kept:
        kept = text.split(" ", maxsplit=1)[0]
        while kept and width(f"{kept}…", font, size) > room:
            kept = kept[:-1]
    return f"{kept}…" if kept else ""
