"""A signature as it is kept: a small picture written as text, or the words « sur papier ».

The erasable store keeps texts: a drawing lies there as ``data:image/png;base64,…`` (black on
white, a few kilobytes), the photo of a signed paper as ``data:image/jpeg;base64,…``. Both are
read again from their pixels, and forgotten with their row when its time has passed.
"""

from __future__ import annotations

import base64
import binascii
import io

from PIL import Image

from inventory import pictures
from inventory.refusals import Refused

ON_PAPER = "Signé sur papier, gardé au dossier."
PNG, JPEG = "data:image/png;base64,", "data:image/jpeg;base64,"
MOST_DRAWN = 60_000
MOST_PHOTO = 140_000
"""Bytes kept; as base64 both stay under the 200,000 characters of a signature."""
DRAWN_EDGE, PHOTO_EDGE = 600, 1200
INK = 160
"""Darker than this, of 255, is ink."""
LEAST_INK, LEAST_SIDE = 40, 12
"""Less ink, or all of it in a smaller square, is a slip of the finger."""


def read(text: str) -> str:
    """A signature that was sent, as it is kept; words stay as they are.

    Raises
    ------
    Refused
        ``signature-blank`` when nothing is drawn; ``not-a-picture`` and its like.
    """
    if not text.startswith("data:"):
        return text
    if text.startswith(PNG):
        return drawn(_bytes(text, PNG))
    if text.startswith(JPEG):
        return photographed(_bytes(text, JPEG))
    raise Refused("not-a-picture", "Cette signature n'est pas une image lisible. Recommencez-la.")


def drawn(raw: bytes) -> str:
    """A drawing, cut to its ink."""
    image = pictures.opened(raw, ("PNG",))
    try:
        grey = pictures.on_white(image).convert("L")
    except pictures.UNREADABLE as error:
        raise Refused(
            "not-a-picture", "Cette signature n'est pas une image lisible. Recommencez-la."
        ) from error
    ink = grey.point([255 if value < INK else 0 for value in range(256)])
    box = ink.getbbox()
    if box is None or _slip(ink, box):
        raise blank()
    cut = grey.crop((max(box[0] - 8, 0), max(box[1] - 8, 0), box[2] + 8, box[3] + 8))
    cut.thumbnail((DRAWN_EDGE, DRAWN_EDGE), Image.Resampling.LANCZOS)
    kept = _png(cut.quantize(8))
    if len(kept) > MOST_DRAWN:
        raise Refused("signature-too-large", "Cette signature est trop chargée. Recommencez-la.")
    return PNG + base64.b64encode(kept).decode()


def photographed(raw: bytes) -> str:
    """The photo of a signed paper, in grey and no larger than what reads."""
    image = Image.open(io.BytesIO(pictures.clean(raw, edge=PHOTO_EDGE))).convert("L")
    for quality in (70, 55, 40, 25):
        kept = pictures.jpeg(image, quality)
        if len(kept) <= MOST_PHOTO:
            return JPEG + base64.b64encode(kept).decode()
    image.thumbnail((PHOTO_EDGE // 2, PHOTO_EDGE // 2))
    return JPEG + base64.b64encode(pictures.jpeg(image, 40)).decode()


def picture(text: str) -> bytes | None:
    """The picture of a kept signature, for a page or a paper; None when it is words."""
    for start in (PNG, JPEG):
        if text.startswith(start):
            return _bytes(text, start)
    return None


def blank() -> Refused:
    return Refused(
        "signature-blank",
        "La signature est vide. Faites signer dans le cadre, photographiez le papier signé, "
        "ou cochez « signé sur papier ».",
    )


def _slip(ink: Image.Image, box: tuple[int, int, int, int]) -> bool:
    side = max(box[2] - box[0], box[3] - box[1])
    return side < LEAST_SIDE or ink.histogram()[255] < LEAST_INK


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _bytes(text: str, start: str) -> bytes:
    try:
        return base64.b64decode(text.removeprefix(start), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refused(
            "not-a-picture", "Cette signature n'est pas une image lisible. Recommencez-la."
        ) from error
