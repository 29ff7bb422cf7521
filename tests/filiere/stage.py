"""A small workshop at work, for a running site: ``manage.py shell -c`` calls ``build``.

Prints one JSON line: codes and ids by name, the accounts and their password.
"""

from __future__ import annotations

import json
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from filiere.network.actor import Actor
from filiere.network.identity import actor_of_membership
from filiere.network.models import KeptForm, Membership, Organisation, Territory
from filiere.network.operations.load_territories import load_territories
from filiere.network.operations.members import invite_member
from forecast.listing import Typed, list_actor
from forecast.report.access import publish
from forecast.surveys.campaigns import ask, open_campaign, save
from forecast.surveys.links import answer_path, campaign_path
from inventory.batches import run, start_batch
from inventory.certificates.issuing import certify_device
from inventory.erasing import keep_log
from inventory.forms.keys import new_key
from inventory.manifests.draft import keep_draft
from inventory.manifests.preview import preview
from inventory.models import (
    Delivery,
    Device,
    ErasureProof,
    HandOver,
    Incident,
    Request,
    StorageMedium,
)
from inventory.papers.checking import address
from inventory.perform import Outcome, perform
from inventory.proposals.contact import Contact
from inventory.proposals.tracking import path_of
from inventory.reading import world_of_device
from inventory.sheets import read
from inventory.subjects.collections import plan_collection, propose_collection
from inventory.subjects.counting import open_count
from inventory.subjects.incidents import assess_incident
from inventory.subjects.manifests import import_manifest
from inventory.subjects.proposals import propose, take_proposal
from inventory.subjects.testifying import state
from tests.inventory import factories as make
from tests.inventory.evidence.wiping import recordings
from tests.inventory.workbench import Bench
from tests.network import factories
from tests.network.country import small_country, write_package


def build() -> None:
    with tempfile.TemporaryDirectory() as folder:
        load_territories(directory=write_package(Path(folder), small_country()))
    cast = make.cast()
    people = {
        "technician": _person(cast.workshop, "operator", "Samia Fictive"),
        "chief": _person(cast.workshop, "supervisor", "Paul Inventé"),
        "agent": _person(cast.structure, "requester", "Léa Supposée"),
    }

    def scan(operation: str, code: str, actor: Actor | None = None, **data: Any) -> Outcome:
        return perform(
            operation=operation, code=code, actor=actor or people["technician"], data=data
        )

    bench = Bench(cast, scan, people["chief"], people["agent"])
    steps = "collected audited erased in_repair ready reserved delivered distributed in_service"
    told = {step: bench.laptop(step) for step in steps.split()}
    told["spare"] = bench.laptop("ready")
    told["second_spare"] = bench.laptop("ready")
    told["phone"] = bench.registered("smartphone")
    told["held"] = bench.audited()
    scan("hold", told["held"], reason="unlock", waiting_for="donor", note="Courriel envoyé.")
    told["recalled"] = bench.laptop("distributed")
    proof = ErasureProof.objects.filter(medium__device=told["recalled"]).get()
    scan("withdraw_proof", told["recalled"], people["chief"], proof=proof.pk)
    told["loose"] = _loose(bench, scan)
    told["said"] = _said_by_one(cast, bench, people["technician"], people["chief"])
    told["offered"] = bench.audited()
    scan("transfer", told["offered"], to=cast.other_workshop.pk)
    told["waiting"] = str(make.request_line(cast.structure, quantity=3).request_id)
    told["pallet"] = str(make.pallet(cast.workshop).pk)
    public = {"legal_basis": "public_donation", "fetched_at": timezone.now()}
    told["gift"] = str(make.collection(cast.workshop, cast.donor, **public).pk)
    told["paper"] = address("enlevement", told["gift"]).rpartition("/")[2]
    told["served"] = str(Request.objects.exclude(pk=told["waiting"]).earliest("created_at").pk)
    told |= _gifts(people["technician"], cast)
    told |= _to_confirm(cast, people["technician"], people["chief"], people["agent"])
    told |= _at_the_structure(cast, told)
    told |= _workshop(cast, bench, scan, people["chief"])
    told |= _steering(cast.steering)
    told |= _certified(bench, people["technician"])
    print(json.dumps({"told": told, "password": factories.PASSWORD}))  # noqa: T201


