"""Where a device goes, and what a repair takes from stock."""

from __future__ import annotations

from typing import Any

from filiere.network.models import Organisation
from inventory.facts.asking import fact
from inventory.models import (
    Pallet,
    Part,
)
from inventory.state import World


@fact
def parts(world: World, data: Any) -> dict[str, Any]:
    names = {used.part for used in data.parts}
    if not names:
        return {"parts": {}}
    rows = Part.objects.select_for_update().filter(
        pk__in=names, organisation_id=world.who.organisation_id
    )
    found = list(rows.order_by("id").values_list("id", "name", "quantity"))
    return {
        "parts": {key: quantity for key, _, quantity in found},
        "part_names": {key: name for key, name, _ in found},
    }


@fact
def pallet(world: World, data: Any) -> dict[str, Any]:
    if not data.pallet:
        return {"pallet": None}
    row = (
        Pallet.objects.select_for_update()
        .filter(pk=data.pallet, organisation_id=world.who.organisation_id)
        .values("id", "closed_at")
        .first()
    )
    return {"pallet": {"id": row["id"], "closed": row["closed_at"] is not None} if row else None}


@fact
def recycler(world: World, data: Any) -> dict[str, Any]:
    known = Organisation.objects.filter(pk=data.operator, kind="recycler", active=True)
    return {"recycler": known.exists()}


@fact
def target(world: World, data: Any) -> dict[str, Any]:
    fields = ("kind", "name", "active")
    return {"target": Organisation.objects.filter(pk=data.to).values(*fields).first()}
