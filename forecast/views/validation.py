"""How the estimates were checked: docs/validation.md, as a page anybody may read."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

Table = list[list[str]]


@require_safe
def validation(request: HttpRequest) -> HttpResponse:
    """The page that `make bench` wrote."""
    return render(request, "forecast/validation.html", {"intro": told()[0], "parts": told()[1]})


@cache
def told() -> tuple[list[str], list[tuple[str, list[str], Table]]]:
    """Introduction, then each part: title, paragraphs, table."""
    path = Path(__file__).resolve().parents[2] / "docs" / "validation.md"
    text = path.read_text(encoding="utf-8") if path.exists() else "# \n\nPas encore mesuré.\n"
    first, *rest = re.split(r"^## ", text, flags=re.MULTILINE)
    intro, _ = _read(first.partition("\n")[2])
    parts = []
    for part in rest:
        title, _, body = part.partition("\n")
        paragraphs, table = _read(body)
        parts.append((title.strip(), paragraphs, table))
    return intro, parts


def _read(body: str) -> tuple[list[str], Table]:
    rows = [
        [cell.strip().replace("**", "") for cell in line.strip().strip("|").split("|")]
        for line in body.splitlines()
        if line.startswith("|") and not line.startswith("|---")
    ]
    kept = "\n".join(line for line in body.splitlines() if not line.startswith("|"))
    paragraphs = [
        " ".join(one.split()).replace("`", "") for one in kept.split("\n\n") if one.strip()
    ]
    return paragraphs, rows
