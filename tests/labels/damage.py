"""What happens to a label: a scratch, a blurred camera, faded thermal paper, a printer's dead dot.

Each takes the label as dots with its symbol's place, and gives what a camera would see of it, in
grey, lying on something darker than paper. The damage is the same at each run.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFilter

PAPER, INK, BEHIND = 235, 20, 70
AROUND = 12
"""Dots of background seen around the label."""
SCRATCH = 0.08
FINDER = 8
"""Modules of a finder with its white edge."""


@dataclass(frozen=True)
class Printed:
    """A label in dots; left, top and side of its symbol, and the side of one module."""

    dots: Image.Image
    left: int
    top: int
    side: int
    module: int


def clean(label: Printed, source: random.Random) -> Image.Image:
    return _seen(_paper(label))


def scratched(label: Printed, source: random.Random) -> Image.Image:
    """Torn over 8 % of the symbol, twice as long as wide, anywhere but on the three finders.

    That is what error correction is for: level Q mends it, M and L do not.
    """
    drawn = _paper(label)
    wide = label.side * math.sqrt(SCRATCH / 2)
    while True:
        angle = source.uniform(0, math.pi)
        middle = (source.uniform(0, label.side), source.uniform(0, label.side))
        corners = _band(middle, angle, 2 * wide, wide)
        if _inside(corners, label) and not _on_finder(corners, label):
            break
    torn = [(label.left + x, label.top + y) for x, y in corners]
    ImageDraw.Draw(drawn).polygon(torn, fill=PAPER)
    return _seen(drawn)


def scratched_through(label: Printed, source: random.Random) -> Image.Image:
    """One straight scratch from edge to edge, of 8 % of the symbol: it may cut a finder."""
    drawn = _paper(label)
    angle = source.uniform(0, math.pi)
    shift = source.uniform(-0.25, 0.25) * label.side
    half = label.side / 2
    middle = (half - shift * math.sin(angle), half + shift * math.cos(angle))
    corners = _band(middle, angle, 4 * label.side, SCRATCH * label.side)
    torn = [(label.left + x, label.top + y) for x, y in corners]
    ImageDraw.Draw(drawn).polygon(torn, fill=PAPER)
    return _seen(drawn)


def blurred(label: Printed, source: random.Random) -> Image.Image:
    """A camera out of focus: a Gaussian of 0.4 module; at 0.5 zbar reads nothing any more."""
    return _seen(_paper(label)).filter(ImageFilter.GaussianBlur(0.4 * label.module))


def faded(label: Printed, source: random.Random) -> Image.Image:
    """A fifth of the contrast is left, with the grain of a poor camera."""
    drawn = _seen(_paper(label).point(lambda value: PAPER - (PAPER - value) // 5))
    grain = Image.frombytes("L", drawn.size, source.randbytes(drawn.width * drawn.height))
    return Image.blend(drawn, grain, 0.04)


def dead_dot(label: Printed, source: random.Random) -> Image.Image:
    """One heating dot of the head is dead: a white line, one dot wide, along the paper."""
    drawn = _paper(label)
    x = label.left + source.randrange(label.side)
    ImageDraw.Draw(drawn).line([(x, 0), (x, drawn.height)], fill=PAPER)
    return _seen(drawn)


def spread(label: Printed, source: random.Random) -> Image.Image:
    """Ink one dot off: each dark dot also darkens the one on its right."""
    return _seen(_paper(label).filter(ImageFilter.Kernel((3, 3), (0, 0, 0, 1, 1, 0, 0, 0, 0), 2))
                 .point(lambda value: INK if value < PAPER - 5 else PAPER))  # fmt: skip


Damage = Callable[[Printed, random.Random], Image.Image]
DAMAGES: dict[str, Damage] = {
    "intacte": clean,
    "rayée": scratched,
    "floue": blurred,
    "passée": faded,
    "débord d'un point": spread,
}
BEYOND: dict[str, Damage] = {
    "rayée de part en part": scratched_through,
    "point mort": dead_dot,
}
"""What no correction promises to mend: measured as well, and told."""


def _band(
    middle: tuple[float, float], angle: float, long: float, wide: float
) -> list[tuple[float, float]]:
    along, across = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))
    return [
        (
            middle[0] + u * long / 2 * along[0] + v * wide / 2 * across[0],
            middle[1] + u * long / 2 * along[1] + v * wide / 2 * across[1],
        )
        for u, v in ((1, 1), (-1, 1), (-1, -1), (1, -1))
    ]


def _inside(corners: list[tuple[float, float]], label: Printed) -> bool:
    return all(0 <= x <= label.side and 0 <= y <= label.side for x, y in corners)


def _on_finder(corners: list[tuple[float, float]], label: Printed) -> bool:
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    top, bottom = min(y for _, y in corners), max(y for _, y in corners)
    finder = FINDER * label.module
    far = label.side - finder
    low = left < finder and (top < finder or bottom > far)
    return low or (right > far and top < finder)


def _paper(label: Printed) -> Image.Image:
    return label.dots.convert("L").point(lambda value: PAPER if value else INK)


def _seen(drawn: Image.Image) -> Image.Image:
    size = (drawn.width + 2 * AROUND, drawn.height + 2 * AROUND)
    seen = Image.new("L", size, BEHIND)
    seen.paste(drawn, (AROUND, AROUND))
    return seen
