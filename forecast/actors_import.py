"""Places of digital mediation, in the standard of La Mednum, brought into the panorama."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from filiere.network.models import Territory
from filiere.network.refusals import Refused
from filiere.network.territories import resolve
from forecast.models import ListedActor

NEEDED = ("id", "nom", "code_insee")
MOST_LINES = 20_000
SHOWN_ERRORS = 20
ENCODINGS = ("utf-8-sig", "cp1252")


@dataclass(frozen=True, slots=True)
class Wrong:
    """What a line cannot be read for; ``column`` is that of the file."""

    line: int
    column: str
    why: str

    def __str__(self) -> str:
        return f"Ligne {self.line}, colonne {self.column} : {self.why}"


def import_places(content: bytes, *, source: str) -> int:
    """Bring a whole file in, or nothing: places of the same source and id are replaced.

    Raises
    ------
    Refused
        ``unreadable-list``: the lines that cannot be read, each with its column and why.
    """
    lines = _lines(content)
    wrong: list[Wrong] = []
    places = [_place(number, row, source, wrong) for number, row in enumerate(lines, 2)]
    if wrong:
        told = "\n".join(map(str, wrong[:SHOWN_ERRORS]))
        rest = len(wrong) - SHOWN_ERRORS
        more = f"\n… et {rest} autres." if rest > 0 else ""
        raise Refused("unreadable-list", f"Rien n'est importé.\n{told}{more}")
    found = {one.key: one for one in places if one is not None}
    with transaction.atomic():
        ListedActor.objects.filter(source=source, key__in=list(found)).delete()
        ListedActor.objects.bulk_create(found.values())
    return len(found)


def _lines(content: bytes) -> list[dict[str, str]]:
    text = ""
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    missing = [name for name in NEEDED if name not in (reader.fieldnames or ())]
    if missing:
        raise Refused(
            "unreadable-list",
            f"Il manque la colonne {', '.join(missing)} : ce n'est pas une liste au standard de "
            "La Mednum.",
        )
    found = list(reader)
    if len(found) > MOST_LINES:
        raise Refused("unreadable-list", f"Plus de {MOST_LINES} lignes : coupez le fichier.")
    return found


def _place(number: int, row: dict[str, str], source: str, wrong: list[Wrong]) -> ListedActor | None:
    told = {name: (row.get(name) or "").strip() for name in (*NEEDED, "typologie")}
    for name in ("id", "nom"):
        if not told[name]:
            wrong.append(Wrong(number, name, "vide."))
    commune = _commune(number, told["code_insee"], wrong)
    where = [_degrees(number, name, row.get(name), wrong) for name in ("longitude", "latitude")]
    if commune is None:
        return None
    return ListedActor(
        source=source[:80],
        key=told["id"][:80],
        name=told["nom"][:200],
        step="support",
        legal_status=told["typologie"].replace("|", ", ")[:80],
        commune=commune,
        longitude=where[0],
        latitude=where[1],
        imported_at=timezone.now(),
    )


def _commune(number: int, code: str, wrong: list[Wrong]) -> Territory | None:
    try:
        found = resolve(f"com:{code}")
    except Refused as refused:
        wrong.append(Wrong(number, "code_insee", refused.detail))
        return None
    return found


def _degrees(number: int, name: str, told: str | None, wrong: list[Wrong]) -> float | None:
    text = (told or "").strip().replace(",", ".")
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = 999.0
    if not -180 <= value <= 180:
        wrong.append(Wrong(number, name, f"« {text[:20]} » n'est pas une coordonnée."))
        return None
    return value
