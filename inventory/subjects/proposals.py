"""A proposed gift: kept, taken by a workshop of the territory, accepted or declined."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from filiere.network.actor import Actor
from filiere.network.models import Organisation, Territory
from filiere.network.operations.organisations import create_organisation
from filiere.network.refusals import Refused as NetworkRefused
from filiere.network.territories import area_served, communes_of
from filiere.network.vocabulary import LegalStatus, OrganisationKind
from inventory import erasable
from inventory.ids import new_id
from inventory.models import Collection, ErasableText, Proposal
from inventory.proposals.contact import (
    Contact,
    as_the_journal_holds,
    contact_of,
    read_contact,
)
from inventory.refusals import Conflict, Missing, Refused
from inventory.subjects.collections import plan_collection, propose_collection
from inventory.subjects.giver import CONTACT_DAYS
from inventory.subjects.recording import allowed, one_transaction
from inventory.vocabulary import (
    DeclineReason,
    Giver,
    LegalBasis,
    ProposalState,
    Slot,
)

DECLINED_DAYS = 90
WORKSHOPS = (OrganisationKind.WORKSHOP, OrganisationKind.COLLECTION_POINT)
STATUSES = {
    Giver.COMPANY: LegalStatus.COMPANY,
    Giver.ASSOCIATION: LegalStatus.ASSOCIATION,
    Giver.PUBLIC_BODY: LegalStatus.PUBLIC_BODY,
}
BASES = {
    Giver.HOUSEHOLD: LegalBasis.HOUSEHOLD,
    Giver.PUBLIC_BODY: LegalBasis.PUBLIC_DONATION,
}


def workshops_serving(commune: Territory) -> QuerySet[Organisation]:
    """Workshops and collection points whose area holds this commune, the least asked first.

    One that says neither area nor commune works anywhere.
    """
    areas = [commune.pk, commune.part_id, commune.epci_id, commune.department_id]
    areas += [commune.region_id, "fr"]
    stated = Q(serves__in=[area for area in areas if area])
    standing = Q(serves=None, territory__department=commune.department_id)
    anywhere = Q(serves=None, territory=None)
    waiting = Count("proposals", filter=Q(proposals__state=ProposalState.RECEIVED))
    return (
        Organisation.objects.filter(stated | standing | anywhere, kind__in=WORKSHOPS, active=True)
        .annotate(waiting=waiting)
        .order_by("waiting", "-kind", "pk")
    )


def propose(
    *,
    key: str,
    giver: str,
    commune: Territory,
    lines: Mapping[str, int],
    contact: Contact,
    earliest: date | None = None,
    slot: str = Slot.DAY,
    occurred_at: datetime | None = None,
) -> Proposal:
    """Keep a proposal for a workshop that serves the commune; the same key is the same proposal.

    Raises
    ------
    Refused
        ``nobody-serves``; ``already-sent`` when the same key comes with something else.
    """
    gift = {
        "giver": Giver(giver),
        "commune_id": commune.pk,
        "lines": [{"kind": kind, "count": count} for kind, count in lines.items()],
        "earliest": earliest,
        "slot": Slot(slot),
    }
    with one_transaction():
        known = Proposal.objects.filter(key=key).first()
        if known is not None:
            return _sent_again(known, gift, contact)
        workshop = workshops_serving(commune).first()
        if workshop is None:
            raise Refused(
                "nobody-serves",
                f"Aucun atelier ne dessert encore {commune.name}. Appelez-nous : "
                "nous chercherons avec vous.",
            )
        kept = erasable.keep(
            text=contact.written(),
            kind="contact",
            days=CONTACT_DAYS,
            organisation_id=workshop.pk,
        )
        proposal, _ = Proposal.objects.get_or_create(
            key=key,
            defaults={
                **gift,
                "id": new_id(),
                "workshop": workshop,
                "contact": kept["erasable"],
                "created_at": occurred_at or timezone.now(),
            },
        )
    return proposal


def _sent_again(known: Proposal, gift: Mapping[str, Any], contact: Contact) -> Proposal:
    """The proposal that this key made, if it said the same."""
    same = all(getattr(known, column) == value for column, value in gift.items())
    if not same or contact_of(known.contact) != read_contact(contact.written()):
        raise Conflict(
            "already-sent",
            "Votre première proposition est bien partie. Pour la corriger, appelez-nous ; "
            "envoyer encore en fait une seconde.",
        )
    return known


def proposals_seen_by(actor: Actor) -> QuerySet[Proposal]:
    """What one's workshop was asked, and what waits at another of the same territory."""
    rows = Proposal.objects.select_related("commune", "workshop", "collection")
    mine = Q(workshop_id=actor.organisation_id)
    waiting = Q(state=ProposalState.RECEIVED)
    area = area_served(Organisation.objects.get(pk=actor.organisation_id))
    if area not in {None, "fr"}:
        waiting &= Q(commune__in=communes_of(str(area)))
    return rows.filter(mine | waiting)


