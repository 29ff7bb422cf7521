"""Texts as a page can show them: whatever a person typed, a paper comes out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

from labels.fonts import letters

LONGEST = 3000
"""A sentence, not a book: what is longer ends with an ellipsis. Ours stay far below."""
UNKNOWN = "□"
"""Stands for a character that no font of ours draws (an emoji, a Chinese name)."""
NARROW_SPACES = dict.fromkeys(map(ord, "\u2007\u2009\u200a\u202f"), "\u00a0")
OTHER_SCRIPTS = (
    (0x0100, 0x017F),
    (0x0391, 0x03A1),
    (0x03A3, 0x03A9),
    (0x03B1, 0x03C9),
    (0x0410, 0x044F),
)
"""Latin letters of Europe, Greek and Cyrillic, that typst's own fonts draw instead of ours."""
KEPT_TOGETHER = (
    (re.compile(r" (?=[:;!?»%€])"), "\u00a0"),
    (re.compile(r"(?<=«) "), "\u00a0"),
    (re.compile(r"(?<=\b[LR]\.) (?=\d)|(?<=[nN]°) "), "\u00a0"),
    (re.compile(r"(?<=\d) (?=(?:kg|Go|mois|mm)\b)"), "\u00a0"),
    (
        re.compile(r"(?<=\d) (?=(?:janv|févr|mars|avri|mai|juin|juil|août|sept|octo|nove|déce))"),
        "\u00a0",
    ),
    (re.compile(r"(?<=\b1er) "), "\u00a0"),
)
"""Spaces that French does not break at: before a colon, in a date, an article, a measure."""


@cache
def drawn() -> frozenset[str]:
    """Every character that the house font draws, and those that typst's own fonts add."""
    others = {chr(one) for first, last in OTHER_SCRIPTS for one in range(first, last + 1)}
    return letters() | others


def printable(text: str) -> str:
    """The text in one line, no longer than ``LONGEST``, each character one that is drawn.

    What has no shape (NUL, direction marks) is left out; what has one that we lack is said
    ``□``: a paper never lies by leaving a letter out.
    """
    told = unicodedata.normalize("NFC", text[: 2 * LONGEST]).translate(NARROW_SPACES)
    told = re.sub(r"[ \t\r\n\v\f\u2028\u2029]+", " ", told)
    shapes = "".join(map(_shape, told)).strip()
    if len(shapes) > LONGEST:
        shapes = shapes[: LONGEST - 1] + "…"
    for space, kept in KEPT_TOGETHER:
        shapes = space.sub(kept, shapes)
    return shapes


def _shape(character: str) -> str:
    if unicodedata.combining(character):
        return ""
    if character in drawn() or character == UNKNOWN:
        return character
    plain = unicodedata.normalize("NFKD", character)
    if plain != character and all(one in drawn() for one in plain):
        return plain
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Me", "Mn", "Co", "Cn"):
        return ""
    return UNKNOWN


def all_printable(value: Any) -> Any:
    """The same data, every text in it made printable; what JSON has no word for is refused.

    Raises
    ------
    TypeError
        Something else than texts, numbers, booleans, None, lists and mappings.
    """
    if isinstance(value, str):
        return printable(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(name): all_printable(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [all_printable(one) for one in value]
    raise TypeError(f"a paper is made of JSON, not of {type(value).__name__}")
