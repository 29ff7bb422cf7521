"""A reportlab canvas that compresses each page as it ends: a long roll does not fill the memory.

reportlab keeps every page's operators as text until the document is saved, and accepts a content
stream that already says its filter: that is what each page is given here.
"""

from __future__ import annotations

import zlib

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas


class CompressedPages(Canvas):
    """Made as any canvas, with ``pageCompression=0``."""

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        super().showPage()
        page = self._doc.Pages[-1]  # type: ignore[attr-defined]  # unknown to its stubs
        packed = zlib.compress(page.stream.encode("utf-8"))
        page.Contents = PDFStream(PDFDictionary({"Filter": PDFName("FlateDecode")}), packed)
        page.stream = None
