"""Certificates on the pages of a device and of a collection: those made, and making one."""

from __future__ import annotations

from typing import Any

from django import template

from filiere.network import rights
from filiere.network.identity import actor_of_request
from inventory.certificates.content import may_issue
from inventory.certificates.issuing import RIGHT
from inventory.certificates.standing import certificates_seen_by, is_withdrawn
from inventory.forms.keys import new_key
from inventory.models import Certificate, Collection, Device

register = template.Library()
MOST = 10


@register.inclusion_tag("inventory/certificates.html", takes_context=True)
def certificates_of(context: template.Context, about: object) -> dict[str, Any]:
    """The certificates of a device or of a collection, for who may see them."""
    actor = actor_of_request(context["request"])
    if actor is None:
        return {}
    rows = Certificate.objects.none()
    may, made_in, code = False, None, ""
    if isinstance(about, Device):
        made_in = about.collection
        rows = certificates_seen_by(actor).filter(device=about)
        code = about.pk
        may = may_issue(actor, made_in, about) and bool(about.statement)
    elif isinstance(about, Collection):
        made_in = about
        rows = certificates_seen_by(actor).filter(collection=about, device=None)
        may = may_issue(actor, about, None) and Device.objects.filter(collection=about).exists()
    mine = actor.organisation_id
    if made_in is None or not (may or mine in (made_in.custodian_id, made_in.donor_id)):
        return {}
    shown = [(one, is_withdrawn(one)) for one in rows.order_by("-issued_at")[:MOST]]
    return {
        "certificates": shown,
        "may": may and rights.may(actor, RIGHT),
        "code": code,
        "collection": "" if code else made_in.pk,
        "key": new_key(),
        "csrf_token": context.get("csrf_token"),
    }
