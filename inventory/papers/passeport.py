"""The passport as an A6 card: what goes with the device, its QR opens the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings

from inventory.papers.paper import said as day
from inventory.passport import Passport
from inventory.passport_words import said
from inventory.passport_words.english import english_day
from inventory.passport_words.section import Section
from labels.codes import shown
from papers import render

PICTOGRAMS = Path(__file__).resolve().parents[1] / "static" / "inventory" / "pictograms"
ON_CARD = ("data", "can", "updates", "guarantee", "planet", "call")
MOST_LINES = 2
MOST_EASY_LINES = 3
MOST_ITEMS = 5
PRINTED = {"fr": "Imprimé le", "falc": "Imprimé le", "en": "Printed on"}
SCAN = {
    "fr": "Scannez : tout le passeport",
    "falc": "Scannez avec un téléphone",
    "en": "Scan: the whole passport",
}


def pdf(told: Passport, language: str = "") -> bytes:
    """The card as PDF/UA-1, in the language asked."""
    return render.pdf("passeport", content(told, language), drawings=_drawings())


def content(told: Passport, language: str = "") -> dict[str, Any]:
    words = said(told, language)
    on = english_day(told.on) if words.lang == "en" else day(told.on)
    return {
        "site": settings.SITE_NAME,
        "lang": words.lang,
        "title": words.title,
        "kind": words.kind,
        "code": shown(told.code),
        "state": words.warning or words.state,
        "sections": [
            _section(one, easy=words.language == "falc")
            for one in words.sections
            if one.key in ON_CARD
        ],
        "scan": SCAN[words.language],
        "printed": f"{PRINTED[words.language]} {on}",
        "check": told.address,
    }


def _section(one: Section, *, easy: bool) -> dict[str, Any]:
    lines = [*one.lines[: MOST_EASY_LINES if easy else MOST_LINES]]
    if one.key == "can" and one.items:
        lines = [" · ".join(one.items[:MOST_ITEMS])]
    return {"picture": one.picture, "heading": one.heading, "lines": lines}


def _drawings() -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(PICTOGRAMS.glob("*.svg"))}
