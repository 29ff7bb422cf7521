"""The stock: what is there, what it can do, what can serve a request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from filiere.network import rights
from filiere.network.actor import Actor
from inventory.lines import taken
from inventory.models import Device, Place, RequestLine
from inventory.profiles import CPU_CLASSES, USES, profiles_of
from inventory.selectors.stock import STATES, Asked, counts, line_seen_by, sizes_of, stock
from inventory.views.access import page
from inventory.vocabulary import DeviceKind, Grade, Profile

PAGE = 50
MEMORY = (2, 4, 8, 16)
STORAGE = (60, 120, 240, 500)
STATE_WORDS = {"ready": "disponible", "reserved": "réservé", "bench": "encore à l'atelier"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One device of the list, as a person chooses it."""

    device: Device
    memory_gb: int
    storage_gb: int
    cpu: str
    uses: tuple[str, ...]
    place: str


@require_safe
@page("read_devices")
def show_stock(request: HttpRequest, actor: Actor) -> HttpResponse:
    line = _line(request.GET, actor)
    asked = _asked(request.GET, line)
    listed = Paginator(stock(actor, asked), PAGE).get_page(request.GET.get("page"))
    places = dict(
        Place.objects.filter(organisation_id=actor.organisation_id).values_list("pk", "name")
    )
    context = {
        "asked": asked,
        "line": line,
        "many": rights.may(actor, "create_collection"),
        "left": line.quantity - taken(line.pk) if line else 0,
        "listed": listed,
        "shown": _shown(list(listed.object_list), places),
        "more": _query(request.GET),
        "kinds": _by_kind(actor, asked.state),
        "grades": [(one.value, one.label) for one in Grade],
        "states": [(key, STATE_WORDS[key]) for key in STATES],
        "profiles": Profile.choices(),
        "why": USES[asked.profile].why if asked.profile else "",
        "places": places.items(),
        "memory": MEMORY,
        "storage": STORAGE,
        "cpus": CPU_CLASSES.items(),
    }
    return render(request, "inventory/stock.html", context)


def _line(query: QueryDict, actor: Actor) -> RequestLine | None:
    key = query.get("ligne", "")[:36]
    return line_seen_by(actor, key) if key else None


def asked_of(query: QueryDict, actor: Actor) -> Asked:
    """What the address of a list of the stock asks."""
    return _asked(query, _line(query, actor))


def _asked(query: QueryDict, line: RequestLine | None) -> Asked:
    """What the address asks; a word that means nothing asks nothing."""
    return Asked(
        state=_one_of(query.get("etat", ""), set(STATES)) or "ready",
        kind=line.kind if line else _one_of(query.get("type", ""), set(DeviceKind)),
        grade=_one_of(query.get("grade", ""), set(Grade)),
        place=query.get("lieu", "").replace("\x00", "")[:36],
        profile=line.profile if line else _one_of(query.get("usage", ""), set(Profile)),
        memory_gb=_number(query.get("memoire", ""), MEMORY),
        storage_gb=_number(query.get("stockage", ""), STORAGE),
        cpu=_number(query.get("processeur", ""), tuple(CPU_CLASSES)),
    )


def _one_of(value: str, words: set[Any]) -> str:
    return value if value in words else ""


def _number(value: str, known: tuple[int, ...]) -> int:
    return next((one for one in known if str(one) == value), 0)


def _query(query: QueryDict) -> str:
    kept = query.copy()
    kept.pop("page", None)
    return kept.urlencode()


def _by_kind(actor: Actor, state: str) -> list[tuple[str, str, int, list[tuple[str, int]]]]:
    """Kind, its word, how many, and how many of each grade."""
    found: dict[str, dict[str, int]] = {}
    for kind, grade, count in counts(actor, state):
        found.setdefault(kind, {})[grade] = count
    return [
        (
            kind.value,
            kind.label,
            sum(found[kind].values()),
            [(grade or "sans grade", count) for grade, count in found[kind].items()],
        )
        for kind in DeviceKind
        if kind in found
    ]


def _shown(devices: list[Device], places: dict[str, str]) -> list[Shown]:
    sizes = sizes_of(devices)
    return [_one(device, sizes.get(device.pk, []), places) for device in devices]


def _one(device: Device, sizes: list[int | None], places: dict[str, str]) -> Shown:
    seen = device.capabilities
    uses = profiles_of(device.kind, seen, device.tests, sizes)
    return Shown(
        device,
        round((seen.get("memory_mb") or 0) / 1024),
        max((size or 0 for size in sizes), default=0),
        str(seen.get("cpu") or ""),
        tuple(use.label for use in uses),
        places.get(device.place_id or "", ""),
    )
