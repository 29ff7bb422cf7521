"""Gifts proposed on the public page, one at each turn, and a company's list: what is to come."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from random import Random
from uuid import UUID

from PIL import Image, ImageDraw

from filiere.demo.calendar import PARIS, is_worked
from filiere.demo.desk import Desk
from filiere.network.actor import Actor
from filiere.network.models import Territory
from inventory.manifests.preview import preview
from inventory.models import Proposal
from inventory.proposals.contact import Contact
from inventory.sheets import read
from inventory.subjects.collections import fetch_collection, plan_collection, propose_collection
from inventory.subjects.manifests import import_manifest
from inventory.subjects.proposals import accept_proposal, decline_proposal, propose, take_proposal

LIST = """Parc réformé : Bureau d'études La Boussole Bleue;;;;
N° d'inventaire;Type;Marque;Modèle;N° de série
LBB-0412;PC portable;Dell;Latitude 5400;7HX2KQ2
LBB-0413;PC portable;Dell;Latitude 5400;7HX2KR8
LBB-0417;PC portable;HP;ProBook 450 G6;5CD9281FQ1
LBB-0301;Unité centrale;Lenovo;ThinkCentre M720s;PC0VHN3T
LBB-0302;Unité centrale;Lenovo;ThinkCentre M720s;PC0VHN4B
LBB-0511;Écran 24 pouces;Iiyama;ProLite XUB2492;1178612301
LBB-0512;Écran 24 pouces;Iiyama;ProLite XUB2492;1178612317
LBB-0601;Tablette;Samsung;Galaxy Tab A7;R9WN80ABCDE
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """``days`` before the reference date; phones are ones that ARCEP keeps for fiction."""

    days: int
    giver: str
    commune: str
    lines: Mapping[str, int]
    contact: Contact
    slot: str = "day"


STUDY = (
    Asked(2, "household", "com:84007", {"laptop": 2, "smartphone": 1},
          Contact(person="Mme Colette Mirabelle", phone="06 39 98 00 11",
                  email="colette@mirabelle.demo.invalid", address="3 rue des Figues",
                  remarks="Deuxième étage, sans ascenseur.")),
    Asked(1, "company", "com:84035", {"laptop": 12, "monitor": 8},
          Contact(organisation="Cabinet Soleil et Fils", person="M. Anselme Tilleul",
                  phone="04 65 71 22 01", address="12 avenue des Cyprès"), "morning"),
)  # fmt: skip
DECLINED = Asked(
    12, "household", "com:84087", {"desktop": 1, "monitor": 2},
    Contact(person="M. Basile Grenade", phone="06 39 98 00 12"),
)  # fmt: skip
PLANNED = Asked(
    7, "association", "com:84031", {"laptop": 4, "printer": 1},
    Contact(organisation="Les Amis du Lavoir", person="Mme Zoé Romarin", phone="04 65 71 22 02",
            email="contact@lavoir.demo.invalid", address="1 place du Lavoir"), "afternoon",
)  # fmt: skip
FETCHED = Asked(
    9, "household", "com:84003", {"laptop": 2, "monitor": 1},
    Contact(person="M. Firmin Lavande", phone="06 39 98 00 13",
            email="firmin@lavande.demo.invalid", address="8 chemin du Moulin"),
)  # fmt: skip


def promise(desk: Desk) -> None:
    """What waits, what was declined, what is planned, what has just been fetched."""
    random = Random(desk.calendar.reference.toordinal())
    for asked in STUDY:
        _asked(desk, asked, random)
    told = _asked(desk, DECLINED, random)
    who = _workshop(desk, told)
    at = _at(desk, 10)
    decline_proposal(actor=who, proposal_id=told.pk, reason="too_old", occurred_at=at)
    told = _asked(desk, PLANNED, random)
    accept_proposal(
        actor=_taken(desk, told),
        proposal_id=told.pk,
        planned_on=_worked(desk.calendar.reference, 4),
        slot="afternoon",
        occurred_at=_at(desk, 5),
    )
    _fetched(desk, random)
    _listed(desk)


def _asked(desk: Desk, asked: Asked, random: Random) -> Proposal:
    return propose(
        key=str(UUID(int=random.getrandbits(128))),
        giver=asked.giver,
        commune=Territory.objects.get(pk=asked.commune),
        lines=asked.lines,
        contact=asked.contact,
        slot=asked.slot,
        occurred_at=_at(desk, asked.days),
    )


def _fetched(desk: Desk, random: Random) -> None:
    told = _asked(desk, FETCHED, random)
    who = _taken(desk, told)
    day = _at(desk, 1)
    made = accept_proposal(
        actor=who, proposal_id=told.pk, planned_on=day.date(), occurred_at=_at(desk, 6)
    )
    fetch_collection(
        actor=who,
        collection_id=made.pk,
        received={"laptop": 2},
        refused={"monitor": (1, "cathode")},
        weight_g=4600,
        signed="signed",
        signature=_drawn(),
        signatory="Firmin Lavande",
        occurred_at=day,
    )


def _listed(desk: Desk) -> None:
    """A company's list, as its spreadsheet saves it, imported for a collection to come."""
    who = desk.cast.first("ocre", "operator")
    at = _at(desk, 4)
    made = propose_collection(
        actor=who,
        donor=desk.cast.ids["boussole"],
        commune="com:84092",
        lines=[{"kind": "laptop", "count": 3}],
        occurred_at=at,
    )
    plan_collection(
        actor=who,
        collection_id=made.pk,
        planned_on=_worked(desk.calendar.reference, 4),
        slot="morning",
        occurred_at=at,
    )
    raw = LIST.encode("cp1252")
    rows = preview(read(raw, "parc.csv")).rows
    import_manifest(
        actor=who, collection_id=made.pk, rows=rows, digest=sha256(raw).hexdigest(), occurred_at=at
    )


def _workshop(desk: Desk, proposal: Proposal) -> Actor:
    keys = {pk: key for key, pk in desk.cast.ids.items()}
    return desk.cast.first(keys[proposal.workshop_id], "operator")


def _taken(desk: Desk, proposal: Proposal) -> Actor:
    """By the workshop that people who try the demonstration open first."""
    who = desk.cast.first("ocre", "operator")
    if proposal.workshop_id != who.organisation_id:
        take_proposal(actor=who, proposal_id=proposal.pk)
    return who


def _at(desk: Desk, days: int) -> datetime:
    return datetime.combine(desk.calendar.reference - timedelta(days=days), time(10, 30), PARIS)


def _worked(day: date, days: int) -> date:
    """The first worked day, so many days later."""
    day += timedelta(days=days)
    while not is_worked(day):
        day += timedelta(days=1)
    return day


def _drawn() -> str:
    """A signature that nobody made."""
    image = Image.new("RGB", (450, 150), "white")
    pen = ImageDraw.Draw(image)
    points = [(40, 100), (90, 40), (120, 110), (170, 50), (200, 100), (260, 60), (410, 95)]
    pen.line(points, fill="#1f2430", width=4, joint="curve")
    out = io.BytesIO()
    image.save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()
