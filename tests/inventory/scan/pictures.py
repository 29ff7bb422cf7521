"""What a phone would photograph: labels, makers' barcodes, drawn on one picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import zxingcpp
from PIL import Image

QR, SERIAL, PRODUCT = "QRCode", "Code128", "EAN13"
COLUMNS, CELL = 2, 420


def photo(path: Path, told: Sequence[tuple[str, str]]) -> Path:
    """``(text, kind)`` in rows of two, a little askew, on a grey table."""
    rows = -(-len(told) // COLUMNS)
    table = Image.new("RGB", (COLUMNS * CELL, max(rows, 1) * CELL), (196, 188, 176))
    for place, (text, kind) in enumerate(told):
        symbol = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind))
        drawn = Image.fromarray(np.array(symbol.to_image(scale=4)))
        paper = Image.new("L", (CELL - 40, CELL - 40), 250)
        drawn.thumbnail((CELL - 80, CELL - 80), Image.Resampling.NEAREST)
        paper.paste(drawn, ((paper.width - drawn.width) // 2, (paper.height - drawn.height) // 2))
        turned = paper.rotate(2, fillcolor=250)
        table.paste(turned, (place % COLUMNS * CELL + 20, place // COLUMNS * CELL + 20))
    table.save(path)
    return path
