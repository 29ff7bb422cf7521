"""Who is served: the line asked for, its reservation, the lot, the voucher, what arrived."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from filiere.network.models import Organisation
from inventory import handed_lots, vouchers
from inventory.facts.asking import fact
from inventory.lines import taken
from inventory.models import (
    Arrival,
    Collection,
    Entry,
    HandOver,
    RequestLine,
    Reservation,
)
from inventory.state import World
from inventory.vocabulary import LegalBasis, Step, SubjectKind


@fact
def line(world: World, data: Any) -> dict[str, Any]:
    """The line asked for, its request locked so that two reservations cannot both be the last."""
    row = (
        RequestLine.objects.select_for_update()
        .filter(pk=data.line)
        .values("id", "kind", "quantity", "request_id", "request__state", "request__structure_id")
        .first()
    )
    if row is None:
        return {"line": None}
    told = {"state": row["request__state"], "structure_id": row["request__structure_id"]}
    return {"line": {**row, **told, "remaining": row["quantity"] - taken(row["id"])}}


@fact
def reservation(world: World, data: Any) -> dict[str, Any]:
    if not world.here.reservation_id:
        return {"reservation": None}
    row = (
        Reservation.objects.filter(pk=world.here.reservation_id)
        .values("id", "line_id", "line__request_id", "line__request__structure_id")
        .first()
    )
    if row is None:
        return {"reservation": None}
    told = {
        "request_id": row["line__request_id"],
        "structure_id": row["line__request__structure_id"],
    }
    return {"reservation": {**row, **told}}


@fact
def legal_basis(world: World, data: Any) -> dict[str, Any]:
    row = Collection.objects.filter(pk=world.here.collection_id).values("legal_basis").first()
    return {"legal_basis": row["legal_basis"] if row else ""}


@fact
def lot(world: World, data: Any) -> dict[str, Any]:
    """What the same structure handed over under this lot's name already.

    ``lot`` holds kind and price of public donations: the legal cap is theirs alone, and what else
    is in the lot does not raise it. ``other_lot`` says when the name was another lot's.
    """
    if not data.lot:
        return {"lot": []}
    served = Reservation.objects.filter(pk=world.here.reservation_id)
    named = HandOver.objects.filter(
        lot=data.lot, structure__in=served.values("line__request__structure")
    )
    donated = named.filter(device__collection__legal_basis=LegalBasis.PUBLIC_DONATION)
    told = donated.values_list("device__kind", "price_cents")
    first = named.order_by("handed_at").first()
    other = first is not None and handed_lots.is_another(first, data, world.at)
    return {
        "lot": [(kind, price or 0) for kind, price in told],
        "other_lot": _said(first.handed_at) if first is not None and other else "",
    }


@fact
def voucher(world: World, data: Any) -> dict[str, Any]:
    """When and where this voucher of the served structure was used for another lot.

    The structure's row is locked, so that two counters cannot both be the first.
    """
    if not data.voucher:
        return {}
    served = Reservation.objects.filter(pk=world.here.reservation_id)
    structure = served.values_list("line__request__structure_id", flat=True).first()
    if structure is None:
        return {}
    list(Organisation.objects.select_for_update().filter(pk=structure).values_list("pk"))
    used = vouchers.uses(data.voucher, structure, lot=data.lot or "", at=world.at)
    one = used.values_list("device_id", "handed_at").first()
    if one is None:
        return {}
    code, at = one
    entry = Entry.objects.filter(
        subject_kind=SubjectKind.DEVICE, subject_id=code, operation="hand_over", occurred_at=at
    )
    where = entry.values_list("organisation__name", flat=True).first() or "autre lieu"
    return {"voucher_used": (_said(at), where)}


def _said(at: datetime) -> str:
    return f"{timezone.localtime(at):%d/%m/%Y à %H:%M}"


@fact
def arrival(world: World, data: Any) -> dict[str, Any]:
    """Whether its structure said that this device was not in the present delivery."""
    if world.here.step != Step.DELIVERED:
        return {}
    said = Arrival.objects.filter(
        arrived=False,
        delivery__device=world.here.code,
        delivery__delivered_at__gte=F("delivery__device__cycle_opened_at"),
    )
    return {"said_missing": said.exists()}
