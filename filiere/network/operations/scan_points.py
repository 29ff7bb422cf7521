"""Open and close points of scan; open one in the browser of a phone."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from filiere.network.actor import Actor
from filiere.network.models import ScanPoint, ScanPointLink
from filiere.network.operations.guards import active_organisation, one_line, require
from filiere.network.refusals import Missing, Refused
from filiere.network.rights import RIGHTS
from filiere.network.tokens import hash_token, new_token, prefix_of

LINK_LASTS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class NewScanPoint:
    """A point and its token, which nobody will see again."""

    point: ScanPoint
    token: str


@transaction.atomic
def create_scan_point(*, actor: Actor, organisation: int, name: str) -> NewScanPoint:
    """Open a point of scan; the token is returned once, only its hash is stored.

    Raises
    ------
    Refused
        ``forbidden``, ``unknown-organisation``, ``inactive-organisation``, ``cannot-scan``,
        ``bad-name``, ``scan-point-exists``.
    """
    require(actor, "create_scan_point", organisation)
    owner = active_organisation(organisation)
    if owner.kind not in RIGHTS["create_scan_point"].organisation_kinds:
        raise Refused(
            "cannot-scan",
            f"« {owner.name} » ({owner.get_kind_display()}) ne scanne pas d'appareils. "
            "Créez le point dans l'atelier, le point de collecte ou la structure.",
        )
    kept = one_line(name, what="le nom du point de scan", longest=80)
    if ScanPoint.objects.filter(organisation=owner, name=kept, revoked_at=None).exists():
        raise Refused(
            "scan-point-exists",
            f"« {owner.name} » a déjà un point de scan nommé « {kept} ». Donnez un autre nom, "
            "ou révoquez-le d'abord.",
            status=409,
        )
    token = new_token("pt")
    point = ScanPoint.objects.create(
        organisation=owner,
        name=kept,
        token_prefix=prefix_of(token),
        token_hash=hash_token(token),
    )
    return NewScanPoint(point, token)


@transaction.atomic
def revoke_scan_point(*, actor: Actor, scan_point: int) -> ScanPoint:
    """Close a point: its token opens nothing from now on. Closing twice changes nothing.

    Raises
    ------
    Refused
        ``unknown-scan-point`` also for a point of another organisation.
    """
    require(actor, "revoke_scan_point")
    points = ScanPoint.objects.select_for_update()
    if actor.kind != "system":
        points = points.filter(organisation_id=actor.organisation_id)
    point = points.filter(pk=scan_point).first()
    if point is None:
        raise Missing("unknown-scan-point", "Ce point de scan n'existe pas.")
    if point.revoked_at is None:
        point.revoked_at = timezone.now()
        point.save(update_fields=["revoked_at"])
    return point


@transaction.atomic
def link_scan_point(*, actor: Actor, scan_point: int) -> str:
    """The secret that opens this point in one browser, once, within a quarter of an hour.

    Raises
    ------
    Refused
        ``unknown-scan-point`` also for a point of another organisation, or revoked.
    """
    require(actor, "create_scan_point")
    point = ScanPoint.objects.filter(
        pk=scan_point, organisation_id=actor.organisation_id, revoked_at=None
    ).first()
    if point is None:
        raise Missing("unknown-scan-point", "Ce point de scan n'existe pas.")
    now = timezone.now()
    ScanPointLink.objects.filter(scan_point=point, expires_at__lt=now).delete()
    token = new_token("ouv")
    ScanPointLink.objects.create(
        scan_point=point, token_hash=hash_token(token), expires_at=now + LINK_LASTS
    )
    return token


@transaction.atomic
def use_link(token: str) -> ScanPoint:
    """The point that this link opens; the link opens nothing any more.

    Raises
    ------
    Refused
        ``link-spent``: unknown, used, too old, or its point is closed.
    """
    now = timezone.now()
    alive = ScanPointLink.objects.filter(
        token_hash=hash_token(token.strip()),
        used_at=None,
        expires_at__gt=now,
        scan_point__revoked_at=None,
        scan_point__organisation__active=True,
    )
    link = alive.select_related("scan_point__organisation").first()
    if link is None or not alive.filter(pk=link.pk).update(used_at=now):
        raise Refused(
            "link-spent",
            "Ce lien a déjà servi, ou il a plus d'un quart d'heure. "
            "Demandez-en un autre à votre encadrant·e.",
            status=410,
        )
    return link.scan_point
