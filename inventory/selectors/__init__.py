"""The questions: every read that more than one caller needs, scoped to who asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from filiere.network import rights
from filiere.network.actor import Actor
from filiere.network.models import Organisation
from filiere.network.prepared import Prepared
from filiere.network.territories import area_served, communes_of
from inventory.models import (
    Collection,
    Device,
    Entry,
    ErasableText,
    Request,
    Reservation,
    StorageMedium,
)
from inventory.refusals import Missing
from inventory.vocabulary import DeviceKind, RequestState, ReservationState, Step, SubjectKind
from labels.codes import InvalidCode, parse

PASSPORT_STEPS = frozenset(
    {
        Step.READY,
        Step.RESERVED,
        Step.DELIVERED,
        Step.DISTRIBUTED,
        Step.IN_SERVICE,
        Step.CEDED,
    }
)
"""Steps in which everyone sees a device's passport."""


SIGHT = ("custodian", "released_by", "structure", "offer_to", "donor")
"""What ties a device to an organisation that may see it; most of the rows first."""


def devices_seen_by(actor: Actor | None) -> QuerySet[Device]:
    """What one's organisation holds, is offered, released, received or gave."""
    if actor is None or not rights.may(actor, "read_devices"):
        return Device.objects.none()
    return Device.objects.filter(_seen_by(actor.organisation_id))


def _seen_by(mine: Any) -> Q:
    return reduce(or_, (Q(**{tie: mine}) for tie in SIGHT))


def count_by_step(actor: Actor | None, kind: str = "") -> dict[str, int]:
    """How many devices one sees at each step.

    Each is counted at its first tie, so that an index answers for most of them; the step is
    computed, lest SQLite walks every device in the order of the steps.
    """
    counts: Counter[str] = Counter()
    if actor is None or not rights.may(actor, "read_devices"):
        return counts
    mine = actor.organisation_id
    parts = []
    for place, tie in enumerate(SIGHT):
        part = Device.objects.filter(**{tie: mine}, **({"kind": kind} if kind else {}))
        for earlier in SIGHT[:place]:
            part = part.exclude(**{earlier: mine})
        steps = part.order_by().values_list(Coalesce("step", Value("")))
        parts.append(steps.annotate(many=Count("*")))
    for step, count in parts[0].union(*parts[1:], all=True):
        counts[step] += count
    return counts


def sees_inside(actor: Actor, device: Device) -> bool:
    """Whether media, proofs and the journal may be shown: who holds it, released it, is offered."""
    mine = actor.organisation_id
    return mine in (device.custodian_id, device.released_by_id, device.offer_to_id)


def device_seen_by(actor: Actor | None, code: str) -> Device:
    """One device by its code.

    Raises
    ------
    Missing
        Unknown, or not for these eyes: the same answer.
    """
    row = None
    if actor is not None and rights.may(actor, "read_devices"):
        row = _SEEN.one(code, actor.organisation_id)
    if row is None:
        raise Missing("unknown-code", "Ce code n'existe pas.")
    return Device.from_db(connection.alias, list(row), list(row.values()))


_SEEN = Prepared(
    lambda code, mine: Device.objects.filter(_seen_by(mine), pk=code).order_by().values()
)


def search_devices(
    actor: Actor | None,
    *,
    q: str = "",
    step: str = "",
    kind: str = "",
    after: str = "",
    common: bool = False,
) -> QuerySet[Device]:
    """Devices seen, by code, brand, model, serial, asset tag or a medium's serial; by code.

    ``common``: the words are known to find many, so a page of them is soon full.
    """
    found = devices_seen_by(actor)
    if step:
        found = found.filter(step=step)
    if kind:
        found = found.filter(kind=kind)
    if text := q.replace("\x00", "").strip()[:80]:
        found = found.filter(_matches(text, common=common))
    if after:
        found = found.filter(pk__gt=after)
    return found.order_by("pk")


