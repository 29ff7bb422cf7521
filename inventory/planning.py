"""Days of collections: periods of a calendar, the stops of a tour, files for an agenda."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from filiere.network.actor import Actor
from inventory.models import Collection
from inventory.vocabulary import CollectionState, Slot

HOURS = {
    Slot.MORNING: (time(9), time(12)),
    Slot.AFTERNOON: (time(14), time(17)),
}
"""What an agenda shows; the donor is told the half day only."""


@dataclass(frozen=True, slots=True)
class Period:
    """``weeks`` of dates, Monday first; ``inside`` from ``first`` to ``last``."""

    first: date
    last: date
    before: str
    after: str
    weeks: tuple[tuple[date, ...], ...]

    @property
    def days(self) -> list[date]:
        return [day for week in self.weeks for day in week if self.first <= day <= self.last]


def month_of(text: str) -> Period:
    """The month of « 2026-11 », this one when it is none."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        first = timezone.localdate().replace(day=1)
    if not 2000 <= first.year < 2100:
        first = timezone.localdate().replace(day=1)
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    before, after = first - timedelta(days=1), last + timedelta(days=1)
    return Period(first, last, f"{before:%Y-%m}", f"{after:%Y-%m}", tuple(map(tuple, weeks)))


def week_of(text: str) -> Period:
    """The week that holds a day, this one when it is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = timezone.localdate()
    if not 2000 <= day.year < 2100:
        day = timezone.localdate()
    first = day - timedelta(days=day.weekday())
    days = tuple(first + timedelta(days=one) for one in range(7))
    before, after = first - timedelta(days=7), first + timedelta(days=7)
    return Period(first, days[-1], before.isoformat(), after.isoformat(), (days,))


def visits(actor: Actor, first: date, last: date) -> QuerySet[Collection]:
    """Collections one's workshop planned, or fetched on a planned day, in order."""
    mine = Collection.objects.filter(custodian_id=actor.organisation_id)
    dated = mine.filter(planned_on__range=(first, last))
    rows = dated.exclude(state=CollectionState.PROPOSED).select_related("donor", "commune")
    return rows.order_by("planned_on", "commune__search_name", "pk")


def named(collection: Collection) -> str:
    return str(collection.donor) if collection.donor else "Un particulier"


def agenda(collections: Iterable[Collection]) -> bytes:
    """An iCalendar file (RFC 5545).

    It leaves the house: donor, commune, an organisation's address; of a person nothing.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//filiere//collectes//FR",
        "CALSCALE:GREGORIAN",
    ]
    for collection in collections:
        lines += _event(collection)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(collection: Collection) -> list[str]:
    day = collection.planned_on
    if day is None:
        return []
    place = collection.commune.name if collection.commune else ""
    site = str(settings.SITE_URL).rstrip("/")
    address = site + reverse("inventory:collection", args=[collection.pk])
    where = collection.donor.address if collection.donor else ""
    told = [
        "BEGIN:VEVENT",
        f"UID:{collection.pk}@{urlsplit(site).hostname or 'filiere'}",
        f"DTSTAMP:{(collection.head_at or collection.created_at).astimezone(UTC):%Y%m%dT%H%M%SZ}",
        *_when(day, collection.slot),
        f"SUMMARY:{_escaped(f'Collecte : {named(collection)}, {place}')}",
        f"LOCATION:{_escaped(', '.join(part for part in (where, place) if part))}",
        f"URL:{address}",
        f"SEQUENCE:{collection.head_sequence}",
    ]
    return [*told, "END:VEVENT"]


def _when(day: date, slot: str) -> list[str]:
    if slot not in HOURS:
        return [
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        ]
    zone = timezone.get_default_timezone()
    begins, ends = (datetime.combine(day, hour, zone).astimezone(UTC) for hour in HOURS[Slot(slot)])
    return [f"DTSTART:{begins:%Y%m%dT%H%M%SZ}", f"DTEND:{ends:%Y%m%dT%H%M%SZ}"]


def _escaped(text: str) -> str:
    plain = " ".join(text.split())
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> bytes:
    """At most 75 octets a line, never inside a character."""
    out, room = b"", 75
    for char in line:
        octets = char.encode()
        if len(octets) > room:
            out += b"\r\n "
            room = 74
        out += octets
        room -= len(octets)
    return out + b"\r\n"
