"""The letter that asks an organisation to answer."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.template.loader import render_to_string

from forecast.models import Answer
from forecast.surveys.links import answer_path, full
from forecast.surveys.questionnaires import BY_NAME
from inventory.selectors.erasable import contact_text

log = logging.getLogger(__name__)


def write_to(answer: Answer) -> bool:
    """Write to whoever was asked; whether a letter left. A mail server down stops nothing."""
    email = contact_text(answer.contact)
    try:
        validate_email(email)
    except ValidationError:
        return False
    campaign = answer.campaign
    context = {
        "answer": answer,
        "campaign": campaign,
        "questionnaire": BY_NAME[campaign.questionnaire],
        "address": full(answer_path(answer.pk)),
        "site": settings.SITE_NAME,
        "phone": settings.CONTACT_PHONE,
    }
    text = render_to_string("forecast/letters/survey.txt", context)
    try:
        send_mail(campaign.title, text, None, [email])
    except (SMTPException, OSError):
        log.exception("letter of answer %s did not leave", answer.pk)
        return False
    return True
