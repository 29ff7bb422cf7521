"""How a count of a place stands: found, unexpected, missing, gone meanwhile."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from filiere.network import rights
from filiere.network.actor import Actor
from inventory.ids import id_in
from inventory.models import CountLine, Device, PlaceCount, Receipt, StorageMedium
from inventory.refusals import Missing
from inventory.vocabulary import MediumStatus
from inventory.whereabouts import tree_of


@dataclass(frozen=True, slots=True)
class Standing:
    """Codes of one count, each with the place where the journal has, or had, it.

    ``settled`` are the unexpected ones that are recorded here by now; ``gone`` what was
    expected, not seen, and recorded elsewhere since.
    """

    found: dict[str, str | None]
    unexpected: dict[str, str | None]
    missing: dict[str, str]
    gone: dict[str, str]
    settled: frozenset[str]


def counts_seen_by(actor: Actor) -> QuerySet[PlaceCount]:
    """Counts of one's own places."""
    if not rights.may(actor, "create_collection"):
        return PlaceCount.objects.none()
    return PlaceCount.objects.filter(organisation_id=actor.organisation_id)


def count_seen_by(actor: Actor, key: str) -> PlaceCount:
    """One count by its id.

    Raises
    ------
    Missing
        ``unknown-count``: none, or not one's own.
    """
    found = counts_seen_by(actor).filter(pk=key).select_related("place").first()
    if found is None:
        raise Missing("unknown-count", "Ce comptage n'existe pas chez vous.")
    return found


def opened_by(organisation_id: int, key: str) -> str:
    """The count that the scan of this key opened: a phone without network knows only its key."""
    kept = Receipt.objects.filter(organisation_id=organisation_id, key=key)
    answer = kept.values_list("answer", flat=True).first()
    told = json.loads(answer) if answer else {}
    return str(told.get("count", "")) if isinstance(told, dict) else ""


def count_named(actor: Actor, key: str) -> PlaceCount | None:
    """A count of one's own by its id, or by the key of the scan that opened it."""
    key = id_in(key)
    mine = PlaceCount.objects.filter(organisation_id=actor.organisation_id)
    mine = mine.select_related("place")
    return (
        mine.filter(pk=key).first() or mine.filter(pk=opened_by(actor.organisation_id, key)).first()
    )


def lines_of(count: PlaceCount) -> QuerySet[CountLine]:
    """Its lines that stand: a scan undone before the closing is none."""
    stands = Q(closed_at=None) | Q(closed_at__gt=F("count__closed_at"))
    return CountLine.objects.filter(stands, count=count)


def standing(count: PlaceCount) -> Standing:
    """What was seen and what was not; a closed count stays as it was closed."""
    rows = list(lines_of(count).values_list("code", "seen_at", "here", "was_at"))
    found = {code: was for code, seen, here, was in rows if seen and here}
    unexpected = {code: was for code, seen, here, was in rows if seen and not here}
    now = _recorded(count, [*unexpected, *count.expected])
    settled = frozenset(code for code in unexpected if now.get(code, False))
    if count.closed_at is not None:
        missing = {code: was or "" for code, seen, _, was in rows if not seen}
        seen_or_missing = {*found, *unexpected, *missing}
        gone = {c: was for c, was in count.expected.items() if c not in seen_or_missing}
        return Standing(found, unexpected, missing, gone, settled)
    left = {c: was for c, was in count.expected.items() if c not in found and c not in unexpected}
    missing = {code: was for code, was in left.items() if now.get(code, False)}
    gone = {code: was for code, was in left.items() if code not in missing}
    return Standing(found, unexpected, missing, gone, settled)


def _recorded(count: PlaceCount, codes: list[str]) -> dict[str, bool]:
    """By code, whether the journal has it in the place counted now."""
    own = count.organisation_id
    within = tree_of(own).within(count.place_id)
    devices = Device.objects.filter(place_id__in=within, custodian_id=own)
    media = StorageMedium.objects.filter(
        place_id__in=within, custodian_id=own, status=MediumStatus.LOOSE
    )
    there = {*devices.values_list("pk", flat=True), *media.values_list("code", flat=True)}
    return {code: code in there for code in codes}


def progress(count: PlaceCount) -> tuple[int, int]:
    """How many were found of how many expected."""
    found = lines_of(count).filter(here=True, seen_at__isnull=False).count()
    return found, max(count.size, found)


def elsewhere(count: PlaceCount, code: str) -> CountLine | None:
    """The last sight of this code in another count that is still open: it cannot be in both."""
    others = CountLine.objects.filter(code=code, closed_at=None, seen_at__isnull=False)
    others = others.filter(count__closed_at=None, count__organisation_id=count.organisation_id)
    return others.exclude(count=count).select_related("count__place").order_by("-seen_at").first()


def not_seen(code: str, since: datetime | None) -> CountLine | None:
    """The last count that did not see it, unless something was done with it after."""
    lines = CountLine.objects.filter(code=code, seen_at=None, closed_at=None)
    last = lines.select_related("count__place").order_by("-count__closed_at").first()
    if last is None or last.count.closed_at is None:
        return None
    return last if since is None or last.count.closed_at > since else None
