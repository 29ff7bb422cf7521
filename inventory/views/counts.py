"""One count of a place: what is missing or unexpected; closed with a decision for each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import NAMESPACE_OID, UUID, uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from filiere.network.actor import Actor
from inventory.counting import count_seen_by, progress, standing
from inventory.models import Device, PlaceCount, StorageMedium
from inventory.perform import perform
from inventory.refusals import Refused
from inventory.subjects.counting import close_count
from inventory.views.access import page, see
from inventory.whereabouts import Tree, tree_of
from labels.codes import shown

MOVE = "move"


@require_http_methods(["GET", "POST"])
@page("create_collection")
def count(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """A POST moves here the unexpected that one decides to, each by its own operation, and closes.

    Sent again after it stopped halfway, it does what is left.
    """
    found = count_seen_by(actor, str(key))
    if request.method == "POST":
        bad = _move_here(request.POST, actor, found)
        for sentence in bad:
            messages.error(request, sentence)
        if not bad:
            close_count(actor=actor, count_id=found.pk)
            messages.success(
                request, "Comptage clos. Ce qui n'a pas été vu reste où il était noté."
            )
        return see("inventory:count", found.pk)
    return render(request, "inventory/count.html", _context(found, actor))


def _move_here(typed: QueryDict, actor: Actor, count: PlaceCount) -> list[str]:
    """Sentences of what could not be moved."""
    bad = []
    stands = standing(count)
    for code in sorted(stands.unexpected):
        if typed.get(f"d-{code}") != MOVE or code in stands.settled or count.closed_at:
            continue
        once = str(uuid5(NAMESPACE_OID, f"{count.pk} {code}"))
        try:
            told = {"place": count.place_id}
            perform(operation=MOVE, code=code, actor=actor, data=told, key=once)
        except Refused as refused:
            bad.append(f"{shown(code)} : {refused.detail}")
    return bad


def _context(count: PlaceCount, actor: Actor) -> dict[str, Any]:
    stands, tree = standing(count), tree_of(actor.organisation_id)
    names = _names([*stands.found, *stands.unexpected, *stands.missing, *stands.gone])
    found, size = progress(count)
    told = {"mode": "count", "place": count.place_id, "count": count.pk, "regle": "1"}
    return {
        "count": count,
        "place": count.place,
        "path": tree.path(count.place_id),
        "found": found,
        "size": size,
        "percent": round(100 * found / size) if size else 100,
        "scanner": urlencode(told),
        "missing": _rows(stands.missing, names, tree),
        "unexpected": _rows(stands.unexpected, names, tree),
        "settled": stands.settled,
        "gone": _rows(stands.gone, names, tree),
        "seen": _rows(stands.found, names, tree),
    }


def _rows(
    codes: Mapping[str, str | None], names: dict[str, str], tree: Tree
) -> list[tuple[str, str, str]]:
    """Code, what it is, and where the journal had it."""
    return [(code, names.get(code, ""), tree.path(codes[code])) for code in sorted(codes)]


def _names(codes: list[str]) -> dict[str, str]:
    devices = Device.objects.filter(pk__in=codes)
    media = StorageMedium.objects.filter(code__in=codes)
    found = {one.pk: f"{one.get_kind_display()} {one.brand} {one.model}".strip() for one in devices}
    return found | {one.code: f"{one.get_kind_display()} {one.model}" for one in media if one.code}
