"""What is known of the count that a scan is part of, its row locked until the scan is written."""

from __future__ import annotations

from typing import Any

from inventory.counting import opened_by
from inventory.facts.asking import fact
from inventory.models import CountLine, PlaceCount
from inventory.state import World
from inventory.whereabouts import tree_of


@fact
def counting(world: World, data: Any) -> dict[str, Any]:
    """The count, whether it expects this code here, and when it was seen in it already."""
    if not getattr(data, "count", None):
        return {"counting": None}
    own = world.who.organisation_id
    rows = PlaceCount.objects.select_for_update().filter(organisation_id=own).order_by()
    told = rows.values("id", "place_id", "closed_at")
    found = told.filter(pk=data.count).first() or told.filter(pk=opened_by(own, data.count)).first()
    if found is None:
        return {"counting": None}
    subject = world.device or world.media[0]
    lines = CountLine.objects.filter(count_id=found["id"], code=subject.code, closed_at=None)
    within = tree_of(own).within(found["place_id"])
    seen = lines.values_list("seen_at", flat=True).first()
    here = subject.place_id in within
    return {"counting": {**found, "seen_at": seen, "here": here, "within": within}}
