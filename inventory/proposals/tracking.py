"""The donor's own page: an address that nobody guesses, and what it tells.

The address is the proposal's id and its seal, made with the site's secret: nothing is kept.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from inventory.models import Collection, Proposal
from inventory.vocabulary import CollectionState, ProposalState

SEAL_LENGTH = 32
GONE = (CollectionState.FETCHED, CollectionState.SORTED)


def seal_of(proposal_id: str) -> str:
    """128 bits that only this site can make."""
    return salted_hmac("filiere.suivi", proposal_id, algorithm="sha256").hexdigest()[:SEAL_LENGTH]


def is_sealed(proposal_id: str, seal: str) -> bool:
    return constant_time_compare(seal_of(proposal_id), seal)


def path_of(proposal_id: str) -> str:
    return reverse("inventory:follow_gift", args=[proposal_id, seal_of(proposal_id)])


def address_of(proposal_id: str) -> str:
    """The full address, for a letter."""
    return str(settings.SITE_URL).rstrip("/") + path_of(proposal_id)


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the stages of a gift, ``done`` or to come."""

    word: str
    detail: str
    done: bool


def is_fetched(proposal: Proposal) -> bool:
    return proposal.collection is not None and proposal.collection.state in GONE


def stages_of(proposal: Proposal | None) -> list[Stage]:
    """Received, planned, fetched, as the donor reads them."""
    gift: Collection | None = proposal.collection if proposal else None
    received = Stage("Reçue", "", done=True)
    if proposal and proposal.state == ProposalState.DECLINED:
        return [received]
    day = gift.planned_on if gift else None
    fetched = bool(proposal and is_fetched(proposal))
    planned = Stage("Prévue", "", done=bool(day) or fetched)
    return [received, planned, Stage("Enlevée", "", done=fetched)]
