"""Who must sign in with a second factor: administrators, and everyone who steers."""

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q

from filiere.network.models import Membership
from filiere.network.vocabulary import OrganisationKind, Role

DEMANDING = Q(role=Role.ADMINISTRATOR) | Q(organisation__kind=OrganisationKind.STEERING)


def is_required(user_id: int) -> bool:
    """Whether one of a user's memberships demands a second factor, whichever is chosen."""
    return (
        Membership.objects.filter(
            DEMANDING, user_id=user_id, active=True, organisation__active=True
        )
    ).exists()


def is_lacking(user_id: int) -> bool:
    """Whether it is demanded and no TOTP is set up. One query."""
    totp = Authenticator.objects.filter(user_id=OuterRef("user_id"), type=Authenticator.Type.TOTP)
    return Membership.objects.filter(
        DEMANDING, ~Exists(totp), user_id=user_id, active=True, organisation__active=True
    ).exists()
