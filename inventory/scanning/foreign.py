"""Codes that are not ours: a maker's serial, a donor's asset tag, the barcode of a product.

A serial or a tag finds what bears it among what whoever scans may see, never elsewhere. The
barcode of a product is the same on every copy: it is told, and finds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from filiere.network.actor import Actor
from inventory.evidence.serials import clean_serial, is_placeholder, serial_key
from inventory.loose import loose_media_seen_by
from inventory.models.fields import SerialKey
from inventory.scanning.keyboards import readings
from inventory.scanning.subject import Scanned
from inventory.selectors import devices_seen_by

SHORTEST = 4
"""A key shorter than this is on too many things."""
SHORTEST_PART = 6
"""The same for a word among others, which must hold a digit too."""
MOST_PARTS = 12
MOST = 6
"""Choices shown; more say nothing to a person."""

_GS1_SERIAL = re.compile(r"^\(?01\)?\d{14}.*?\(?21\)?([!-z]{4,20})$")
_MAKER_S = (
    re.compile(r"^1S[0-9A-Z]{10}([0-9A-Z]{8})$"),
    re.compile(r"^(?:S/?N|SERIAL(?: ?N(?:O|UMBER)?)?|SERVICE ?TAG)[.:#\s]+(\S.*)$"),
    re.compile(r"^[13]?S([0-9A-Z]{6,})$"),
)
"""Lenovo's 1S + machine type + serial; the words printed before; the data identifier S."""
_APART = re.compile(r"[\s,;|=&?/\x1d\x1e\x04]+")
_FROM_SCANNER = re.compile(r"^\][A-Za-z]\d")
_PRODUCT = {8: "EAN-8", 12: "UPC", 13: "EAN-13", 14: "ITF-14"}


@dataclass(frozen=True, slots=True)
class Borne:
    """Something found by a number it bears; ``as_what`` says which number."""

    found: Scanned
    as_what: str
    held: bool


def bearers(text: str, actor: Actor) -> list[Borne]:
    """What bears this number, held here first; one more than `MOST` says that there are more."""
    keys = keys_in(text)
    if not keys or product_of(text) in ("UPC", "EAN-13", "ITF-14"):
        return []
    made = {borne.found.code: borne for borne in _bearers(keys, actor)}
    return sorted(made.values(), key=lambda one: (not one.held, one.found.code))[: MOST + 1]


def _bearers(keys: list[str], actor: Actor) -> Iterator[Borne]:
    mine = actor.organisation_id
    for medium in loose_media_seen_by(actor).filter(serial_key__in=keys)[: MOST + 1]:
        if medium.code:
            yield Borne(Scanned(medium.code, medium=medium), "n° de série", True)
    for name, as_what in (("asset_tag", "n° du donateur"), ("serial", "n° de série")):
        found = devices_seen_by(actor).alias(key=SerialKey(name)).filter(key__in=keys)
        for device in found.order_by("pk")[: MOST + 1]:
            if clean_serial(getattr(device, name)) in keys:
                held = device.custodian_id == mine
                yield Borne(Scanned(device.pk, device=device), as_what, held)


def keys_in(text: str) -> list[str]:
    """The keys that this text may stand for, as it is and as other keyboards would mangle it."""
    made: list[str] = []
    for reading in readings(_FROM_SCANNER.sub("", text.strip())):
        made += _worth(_whole(reading.upper()), SHORTEST)
        parts = _APART.split(reading.upper())[:MOST_PARTS]
        if len(parts) > 1:
            told = (part for part in parts if any(one.isdigit() for one in part))
            made += _worth(told, SHORTEST_PART)
    return list(dict.fromkeys(made))


def _whole(text: str) -> Iterator[str]:
    yield text
    for pattern in (_GS1_SERIAL, *_MAKER_S):
        if found := pattern.match(text):
            yield found[1]


def _worth(texts: Iterable[str], shortest: int) -> list[str]:
    return [key for key in map(clean_serial, texts) if len(key) >= shortest]


def product_of(text: str) -> str:
    """« EAN-13 » and the like when these digits are the barcode of a product, else nothing."""
    digits = _FROM_SCANNER.sub("", text.strip())
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in _PRODUCT:
        return ""
    total = sum(int(one) * (3 if at % 2 else 1) for at, one in enumerate(reversed(digits)))
    return _PRODUCT[len(digits)] if total % 10 == 0 and set(digits) != {"0"} else ""


def says_nothing(text: str) -> bool:
    """True for what makers leave where nobody wrote a number: « To be filled by O.E.M. »."""
    return bool(serial_key(text)) and any(map(is_placeholder, readings(text)))
