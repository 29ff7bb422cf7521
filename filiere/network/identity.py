"""From a session or a token to who acts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from django.db import connection
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from filiere.network.actor import Actor
from filiere.network.models import Membership, ScanPoint
from filiere.network.prepared import ask
from filiere.network.refusals import Missing, Refused
from filiere.network.tokens import hash_token
from filiere.network.vocabulary import OrganisationKind, Role

SESSION_KEY = "membership"
KEPT = "_filiere_membership"
#: how stale ``last_used_at`` of a point may be: a scan does not write it each time
USE_GRAIN = timedelta(hours=1)
#: written out because every scan asks it: building it with the ORM costs ten times its answer
POINT_OF_TOKEN = """
    SELECT point.id, point.name, point.organisation_id, owner.kind, point.last_used_at > %s
    FROM network_scanpoint AS point
    JOIN network_organisation AS owner ON owner.id = point.organisation_id
    WHERE point.token_hash = %s AND point.revoked_at IS NULL AND owner.active
"""


def actor_of_membership(membership: Membership) -> Actor:
    """The actor a membership makes; its user and organisation are read."""
    return Actor(
        kind="user",
        user_id=membership.user_id,
        membership_id=membership.pk,
        scan_point_id=None,
        organisation_id=membership.organisation_id,
        organisation_kind=membership.organisation.kind,
        role=membership.role,
        name=str(membership.user),
    )


def memberships_of(user_id: int) -> list[Membership]:
    """The memberships a user may act under, oldest first."""
    return list(
        Membership.objects.filter(user_id=user_id, active=True, organisation__active=True)
        .select_related("user", "organisation")
        .order_by("pk")
    )


def actor_of_request(request: HttpRequest) -> Actor | None:
    """Who is signed in, under the membership they act by."""
    membership = membership_of_request(request)
    return actor_of_membership(membership) if membership else None


def membership_of_request(request: HttpRequest) -> Membership | None:
    """The membership chosen in the session, else the first one; with its organisation.

    None for a stranger and for an account without any active membership. Read once per request.
    """
    kept: dict[str, object] = request.__dict__
    if KEPT not in kept:
        kept[KEPT] = _read_membership(request)
    found = kept[KEPT]
    return found if isinstance(found, Membership) else None


def _read_membership(request: HttpRequest) -> Membership | None:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    memberships = memberships_of(user.pk)
    chosen = request.session.get(SESSION_KEY)
    for membership in memberships:
        if membership.pk == chosen:
            return membership
    return memberships[0] if memberships else None


def choose_membership(request: HttpRequest, membership_id: int) -> Actor:
    """Act from now on under another of one's own memberships.

    Raises
    ------
    Refused
        ``unknown-membership``: it is not one of theirs, or no longer active.
    """
    for membership in memberships_of(request.user.pk or 0):
        if membership.pk == membership_id:
            request.session[SESSION_KEY] = membership.pk
            request.__dict__[KEPT] = membership
            return actor_of_membership(membership)
    raise Missing(
        "unknown-membership",
        "Vous ne faites pas partie de cette organisation, ou plus maintenant.",
    )


def token_of(headers: Mapping[str, str]) -> str | None:
    """The bearer token of a request's headers, None without one."""
    scheme, _, token = headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def actor_of_token(token: str) -> Actor | None:
    """The point of scan behind a token, in one query; None if unknown, revoked or closed.

    A point acts as an operator of its organisation.
    """
    now = timezone.now()
    stale = connection.ops.adapt_datetimefield_value(now - USE_GRAIN)
    found = ask(POINT_OF_TOKEN, [stale, hash_token(token)])
    if not found:
        return None
    pk, name, organisation_id, kind, fresh = found[0]
    if not fresh:
        ScanPoint.objects.filter(pk=pk).update(last_used_at=now)
    return Actor("point", None, None, pk, organisation_id, kind, Role.OPERATOR.value, name)


ASKING = (OrganisationKind.SOCIAL_STRUCTURE, OrganisationKind.MEDIATION_PLACE)
"""Where those who scan are the requesters."""


def with_operator(actor: Actor, membership_id: int) -> Actor:
    """The same shared point, in the hands of one member; the role stays operator.

    At a structure a requester stays a requester.

    Raises
    ------
    Refused
        ``unknown-operator``: nobody who may be chosen on a point of this organisation.
    """
    names = operators_of(actor.organisation_id)
    if actor.kind != "point" or membership_id not in names:
        raise Refused(
            "unknown-operator",
            "Cette personne ne fait pas partie de l'atelier de ce point de scan. "
            "Choisissez un nom de la liste.",
        )
    asks = Membership.objects.filter(pk=membership_id, role=Role.REQUESTER).exists()
    return replace(
        actor,
        membership_id=membership_id,
        name=f"{names[membership_id]} ({actor.name})",
        role=Role.REQUESTER.value if asks else actor.role,
    )


def operators_of(organisation_id: int) -> dict[int, str]:
    """Who may be chosen on a shared point: membership id to displayed name."""
    rows = Membership.objects.filter(
        Q(role__in=(Role.OPERATOR, Role.SUPERVISOR))
        | Q(role=Role.REQUESTER, organisation__kind__in=ASKING),
        organisation_id=organisation_id,
        organisation__active=True,
        active=True,
        user__is_active=True,
    ).select_related("user")
    return {row.pk: str(row.user) for row in rows}
