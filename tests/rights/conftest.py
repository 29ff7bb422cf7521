"""A small filière, one person of each role in each of its organisations, and their browsers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from filiere.network.actor import Actor
from filiere.network.identity import actor_of_membership
from filiere.network.models import Membership, Organisation, Territory
from filiere.network.operations.load_territories import load_territories
from filiere.network.operations.members import invite_member
from filiere.network.vocabulary import Role
from forecast.models import FleetImport, ListedActor
from forecast.report.access import publish
from forecast.surveys.campaigns import open_campaign
from forecast.surveys.links import seal
from inventory.batches import start_batch
from inventory.certificates.issuing import certify_collection, certify_device
from inventory.codes import mint_codes
from inventory.erasing import keep_log
from inventory.forms.keys import new_key
from inventory.models import Delivery, HandOver, Incident, StorageMedium
from inventory.papers.checking import address
from inventory.perform import perform
from inventory.posters import poster_for
from inventory.proposals.contact import Contact
from inventory.proposals.tracking import seal_of
from inventory.reading import world_of_medium
from inventory.subjects.collections import plan_collection, propose_collection
from inventory.subjects.counting import open_count
from inventory.subjects.house import open_pallet, receive_parts
from inventory.subjects.places import create_place
from inventory.subjects.proposals import propose
from inventory.subjects.requests import create_request
from inventory.subjects.testifying import state
from tests.inventory import factories as make
from tests.inventory.evidence.wiping import recordings
from tests.network import factories as network
from tests.network.country import small_country, write_package

SEATS = (
    "workshop",
    "other_workshop",
    "point",
    "structure",
    "other_structure",
    "distributor",
    "donor",
    "recycler",
    "steering",
)


@dataclass
class Stage:
    """Who is there, and the objects that addresses name."""

    organisations: dict[str, Organisation]
    members: dict[tuple[str, str], Membership]
    names: dict[str, str]
    browsers: dict[tuple[str, str], Client] = field(default_factory=dict)

    def actor(self, seat: str, role: str) -> Actor:
        return actor_of_membership(self.members[seat, role])

    def browser(self, seat: str, role: str) -> Client:
        """Signed in, second factor activated where it is demanded."""
        if (seat, role) not in self.browsers:
            client = Client(raise_request_exception=False)
            client.force_login(self.members[seat, role].user)
            self.browsers[seat, role] = client
        return self.browsers[seat, role]


@pytest.fixture(autouse=True)
def _a_logo(settings: Any) -> None:
    settings.SITE_LOGO = str(settings.ROOT / "filiere" / "static" / "filiere" / "icon.svg")


@pytest.fixture(autouse=True)
def _keys_of_its_own(settings: Any, tmp_path: Path) -> None:
    settings.SEAL_KEY_FILE = tmp_path / "seal.key"
    settings.ANCHOR_FILE = tmp_path / "anchor.jsonl"


@pytest.fixture
def stage(db: None, tmp_path: Path) -> Stage:
    cache.clear()
    load_territories(directory=write_package(tmp_path / "package", small_country()))
    cast = make.cast()
    organisations = {seat: getattr(cast, seat) for seat in SEATS}
    members = {}
    for seat, organisation in organisations.items():
        for role in Role.values:
            member = network.member(role, organisation)
            if role == Role.ADMINISTRATOR or seat == "steering":
                TOTP.activate(member.user, generate_totp_secret())
            members[seat, role] = member
    built = Stage(organisations, members, {})
    built.names = _objects(built)
    return built


def _objects(stage: Stage) -> dict[str, str]:
    workshop = stage.organisations["workshop"]
    technician = stage.actor("workshop", "operator")
    public = {"legal_basis": "public_donation", "fetched_at": timezone.now()}
    gift = make.collection(workshop, stage.organisations["donor"], **public)
    device, ready = mint_codes(count=2, organisation_id=workshop.pk)
    for code in (device, ready):
        kind = "laptop" if code == device else "monitor"
        data = {"collection": gift.pk, "kind": kind}
        perform(operation="register", code=code, actor=technician, data=data)
    disks = {"media": [make.disk(), make.disk()]}
    perform(operation="audit", code=device, actor=technician, data=disks)
    loose = StorageMedium.objects.filter(device=device).first()
    assert loose is not None
    perform(operation="take_out", code=device, actor=technician, data={"medium": loose.pk})
    loose.refresh_from_db()
    boss = stage.actor("workshop", "supervisor")
    other = make.disk()
    listed = {"media": [*_known(device), other]}
    perform(operation="audit", code=device, actor=technician, data=listed)
    gone = StorageMedium.objects.get(device=device, serial=other["serial"])
    absent = {"media": _known(device, but=gone.pk), "absent": [gone.pk]}
    perform(operation="audit", code=device, actor=boss, data=absent)
    screen = {"no_storage": True, "tests": make.all_pass("monitor"), "grade": "A"}
    perform(operation="audit", code=ready, actor=technician, data=screen)
    perform(operation="stock", code=ready, actor=technician, data={"accessories": []})
    asked = {"lines": [{"kind": "monitor", "profile": "school", "quantity": 1}]}
    request = create_request(actor=stage.actor("structure", "requester"), asked=asked)
    line = {"line": request.lines.get().pk}
    perform(operation="reserve", code=ready, actor=technician, data=line)
    planned = propose_collection(
        actor=technician,
        donor=stage.organisations["donor"].pk,
        commune="84007",
        lines=[{"kind": "laptop", "count": 1}],
    )
    plan_collection(actor=technician, collection_id=planned.pk, planned_on=date(2026, 11, 21))
    proposal = propose(
        key="0197a3c2-6a1e-7d35-9f10-1d2b3c4d5e6f",
        giver="household",
        commune=Territory.objects.get(pk="com:84007"),
        lines={"laptop": 1},
        contact=Contact(person="Mme Fictive", phone="04 65 71 11 11"),
    )
    delivery, handed = _delivered_and_handed(stage, gift.pk)
    invitation = invite_member(
        actor=stage.actor("workshop", "supervisor"),
        organisation=workshop.pk,
        email="nouvelle@exemple.fr",
        role="operator",
    )
    return {
        "device": device,
        "ready": ready,
        "medium": str(loose.code),
        "collection": gift.pk,
        "public_donor": str(stage.organisations["donor"].pk),
        "year": str(timezone.localdate().year),
        "paper": address("enlevement", gift.pk).rpartition("/")[2],
        "planned": planned.pk,
        "proposal": proposal.pk,
        "seal": seal_of(proposal.pk),
        "request": request.pk,
        "delivery": delivery,
        "handed": handed,
        "structure": str(stage.organisations["structure"].pk),
        "pallet": open_pallet(actor=technician, name="Palette").pk,
        "part": receive_parts(actor=technician, name="Clavier", quantity=2).pk,
        **_places(technician, device),
        "piece": make.photo(device),
        "incident": Incident.objects.get().pk,
        "membership": str(stage.members["workshop", "reader"].pk),
        "invitation": str(invitation.invitation.pk),
        "point": str(network.point(workshop).point.pk),
        **_certified(stage, gift.pk),
        **_of_medium(stage, str(loose.code)),
        **_asked(stage),
    }


def _places(technician: Actor, device: str) -> dict[str, str]:
    """A shelf being counted, a batch for one device, a poster."""
    place = create_place(actor=technician, name="Étagère").pk
    batch = start_batch(
        actor=technician,
        operation="move",
        data={"place": place},
        codes=lambda: [device],
        source="Étagère",
        key=new_key(),
    )
    return {
        "place": place,
        "count": open_count(actor=technician, place_id=place)[0].pk,
        "batch": batch.pk,
        "poster": poster_for(actor=technician, operation="count", place_id=place).pk,
    }


def _certified(stage: Stage, gift: str) -> dict[str, str]:
    """A laptop whose disk is erased, its wipe log, and the certificate of it."""
    technician = stage.actor("workshop", "operator")
    (code,) = mint_codes(count=1, organisation_id=stage.organisations["workshop"].pk)
    data = {"collection": gift, "kind": "laptop"}
    perform(operation="register", code=code, actor=technician, data=data)
    perform(operation="audit", code=code, actor=technician, data={"media": [make.disk()]})
    disk = StorageMedium.objects.get(device=code)
    told = {"outcomes": [make.proof(disk)]}
    perform(operation="erase", code=code, actor=technician, data=told)
    _, log = keep_log(actor=technician, code=code, raw=recordings.log().encode())
    made = certify_device(actor=technician, code=code)
    certify_collection(actor=technician, key=gift)
    return {
        "erased": code,
        "log": log.pk,
        "certificate": made.pk,
        "certificate_token": made.pk.replace("-", ""),
    }


def _of_medium(stage: Stage, code: str) -> dict[str, str]:
    """The wipe log of a loose disk, and what the first of two people said of it."""
    technician = stage.actor("workshop", "operator")
    _, log = keep_log(actor=technician, code=code, raw=recordings.log(version="0.33").encode())
    world = world_of_medium(StorageMedium.objects.get(code=code), technician)
    said = {"method": "shred", "second": stage.members["workshop", "supervisor"].pk}
    kept = state(actor=technician, world=world, operation="destroy", data=said, key=new_key())
    return {"medium_log": log.pk, "testimony": kept.pk}


def _asked(stage: Stage) -> dict[str, str]:
    """A survey and a list of fleets, of the steering."""
    steering = stage.organisations["steering"]
    pilot = stage.actor("steering", "supervisor")
    publish(actor=pilot, territory=Territory.objects.get(pk="dep:84"), after=0)
    survey = open_campaign(
        actor=pilot,
        questionnaire="structure",
        territory=Territory.objects.get(pk="dep:84"),
        title="Enquête fictive",
        closes_on=timezone.localdate(),
    )
    fleets = FleetImport.objects.create(
        name="parcs.csv", digest="0" * 64, organisation=steering, made_at=timezone.now(), lines=1
    )
    listed = ListedActor.objects.create(
        source="Annuaire fictif",
        key=new_key(),
        name="Ressourcerie fictive",
        step="collect",
        commune=Territory.objects.get(pk="com:84007"),
        imported_at=timezone.now(),
        said_on=timezone.localdate(),
        organisation=steering,
    )
    return {
        "listed": listed.key,
        "survey": survey.pk,
        "survey_seal": seal("campaign", survey.pk),
        "fleets": fleets.pk,
    }


def _known(device: str, but: str = "") -> list[dict[str, str]]:
    """Media in this device, as an audit says them again."""
    inside = StorageMedium.objects.filter(device=device).exclude(pk=but)
    return [{"id": one.pk, "kind": one.kind} for one in inside]


def _delivered_and_handed(stage: Stage, gift: str) -> tuple[str, str]:
    """A screen delivered to the structure, another handed over by it."""
    technician = stage.actor("workshop", "operator")
    agent = stage.actor("structure", "requester")
    codes = mint_codes(count=2, organisation_id=stage.organisations["workshop"].pk)
    asked = {"lines": [{"kind": "monitor", "profile": "school", "quantity": 2}]}
    line = create_request(actor=agent, asked=asked).lines.get()
    screen = {"no_storage": True, "tests": make.all_pass("monitor"), "grade": "A"}
    for code in codes:
        data = {"collection": gift, "kind": "monitor"}
        perform(operation="register", code=code, actor=technician, data=data)
        perform(operation="audit", code=code, actor=technician, data=screen)
        perform(operation="stock", code=code, actor=technician, data={"accessories": []})
        perform(operation="reserve", code=code, actor=technician, data={"line": line.pk})
        perform(operation="deliver", code=code, actor=technician, data={"slip": f"BL {code}"})
    given = {"reference": "D-1", "unused": True}
    perform(operation="hand_over", code=codes[1], actor=agent, data=given)
    return (
        str(Delivery.objects.get(device=codes[0]).pk),
        str(HandOver.objects.get(device=codes[1]).pk),
    )
