"""What the donor is written, in plain words, when they left an e-mail address."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

from inventory.models import Collection, Proposal
from inventory.proposals.contact import contact_of
from inventory.proposals.tracking import address_of

SUBJECTS = {
    "accepted": "Votre don est accepté",
    "planned": "Votre don : le jour est fixé",
    "fetched": "Votre don est enlevé, merci",
    "declined": "Votre proposition de don",
}
log = logging.getLogger(__name__)


def write_about(proposal: Proposal, turn: str) -> bool:
    """Write to the donor; whether a letter left. A mail server that is down stops nothing."""
    contact = contact_of(proposal.contact)
    if not contact.email:
        return False
    context = {
        "proposal": proposal,
        "collection": proposal.collection,
        "workshop": proposal.workshop,
        "address": address_of(proposal.pk),
        "phone": proposal.workshop.phone or settings.CONTACT_PHONE,
        "site": settings.SITE_NAME,
    }
    text = render_to_string(f"inventory/letters/gift_{turn}.txt", context)
    try:
        send_mail(SUBJECTS[turn], text, None, [contact.email])
    except (SMTPException, OSError):
        log.exception("letter %s of proposal %s did not leave", turn, proposal.pk)
        return False
    return True


def write_to_donor(collection: Collection, turn: str) -> bool:
    """The same, when the gift began on the public page."""
    proposal = Proposal.objects.select_related("workshop", "collection").filter(
        collection=collection
    )
    found = proposal.first()
    return write_about(found, turn) if found else False
