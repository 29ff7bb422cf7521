"""The media of a device, and those that look like them elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Max, Q

from filiere.network.prepared import Prepared
from inventory.evidence import store
from inventory.evidence.as_stored import from_stored
from inventory.evidence.merge import Said, merge
from inventory.evidence.opening import read_file
from inventory.evidence.serials import clean_serial
from inventory.evidence.unreadable import Unreadable
from inventory.facts.asking import fact, medium_states, states
from inventory.models import (
    ErasureProof,
    Evidence,
    Recall,
    StorageMedium,
)
from inventory.operations.recall import GIVEN_UP
from inventory.state import World
from inventory.vocabulary import MediumStatus
from labels.codes import InvalidCode, parse

TWINS = Prepared(
    lambda code, here, keys: (
        StorageMedium.objects.filter(
            Q(status=MediumStatus.ABSENT, last_code=code, serial_key="") | Q(serial_key__in=keys)
        )
        .exclude(device=here)
        .values()
    )
)


@fact
def twins(world: World, data: Any) -> dict[str, Any]:
    """Media of the same real serial that are recorded anywhere but in this device.

    With them, those without serial that were said absent from it: only looks could tell.
    """
    items = getattr(data, "media", None) or [getattr(data, "new", None)]
    keys = {clean_serial(item.serial) for item in items if item is not None and item.serial}
    keys.discard("")
    code = world.here.code
    found = medium_states(TWINS.all(code, code, sorted(keys)))
    return {"twins": found, "also": found}


@fact
def evidence_media(world: World, data: Any) -> dict[str, Any]:
    """Kind and serial of what the named files show, read again; nothing when they may hide some.

    Only asked when a file showed more than the record knows: an older one does not answer it,
    unless a supervisor says so.
    """
    if not world.here.unlisted_media:
        return {}
    named = dict.fromkeys((data.evidence, *data.pieces)) if data.evidence else {}
    known = Evidence.objects.filter(pk__in=named, device=world.here.code).values_list("pk")
    if not named or len(known) != len(named):
        return {}
    try:
        said = [
            Said(sha256, read_file(store.load(sha256, settings.EVIDENCE_DIR))) for sha256 in named
        ]
    except (store.EvidenceError, Unreadable):
        return {}
    read = merge(said).description
    if not read.media_complete:
        return {}
    shown = [(medium.kind, medium.serial_key) for medium in read.own_media]
    if world.who.role != "supervisor" and _shown_since(world.here.code, named, len(shown)):
        return {}
    return {"evidence_media": shown}


def _shown_since(code: str, named: Iterable[str], count: int) -> bool:
    """Whether a file read since the last of those named shows more media of this device."""
    files = Evidence.objects.filter(device=code)
    newest = files.filter(pk__in=named).aggregate(at=Max("received_at"))["at"]
    since = files.filter(reading__read_at__gt=newest).exclude(pk__in=named)
    return any(
        len(one.description.own_media) > count
        for row in since.select_related("reading")
        for one in from_stored(row.reading.found)
        if one.description
    )


@fact
def holders_media(world: World, data: Any) -> dict[str, Any]:
    """Media that came in with the holder of this service, wherever they are now."""
    if not world.here.service_id:
        return {}
    rows = StorageMedium.objects.filter(holder_service=world.here.service_id)
    return {"also": states(rows.exclude(device=world.here.code))}


@fact
def given_up(world: World, data: Any) -> dict[str, Any]:
    """Whether a recall of this cycle was closed without the device having come back."""
    closed = Recall.objects.filter(device=world.here.code, cycle=world.here.cycle)
    return {"given_up": closed.filter(how__in=GIVEN_UP).exists()}


@fact
def loose(world: World, data: Any) -> dict[str, Any]:
    if not data.medium:
        return {"loose": None}
    try:
        code = parse(data.medium)
    except InvalidCode:
        code = ""
    rows = StorageMedium.objects.select_for_update().filter(
        Q(code=code) | Q(pk=data.medium[:36]), custodian_id=world.who.organisation_id
    )
    found = states(rows)
    return {"loose": found[0] if found else None, "also": found}


@fact
def proof(world: World, data: Any) -> dict[str, Any]:
    """The proof to withdraw and the medium it is about, wherever that medium is now."""
    fields = ("id", "medium_id", "exposure", "withdrawn", "result", "level", "recorded_by_id")
    row = ErasureProof.objects.filter(pk=data.proof).values(*fields).first()
    if row is None:
        return {}
    also = states(StorageMedium.objects.select_for_update().filter(pk=row["medium_id"]))
    return {"proof": row, "proof_recorded_by": row["recorded_by_id"], "also": also}
