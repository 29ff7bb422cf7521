"""The stock: what one's organisation holds, by what it can do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from filiere.network import rights
from filiere.network.actor import Actor
from inventory.models import Device, RequestLine, StorageMedium
from inventory.profiles import COMFORTABLE, NETWORK, USES, USUAL, WITHOUT_USE, Need
from inventory.refusals import Missing
from inventory.selectors import requests_seen_by
from inventory.vocabulary import MediumStatus, Step

STATES: dict[str, frozenset[Step]] = {
    "ready": frozenset({Step.READY}),
    "reserved": frozenset({Step.RESERVED}),
    "bench": frozenset({Step.COLLECTED, Step.AUDITED, Step.ERASED, Step.IN_REPAIR}),
}
"""What is ready, promised to somebody, or still on the bench."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for; blank, nothing is asked. ``profile`` is a word of the vocabulary."""

    state: str = "ready"
    kind: str = ""
    grade: str = ""
    place: str = ""
    profile: str = ""
    memory_gb: int = 0
    storage_gb: int = 0
    cpu: int = 0


def held(actor: Actor, state: str = "ready") -> QuerySet[Device]:
    """What one's organisation holds in this state; what is offered elsewhere is still here."""
    if not rights.may(actor, "read_devices"):
        return Device.objects.none()
    steps = [step.value for step in STATES.get(state, STATES["ready"])]
    return Device.objects.filter(custodian_id=actor.organisation_id, step__in=steps)


def stock(actor: Actor, asked: Asked) -> QuerySet[Device]:
    """Devices of one's stock that answer what is asked, by kind, grade, code."""
    found = held(actor, asked.state)
    for name in ("kind", "grade"):
        if value := getattr(asked, name):
            found = found.filter(**{name: value})
    if asked.place:
        found = found.filter(place_id=asked.place)
    if asked.profile:
        found = found.filter(suiting(asked.profile, asked.kind))
    least = Need(asked.memory_gb, asked.storage_gb, asked.cpu)
    return found.filter(meets(least)).order_by("kind", "grade", "pk")


def counts(actor: Actor, state: str = "ready") -> list[tuple[str, str, int]]:
    """How many by kind and grade: (kind, grade, count)."""
    rows = held(actor, state).order_by().values_list("kind", "grade").annotate(count=Count("pk"))
    return sorted(rows)


def suiting(profile: str, kind: str = "") -> Q:
    """Devices good for this use, as ``profiles.suits`` says of one."""
    condition = Q(kind__in=[one.value for one in WITHOUT_USE])
    for one, need in USES[profile].needs.items():
        if kind in ("", one):
            condition |= Q(kind=one) & meets(need)
    return condition


def meets(need: Need) -> Q:
    """Devices that have at least this much; what is not known is not promised."""
    condition = Q()
    if need.memory_gb:
        condition &= Q(capabilities__memory_mb__gte=need.memory_gb * 1024)
    if need.storage_gb:
        inside = StorageMedium.objects.filter(
            device=OuterRef("pk"), status=MediumStatus.FITTED, size_gb__gte=need.storage_gb
        )
        condition &= Q(Exists(inside))
    if need.cpu:
        condition &= _processor(need.cpu)
    for key in need.functions:
        condition &= Q(**{f"tests__{key}": "pass"})
    if need.online:
        online = Q()
        for key in NETWORK:
            online |= Q(**{f"tests__{key}": "pass"})
        condition &= online
    return condition


def _processor(least: int) -> Q:
    if least == 1:
        return Q(capabilities__cpu__isnull=False)
    words = COMFORTABLE if least > 2 else (*COMFORTABLE, *USUAL)
    condition = Q()
    for word in words:
        condition |= Q(capabilities__cpu__icontains=word)
    return condition


def line_seen_by(actor: Actor, key: str) -> RequestLine:
    """One line of a request that this actor may see.

    Raises
    ------
    Missing
        Unknown, or not for these eyes.
    """
    seen = requests_seen_by(actor).values("pk")
    found = (
        RequestLine.objects.filter(pk=key, request__in=seen)
        .select_related("request__structure")
        .first()
    )
    if found is None:
        raise Missing("unknown-line", "Cette demande n'existe pas.")
    return found


def sizes_of(devices: Sequence[Device]) -> dict[str, list[int | None]]:
    """Sizes of the media in these devices, in one question."""
    rows = StorageMedium.objects.filter(
        device__in=[device.pk for device in devices], status=MediumStatus.FITTED
    ).values_list("device_id", "size_gb")
    found: dict[str, list[int | None]] = {}
    for code, size in rows:
        if code is not None:
            found.setdefault(code, []).append(size)
    return found
