"""The QR of a paper: the address by which anyone checks it, as one SVG drawing."""

from __future__ import annotations

import qrcode
from qrcode.constants import ERROR_CORRECT_Q

from labels.symbols import MASK, QUIET, rectangles

LARGEST_VERSION = 6
"""41 modules: on 24 mm, each is still larger than the 0.396 mm that GS1 asks."""


class TooLong(ValueError):
    """The address does not fit on the symbol of a paper."""


def svg(text: str) -> str:
    """The symbol at level Q, with its quiet zone.

    Raises
    ------
    TooLong
        It would need more than 41 modules.
    """
    symbol = qrcode.QRCode(error_correction=ERROR_CORRECT_Q, border=0, mask_pattern=MASK)
    symbol.add_data(text, optimize=0)
    if symbol.best_fit() > LARGEST_VERSION:
        raise TooLong(f"{len(text)} characters do not fit on the symbol of a paper")
    symbol.make(fit=False)
    dark = tuple(tuple(map(bool, row)) for row in symbol.modules)
    size = len(dark) + 2 * QUIET
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h{width}v{height}h-{width}z"
        for x, y, width, height in rectangles(dark)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/><path d="{path}"/></svg>'
    )
