"""Smartphones and tablets by model: until when their maker mends them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from inventory.judging.figures import day, table
from inventory.judging.hardware import Hardware

SE_YEARS = {"2016": "1", "2020": "2", "2022": "3"}
"""An iPhone SE is named by its year as often as by its generation."""
MOBILE = frozenset({"smartphone", "tablet"})


@dataclass(frozen=True, slots=True)
class Mobile:
    """``until_is``: published, derived, last_seen, none (served, no end told), over."""

    brand: str
    model: str
    released: date | None
    last_version: str
    until: date | None
    until_is: str
    source: str


def mobile(hardware: Hardware) -> Mobile | None:
    """The model known by its maker's code, else by its name; None when our table lacks it."""
    if hardware.kind not in MOBILE:
        return None
    text = hardware.model.strip()
    for codes, _, known in _models():
        if any(_is_code(code, text) for code in codes):
            return known
    name = _plain(text)
    named = {plain: known for _, plain, known in _models()}
    return named.get(name) or named.get(f"{name} 5g")


def _is_code(code: str, text: str) -> bool:
    """Samsung's codes end with letters of the market: SM-A528B is an SM-A528."""
    if code.startswith("SM-"):
        return text.upper().startswith(code) and not text[len(code) : len(code) + 1].isdigit()
    return text == code


def _plain(text: str) -> str:
    """A name as people type it: « iPad 6 » is the sixth generation."""
    words = text.lower().replace("(", " ").replace(")", " ").replace(",", ".")
    words = re.sub(r"\b(samsung|apple|google)\b", " ", words)
    words = re.sub(r"(\d)(?:re|e|ème|st|nd|rd|th) (?:génération|gen(?:eration)?)", r"\1", words)
    words = words.replace("+", " plus")
    for year, number in SE_YEARS.items():
        words = words.replace(f"iphone se {year}", f"iphone se {number}")
    return " ".join(words.split())


@cache
def _models() -> tuple[tuple[tuple[str, ...], str, Mobile], ...]:
    return tuple(
        (
            tuple(row["codes"].split()),
            _plain(row["model"]),
            Mobile(
                row["brand"],
                row["model"],
                day(row["released"]),
                row["last_version"],
                day(row["until"]),
                row["until_is"],
                row["source"],
            ),
        )
        for row in table("phones")
    )
