"""What each grade looks like, drawn: a screen or a case, with the marks that it may bear.

Marks add up: B has those of A and its own, and so on. Colours are those of the page.
"""

from __future__ import annotations

SCREEN = (
    '<rect x="6" y="6" width="108" height="66" rx="5" fill="none" stroke="currentColor" '
    'stroke-width="3"/><rect x="13" y="13" width="94" height="52" fill="currentColor" '
    'opacity="0.10"/><path d="M44 84h32M60 72v12" stroke="currentColor" stroke-width="3" '
    'fill="none"/>'
)
CASE = (
    '<rect x="30" y="4" width="60" height="80" rx="4" fill="currentColor" fill-opacity="0.10" '
    'stroke="currentColor" stroke-width="3"/><path d="M40 16h40M40 24h40" '
    'stroke="currentColor" stroke-width="2"/><circle cx="60" cy="70" r="4" fill="none" '
    'stroke="currentColor" stroke-width="2"/>'
)
MARKS = {
    "screen": {
        "B": '<path d="M84 24l8 4" stroke-width="1.5"/>',
        "C": '<path d="M24 50l22-12M30 56l12-4M88 50l6 8" stroke-width="2"/>'
        '<path d="M100 6l14 0 0 10" stroke-width="5"/>',
        "D": '<path d="M20 20l24 10 8 20 14-6 22 14M52 50l-8 12" stroke-width="2.5"/>'
        '<circle cx="78" cy="26" r="7" fill="currentColor" stroke="none"/>'
        '<path d="M6 60v12h16" stroke-width="6"/>',
    },
    "case": {
        "B": '<path d="M68 40l9 4" stroke-width="1.5"/>',
        "C": '<path d="M38 36l18 8M40 52l10-6M66 58l14 6" stroke-width="2"/>'
        '<path d="M78 4h12v10" stroke-width="5"/>',
        "D": '<path d="M36 58l20-14 6 8 20-16" stroke-width="3"/>'
        '<path d="M30 66v18h18" stroke-width="7"/>'
        '<ellipse cx="74" cy="46" rx="9" ry="6" fill="currentColor" stroke="none"/>',
    },
}


def grade(family: str, letter: str) -> str:
    """The inside of the drawing; nothing for a grade that is none."""
    marks = MARKS[family]
    if letter not in ("A", *marks):
        return ""
    upto = "".join(drawn for key, drawn in marks.items() if key <= letter)
    body = SCREEN if family == "screen" else CASE
    return f'{body}<g stroke="currentColor" fill="none" stroke-linecap="round">{upto}</g>'
