"""ZPL II for a Zebra and those that speak like it: our own dots, sent as ``^GFA``.

The printer composes nothing: no font of its own, no barcode of its own. Zebra, *ZPL II
Programming Guide*, command ``^GF``: rows of hexadecimal digits, ``,`` for white to the end of the
row, ``:`` for the row before once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PIL import Image, ImageOps

from labels.bitmap import image
from labels.render import Label
from labels.sheets import Sheet


def zpl(
    sheet: Sheet,
    labels: Sequence[Label],
    dpi: int = 0,
    offset: tuple[float, float] = (0, 0),
) -> bytes:
    """One format a label, in order, for a roll of this medium.

    Raises
    ------
    DoesNotFit
        The medium holds not even a code.
    """
    return "".join(_one(image(sheet, label, dpi, offset)) for label in labels).encode("ascii")


def _one(drawn: Image.Image) -> str:
    """``^PW`` and ``^LL`` are dots, ``^PQ1`` one copy; ``^CI28`` is of no use: nothing is text."""
    # A bit set is a black dot for the printer, a white one for Pillow.
    dark = ImageOps.invert(drawn.convert("L")).convert("1", dither=Image.Dither.NONE)
    across = (dark.width + 7) // 8
    raw = dark.tobytes()
    rows = [raw[start : start + across] for start in range(0, len(raw), across)]
    total = across * dark.height
    return (
        f"^XA\n^PW{dark.width}\n^LL{dark.height}\n^LH0,0\n"
        f"^FO0,0^GFA,{total},{total},{across},{''.join(_packed(rows))}^FS\n^PQ1\n^XZ\n"
    )


def _packed(rows: Iterable[bytes]) -> Iterable[str]:
    before = None
    for row in rows:
        if row == before:
            yield ":"
        else:
            told = row.rstrip(b"\0")
            yield told.hex().upper() + ("," if len(told) < len(row) else "")
        before = row
