"""A picture that a paper shows: read again from its pixels, in grey, as one SVG drawing.

typst is given texts only; the pixels lie in the drawing as base64.
"""

from __future__ import annotations

import base64
import io

from PIL import Image

SHAPES = ("PNG", "JPEG")
MOST_PIXELS = 4_000_000
EDGE = 1200


def svg(content: bytes) -> str:
    """The drawing, or nothing when it is no PNG or JPEG that can be read, or far too large."""
    try:
        with Image.open(io.BytesIO(content), formats=SHAPES) as image:
            if image.width * image.height > MOST_PIXELS:
                return ""
            grey = _on_white(image)
    except (OSError, ValueError, SyntaxError):
        return ""
    grey.thumbnail((EDGE, EDGE))
    out = io.BytesIO()
    grey.save(out, "PNG", optimize=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {grey.width} {grey.height}">'
        f'<image width="{grey.width}" height="{grey.height}" '
        f'href="data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"/></svg>'
    )


def _on_white(image: Image.Image) -> Image.Image:
    seen = image.convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")
    paper.alpha_composite(seen)
    return paper.convert("L")
