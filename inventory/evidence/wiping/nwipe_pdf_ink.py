"""Whether the text of a PDF's page is there to be seen: where, how large, in which ink.

nwipe writes plain text on white pages. Text in white, transparent, tiny, off the page, or inside a
form that another program placed, is not what a person reads: the file was worked on.
"""

from __future__ import annotations

from math import hypot
from typing import Any

from pypdf import PageObject

SMALLEST = 4.0
"""In points; nwipe writes in 8 and more."""
_WHITE = 0.9
_SHOWING = frozenset({b"Tj", b"TJ", b"'", b'"'})


class Ink:
    """Follows the operators of one page while its text is read; ``hidden`` once any text is."""

    def __init__(self, page: PageObject) -> None:
        resources = page.get("/Resources")
        self.resources: Any = resources.get_object() if resources is not None else {}
        self.box = page.mediabox
        self.white = self.clear = self.unseen = False
        self.kept: list[tuple[bool, bool, bool]] = []
        self.hidden = any(
            one.get_object().get("/Subtype") == "/Form" for one in self._named("/XObject").values()
        )

    def operator(self, name: bytes, values: Any, *_: Any) -> None:
        """See one operator, before it acts."""
        if name == b"q":
            self.kept.append((self.white, self.clear, self.unseen))
        elif name == b"Q" and self.kept:
            self.white, self.clear, self.unseen = self.kept.pop()
        elif name in {b"rg", b"g", b"sc", b"scn"}:
            self.white = all(float(one) >= _WHITE for one in values)
        elif name == b"k":
            self.white = all(float(one) <= 1 - _WHITE for one in values)
        elif name == b"gs":
            state = self._named("/ExtGState").get(values[0])
            self.clear = state is not None and float(state.get_object().get("/ca", 1)) < 0.5
        elif name == b"Tr":
            self.unseen = float(values[0]) in {3, 7}
        elif name in _SHOWING and (self.white or self.clear or self.unseen):
            self.hidden = True

    def text(self, said: str, cm: Any, tm: Any, _: Any, size: Any) -> None:
        """See one piece of text, where it stands."""
        if not said.strip():
            return
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        inside = self.box.left <= x <= self.box.right and self.box.bottom <= y <= self.box.top
        tall = float(size or 0) * hypot(tm[2], tm[3]) * hypot(cm[2], cm[3])
        if not inside or tall < SMALLEST:
            self.hidden = True

    def _named(self, kind: str) -> Any:
        found = self.resources.get(kind)
        return found.get_object() if found is not None else {}
