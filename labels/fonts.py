"""Atkinson Hyperlegible as TTF files, made from the npm package's WOFF: the page's own letters.

reportlab and typst read TTF only. The files are made once, in the data folder; several processes
may ask at once, each reads a whole file.
"""

import os
import tempfile
import unicodedata
from functools import cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont

NAME = "Atkinson Hyperlegible"
PACKAGE = Path("@fontsource") / "atkinson-hyperlegible" / "files"


def regular() -> Path:
    """The TTF of the regular weight."""
    return _made(400)


def bold() -> Path:
    """The TTF of the bold weight."""
    return _made(700)


def folder() -> Path:
    """Where the files lie."""
    return Path(settings.FONTS_DIR)


def _made(weight: int) -> Path:
    source = (
        Path(settings.NODE_MODULES) / PACKAGE / f"atkinson-hyperlegible-latin-{weight}-normal.woff"
    )
    size = source.stat().st_size
    made = folder() / f"atkinson-hyperlegible-{weight}-{size}.ttf"
    if not made.exists():
        made.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(suffix=".part", dir=made.parent)
        try:
            with os.fdopen(handle, "wb") as file, TTFont(source) as font:
                font.flavor = None
                font.save(file)
            Path(draft).replace(made)
        finally:
            Path(draft).unlink(missing_ok=True)
    return made


@cache
def letters() -> frozenset[str]:
    """Every character that both weights draw."""
    drawn = [set(TTFont(path).getBestCmap()) for path in (regular(), bold())]
    return frozenset(map(chr, drawn[0] & drawn[1]))


def drawable(text: str) -> str:
    """The same text in letters the font has: U+202F becomes U+00A0, accents it lacks fall off.

    What it cannot draw at all (Greek, Chinese, emoji, control characters) is left out.
    """
    known = letters()
    kept = []
    for character in unicodedata.normalize("NFC", text):
        if character in known:
            kept.append(character)
        elif character.isspace():
            kept.append("\N{NO-BREAK SPACE}" if character == "\u202f" else " ")
        else:
            kept += [c for c in unicodedata.normalize("NFKD", character) if c in known]
    return " ".join(word for word in "".join(kept).split(" ") if word)
