"""What is recorded of a code, a collection, a place, and what was done last."""

from __future__ import annotations

from typing import Any

from filiere.network.prepared import Prepared
from inventory.facts.asking import fact
from inventory.history import last_operation
from inventory.models import (
    Code,
    Collection,
    Device,
    Entry,
    Place,
)
from inventory.state import World
from inventory.vocabulary import SubjectKind
from labels.codes import InvalidCode, mint, parse

PLACE = Prepared(
    lambda key, organisation: (
        Place.objects.select_for_update()
        .filter(pk=key, organisation_id=organisation)
        .order_by()
        .values("id", "closed_at")
    )
)


@fact
def collection(world: World, data: Any) -> dict[str, Any]:
    fields = ("custodian_id", "state", "legal_basis", "donor_id")
    found = Collection.objects.filter(pk=data.collection).values(*fields).first()
    return {"collection": found}


@fact
def code_taken(world: World, data: Any) -> dict[str, Any]:
    return {"code_taken": is_taken(world.here.code)}


def is_taken(code: str) -> bool:
    """True when this code is already a device's or a medium's."""
    return (
        Code.objects.filter(pk=code).exclude(bound_id="").exists()
        or Device.objects.filter(pk=code).exists()
    )


@fact
def chain_operations(world: World, data: Any) -> dict[str, Any]:
    chain = Entry.objects.filter(subject_kind=SubjectKind.DEVICE, subject_id=world.here.code)
    return {"chain_operations": list(chain.values_list("operation", flat=True))}


@fact
def medium_code(world: World, data: Any) -> dict[str, Any]:
    """The free code asked for a medium's label, and one minted in case none was."""
    asked = None
    if data.code:
        try:
            asked = parse(data.code)
        except InvalidCode:
            asked = None
        if asked and is_taken(asked):
            asked = None
    return {"medium_code": asked, "minted": mint()}


@fact
def place(world: World, data: Any) -> dict[str, Any]:
    key = getattr(data, "place", None)
    if not key:
        return {"place": None}
    found = PLACE.one(key, world.who.organisation_id)
    closed = found is not None and found["closed_at"] is not None
    return {"place": None if closed else found, "place_closed": closed}


@fact
def last(world: World, data: Any) -> dict[str, Any]:
    return {"last": last_operation(world)}
