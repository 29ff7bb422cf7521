"""The inbox of a workshop: gifts proposed in its territory, to accept, take or decline."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from filiere.network.actor import Actor
from filiere.network.models import Organisation
from filiere.network.spelling import fold
from inventory.forms.proposal import AcceptForm, DeclineForm
from inventory.models import Proposal
from inventory.proposals.contact import Contact, contact_of
from inventory.proposals.letters import write_about, write_to_donor
from inventory.refusals import Missing, Refused
from inventory.subjects.proposals import (
    accept_proposal,
    decline_proposal,
    proposals_seen_by,
    take_proposal,
)
from inventory.views.access import page, see
from inventory.vocabulary import DeviceKind, Giver, ProposalState
from inventory.wording import how_many

PAGE = 30
MOST_DONORS = 500


@require_safe
@page("create_collection")
def proposals(request: HttpRequest, actor: Actor) -> HttpResponse:
    seen = proposals_seen_by(actor)
    waiting = seen.filter(state=ProposalState.RECEIVED).order_by("created_at", "pk")
    answered = seen.exclude(state=ProposalState.RECEIVED).order_by("-decided_at", "-pk")
    context = {
        "mine": [_shown(one) for one in waiting.filter(workshop_id=actor.organisation_id)[:200]],
        "others": [_shown(one) for one in waiting.exclude(workshop_id=actor.organisation_id)[:200]],
        "listed": Paginator(answered, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "inventory/proposals.html", context)


def _shown(one: Proposal) -> tuple[Proposal, str]:
    told = ", ".join(how_many(line["count"], line["kind"]) for line in one.lines)
    return one, told


@require_http_methods(["GET", "POST"])
@page("create_collection")
def proposal(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    found = proposals_seen_by(actor).filter(pk=str(key)).first()
    if found is None:
        raise Missing("unknown-proposal", "Cette proposition n'existe pas chez vous.")
    contact = contact_of(found.contact)
    typed = request.POST if request.method == "POST" else None
    does = request.POST.get("does", "") if typed else ""
    accept = AcceptForm(
        typed if does == "accept" else None,
        donors=None if found.giver == Giver.HOUSEHOLD else _donors(contact),
        new=contact.name,
        initial=_suggested(found, contact),
    )
    decline = DeclineForm(typed if does == "decline" else None)
    refused: Refused | None = None
    if typed is not None:
        try:
            if does == "take":
                return _take(request, actor, found)
            if does == "accept" and accept.is_valid():
                return _accept(request, actor, found, accept.cleaned_data)
            if does == "decline" and decline.is_valid():
                return _decline(request, actor, found, decline.cleaned_data["reason"])
        except Refused as why:
            refused = why
    context = {
        "proposal": found,
        "lines": [(DeviceKind(line["kind"]), line["count"]) for line in found.lines],
        "contact": contact if found.workshop_id == actor.organisation_id else None,
        "mine": found.workshop_id == actor.organisation_id,
        "waiting": found.state == ProposalState.RECEIVED,
        "accept": accept,
        "decline": decline,
        "refused": refused,
    }
    status = 200 if typed is None else (refused.status if refused else 422)
    return render(request, "inventory/proposal.html", context, status=status)


def _take(request: HttpRequest, actor: Actor, found: Proposal) -> HttpResponse:
    take_proposal(actor=actor, proposal_id=found.pk)
    messages.success(request, "Proposition prise. Ensuite : l'accepter, ou la décliner.")
    return see("inventory:proposal", found.pk)


def _accept(
    request: HttpRequest, actor: Actor, found: Proposal, told: dict[str, Any]
) -> HttpResponse:
    donor = told.get("donor")
    made = accept_proposal(
        actor=actor,
        proposal_id=found.pk,
        donor=int(donor) if donor else None,
        planned_on=told["planned_on"],
        slot=told["slot"],
    )
    made.refresh_from_db()
    wrote = write_to_donor(made, "accepted")
    then = "l'enlever le jour dit" if made.planned_on else "prévoir le jour"
    messages.success(request, f"Don accepté{_told(wrote)} Ensuite : {then}.")
    return see("inventory:collection", made.pk)


def _decline(request: HttpRequest, actor: Actor, found: Proposal, reason: str) -> HttpResponse:
    declined = decline_proposal(actor=actor, proposal_id=found.pk, reason=reason)
    wrote = write_about(declined, "declined")
    messages.success(request, f"Proposition déclinée{_told(wrote)}")
    return see("inventory:proposals")


def _told(wrote: bool) -> str:
    return ", le donateur est prévenu par courriel." if wrote else ". Prévenez-le par téléphone."


def _donors(contact: Contact) -> list[tuple[str, str]]:
    givers = Organisation.objects.filter(active=True, kind="donor")
    rows = givers.exclude(legal_status="household").values_list("pk", "name")[:MOST_DONORS]
    return [(str(pk), name) for pk, name in rows]


def _suggested(found: Proposal, contact: Contact) -> dict[str, object]:
    """The organisation of the same name, and the first day that suits."""
    same = [key for key, name in _donors(contact) if fold(name) == fold(contact.name)]
    return {
        "donor": same[0] if same else "",
        "planned_on": found.earliest.isoformat() if found.earliest else None,
        "slot": found.slot,
    }
