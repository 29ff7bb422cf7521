"""A paper before it is drawn: who says what, under which number, on which day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from filiere.network.models import Organisation

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Emitter:
    """Who signs for the paper: a name, and the lines under it."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """``kind`` and ``key`` name it for good; ``body`` is what its own template shows."""

    kind: str
    key: str
    number: str
    title: str
    emitter: Emitter
    day: date
    sentence: str
    body: Mapping[str, Any]
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def number(prefix: str, key: str, moment: datetime) -> str:
    """A number that needs no sequence: the day, and the random end of the subject's own id."""
    return f"{prefix}-{local(moment):%Y%m%d}-{key[-8:].upper()}"


def local(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def said(day: date) -> str:
    """« 3 mars 2026 ». The first of a month is « 1er »."""
    text = date_format(day, "j F Y")
    return f"1er {text[2:]}" if text.startswith("1 ") else text


def emitter(organisation: Organisation) -> Emitter:
    return Emitter(organisation.name, tuple(address_lines(organisation)))


def the_house() -> Emitter:
    """The filière itself, for what several workshops did."""
    return Emitter(settings.SITE_NAME, (settings.CONTACT_NAME, settings.CONTACT_PHONE))


def address_lines(organisation: Organisation) -> list[str]:
    """What follows its name on top of a paper: address, commune, telephone, mail."""
    commune = organisation.territory.name if organisation.territory else ""
    lines = [line.strip() for line in organisation.address.splitlines()[:6]]
    if commune and not any(commune in line for line in lines):
        lines.append(commune)
    return [line for line in (*lines, organisation.phone, organisation.email) if line]


def some(count: int, one: str, several: str = "") -> str:
    """« 1 appareil », « 12 appareils »."""
    return f"{count} {one if count < 2 else several or one + 's'}"


def kilograms(grams: int) -> str:
    return f"{grams / 1000:.1f} kg".replace(".", ",")


def euros(cents: int) -> str:
    whole, rest = divmod(cents, 100)
    return f"{whole} €" if not rest else f"{whole},{rest:02d} €"