def _waiting(actor: Actor, proposal_id: str, *, ours: bool = True) -> Proposal:
    allowed(actor, "create_collection")
    seen = proposals_seen_by(actor).filter(pk=proposal_id).values("pk")
    locked = Proposal.objects.select_for_update().filter(pk__in=seen)
    found = locked.first()
    if found is None:
        raise Missing("unknown-proposal", "Cette proposition n'existe pas chez vous.")
    if found.state != ProposalState.RECEIVED:
        said = ProposalState(found.state).label
        raise Conflict("already-answered", f"Cette proposition est déjà {said}.")
    if ours and found.workshop_id != actor.organisation_id:
        raise Refused(
            "not-yours",
            f"Cette proposition est chez {found.workshop}. Prenez-la d'abord.",
        )
    return found


def take_proposal(*, actor: Actor, proposal_id: str) -> None:
    """Another workshop of the territory takes it on."""
    with one_transaction():
        proposal = _waiting(actor, proposal_id, ours=False)
        proposal.workshop_id = actor.organisation_id
        proposal.save(update_fields=["workshop"])
        ErasableText.objects.filter(pk=proposal.contact).update(
            organisation_id=actor.organisation_id
        )


def accept_proposal(
    *,
    actor: Actor,
    proposal_id: str,
    donor: int | None = None,
    planned_on: date | None = None,
    slot: str = Slot.DAY,
    occurred_at: datetime | None = None,
) -> Collection:
    """Make it a collection, its donor an organisation known here or, without one, a new one."""
    with one_transaction():
        proposal = _waiting(actor, proposal_id)
        household = proposal.giver == Giver.HOUSEHOLD
        if not household and donor is None:
            donor = _new_donor(actor, proposal)
        collection = propose_collection(
            actor=actor,
            donor=None if household else donor,
            commune=proposal.commune_id,
            lines=proposal.lines,
            legal_basis=BASES.get(Giver(proposal.giver), LegalBasis.COMPANY),
            contact=as_the_journal_holds(proposal.contact),
            proposal=proposal.pk,
            occurred_at=occurred_at,
        )
        if planned_on is not None:
            plan_collection(
                actor=actor,
                collection_id=collection.pk,
                planned_on=planned_on,
                slot=slot,
                occurred_at=occurred_at,
            )
        _answer(proposal, ProposalState.ACCEPTED, occurred_at, collection=collection)
    return collection


def decline_proposal(
    *, actor: Actor, proposal_id: str, reason: str, occurred_at: datetime | None = None
) -> Proposal:
    """Say no, and why; whom to call is forgotten three months later."""
    with one_transaction():
        proposal = _waiting(actor, proposal_id)
        declined = {"decline_reason": DeclineReason(reason)}
        _answer(proposal, ProposalState.DECLINED, occurred_at, **declined)
        until = timezone.localdate() + timedelta(days=DECLINED_DAYS)
        ErasableText.objects.filter(pk=proposal.contact, keep_until__gt=until).update(
            keep_until=until
        )
    return proposal


def _answer(proposal: Proposal, state: ProposalState, at: datetime | None, **columns: Any) -> None:
    columns |= {"state": state, "decided_at": at or timezone.now()}
    for name, value in columns.items():
        setattr(proposal, name, value)
    proposal.save(update_fields=list(columns))


def _new_donor(actor: Actor, proposal: Proposal) -> int:
    try:
        made = create_organisation(
            actor=actor,
            name=contact_of(proposal.contact).name,
            kind=OrganisationKind.DONOR,
            legal_status=STATUSES[Giver(proposal.giver)],
            territory=proposal.commune_id,
        )
    except NetworkRefused as error:
        raise Refused.told_by(error) from error
    return made.pk
