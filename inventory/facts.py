"""What selectors tell an operation before it is decided: one small question each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db.models import F, Max, Q
from django.utils import timezone

from filiere.network.models import Membership, Organisation
from filiere.network.prepared import Prepared
from inventory import vouchers
from inventory.evidence import store
from inventory.evidence.as_stored import from_stored
from inventory.evidence.merge import Said, merge
from inventory.evidence.opening import read_file
from inventory.evidence.serials import clean_serial
from inventory.evidence.unreadable import Unreadable
from inventory.history import last_operation
from inventory.lines import taken
from inventory.models import (
    Arrival,
    Code,
    Collection,
    Device,
    Entry,
    ErasureProof,
    Evidence,
    HandOver,
    Pallet,
    Part,
    Place,
    Recall,
    RequestLine,
    Reservation,
    StorageMedium,
)
from inventory.operations.recall import GIVEN_UP
from inventory.state import MediumState, World
from inventory.vocabulary import LegalBasis, MediumStatus, Step, SubjectKind
from inventory.wiped import discs_of
from labels.codes import InvalidCode, mint, parse

CERTIFICATE = "certificate"
"""The reader of a file that nothing reads: a third party's certificate, kept as it came."""
FACTS: dict[str, Callable[[World, Any], dict[str, Any]]] = {}
Fact = Callable[[World, Any], dict[str, Any]]
TWINS = Prepared(
    lambda code, here, keys: (
        StorageMedium.objects.filter(
            Q(status=MediumStatus.ABSENT, last_code=code, serial_key="") | Q(serial_key__in=keys)
        )
        .exclude(device=here)
        .values()
    )
)
PLACE = Prepared(
    lambda key, organisation: (
        Place.objects.filter(pk=key, organisation_id=organisation, closed_at=None)
        .order_by()
        .values("id")
    )
)


def fact(question: Fact) -> Fact:
    FACTS[question.__name__] = question
    return question


def states(rows: Any) -> tuple[MediumState, ...]:
    """Media of a queryset as the values that operations see."""
    return medium_states(rows.values())


def medium_states(rows: Iterable[Mapping[str, Any]]) -> tuple[MediumState, ...]:
    return tuple(MediumState(**row) for row in rows)


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
def policies(world: World, data: Any) -> dict[str, Any]:
    names = {medium.origin_collection for medium in world.media}
    if world.device is not None:
        names.add(world.device.collection_id)
    rows = Collection.objects.filter(pk__in=names - {""}).values("id", "level", "witness")
    return {"policies": {row["id"]: row for row in rows}}


@fact
def colleagues(world: World, data: Any) -> dict[str, Any]:
    if all(outcome.second is None for outcome in data.outcomes):
        return {"colleagues": frozenset()}
    members = Membership.objects.filter(
        organisation_id=world.who.organisation_id, active=True
    ).values_list("id", flat=True)
    return {"colleagues": frozenset(members)}


@fact
def photos(world: World, data: Any) -> dict[str, Any]:
    """Photos named that are kept: of this device in this cycle, or of the loose medium."""
    names = {outcome.photo for outcome in data.outcomes if outcome.photo}
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
def discs(world: World, data: Any) -> dict[str, Any]:
    """Disc entries named of wipe logs that this organisation sent, read again."""
    named = [(one.evidence, one.evidence_index) for one in data.outcomes if one.evidence]
    found = discs_of(named, world.who.organisation_id) if named else {}
    return {"discs": found, "discs_asked": Counter(named)}


@fact
def documents(world: World, data: Any) -> dict[str, Any]:
    """Third parties' certificates named that this organisation keeps."""
    names = {one.document for one in data.outcomes if one.document}
    if not names:
        return {"documents": frozenset()}
    mine = Evidence.objects.filter(pk__in=names, organisation_id=world.who.organisation_id)
    kept = mine.filter(reader=CERTIFICATE).values_list("pk", flat=True)
    return {"documents": frozenset(kept)}


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
def place(world: World, data: Any) -> dict[str, Any]:
    key = getattr(data, "place", None)
    if not key:
        return {"place": None}
    return {"place": PLACE.one(key, world.who.organisation_id)}


@fact
def parts(world: World, data: Any) -> dict[str, Any]:
    names = {used.part for used in data.parts}
    if not names:
        return {"parts": {}}
    rows = Part.objects.select_for_update().filter(
        pk__in=names, organisation_id=world.who.organisation_id
    )
    return {"parts": dict(rows.order_by("id").values_list("id", "quantity"))}


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
    """Public donations already handed over in this lot by the same structure: kind and price.

    The legal cap is theirs alone: what else is in the lot does not raise it.
    """
    if not data.lot:
        return {"lot": []}
    served = Reservation.objects.filter(pk=world.here.reservation_id)
    rows = HandOver.objects.filter(
        lot=data.lot,
        structure__in=served.values("line__request__structure"),
        device__collection__legal_basis=LegalBasis.PUBLIC_DONATION,
    )
    told = rows.values_list("device__kind", "price_cents")
    return {"lot": [(kind, price or 0) for kind, price in told]}


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
    day = timezone.localtime(at)
    return {"voucher_used": (f"{day:%d/%m/%Y à %H:%M}", where)}


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


@fact
def proof(world: World, data: Any) -> dict[str, Any]:
    """The proof to withdraw and the medium it is about, wherever that medium is now."""
    fields = ("id", "medium_id", "exposure", "withdrawn", "result", "level", "recorded_by_id")
    row = ErasureProof.objects.filter(pk=data.proof).values(*fields).first()
    if row is None:
        return {}
    also = states(StorageMedium.objects.select_for_update().filter(pk=row["medium_id"]))
    return {"proof": row, "proof_recorded_by": row["recorded_by_id"], "also": also}


@fact
def last(world: World, data: Any) -> dict[str, Any]:
    return {"last": last_operation(world)}