def _matches(text: str, *, common: bool) -> Q:
    try:
        return Q(pk=parse(text))
    except InvalidCode:
        pass
    condition = Q(pk__startswith=text.upper().replace("-", "").replace(" ", ""))
    for word in text.split():
        condition |= Q(brand__icontains=word) | Q(model__icontains=word)
        condition |= Q(serial__icontains=word) | Q(asset_tag__icontains=word)
        inside = StorageMedium.objects.filter(serial__icontains=word, device__isnull=False)
        if common:
            condition |= Q(Exists(inside.filter(device=OuterRef("pk"))))
        else:
            condition |= Q(pk__in=inside.values("device"))
    return condition


def known_word(words: type[Step] | type[DeviceKind], value: str) -> bool:
    return value in {member.value for member in words}


def chain_of(device: Device) -> QuerySet[Entry]:
    """The device's own entries, in order."""
    return Entry.objects.filter(subject_kind=SubjectKind.DEVICE, subject_id=device.pk).order_by(
        "sequence"
    )


def collections_seen_by(actor: Actor | None) -> QuerySet[Collection]:
    """Collections one's organisation runs or gave."""
    if actor is None or not rights.may(actor, "read_collections"):
        return Collection.objects.none()
    mine = actor.organisation_id
    return Collection.objects.filter(Q(custodian_id=mine) | Q(donor_id=mine))


def requests_seen_by(actor: Actor | None) -> QuerySet[Request]:
    """A structure sees its own; a workshop the open ones of its territory and those it serves."""
    if actor is None or not rights.may(actor, "read_requests"):
        return Request.objects.none()
    mine = actor.organisation_id
    if actor.organisation_kind not in ("workshop", "collection_point"):
        return Request.objects.filter(structure_id=mine)
    return Request.objects.filter(
        Q(state=RequestState.OPEN, structure__in=_structures_near(mine)) | _served_by(mine)
    )


def _served_by(organisation_id: int) -> Q:
    """Requests that this organisation serves with a device that it holds, or let go.

    Asked of each request that nothing else shows, and answered by its first such device.

    A reservation that was freed serves nobody any more, nor one of an earlier cycle: who takes
    the device back need not know whom it had served.
    """
    theirs = Q(device__custodian_id=organisation_id) | Q(device__released_by_id=organisation_id)
    waiting = Q(state__in=(ReservationState.ACTIVE, ReservationState.DELIVERED))
    handed = Q(state=ReservationState.FULFILLED, closed_at__gte=F("device__cycle_opened_at"))
    held = Reservation.objects.filter(theirs & (waiting | handed), line__request=OuterRef("pk"))
    return Q(Exists(held))


def _structures_near(organisation_id: int) -> Any:
    workshop = Organisation.objects.get(pk=organisation_id)
    area = area_served(workshop)
    near = Organisation.objects.filter(active=True)
    if area is not None:
        near = near.filter(territory__in=communes_of(area))
    return near.values("pk")


def may_read_reference(actor: Actor, request: Request) -> bool:
    """The beneficiary's reference: its structure, and the workshop that serves the request."""
    if actor.organisation_id == request.structure_id:
        return True
    return Request.objects.filter(_served_by(actor.organisation_id), pk=request.pk).exists()


def references_read_by(actor: Actor, requests: Sequence[Request]) -> dict[str, str]:
    """The beneficiaries' references that this actor may read, by request."""
    mine = actor.organisation_id
    keys = {row.pk for row in requests if row.structure_id == mine}
    others = {row.pk for row in requests} - keys
    keys |= set(
        Request.objects.filter(_served_by(mine), pk__in=others).values_list("pk", flat=True)
    )
    kept = {row.pk: row.reference for row in requests if row.pk in keys and row.reference}
    texts = ErasableText.objects.filter(pk__in=kept.values()).values_list("pk", "text", "erased_at")
    told = {key: "effacé" if erased else text for key, text, erased in texts}
    return {pk: told.get(key, "effacé") for pk, key in kept.items()}
