"""What comes in as a picture goes out small and silent, or is refused in one sentence."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest
from PIL import Image

from inventory import pictures
from inventory.refusals import Refused

ORIENTATION, GPS, RIGHT_TOP = 0x0112, 0x8825, 6


def encoded(image: Image.Image, format_: str = "JPEG", **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, format_, **more)
    return out.getvalue()


def refusal(raw: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        pictures.clean(raw)
    return caught.value


def test_a_photo_of_a_telephone_is_made_small_upright_and_silent() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = RIGHT_TOP
    exif.get_ifd(GPS)[1] = "N"
    raw = encoded(Image.new("RGB", (4032, 3024), "teal"), exif=exif, comment=b"chez moi")
    made = Image.open(io.BytesIO(pictures.clean(raw)))
    assert made.size == (1200, 1600)
    assert not made.getexif()
    assert "comment" not in made.info


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "I;16"])
def test_any_png_becomes_a_jpeg(mode: str) -> None:
    made = Image.open(io.BytesIO(pictures.clean(encoded(Image.new(mode, (20, 10)), "PNG"))))
    assert (made.format, made.mode, made.size) == ("JPEG", "RGB", (20, 10))


def test_what_was_transparent_is_white() -> None:
    raw = encoded(Image.new("RGBA", (8, 8), (0, 0, 0, 0)), "WEBP", lossless=True)
    assert Image.open(io.BytesIO(pictures.clean(raw))).getpixel((4, 4)) == (255, 255, 255)


def test_a_zip_called_jpg_is_no_picture() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as lot:
        lot.writestr("photo.jpg", b"\xff\xd8\xff")
    assert refusal(out.getvalue()).code == "not-a-picture"


def test_half_a_picture_is_no_picture() -> None:
    raw = encoded(Image.effect_noise((400, 400), 90).convert("RGB"))
    assert refusal(raw[: len(raw) // 2]).code == "not-a-picture"


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return len(data).to_bytes(4) + body + zlib.crc32(body).to_bytes(4)

    for side in (4000, 12_000, 60_000):
        header = side.to_bytes(4) * 2 + bytes([8, 0, 0, 0, 0])
        packed = chunk(b"IDAT", zlib.compress(bytes(1000)))
        raw = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + packed + chunk(b"IEND", b"")
        assert refusal(raw).code in ("picture-too-large", "not-a-picture")


def test_heic_is_refused_with_what_to_do() -> None:
    said = refusal(b"\x00\x00\x00\x18ftypheic" + bytes(40))
    assert said.code == "picture-heic"
    assert "JPEG" in said.detail


def test_fifteen_megabytes_are_enough() -> None:
    assert refusal(bytes(pictures.MOST_BYTES + 1)).code == "picture-too-large"
