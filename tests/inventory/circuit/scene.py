"""Where a random history plays: organisations, people, and what operations refer to.

Subjects beside the circuit (collections, requests, pallets, places, parts) are rows made
directly, and told: histories are about the circuit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from filiere.network.actor import Actor
from filiere.network.models import Organisation
from inventory.models import Collection, Part, Place, Request, RequestLine
from tests.inventory.telling import told_of

HOUSE = frozenset({"collection_point", "workshop"})
ASKED = ("laptop", "desktop", "smartphone", "tablet", "monitor")
PEOPLE = (
    ("workshop", "operator", 6),
    ("workshop", "supervisor", 6),
    ("workshop_2", "operator", 2),
    ("workshop_2", "supervisor", 2),
    ("point", "operator", 1),
    ("structure", "requester", 3),
    ("structure_2", "requester", 1),
    ("distributor", "operator", 1),
    ("recycler", "operator", 1),
    ("donor", "requester", 1),
    ("workshop", "reader", 1),
)
"""Who acts, in which role, and how often one of them is sent to do anything at all."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What there is when a history begins; the same for all histories of a run."""

    organisations: dict[str, Organisation]
    collections: tuple[str, ...]
    lines: dict[str, tuple[str, ...]]
    places: dict[int, str]
    parts: dict[int, str]
    houses: frozenset[int]
    since: datetime

    def id(self, name: str) -> int:
        key: int = self.organisations[name].pk
        return key

    def kind(self, organisation_id: int | None) -> str:
        """Kind of an organisation; nothing for a person's home."""
        known = {row.pk: row.kind for row in self.organisations.values()}
        return known.get(organisation_id, "") if organisation_id else ""

    def name(self, organisation_id: int | None) -> str:
        known = {row.pk: name for name, row in self.organisations.items()}
        return known.get(organisation_id, "") if organisation_id else ""

    def actor(self, name: str, role: str) -> Actor:
        organisation = self.organisations[name]
        number = organisation.pk * 10 + len(role)
        return Actor("user", number, number, None, organisation.pk, organisation.kind, role, name)


def build(now: datetime) -> Scene:
    """A small filière: two workshops, a point, two structures, and those around them."""
    kinds = {
        "workshop": "workshop",
        "workshop_2": "workshop",
        "point": "collection_point",
        "structure": "social_structure",
        "structure_2": "mediation_place",
        "distributor": "distributor",
        "donor": "donor",
        "donor_2": "donor",
        "recycler": "recycler",
        "recycler_2": "recycler",
    }
    made = {
        name: Organisation.objects.create(name=name.capitalize(), kind=kind)
        for name, kind in kinds.items()
    }
    houses = [made[name] for name in ("workshop", "workshop_2", "point")]
    return Scene(
        organisations=made,
        collections=tuple(_collections(made, now)),
        lines=_lines(made, now),
        places={o.pk: _place(o, now) for o in [*houses, made["distributor"]]},
        parts={
            o.pk: Part.objects.create(organisation=o, name="RAM", quantity=40).pk for o in houses
        },
        houses=frozenset(o.pk for o in houses),
        since=now,
    )


def _collections(made: dict[str, Organisation], now: datetime) -> list[str]:
    found = []
    for index, donor in enumerate(("donor", "donor_2", "donor")):
        row = Collection.objects.create(
            donor=made[donor],
            custodian=made["workshop"],
            created_at=now,
            state="fetched",
            legal_basis="public_donation" if index == 1 else "company",
            level="purge" if index == 2 else "clear",
            witness="photo" if index == 1 else "none",
        )
        told_of(row)
        found.append(row.pk)
    return found


def _lines(made: dict[str, Organisation], now: datetime) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {kind: [] for kind in ASKED}
    for name in ("structure", "structure_2"):
        request = Request.objects.create(structure=made[name], created_at=now)
        lines = [
            RequestLine.objects.create(request=request, kind=kind, profile="school", quantity=3)
            for kind in ASKED
        ]
        told_of(request, *lines)
        for line in lines:
            found[line.kind].append(line.pk)
    return {kind: tuple(lines) for kind, lines in found.items()}


def _place(organisation: Organisation, now: datetime) -> str:
    row = Place.objects.create(organisation=organisation, name="Rayon", created_at=now)
    told_of(row)
    return row.pk