def _certified(bench: Bench, who: Actor) -> dict[str, str]:
    """A laptop with its certificate and a wipe log; another with two disks that a PDF tells of."""
    code = bench.laptop("erased")
    _, log = keep_log(actor=who, code=code, raw=recordings.log().encode())
    made = certify_device(actor=who, code=code)
    disk = {"kind": "hdd", "size_gb": 500, "model": "ST500LM021-1KJ152"}
    pair = bench.audited(*({**disk, "serial": f"ZFA0TEST{one}"} for one in (1, 2)))
    apart = bench.audited({**disk, "serial": "ZFA0APART"})
    taken = StorageMedium.objects.get(device=apart)
    bench.scan("take_out", apart, medium=taken.pk)
    taken.refresh_from_db()
    return {
        "apart": str(taken.code),
        "wiped": code,
        "log": log.pk,
        "certificate": made.pk,
        "certificate_token": made.pk.replace("-", ""),
        "pair": pair,
    }


def _steering(organisation: Organisation) -> dict[str, str]:
    """A pilot with a second factor, signed in already; a survey with one answer begun."""
    actor = _person(organisation, "supervisor", "Inès Songée", "pilot")
    user = Membership.objects.get(pk=actor.membership_id).user
    TOTP.activate(user, generate_totp_secret())
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session.create()
    place = Territory.objects.get(pk="com:84007")
    publish(actor=actor, territory=Territory.objects.get(pk="dep:84"), after=0)
    survey = open_campaign(
        actor=actor,
        questionnaire="structure",
        territory=place,
        title="Enquête fictive",
        closes_on=timezone.localdate() + timedelta(days=30),
    )
    answer = ask(actor=actor, campaign=survey, name="CCAS fictif", commune=place)
    save(answer=answer, told={"persons": 40})
    return {
        "session_pilot": f"{settings.SESSION_COOKIE_NAME}={session.session_key}",
        "survey": survey.pk,
        "survey_who": campaign_path(survey.pk),
        "survey_answer": answer_path(answer.pk),
        "listed": _listed(actor),
    }


def _gifts(who: Actor, cast: make.Cast) -> dict[str, str]:
    """One proposed on the public page, one planned with its donor's list, read again."""
    place = Territory.objects.get(pk="com:84007")
    contact = Contact(person="Mme Fictive", phone="06 39 98 00 11")
    proposal = propose(
        key="0197a3c2-6a1e-7d35-9f10-1d2b3c4d5e6f",
        giver="household",
        commune=place,
        lines={"laptop": 2},
        contact=contact,
    )
    take_proposal(actor=who, proposal_id=proposal.pk)
    lines = [{"kind": "laptop", "count": 2}]
    planned = propose_collection(actor=who, donor=cast.donor.pk, commune="84007", lines=lines)
    plan_collection(actor=who, collection_id=planned.pk, planned_on=date(2026, 11, 21))
    raw = b"Type;Marque;Inventaire\nPC portable;Dell;A-1\nTruc;HP;A-2\n"
    sheet = read(raw, "parc.csv")
    import_manifest(actor=who, collection_id=planned.pk, rows=preview(sheet).rows, digest="0" * 64)
    keep_draft(planned, sheet, raw)
    return {
        "proposal": proposal.pk,
        "follow": path_of(proposal.pk),
        "planned": planned.pk,
    }


def _to_confirm(cast: make.Cast, member: Actor, chief: Actor, agent: Actor) -> dict[str, str]:
    """An invitation, a member, a phone and a form, each waiting for a yes."""
    _person(cast.workshop, "administrator", "Aïcha Rêvée")
    invited = {"email": "nouvelle@exemple.fr", "role": "operator"}
    made = invite_member(actor=chief, organisation=cast.workshop.pk, **invited)
    kept = KeptForm.objects.create(
        key="gardee-pour-la-visite",
        user=Membership.objects.get(pk=agent.membership_id).user,
        path="/demandes/demander/",
        fields=json.dumps([["reference", "D-9"]]),
        files=True,
        created_at=timezone.now(),
    )
    return {
        "invitation": made.token,
        "membership": str(member.membership_id),
        "point": str(factories.point(cast.workshop).point.pk),
        "kept": kept.key,
    }


