"""A PDF of labels as a printer and a reader would see it: drawn by poppler, cut by the geometry."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

import zxingcpp
from PIL import Image
from pyzbar.pyzbar import ZBarSymbol, decode

from labels.codes import mint
from labels.render import Label
from labels.sheets import Sheet
from labels.symbols import address

Image.MAX_IMAGE_PIXELS = None
SITE = "https://filiere.vaucluse.example"
TITLES = (("Portable Dell", ("Latitude 5490",)), ("Ordinateur tout-en-un Lenovo", ()), ("", ()))


def some(count: int, seed: int = 1) -> list[Label]:
    """Labels with a short title, a long one, none; the same at each run."""
    source = random.Random(seed)
    made = []
    for rank in range(count):
        code = mint(source)
        title, lines = TITLES[rank % len(TITLES)]
        made.append(Label(code, address(SITE, code), title, lines))
    return made


def pages(pdftoppm: str, pdf: bytes, dpi: int, folder: Path) -> list[Image.Image]:
    """Each page in grey, as a printer of this resolution lays its dots."""
    folder.mkdir(exist_ok=True)
    (folder / "sheet.pdf").write_bytes(pdf)
    command = [pdftoppm, "-r", str(dpi), "-gray", "sheet.pdf", "page"]
    subprocess.run(command, cwd=folder, check=True)
    drawn = []
    for path in sorted(folder.glob("page-*.pgm")):
        with Image.open(path) as page:
            drawn.append(page.copy())
    return drawn


def cut(page: Image.Image, sheet: Sheet, number: int, dpi: int) -> Image.Image:
    """What lies inside the die cut of one label."""
    x, y = sheet.corner(number)
    edges = (x, y, x + sheet.width, y + sheet.height)
    return page.crop([round(edge * dpi / 25.4) for edge in edges])  # type: ignore[arg-type]


def read_twice(label: Image.Image) -> list[str]:
    """What zxing-cpp reads, then what zbar reads."""
    qr = zxingcpp.BarcodeFormat.QRCode
    told = [found.text for found in zxingcpp.read_barcodes(label, formats=qr)]
    return told + [found.data.decode() for found in decode(label, symbols=[ZBarSymbol.QRCODE])]
