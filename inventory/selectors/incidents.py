"""Incidents and recalls that one may read."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from filiere.network import rights
from filiere.network.actor import Actor
from inventory.models import Incident, Recall


def incidents_seen_by(actor: Actor) -> QuerySet[Incident]:
    """One's own, those of the whole network for whoever steers it."""
    if rights.may(actor, "read_all_incidents"):
        return Incident.objects.all()
    if not rights.may(actor, "read_incidents"):
        return Incident.objects.none()
    return Incident.objects.filter(organisation_id=actor.organisation_id)


def recalls_seen_by(actor: Actor) -> QuerySet[Recall]:
    """Devices out that were not without data: ours or with us; all of them for who steers."""
    if rights.may(actor, "read_all_incidents"):
        return Recall.objects.all()
    if not rights.may(actor, "read_incidents"):
        return Recall.objects.none()
    mine = actor.organisation_id
    return Recall.objects.filter(Q(device__released_by=mine) | Q(device__custodian=mine))