def _at_the_structure(cast: make.Cast, told: dict[str, Any]) -> dict[str, str]:
    delivered = Delivery.objects.filter(structure=cast.structure)
    return {
        "structure": str(cast.structure.pk),
        "slip": delivered.earliest("pk").pk,
        "handed": HandOver.objects.get(device=told["distributed"]).pk,
    }


def _person(of: Organisation, role: str, name: str, address: str = "") -> Actor:
    user = factories.user(f"{address or role}@exemple.fr", name)
    return actor_of_membership(factories.member(role, of, user))


def _counted(scan: Any, bench: Bench, chief: Actor, place: str) -> dict[str, str]:
    """A count with something found, something unexpected; a batch done, one of its two refused."""
    count, _ = open_count(actor=chief, place_id=place)
    seen = [sorted(count.expected)[0], bench.registered()]
    for code in seen:
        scan("count", code, place=place, count=count.pk)
    told = {"operation": "hold", "data": {"reason": "part", "waiting_for": "supplier"}}
    batch = start_batch(actor=chief, codes=lambda: seen, source="Étagère", key=new_key(), **told)
    run(batch, chief, most=len(seen))
    return {"count": count.pk, "batch": batch.pk}


def _workshop(cast: make.Cast, bench: Bench, scan: Any, chief: Actor) -> dict[str, str]:
    """What the workshop's own pages show: places, parts, pallets, incidents, photos."""
    place, part = make.place(cast.workshop), make.part(cast.workshop)
    lot = make.pallet(cast.workshop)
    pictured = make.collection(cast.workshop, cast.donor, witness="photo")
    told = {
        "place": place.pk,
        "part": part.pk,
        "loaded": lot.pk,
        "dropped": bench.registered(),
        "screen": bench.registered("monitor"),
        "two_disks": bench.audited(make.disk("hdd"), make.disk("ssd"), gift=pictured),
    }
    for kind in ("laptop", "desktop", "smartphone", "tablet", "monitor"):
        scan("move", bench.ready(kind), place=place.pk)
    told |= _counted(scan, bench, chief, place.pk)
    repaired = bench.laptop("in_repair")
    used = [{"part": part.pk, "quantity": 1}]
    scan("close_repair", repaired, actions=["replaced"], parts=used, minutes=20)
    scan("photograph", repaired, photo=make.photo(repaired))
    scan("recycle", bench.laptop("erased"), reason="broken", pallet=lot.pk)
    scan("recycle", bench.audited(), reason="unerasable", to_destroy=True, pallet=lot.pk)
    make.closed(lot)
    scan("declare_lost", bench.audited(), chief, kind="theft")
    scan("declare_lost", bench.audited(), chief, kind="loss")
    opened, decided = Incident.objects.filter(organisation=cast.workshop).order_by("pk")[:2]
    reason = "Disque chiffré, clé détruite."
    assess_incident(actor=chief, incident_id=decided.pk, decision="no_risk", reason=reason)
    return told | {"repaired": repaired, "incident": opened.pk, "decided": decided.pk}


def _loose(bench: Bench, scan: Any) -> str:
    code = bench.audited()
    disk = StorageMedium.objects.get(device=code)
    scan("take_out", code, medium=disk.pk)
    disk.refresh_from_db()
    assert timezone.now() > disk.exposed_at
    return str(disk.code)


def _said_by_one(cast: make.Cast, bench: Bench, technician: Actor, chief: Actor) -> str:
    """A disk that two people must see erased: the technician said it, nobody confirmed."""
    code = bench.audited(gift=make.collection(cast.workshop, cast.donor, witness="second"))
    proof = make.proof(StorageMedium.objects.get(device=code), second=chief.membership_id)
    said = {"outcomes": [proof]}
    world = world_of_device(Device.objects.get(pk=code), technician)
    return state(actor=technician, world=world, operation="erase", data=said, key=new_key()).pk


def _listed(actor: Actor) -> str:
    """An actor of the panorama, typed by hand."""
    typed = Typed(
        "Ressourcerie fictive",
        "collect",
        "",
        Territory.objects.get(pk="com:84007"),
        900,
        "Annuaire fictif",
        timezone.localdate(),
    )
    return list_actor(actor=actor, key=new_key(), typed=typed).key
