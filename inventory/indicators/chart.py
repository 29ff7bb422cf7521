"""A chart as an SVG is drawn: columns of a series, or lying bars; axes start at zero.

Positions across are in percent and heights in pixels, so that the drawing follows the width of
the page while its words keep their size. Numbers are text: a template would put commas in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inventory.indicators.tables import Mark

HEIGHT, TOP, FOOT = 150, 22, 24
LINE = 44


@dataclass(frozen=True, slots=True)
class Bar:
    x: str
    y: str
    width: str
    height: str
    middle: str
    text_y: str
    label: str
    text: str
    hidden: bool

    @property
    def short(self) -> str:
        """The month alone: its year is in the table."""
        return self.label.split()[0]


@dataclass(frozen=True, slots=True)
class Drawing:
    height: str
    base: str
    bars: tuple[Bar, ...]
    foot: str = "0"
    lying: bool = False


def columns(marks: Sequence[Mark]) -> Drawing:
    """One column each, its value above it, its name below."""
    most = max((mark.value or 0 for mark in marks), default=0) or 1
    step = 100 / max(len(marks), 1)
    base = TOP + HEIGHT
    bars = []
    for number, mark in enumerate(marks):
        tall = HEIGHT * (mark.value or 0) / most
        hidden = mark.value is None
        if hidden:
            tall = 14
        bars.append(
            Bar(
                x=f"{step * number + step * 0.15:.2f}%",
                y=f"{base - tall:.1f}",
                width=f"{step * 0.7:.2f}%",
                height=f"{tall:.1f}",
                middle=f"{step * (number + 0.5):.2f}%",
                text_y=f"{base - tall - 6:.1f}",
                label=mark.label,
                text=mark.text,
                hidden=hidden,
            )
        )
    return Drawing(str(base + FOOT), str(base), tuple(bars), str(base + 17))


def lying(marks: Sequence[Mark]) -> Drawing:
    """One bar under each name, its value at the end of the line."""
    most = max((mark.value or 0 for mark in marks), default=0) or 1
    bars = tuple(
        Bar(
            x="0",
            y=f"{LINE * number + 22}",
            width=f"{100 * (mark.value or 0) / most:.2f}%",
            height="14",
            middle="0",
            text_y=f"{LINE * number + 15}",
            label=mark.label,
            text=mark.text,
            hidden=mark.value is None,
        )
        for number, mark in enumerate(marks)
    )
    return Drawing(str(LINE * len(marks)), "0", bars, lying=True)
