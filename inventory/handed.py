"""What was handed over: the lots that one's organisation may see, and what they are now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, QuerySet

from filiere.network import rights
from filiere.network.actor import Actor
from inventory.guards import STRUCTURE_KINDS
from inventory.models import Delivery, HandOver
from inventory.refusals import Missing
from inventory.selectors.let_go import let_go_by
from inventory.vocabulary import HandOverMode, Step


@dataclass(slots=True)
class HandedLot:
    """Devices handed over together; ``key`` is the id of the first hand-over."""

    key: str
    first: HandOver
    rows: list[HandOver] = field(default_factory=list)

    @property
    def price_cents(self) -> int:
        return sum(row.price_cents or 0 for row in self.rows)

    @property
    def lent(self) -> bool:
        return bool(self.first.mode == HandOverMode.LENT)


def hand_overs_seen_by(actor: Actor | None) -> QuerySet[HandOver]:
    """A structure's own; a workshop's those of devices that it let go itself."""
    if actor is None or not rights.may(actor, "hand_over"):
        return HandOver.objects.none()
    mine = actor.organisation_id
    if actor.organisation_kind not in STRUCTURE_KINDS:
        delivered = Delivery.objects.filter(
            device=OuterRef("device"), reservation_id=OuterRef("reservation_id")
        )
        theirs = HandOver.objects.filter(let_go_by(mine))
        rows = theirs.exclude(Exists(delivered))
    else:
        rows = HandOver.objects.filter(structure_id=mine)
    rows = rows.select_related("device", "structure")
    return rows.order_by("-handed_at", "id")


def still_there(rows: QuerySet[HandOver]) -> QuerySet[HandOver]:
    """Those whose device has not come back since: the present cycle's last hand-over."""
    return rows.filter(
        cycle=F("device__cycle"), device__step__in=(Step.DISTRIBUTED, Step.IN_SERVICE)
    )


def lots(rows: Iterable[HandOver]) -> list[HandedLot]:
    """Hand-overs gathered by lot and structure, in the order given."""
    found: dict[tuple[str, int, str], HandedLot] = {}
    for row in rows:
        key = (row.lot, row.structure_id, "" if row.lot else row.pk)
        lot = found.setdefault(key, HandedLot(row.pk, row))
        lot.rows.append(row)
        lot.key = min(lot.key, row.pk)
    return list(found.values())


def lot_seen_by(actor: Actor, key: str) -> HandedLot:
    """The whole lot of one hand-over.

    Raises
    ------
    Missing
        Unknown, or not for these eyes.
    """
    seen = hand_overs_seen_by(actor)
    one = seen.filter(pk=key).first()
    if one is None:
        raise Missing("unknown-hand-over", "Cette remise n'existe pas.")
    if not one.lot:
        return lots([one])[0]
    return lots(seen.filter(lot=one.lot, structure_id=one.structure_id).order_by("id"))[0]


def is_there(row: HandOver) -> bool:
    device = row.device
    return device.cycle == row.cycle and device.step in (Step.DISTRIBUTED, Step.IN_SERVICE)
