"""The QR of a code: upper-case address, level Q, one fixed mask.

In capitals the whole address is alphanumeric: at level Q it takes 29 modules, as few as small
letters at level M, and survives a scratch of 8 % of its surface.
"""

from functools import lru_cache

import qrcode
from qrcode import util
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError

Modules = tuple[tuple[bool, ...], ...]
Rectangle = tuple[int, int, int, int]

MASK = 0
"""Choosing a mask for each symbol costs seven times the drawing. Over 300 symbols of two sites
this one had the lowest penalty of the norm in the worst case (797; the others 864 to 1,056)."""
LONGEST = 47
"""Alphanumeric characters that version 3 (29 modules) holds at level Q."""
QUIET = 4
"""Modules of white that a reader needs around the symbol."""
LARGEST_VERSION = 3


class TooLong(ValueError):
    """The address of the site is too long, or not alphanumeric, for the QR of a label."""


def address(site_url: str, code: str) -> str:
    """Return what the QR of this code says: `HTTPS://FILIERE.EXAMPLE/D/7KQ2MDX44`.

    Raises
    ------
    TooLong
        No symbol of 29 modules holds it.
    """
    told = f"{site_url.rstrip('/')}/D/{code}".upper()
    if len(told) > LONGEST or any(character.encode() not in ALPHANUMERIC for character in told):
        raise TooLong(
            f"L'adresse du site ({site_url}) ne tient pas dans le QR d'une étiquette : "
            f"{LONGEST - len('/D/') - 9} caractères au plus, lettres, chiffres, points et tirets."
        )
    return told


@lru_cache(maxsize=1024)
def modules(text: str) -> Modules:
    """Return the symbol, row by row from the top, True where it is dark; no quiet zone.

    Raises
    ------
    TooLong
        The text needs more than 29 modules.
    """
    symbol = qrcode.QRCode(error_correction=ERROR_CORRECT_Q, border=0, mask_pattern=MASK)
    symbol.add_data(text, optimize=0)
    try:
        version = symbol.best_fit()
    except (DataOverflowError, ValueError) as error:
        raise TooLong("Ce texte est trop long pour un QR.") from error
    if version > LARGEST_VERSION:
        raise TooLong(f"Ce texte demande un QR de plus de {17 + 4 * LARGEST_VERSION} modules.")
    symbol.make(fit=False)
    return tuple(tuple(map(bool, row)) for row in symbol.modules)


def rectangles(symbol: Modules) -> tuple[Rectangle, ...]:
    """Return the dark modules as few rectangles: (column, row, width, height), row 0 on top.

    Runs of a row are merged, then those that go on below with the same ends.
    """
    done: list[Rectangle] = []
    going: dict[tuple[int, int], int] = {}
    for number, row in enumerate((*symbol, ())):
        runs = _runs(row)
        for ends, since in list(going.items()):
            if ends not in runs:
                done.append((ends[0], since, ends[1] - ends[0], number - since))
                del going[ends]
        for ends in runs:
            going.setdefault(ends, number)
    return tuple(done)


def _runs(row: tuple[bool, ...]) -> set[tuple[int, int]]:
    edges = [
        at for at, (a, b) in enumerate(zip((False, *row), (*row, False), strict=True)) if a != b
    ]
    return set(zip(edges[::2], edges[1::2], strict=True))


ALPHANUMERIC = {bytes([value]) for value in util.ALPHA_NUM}
