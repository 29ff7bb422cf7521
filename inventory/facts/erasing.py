"""What an erasure rests on: policy, colleagues, photos, entries of wipe logs, certificates."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Q

from filiere.network.identity import operators_of
from inventory.facts.asking import fact
from inventory.models import (
    Collection,
    Evidence,
    StorageMedium,
)
from inventory.state import World
from inventory.testimonies import said_first
from inventory.wiped import discs_of

CERTIFICATE = "certificate"
"""The reader of a file that nothing reads: a third party's certificate, kept as it came."""


@fact
def policies(world: World, data: Any) -> dict[str, Any]:
    names = {medium.origin_collection for medium in world.media}
    if world.device is not None:
        names.add(world.device.collection_id)
    rows = Collection.objects.filter(pk__in=names - {""}).values("id", "level", "witness")
    return {"policies": {row["id"]: row for row in rows}}


@fact
def colleagues(world: World, data: Any) -> dict[str, Any]:
    """Who works here and may be a second person, when one is named."""
    told = getattr(data, "outcomes", (data,))
    if all(one.second is None for one in told):
        return {"colleagues": frozenset()}
    return {"colleagues": frozenset(operators_of(world.who.organisation_id))}


@fact
def photos(world: World, data: Any) -> dict[str, Any]:
    """Photos named that are kept: of this device in this cycle, or of the loose medium."""
    names = {one.photo for one in getattr(data, "outcomes", (data,)) if one.photo}
    if not names:
        return {"photos": frozenset()}
    if world.device is not None:
        theirs = Q(device=world.device.code)
        if world.device.cycle > 1:
            theirs &= Q(received_at__gte=world.device.cycle_opened_at)
    else:
        theirs = Q(device=None, organisation_id=world.who.organisation_id)
        theirs |= Q(device__in={medium.last_code for medium in world.media} - {""})
    rows = Evidence.objects.filter(theirs, pk__in=names, reader="photo")
    return {"photos": frozenset(rows.values_list("pk", flat=True))}


@fact
def stated(world: World, data: Any) -> dict[str, Any]:
    """Who said the very same first, and waits for whoever acts now to confirm it."""
    if data.testimony is None:
        return {"stated": None}
    return {"stated": said_first(world, data)}


@fact
def discs(world: World, data: Any) -> dict[str, Any]:
    """Disc entries named of wipe logs that this organisation sent, read again."""
    told = [one for one in data.outcomes if one.evidence]
    named = [(one.evidence, one.evidence_index) for one in told]
    wanted = dict(zip(named, (one.medium for one in told), strict=True))
    found = discs_of(wanted, world.who.organisation_id) if named else {}
    serials = {key for disc in found.values() for key in disc.entry.serial_keys}
    return {
        "discs": found,
        "discs_asked": Counter(named),
        "known_serials": _known(world, serials) if serials else (),
    }


def _known(world: World, serials: set[str]) -> tuple[tuple[str, str], ...]:
    """The media of one's own house that bear one of these serials."""
    house = world.who.organisation_id
    held = Q(custodian_id=house) | Q(device__custodian_id=house)
    rows = StorageMedium.objects.filter(held, serial_key__in=serials)
    return tuple(rows.values_list("serial_key", "pk"))


@fact
def documents(world: World, data: Any) -> dict[str, Any]:
    """Third parties' certificates named that this organisation keeps."""
    names = {one.document for one in data.outcomes if one.document}
    if not names:
        return {"documents": frozenset()}
    mine = Evidence.objects.filter(pk__in=names, organisation_id=world.who.organisation_id)
    kept = mine.filter(reader=CERTIFICATE).values_list("pk", flat=True)
    return {"documents": frozenset(kept)}
