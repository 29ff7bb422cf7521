"""The list of devices, and the page of one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from filiere.network import rights
from filiere.network.actor import Actor
from inventory.checklist import checklist, first_of
from inventory.circuit import CIRCUIT
from inventory.counting import not_seen
from inventory.decide import glance
from inventory.forms.keys import new_key
from inventory.forms.registry import AT_ONCE
from inventory.models import Device, Entry, ErasureProof, Hold, Pallet, Place, StorageMedium
from inventory.profiles import profiles_of
from inventory.reading import offered, world_of_device
from inventory.selectors import (
    PASSPORT_STEPS,
    chain_of,
    count_by_step,
    device_seen_by,
    known_word,
    search_devices,
    sees_inside,
)
from inventory.selectors.dossier import pieces_of, repairs_of
from inventory.state import World
from inventory.subjects.testifying import awaited
from inventory.timeline import timeline
from inventory.views.access import code_of, page
from inventory.views.shown import described, media_shown, reformed, tests_shown
from inventory.vocabulary import HANDHELD, DeviceKind, Step
from inventory.whereabouts import tree_of
from labels.codes import InvalidCode, parse

PAGE = 50
COUNTED = 1000
"""What words find is counted up to here: nobody reads further."""


@require_safe
@page("read_devices")
def devices(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Search and filters; a page at a time, after the last code of the one before."""
    asked = {
        "q": request.GET.get("q", "").strip()[:80],
        "step": _known(Step, request.GET.get("step", "")),
        "kind": _known(DeviceKind, request.GET.get("kind", "")),
    }
    after = _after(request.GET.get("after", ""))
    counts = _counts(actor, asked, after)
    found = counts.devices.select_related("custodian", "structure")
    shown = list(found.order_by("pk")[: PAGE + 1])
    more = ""
    if len(shown) > PAGE:
        shown = shown[:PAGE]
        more = urlencode({key: value for key, value in asked.items() if value}) + "&after="
        more += shown[-1].pk
    steps = [(step.value, step.label, counts.by_step.get(step.value, 0)) for step in Step]
    context = {
        "asked": asked,
        "devices": shown,
        "places": _places(shown, actor),
        "more": more,
        "first": not request.GET.get("after"),
        "many": counts.many,
        "total": counts.by_step.get(asked["step"], 0)
        if asked["step"]
        else sum(counts.by_step.values()),
        "steps": [one for one in steps if counts.many or one[2] or one[0] == asked["step"]],
        "kinds": DeviceKind.choices(),
        "mine": actor.organisation_id,
    }
    return render(request, "inventory/devices.html", context)


@dataclass(frozen=True, slots=True)
class Counts:
    """Devices to list, and how many at each step; ``many``: more than are counted."""

    devices: QuerySet[Device]
    by_step: dict[str, int]
    many: bool = False


def _counts(actor: Actor, asked: dict[str, str], after: str) -> Counts:
    """Words are looked for once: what they find is read, unless there is a lot of it."""
    if not asked["q"]:
        found = search_devices(actor, step=asked["step"], kind=asked["kind"], after=after)
        return Counts(found, count_by_step(actor, asked["kind"]))
    whole = search_devices(actor, q=asked["q"], kind=asked["kind"]).order_by()
    rows = list(whole.values_list("pk", "step")[: COUNTED + 1])
    if len(rows) > COUNTED:
        return Counts(search_devices(actor, **asked, after=after, common=True), {}, many=True)
    left = sorted(pk for pk, step in rows if asked["step"] in ("", step) and pk > after)
    here = Device.objects.filter(pk__in=left[: PAGE + 1])
    return Counts(here, Counter(step for _, step in rows))


def _known(words: type[Step] | type[DeviceKind], value: str) -> str:
    return value if known_word(words, value) else ""


def _after(text: str) -> str:
    try:
        return parse(text)
    except InvalidCode:
        return ""


def _places(shown: list[Device], actor: Actor) -> dict[str, str]:
    wanted = {device.place_id for device in shown if device.place_id}
    mine = Place.objects.filter(pk__in=wanted, organisation_id=actor.organisation_id)
    return dict(mine.values_list("pk", "name"))


@require_safe
@page("read_devices")
def device(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    found = device_seen_by(actor, code_of(code))
    return render(request, "inventory/device.html", device_context(found, actor))


def device_context(found: Device, actor: Actor) -> dict[str, Any]:
    """What the page of a device shows; inside only to who holds it, released it, is offered."""
    inside = sees_inside(actor, found)
    world = world_of_device(found, actor)
    rows = offered(world)
    lines = checklist(world) if inside else []
    first = first_of(world, rows, lines)
    if any(not line.done and line.operation != "stock" for line in lines):
        rows = [row for row in rows if row.name != "stock"]
    names = {row.name for row in rows}
    context: dict[str, Any] = {
        "device": found,
        "inside": inside,
        "lines": [(line, line.operation in names) for line in lines],
        "lacking": sum(1 for line in lines if not line.done),
        "first": first,
        "usual": [row for row in rows if row is not first and not _rare(row.name)],
        "rare": [row for row in rows if row is not first and _rare(row.name)],
        "at_once": AT_ONCE,
        "key": new_key(),
        "public": found.step in PASSPORT_STEPS,
    }
    return context | (_inside(found, world) if inside else {})


RARE = frozenset(
    {
        *("void", "take_out", "fit", "dismantle", "recycle", "reinstate", "return_to_donor"),
        *("cede", "transfer", "declare_lost", "find", "withdraw_proof", "close_recall", "move"),
        *("count", "weigh", "reprint", "remove", "certify_destruction", "take_back"),
    }
)


def _rare(name: str) -> bool:
    return name in RARE


def _inside(found: Device, world: World) -> dict[str, Any]:
    actor = world.who
    entries: list[Entry] = list(chain_of(found).select_related("organisation"))
    prefetch_related_objects([found], "media")
    media = list(found.media.all())
    proofs = list(
        ErasureProof.objects.filter(medium__in=[medium.pk for medium in media])
        .select_related("recorded_by")
        .order_by("-ended_at", "-pk")
    )
    pallet = Pallet.objects.filter(pk=found.pallet_id).first() if found.pallet_id else None
    photos, pieces = pieces_of(found, actor)
    return {
        "entries": entries,
        "timeline": timeline(entries, actor),
        "awaited": awaited(actor, found.pk),
        "media": media_shown(media, proofs, found),
        "tests": tests_shown(found),
        "facts": [*described(found), *reformed(found)],
        "way": tree_of(found.custodian_id).way(found.place_id) if found.custodian_id else [],
        "may_place": rights.may(actor, "create_collection", found.custodian_id),
        "unseen": not_seen(found.pk, found.head_at),
        "pallet": pallet,
        "uses": _uses(found, media),
        "repairs": repairs_of(found),
        "photos": photos,
        "pieces": pieces,
        "may_read": rights.may(actor, "read_evidence"),
        "handheld": found.kind in HANDHELD,
        "may_photograph": glance(world, CIRCUIT["photograph"]) is None,
        "hold": Hold.objects.filter(pk=found.hold_id).first() if found.hold_id else None,
    }


def _uses(device: Device, media: list[StorageMedium]) -> list[str]:
    sizes = [medium.size_gb for medium in media]
    return [use.label for use in profiles_of(device.kind, device.capabilities, device.tests, sizes)]
