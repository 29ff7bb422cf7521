"""What the pages of the network read, scoped to who asks."""

from django.db.models import QuerySet
from django.utils import timezone

from filiere.network.actor import Actor
from filiere.network.models import Invitation, Membership, Organisation, ScanPoint
from filiere.network.rights import may


def members_seen_by(actor: Actor) -> QuerySet[Membership]:
    """The active members of one's organisation."""
    if not may(actor, "read_members"):
        return Membership.objects.none()
    return (
        Membership.objects.filter(organisation_id=actor.organisation_id, active=True)
        .select_related("user", "organisation")
        .order_by("user__name", "user__email")
    )


def invitations_seen_by(actor: Actor) -> QuerySet[Invitation]:
    """The invitations of one's organisation that still wait."""
    if not may(actor, "read_members"):
        return Invitation.objects.none()
    return Invitation.objects.filter(
        organisation_id=actor.organisation_id,
        accepted_at=None,
        withdrawn_at=None,
        expires_at__gt=timezone.now(),
    ).select_related("invited_by")


def scan_points_seen_by(actor: Actor) -> QuerySet[ScanPoint]:
    """The points of scan of one's organisation, open ones first."""
    if not may(actor, "read_scan_points"):
        return ScanPoint.objects.none()
    return ScanPoint.objects.filter(organisation_id=actor.organisation_id).order_by(
        "-revoked_at", "name"
    )


def organisation_named(text: str) -> list[Organisation]:
    """The organisations a person means by a number or an exact name (several may bear one)."""
    if text.isascii() and text.isdigit() and len(text) < 19:
        return list(Organisation.objects.filter(pk=int(text)))
    return list(Organisation.objects.filter(name=text.strip()).order_by("pk"))
