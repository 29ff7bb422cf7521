"""A PDF read again by other eyes: its text, its tags, its symbols."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import zxingcpp
from PIL import Image
from pypdf import PdfReader
from pyzbar import pyzbar

DPI = 150


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def text(pdf: bytes) -> str:
    """All its words as a reader copies them, in one line."""
    pages = (page.extract_text() for page in read(pdf).pages)
    return " ".join(" ".join(pages).split())


def assert_accessible(pdf: bytes) -> None:
    """Tagged, titled, in French, its fonts inside, and it says that it is PDF/UA-1."""
    told = read(pdf)
    root = told.trailer["/Root"].get_object()
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert root["/Lang"].startswith("fr")
    assert told.metadata is not None and told.metadata.title
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    names = {tag for page in told.pages for tag in _fonts(page)}
    assert any("AtkinsonHyperlegible" in name for name in names), names


def _fonts(page: object) -> list[str]:
    fonts = page["/Resources"]["/Font"]  # type: ignore[index]
    return [str(font.get_object()["/BaseFont"]) for font in fonts.values()]


def tags(pdf: bytes) -> set[str]:
    """The kinds of its structure: H1, Table, TH…"""
    found: set[str] = set()
    todo = [read(pdf).trailer["/Root"]["/StructTreeRoot"].get_object()]
    while todo:
        node = todo.pop()
        if "/S" in node:
            found.add(str(node["/S"]).removeprefix("/"))
        kids = node.get("/K", [])
        kids = kids if isinstance(kids, list) else [kids]
        todo += [kid.get_object() for kid in kids if not isinstance(kid, int)]
        todo = [one for one in todo if hasattr(one, "get")]
    return found


def drawn(pdf: bytes, folder: Path) -> list[Image.Image]:
    """Each page as a printer would put it, in grey."""
    tool = shutil.which("pdftoppm")
    assert tool is not None
    (folder / "paper.pdf").write_bytes(pdf)
    told = [tool, "-r", str(DPI), "-gray", "-png", str(folder / "paper.pdf"), str(folder / "page")]
    subprocess.run(told, check=True)
    return [Image.open(path) for path in sorted(folder.glob("page*.png"))]


def symbols(page: Image.Image) -> set[str]:
    """What the two readers read; each must read the same."""
    one = {found.text for found in zxingcpp.read_barcodes(page)}
    other = {
        found.data.decode() for found in pyzbar.decode(page, symbols=[pyzbar.ZBarSymbol.QRCODE])
    }
    assert one == other
    return one
