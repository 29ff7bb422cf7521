"""Which codes a page may show as links: a link that answers 404 is a dead one."""

from __future__ import annotations

from collections.abc import Iterable

from filiere.network.actor import Actor
from inventory.selectors import devices_seen_by


def followable(actor: Actor, codes: Iterable[str | None]) -> frozenset[str]:
    """Those of these devices whose page this actor may open, in one question."""
    wanted = {code for code in codes if code}
    if not wanted:
        return frozenset()
    seen = devices_seen_by(actor).filter(pk__in=wanted)
    return frozenset(seen.order_by().values_list("pk", flat=True))
