"""Invite, welcome and remove members."""

from dataclasses import dataclass
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filiere.network.actor import Actor
from filiere.network.models import Invitation, Membership, User
from filiere.network.operations.guards import active_organisation, one_line, require
from filiere.network.operations.organisations import email_or_refuse
from filiere.network.refusals import Forbidden, Missing, Refused
from filiere.network.rights import roles_to_invite
from filiere.network.tokens import hash_token, new_token
from filiere.network.vocabulary import Role

VALID_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """An invitation and its token, which goes into one e-mail and nowhere else."""

    invitation: Invitation
    token: str


@transaction.atomic
def invite_member(*, actor: Actor, organisation: int, email: str, role: str) -> NewInvitation:
    """Offer a role in an organisation; an earlier offer to the same address is withdrawn.

    Raises
    ------
    Refused
        ``forbidden``, ``unknown-organisation``, ``inactive-organisation``, ``bad-email``,
        ``already-member``.
    """
    offered = roles_to_invite(actor, organisation)
    if role not in offered:
        raise Forbidden("Vous ne pouvez pas inviter à ce rôle dans cette organisation.")
    owner = active_organisation(organisation)
    address = email_or_refuse(email)
    if not address:
        raise Refused("bad-email", "Indiquez l'adresse électronique de la personne à inviter.")
    if Membership.objects.filter(organisation=owner, user__email=address, active=True).exists():
        raise Refused("already-member", f"{address} fait déjà partie de « {owner.name} ».")
    now = timezone.now()
    Invitation.objects.filter(
        organisation=owner, email=address, accepted_at=None, withdrawn_at=None
    ).update(withdrawn_at=now)
    token = new_token("inv")
    invitation = Invitation.objects.create(
        organisation=owner,
        email=address,
        role=role,
        token_hash=hash_token(token),
        invited_by_id=actor.user_id,
        expires_at=now + VALID_FOR,
    )
    return NewInvitation(invitation, token)


@transaction.atomic
def withdraw_invitation(*, actor: Actor, invitation: int) -> None:
    """Close the door before it is used."""
    found = Invitation.objects.filter(pk=invitation, accepted_at=None).first()
    if found is None or found.role not in roles_to_invite(actor, found.organisation_id):
        raise Missing("unknown-invitation", "Cette invitation n'existe pas, ou a déjà servi.")
    found.withdrawn_at = found.withdrawn_at or timezone.now()
    found.save(update_fields=["withdrawn_at"])


def open_invitation(token: str) -> Invitation:
    """The invitation behind a token, still open.

    Raises
    ------
    Missing
        ``unknown-invitation``: used, withdrawn, expired, or never sent; it does not say which.
    """
    found = (
        Invitation.objects.select_related("organisation")
        .filter(
            token_hash=hash_token(token),
            accepted_at=None,
            withdrawn_at=None,
            expires_at__gt=timezone.now(),
            organisation__active=True,
        )
        .first()
    )
    if found is None:
        raise Missing(
            "unknown-invitation",
            "Cette invitation n'est plus valable : elle a servi, ou elle a plus de sept jours. "
            "Demandez-en une nouvelle à qui vous a invité·e.",
        )
    return found


@transaction.atomic
def accept_invitation(
    *, token: str, name: str = "", password: str = "", user: User | None = None
) -> Membership:
    """Join: with a new account (name and password), or with one's own, signed in.

    Raises
    ------
    Refused
        ``unknown-invitation``, ``other-account`` (signed in under another address),
        ``sign-in-first`` (an account has this address), ``bad-name``, ``bad-password``.
    """
    invitation = open_invitation(token)
    claimed = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    if not claimed.update(accepted_at=timezone.now()):
        raise Missing("unknown-invitation", "Cette invitation vient de servir.")
    if user is None:
        user = new_account(email=invitation.email, name=name, password=password)
    elif user.email != invitation.email:
        raise Refused(
            "other-account",
            f"Cette invitation est pour {invitation.email}. Déconnectez-vous, puis ouvrez-la "
            "de nouveau.",
        )
    membership, _ = Membership.objects.update_or_create(
        user=user,
        organisation=invitation.organisation,
        defaults={
            "role": invitation.role,
            "active": True,
            "invited_by_id": invitation.invited_by_id,
        },
    )
    return membership


def new_account(*, email: str, name: str, password: str) -> User:
    """An account for an address that the invitation's e-mail has verified."""
    if User.objects.filter(email=email).exists():
        raise Refused("sign-in-first", "Vous avez déjà un compte : connectez-vous d'abord.")
    kept = one_line(name, what="votre nom", longest=120)
    try:
        validate_password(password, User(email=email, name=kept))
    except ValidationError as error:
        raise Refused("bad-password", " ".join(error.messages)) from error
    user = User.objects.create_user(email, password, name=kept)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


@transaction.atomic
def remove_member(*, actor: Actor, membership: int) -> Membership:
    """End a membership; who and since when stay, for the journal.

    Raises
    ------
    Refused
        ``forbidden``, ``unknown-member`` (also of another organisation), ``last-administrator``.
    """
    require(actor, "remove_member")
    members = Membership.objects.select_related("organisation", "user")
    if actor.kind != "system":
        members = members.filter(organisation_id=actor.organisation_id)
    found = members.filter(pk=membership, active=True).first()
    if found is None:
        raise Missing("unknown-member", "Cette personne ne fait pas partie de l'organisation.")
    active_organisation(found.organisation_id)
    others = Membership.objects.filter(
        organisation_id=found.organisation_id, role=Role.ADMINISTRATOR, active=True
    ).exclude(pk=found.pk)
    if found.role == Role.ADMINISTRATOR and not others.exists():
        raise Refused(
            "last-administrator",
            "C'est la seule personne qui administre l'organisation. Invitez-en une autre d'abord.",
        )
    found.active = False
    found.save(update_fields=["active"])
    return found
