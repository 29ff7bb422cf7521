"""Pictures that come in: read again, made small, told nothing of where and when they were taken."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image, ImageOps

from inventory.refusals import Refused

MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 13_000_000
"""A telephone's « 12 megapixels » are up to 4096 × 3072."""
EDGE = 1600
QUALITY = 82
FORMATS = ("JPEG", "PNG", "WEBP")
HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
UNREADABLE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


def clean(raw: bytes, *, edge: int = EDGE) -> bytes:
    """The same picture as a JPEG of at most ``edge`` pixels a side, upright, without metadata.

    Raises
    ------
    Refused
        ``not-a-picture``, ``picture-heic``, ``picture-too-large``: one French sentence.
    """
    image = opened(raw)
    if image.format in {"JPEG", "MPO"}:
        image.draft("RGB", (edge, edge))
    try:
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((edge, edge), Image.Resampling.LANCZOS)
        return jpeg(on_white(upright))
    except UNREADABLE as error:
        raise _unreadable() from error


def opened(raw: bytes, formats: tuple[str, ...] = FORMATS) -> Image.Image:
    """The picture, its size known and sensible, its pixels not read yet."""
    if len(raw) > MOST_BYTES:
        raise Refused(
            "picture-too-large", "Cette photo dépasse 15 Mo. Reprenez-la en plus petite taille."
        )
    if raw[4:8] == b"ftyp" and raw[8:12] in HEIC:
        raise Refused(
            "picture-heic",
            "Les photos HEIC ne sont pas lues ici. Dans les réglages de l'appareil photo, "
            "choisissez « le plus compatible » (JPEG), puis reprenez la photo.",
        )
    try:
        image = Image.open(io.BytesIO(raw), formats=formats)
        width, height = image.size
    except UNREADABLE as error:
        raise _unreadable() from error
    if width * height > MOST_PIXELS:
        raise Refused(
            "picture-too-large",
            "Cette image dépasse 12 mégapixels. Reprenez la photo en plus petite taille.",
        )
    return image


def on_white(image: Image.Image) -> Image.Image:
    """In red, green and blue; what was transparent is white paper."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        whole = image.convert("RGBA")
        paper = Image.new("RGB", whole.size, "white")
        paper.paste(whole, mask=whole.getchannel("A"))
        return paper
    return image.convert("RGB")


def jpeg(image: Image.Image, quality: int = QUALITY) -> bytes:
    """A new file made of pixels alone."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def _unreadable() -> Refused:
    return Refused(
        "not-a-picture", "Ce fichier n'est pas une photo lisible : envoyez un JPEG ou un PNG."
    )
