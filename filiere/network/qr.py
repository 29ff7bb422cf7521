"""The square that a phone reads instead of a link: SVG in a data address, drawn here."""

from base64 import b64encode

import qrcode
from qrcode.image.svg import SvgPathImage


def drawn(text: str) -> str:
    """A ``data:`` address for ``<img>``."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(text)
    image = code.make_image(image_factory=SvgPathImage)
    return "data:image/svg+xml;base64," + b64encode(image.to_string()).decode("ascii")
