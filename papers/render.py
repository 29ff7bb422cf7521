"""A paper as PDF/UA-1: tagged, titled, in French, its text selectable, its fonts inside."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

from labels import fonts
from papers import picture
from papers.symbol import svg
from papers.text import all_printable

TEMPLATES = Path(__file__).resolve().parent / "templates"
NAME = re.compile(r"[a-z_]{1,20}")
COMPILE: Any = typst.compile
"""Files given by name as a dict: its README says so, its types not yet."""


def pdf(
    template: str,
    data: Mapping[str, Any],
    *,
    pictures: Mapping[str, bytes] | None = None,
    drawings: Mapping[str, bytes] | None = None,
    attached: Mapping[str, bytes] | None = None,
) -> bytes:
    """Draw ``templates/TEMPLATE.typ`` with these data.

    ``data`` is told to the template as JSON, so that no text of it is ever read as markup;
    ``data["check"]`` is the address that the symbol of the foot opens. ``pictures`` are PNG or
    JPEG files by name; what is neither is left out. ``drawings`` are SVG files of our own, never
    somebody's. The template sees these files and no other, with those ``attached``, which it may
    attach to the PDF.

    Raises
    ------
    ValueError
        There is no such template, or the address to check is too long.
    TypeError
        The data are not JSON.
    """
    check = str(data["check"])
    files = {
        "main.typ": _source(template),
        "house.typ": _source("house"),
        "check.svg": svg(check).encode(),
        **(drawings or {}),
        **(attached or {}),
    }
    shown: dict[str, str] = {}
    for name, content in (pictures or {}).items():
        if drawing := picture.svg(content):
            shown[name] = f"picture-{len(shown)}.svg"
            files[shown[name]] = drawing.encode()
    told = all_printable(data) | {"check": check, "pictures": shown}
    files["data.json"] = json.dumps(told, ensure_ascii=False).encode()
    drawn: bytes = COMPILE(
        files, font_paths=_folders(), ignore_system_fonts=True, pdf_standards=["ua-1"]
    )
    return drawn


@cache
def _source(template: str) -> bytes:
    path = TEMPLATES / f"{template}.typ"
    if not NAME.fullmatch(template) or not path.exists():
        raise ValueError(f"no template {template!r}")
    return path.read_bytes()


def _folders() -> list[str]:
    return sorted({str(font.parent) for font in (fonts.regular(), fonts.bold())})
