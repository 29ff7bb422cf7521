"""The look of every chart: the house's letters and colours, numbers in French, axes from zero."""

from __future__ import annotations

from importlib import import_module
from typing import Any

alt: Any = import_module("altair")
"""Its own types are narrower than what it takes."""
Drawn = Any
FONT = "Atkinson Hyperlegible"
INK, QUIET, LINE, PAPER = "#1F2430", "#575D69", "#DCD5C9", "#FFFFFF"
ACTION, ACCENT = "#0B5C5A", "#A8480C"
SEQUENCE = ("#E3EFEE", "#B3D6D3", "#7AB5B1", "#3C8C88", "#0B5C5A")
"""One hue, five steps, light to dark: the order reads the same without colour."""
LAND, AROUND = "#EFEBE3", "#F7F5F0"
WITHHELD = "#9A9FA8"
STEPS = {
    "Collecte": ("#4A5568", "square"),
    "Audit, effacement, réparation": ("#A8480C", "diamond"),
    "Distribution, prescription": ("#0F4C81", "triangle-up"),
    "Accompagnement": ("#3C8C88", "circle"),
    "Recyclage": ("#4F6112", "triangle-down"),
    "Pilotage": ("#1F2430", "cross"),
}
"""Colour and shape of each step of the panorama: never colour alone."""
WIDTH = 640
LOCALE = {
    "number": {
        "decimal": ",",
        "thousands": "\u00a0",
        "grouping": [3],
        "currency": ["", "\u00a0€"],
    }
}
CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": PAPER,
    "padding": 4,
    "locale": LOCALE,
    "view": {"stroke": None},
    "axis": {
        "labelFont": FONT,
        "titleFont": FONT,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelColor": QUIET,
        "titleColor": QUIET,
        "gridColor": "#E7E2D8",
        "domain": False,
        "ticks": False,
        "labelPadding": 6,
    },
    "legend": {
        "labelFont": FONT,
        "titleFont": FONT,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelColor": INK,
        "titleColor": QUIET,
        "labelLimit": 400,
        "titleLimit": 600,
        "orient": "bottom",
        "symbolStrokeWidth": 1,
    },
    "text": {"font": FONT, "fontSize": 12, "color": INK},
}
