"""One e-mail a day to those who lead a workshop: what has waited too long."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from filiere.network.models import Membership, Organisation
from filiere.network.vocabulary import Role
from inventory.models import Incident, Reminder
from inventory.selectors.holds import older_than
from inventory.wording import word

SHOWN = 40
"""More than this is counted, not listed: a letter is not a report."""


def remind_all(*, now: datetime | None = None) -> int:
    """Write to each organisation that has something late; how many were written to.

    Once a day each: called again the same day, nobody is written to twice.
    """
    now = now or timezone.now()
    before = now - timedelta(days=settings.REMIND_AFTER_DAYS)
    day = timezone.localdate(now)
    done = Reminder.objects.filter(day=day).values("organisation")
    others = Organisation.objects.filter(active=True).exclude(pk__in=done).order_by("pk")
    return sum(_remind(one, before, day) for one in others)


def _remind(organisation: Organisation, before: datetime, day: date) -> bool:
    late = list(older_than(organisation.pk, before)[: SHOWN + 1])
    incidents = list(
        Incident.objects.filter(organisation=organisation, assessed_at=None).order_by("opened_at")
    )
    people = _who_leads(organisation)
    if not people or not (late or incidents):
        return False
    text = render_to_string(
        "inventory/reminder.txt",
        {
            "organisation": organisation,
            "holds": [(one, word(one.waiting_for)) for one in late[:SHOWN]],
            "more": len(late) > SHOWN,
            "incidents": incidents,
            "days": settings.REMIND_AFTER_DAYS,
            "address": settings.SITE_URL.rstrip("/") + reverse("inventory:holds"),
            "incidents_address": settings.SITE_URL.rstrip("/") + reverse("inventory:incidents"),
        },
    )
    try:
        with transaction.atomic():
            Reminder.objects.create(organisation=organisation, day=day)
            for person in people:
                send_mail(f"Ce qui attend à {organisation.name}", text, None, [person])
    except IntegrityError:
        return False
    return True


def _who_leads(organisation: Organisation) -> list[str]:
    leading = Membership.objects.filter(
        organisation=organisation, role=Role.SUPERVISOR, active=True, user__is_active=True
    )
    return sorted(leading.values_list("user__email", flat=True))
