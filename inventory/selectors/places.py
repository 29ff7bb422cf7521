"""What was really collected and asked for, commune by commune, with who stands behind each count.

Scoped as indicators are: one's own organisation, or all of them for whoever steers. A commune's
count comes with its number of donors and the largest of them: the floor above hides what they say.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Sum

from filiere.network import rights
from filiere.network.actor import Actor
from inventory.indicators.chain import PARIS
from inventory.indicators.periods import add_months, midnight, this_month
from inventory.indicators.reading import is_outside
from inventory.models import Device, RequestLine
from inventory.selectors import requests_seen_by
from inventory.vocabulary import LegalBasis, Step

YEAR = 12


@dataclass(frozen=True, slots=True)
class Came:
    """Devices collected in a commune over twelve whole months; ``donors`` gave them."""

    devices: int
    donors: int
    biggest: int


def collected_by_commune(actor: Actor | None) -> dict[str, Came]:
    """By id of commune; each household collection is one donor."""
    if actor is None or not rights.may(actor, "read_forecast"):
        return {}
    return _came(None if is_outside(actor) else actor.organisation_id)


def collected_everywhere() -> dict[str, Came]:
    """The same of every organisation, for an estimate: what would name a donor must be left out."""
    return _came(None)


def _came(custodian_id: int | None) -> dict[str, Came]:
    since = midnight(add_months(this_month(), -YEAR), PARIS)
    until = midnight(this_month(), PARIS)
    found = Device.objects.filter(
        collection__commune__isnull=False,
        collection__fetched_at__gte=since,
        collection__fetched_at__lt=until,
    ).exclude(step=Step.VOID)
    if custodian_id is not None:
        found = found.filter(collection__custodian_id=custodian_id)
    fields = (
        "collection_id",
        "collection__commune_id",
        "collection__donor_id",
        "collection__legal_basis",
    )
    by: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    grouped = found.order_by().values_list(*fields).annotate(n=Count("pk"))
    for collection, commune, donor, basis, n in grouped:
        household = basis == LegalBasis.HOUSEHOLD or donor is None
        by[commune][f"c{collection}" if household else f"d{donor}"] += n
    return {
        commune: Came(sum(gave.values()), len(gave), max(gave.values()))
        for commune, gave in by.items()
    }


def requested_by_commune(actor: Actor | None) -> dict[str, int]:
    """Devices asked for over twelve whole months, by the commune of the structure that asks."""
    if actor is None:
        return {}
    since = midnight(add_months(this_month(), -YEAR), PARIS)
    lines = RequestLine.objects.filter(
        request__created_at__gte=since,
        request__created_at__lt=midnight(this_month(), PARIS),
        request__structure__territory__isnull=False,
    )
    if not is_outside(actor):
        lines = lines.filter(request__in=requests_seen_by(actor).order_by().values("pk"))
    grouped = lines.order_by().values_list("request__structure__territory_id")
    return dict(grouped.annotate(n=Sum("quantity")))
