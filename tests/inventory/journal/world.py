"""A small true world: every table that the journal tells of has a row in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import sleep
from typing import Any

from django.conf import settings
from django.utils import timezone

from filiere.network.actor import Actor
from filiere.network.models import Organisation, Territory
from inventory import function_tests
from inventory.codes import mint_codes
from inventory.evidence import store
from inventory.models import (
    Collection,
    Delivery,
    Device,
    Evidence,
    Part,
    RequestLine,
    StorageMedium,
)
from inventory.perform import Outcome, perform
from inventory.subjects.collections import fetch_collection, plan_collection, propose_collection
from inventory.subjects.counting import close_count, open_count
from inventory.subjects.house import open_pallet
from inventory.subjects.places import close_place, create_place, move_place, rename_place
from inventory.subjects.receiving import Received, receive
from inventory.subjects.requests import create_request


@dataclass(frozen=True, slots=True)
class World:
    """``main`` went round the circuit and came back; ``stolen`` is gone with its data."""

    workshop: Organisation
    structure: Organisation
    main: str
    stolen: str
    medium: str
    request: str
    evidence: str

    def go(self, operation: str, code: str, role: str = "operator", **data: Any) -> Outcome:
        actor = _actor(self.workshop, role)
        return perform(operation=operation, code=code, actor=actor, data=data)


def _actor(organisation: Organisation, role: str = "operator") -> Actor:
    return Actor("user", 1, 1, None, organisation.pk, organisation.kind, role, "Camille")


def build() -> World:
    """Play some thirty operations."""
    workshop = Organisation.objects.create(name="Atelier", kind="workshop")
    structure = Organisation.objects.create(name="CCAS", kind="social_structure")
    donor = Organisation.objects.create(name="Donateur", kind="donor")
    collection = _gift(workshop, donor)
    lines = [{"kind": "laptop", "profile": "school", "quantity": 2}]
    asked = {"lines": lines, "reference": "D-12", "wanted_by": date(2027, 1, 4)}
    request = create_request(actor=_actor(structure, "requester"), asked=asked)
    _house(workshop)
    main, stolen = mint_codes(count=2, organisation_id=workshop.pk)
    kept = _keep_evidence(workshop, b'{"id": "laptop", "class": "system"}')
    world = World(workshop, structure, main, stolen, "", request.pk, kept)
    for code in (main, stolen):
        world.go("register", code, collection=collection.pk, kind="laptop", brand="Dell")
    world.go("audit", stolen, media=[{"kind": "hdd", "serial": "WD-7788", "size_gb": 500}])
    world.go("declare_lost", stolen, kind="theft", note="Vol dans le camion")
    _out(world)
    medium = _back(world)
    return World(workshop, structure, main, stolen, medium, request.pk, kept)


def _gift(workshop: Organisation, donor: Organisation) -> Collection:
    """Proposed, planned, then fetched: two taken, one refused at the door."""
    Territory.objects.create(
        id="com:84007", level="commune", code="84007", name="Avignon", search_name="avignon"
    )
    lines = [{"kind": "laptop", "count": 3}]
    who = _actor(workshop)
    made = propose_collection(actor=who, donor=donor.pk, commune="84007", lines=lines)
    plan_collection(actor=who, collection_id=made.pk, planned_on=date(2026, 11, 21))
    fetch_collection(
        actor=who,
        collection_id=made.pk,
        received={"laptop": 2},
        refused={"laptop": (1, "broken")},
        weight_g=7_000,
        signed="signed",
        signature="data:image/png;base64,AAAA",
    )
    return made


def _house(workshop: Organisation) -> None:
    """A place with a new name, one that is closed, a pallet."""
    who = _actor(workshop)
    for verb in (rename_place, close_place):
        place = create_place(actor=who, name="Étagère")
        named = {"name": "Rayon A"} if verb is rename_place else {}
        verb(actor=who, place_id=place.pk, **named)
    open_pallet(actor=who, name="Palette 1")


def _received(world: World) -> None:
    """First said missing, then there."""
    who = _actor(world.structure, "requester")
    (delivery,) = Delivery.objects.all()
    for arrived in ([], [world.main]):
        receive(actor=who, key=delivery.pk, told=Received(arrived=arrived))


def _keep_evidence(workshop: Organisation, content: bytes) -> str:
    kept = store.keep(content, root=Path(settings.EVIDENCE_DIR))
    Evidence.objects.create(
        sha256=kept.sha256, size=kept.size, reader="lshw", organisation=workshop
    )
    return kept.sha256


def _proof(medium: str) -> dict[str, Any]:
    return {
        "medium": medium,
        "outcome": "proof",
        "method": "overwrite",
        "tool": "nwipe",
        "ended": timezone.now().isoformat(),
        "verified": True,
    }


def _ready(world: World) -> None:
    """Audited, repaired, erased, tested, waited for, offered and kept, then ready."""
    code = world.main
    part = Part.objects.create(organisation=world.workshop, name="Pile", quantity=3)
    ssd = {"kind": "ssd", "serial": "S3Z9NB0K", "size_gb": 256}
    world.go("snapshot", code, evidence=world.evidence, reader="lshw", media=[ssd])
    world.go("audit", code, media=[ssd], memory_mb=8192, note="Coque rayée")
    world.go("open_repair", code, fault="keyboard")
    used = [{"part": part.pk, "quantity": 1}]
    world.go("close_repair", code, actions=["replaced"], minutes=25, parts=used)
    world.go("erase", code, outcomes=[_proof("S3Z9NB0K")])
    tests = {test.key: "pass" for test in function_tests.required("laptop")}
    world.go("test", code, tests=tests)
    world.go("hold", code, reason="part", waiting_for="supplier")
    world.go("resume", code)
    other = Organisation.objects.create(name="Autre atelier", kind="workshop")
    world.go("transfer", code, to=other.pk)
    world.go("cancel_transfer", code)
    world.go("stock", code, grade="B", system="Debian 12", accessories=["charger"])


def _out(world: World) -> None:
    """Delivered and handed over; then the proof is withdrawn, and the device recalled."""
    code = world.main
    _ready(world)
    line = RequestLine.objects.get(request_id=world.request)
    world.go("reserve", code, line=line.pk)
    world.go("deliver", code, slip="BL-1")
    _received(world)
    requester = _actor(world.structure, "requester")
    handed = {"reference": "D-12", "unused": True}
    perform(operation="hand_over", code=code, actor=requester, data=handed)
    proof = StorageMedium.objects.values_list("proof_id", flat=True).get(serial="S3Z9NB0K")
    if proof is None:
        proof = StorageMedium.objects.get(serial="S3Z9NB0K").proofs.get().pk
    world.go("withdraw_proof", code, "supervisor", proof=proof)


def _back(world: World) -> str:
    """Taken back; its disk erased again, taken out, wiped once more; counted."""
    code = world.main
    world.go("take_back", code, reason="recall")
    world.go("audit", code, media=[{"kind": "ssd", "serial": "S3Z9NB0K", "size_gb": 256}])
    medium = StorageMedium.objects.get(serial="S3Z9NB0K")
    world.go("take_out", code, medium=medium.pk)
    medium.refresh_from_db()
    assert medium.code
    world.go("erase", medium.code, outcomes=[_proof(medium.code)])
    world.go("count", medium.code)
    _counted(world, code)
    return str(medium.pk)


def _counted(world: World, code: str) -> None:
    """A shelf in a room is counted: one is there, one is not."""
    who = _actor(world.workshop)
    room = create_place(actor=who, name="Réserve", kind="room").pk
    shelf = create_place(actor=who, name="Rayon", kind="shelf").pk
    move_place(actor=who, place_id=shelf, parent=room)
    world.go("move", code, place=shelf)
    missed = Device.objects.exclude(pk__in=[code, world.stolen]).values_list("pk", flat=True)
    for one in missed:
        world.go("move", one, place=shelf)
    count, _ = open_count(actor=who, place_id=room)
    world.go("count", code, place=room, count=count.pk)
    close_count(actor=who, count_id=count.pk)


def count_until(stop: str) -> None:
    """Short operations one after the other, until this file is there."""
    workshop = Organisation.objects.get(name="Atelier")
    code = Device.objects.filter(custodian=workshop).values_list("pk", flat=True)[0]
    while not Path(stop).exists():
        perform(operation="count", code=code, actor=_actor(workshop))
        sleep(0.01)
