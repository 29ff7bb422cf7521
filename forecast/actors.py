"""Who does what in the filière: members of the network, imported lists, national open data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd

from filiere.network.models import Organisation, Territory
from filiere.network.territories import communes_of
from filiere.network.vocabulary import LegalStatus, OrganisationKind
from forecast.models import ListedActor
from forecast.reference.outlines import department_of
from forecast.reference.shapes import neighbours_of
from forecast.reference.tables import load
from inventory.selectors.diagnosis import activity

STEP_OF = {
    OrganisationKind.COLLECTION_POINT.value: "collect",
    OrganisationKind.WORKSHOP.value: "refurbish",
    OrganisationKind.DISTRIBUTOR.value: "distribute",
    OrganisationKind.SOCIAL_STRUCTURE.value: "distribute",
    OrganisationKind.MEDIATION_PLACE.value: "support",
    OrganisationKind.RECYCLER.value: "recycle",
    OrganisationKind.STEERING.value: "steer",
}
"""The step of each kind of member; donors are no actors of the panorama and are not named."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One actor. ``commune`` is a code; None when not known.

    ``capacity`` is the devices a year that it says it can do, ``made`` those made available in
    twelve months.
    """

    name: str
    step: str
    status: str
    commune: str
    commune_name: str
    longitude: float | None
    latitude: float | None
    capacity: int | None
    made: int | None
    source: str
    origin: str


def actors_of(territory_id: str, communes: Sequence[Territory]) -> list[Listed]:
    """Every actor whose commune is inside, from the three origins."""
    names = {one.code: one.name for one in communes}
    return [*_members(territory_id), *_imported(territory_id), *_national(names)]


def neighbours(departments: Iterable[str]) -> dict[str, list[Listed]]:
    """Actors of the neighbouring départements, by the code of each."""
    found = {}
    for code in neighbours_of(departments):
        communes = list(communes_of(f"dep:{code}"))
        if communes:
            found[code] = actors_of(f"dep:{code}", communes)
    return found


def _members(territory_id: str) -> list[Listed]:
    inside = communes_of(territory_id).values("pk")
    rows = Organisation.objects.filter(active=True, territory__in=inside, kind__in=STEP_OF)
    made = activity(territory=territory_id)
    found = []
    for one in rows.select_related("territory").order_by("name"):
        if one.territory is None:
            continue
        place = _place(one.territory.code)
        works = one.kind == OrganisationKind.WORKSHOP
        found.append(
            Listed(
                one.name,
                STEP_OF[one.kind],
                LegalStatus(one.legal_status).label,
                one.territory.code,
                one.territory.name,
                place[0],
                place[1],
                None,
                made.get(one.name, 0) if works else None,
                "journal",
                "réseau",
            )
        )
    return found


def _imported(territory_id: str) -> list[Listed]:
    inside = communes_of(territory_id).values("pk")
    found = []
    rows = ListedActor.objects.filter(commune__in=inside, retired_at__isnull=True)
    for one in rows.select_related("commune"):
        place = (one.longitude, one.latitude)
        if one.longitude is None or one.latitude is None:
            place = _place(one.commune.code)
        found.append(
            Listed(
                one.name,
                one.step,
                one.legal_status or "non dit",
                one.commune.code,
                one.commune.name,
                place[0],
                place[1],
                one.capacity,
                None,
                one.source if one.said_on is None else f"{one.source}, {one.said_on:%d/%m/%Y}",
                "import" if one.organisation_id is None else "saisie",
            )
        )
    return found


def _national(names: dict[str, str]) -> list[Listed]:
    """France services places, and structures with conseillers numériques."""
    found = []
    for department in sorted({department_of(code) for code in names}):
        for source, rows in _by_department().get(department, {}).items():
            for name, code, status, longitude, latitude in rows:
                if code in names:
                    place = (longitude, latitude) if longitude else _place(code)
                    found.append(
                        Listed(
                            name,
                            "support",
                            status,
                            code,
                            names[code],
                            place[0],
                            place[1],
                            None,
                            None,
                            source,
                            "liste nationale",
                        )
                    )
    return found


Row = tuple[str, str, str, float | None, float | None]


@cache
def _by_department() -> dict[str, dict[str, list[Row]]]:
    found: dict[str, dict[str, list[Row]]] = {}

    def add(source: str, row: Row) -> None:
        told = found.setdefault(department_of(row[1]), {})
        told.setdefault(source, []).append(row)

    for one in load("france_services").to_dict("records"):
        known = pd.notna(one["longitude"]) and pd.notna(one["latitude"])
        x, y = (float(one["longitude"]), float(one["latitude"])) if known else (None, None)
        status = f"France services, {one['form']}"
        add("france_services", (str(one["name"]), str(one["commune"]), status, x, y))
    for one in load("conseillers_numeriques").to_dict("records"):
        posts = int(one["posts"])
        status = f"{posts} poste{'s' * (posts > 1)} de conseiller numérique"
        name = _titled(str(one["name"]))
        add("conseillers_numeriques", (name, str(one["commune"]), status, None, None))
    return found


def _titled(name: str) -> str:
    """Names that the source shouts, told quietly."""
    if not name.isupper():
        return name
    small = {"de", "du", "des", "la", "le", "les", "et", "en", "d", "l", "a", "au", "aux", "sur"}
    words = [word if word in small else word.capitalize() for word in name.lower().split()]
    return " ".join(words)[:1].upper() + " ".join(words)[1:]


def _place(code: str) -> tuple[float | None, float | None]:
    found = _places().get(code)
    return found or (None, None)


@cache
def _places() -> dict[str, tuple[float, float]]:
    table = load("commune_places_2018").drop_duplicates("code")
    return {
        str(code): (float(x), float(y))
        for code, x, y in table[["code", "longitude", "latitude"]].itertuples(index=False)
    }
