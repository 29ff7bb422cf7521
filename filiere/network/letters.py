"""What the network writes by e-mail."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from filiere.network.models import Invitation


def invitation_address(token: str) -> str:
    """The full address that opens an invitation."""
    return str(settings.SITE_URL).rstrip("/") + reverse("invitation:accept", args=[token])


def send_invitation(*, invitation: Invitation, token: str) -> None:
    """Write to who is invited; the letter alone holds the token."""
    text = render_to_string(
        "network/invitation.txt",
        {"invitation": invitation, "address": invitation_address(token)},
    )
    send_mail(
        f"Invitation à rejoindre {invitation.organisation.name}",
        text,
        None,
        [invitation.email],
    )
