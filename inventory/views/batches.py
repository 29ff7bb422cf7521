"""Batches: choose devices and one operation, then watch it being done, device by device."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from filiere.network.actor import Actor
from inventory.batches import (
    MOST,
    batch_seen_by,
    batches_seen_by,
    carried_rows,
    run,
    stands,
    start_batch,
    try_again,
)
from inventory.circuit import CIRCUIT
from inventory.codes import read_code
from inventory.forms.keys import key_of, new_key
from inventory.forms.scan_mode import ModeForm
from inventory.ids import id_in
from inventory.models import Batch, BatchItem, Device, Pallet, Place
from inventory.refusals import Refused
from inventory.row import Row
from inventory.scanning.modes import ONCE
from inventory.selectors.stock import stock
from inventory.subjects.pallets import devices_on
from inventory.subjects.places import devices_at
from inventory.views.access import page, see
from inventory.views.stock import asked_of
from inventory.vocabulary import ItemState
from inventory.whereabouts import tree_of
from labels.codes import shown

PAGE = 100
FEW = 20
LONGEST = 60_000


@dataclass(frozen=True, slots=True)
class Chosen:
    """Devices to act on, where they come from, and what could not be read."""

    codes: list[str]
    source: str
    bad: list[str]


@require_safe
@page("create_collection")
def batches(request: HttpRequest, actor: Actor) -> HttpResponse:
    found = list(batches_seen_by(actor)[:FEW])
    context = {"batches": [(one, CIRCUIT[one.operation], stands(one)) for one in found]}
    return render(request, "inventory/batches.html", context)


@require_http_methods(["GET", "POST"])
@page("create_collection")
def start(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Which devices, which operation, what it asks; a POST keeps it all and does the first step."""
    query = request.POST if request.method == "POST" else request.GET
    chosen = _chosen(query, actor)
    rows = carried_rows(actor)
    row = next((one for one in rows if one.name == query.get("operation", "")), None)
    begun = request.method == "POST" and query.get("act") == "start"
    form = _form(row, actor, query if begun else None)
    status = 200
    if begun and row is not None:
        try:
            return _started(row, form, chosen, actor, query)
        except Refused as refused:
            messages.error(request, refused.detail)
            status = 422
    context = {
        "chosen": chosen,
        "codes": "\n".join(shown(code) for code in chosen.codes),
        "listed": list(Device.objects.filter(pk__in=chosen.codes).order_by("pk")[:MOST]),
        "rows": rows,
        "row": row,
        "form": form,
        "key": new_key(),
        "typed": query.get("codes", "")[:LONGEST] if chosen.bad else "",
    }
    return render(request, "inventory/batch_start.html", context, status=status)


def _form(row: Row | None, actor: Actor, typed: QueryDict | None) -> ModeForm | None:
    asked = ONCE.get(row.name, ()) if row else ()
    return ModeForm(row, asked, actor, typed) if row and asked else None


def _started(
    row: Row, form: ModeForm | None, chosen: Chosen, actor: Actor, query: QueryDict
) -> HttpResponse:
    if form is not None and not form.is_valid():
        raise Refused("invalid-data", form.stuck or "Il reste quelque chose à indiquer.")
    batch = start_batch(
        actor=actor,
        operation=row.name,
        data=form.told if form else {},
        codes=lambda: chosen.codes,
        source=chosen.source,
        key=key_of(query.get("key", "")),
        about=query.get("codes", ""),
    )
    run(batch, actor)
    return see("inventory:batch", batch.pk)


def _chosen(query: QueryDict, actor: Actor) -> Chosen:
    """From codes typed or scanned one a line, else a place, a pallet, or a list of the stock."""
    if "codes" in query:
        return _typed(query.get("codes", "")[:LONGEST], query.get("source", "")[:120], actor)
    own = actor.organisation_id
    whole = id_in(query.get("lieu-entier", ""))
    place = Place.objects.filter(pk=whole, organisation_id=own).first()
    if place is not None:
        within = tree_of(own).within(place.pk)
        return Chosen([one.pk for one in devices_at(actor, *within)[:MOST]], place.name, [])
    pallet = Pallet.objects.filter(pk=id_in(query.get("palette", "")), organisation_id=own).first()
    if pallet is not None:
        left = devices_on(pallet).filter(removed=False)
        return Chosen([one.pk for one in left[:MOST]], pallet.name, [])
    if "etat" in query:
        found = stock(actor, asked_of(query, actor))
        return Chosen(list(found.values_list("pk", flat=True)[:MOST]), "une liste du stock", [])
    return Chosen([], "", [])


def _typed(text: str, source: str, actor: Actor) -> Chosen:
    codes, bad = [], []
    for line in text.replace(",", "\n").splitlines():
        if not line.strip():
            continue
        try:
            codes.append(read_code(line, actor))
        except Refused as refused:
            bad.append(f"« {line.strip()[:40]} » : {refused.detail}")
    unknown = set(codes) - set(
        Device.objects.filter(pk__in=codes, custodian_id=actor.organisation_id).values_list(
            "pk", flat=True
        )
    )
    bad += [f"{shown(code)} n'est pas un appareil que vous tenez." for code in sorted(unknown)]
    kept = [code for code in dict.fromkeys(codes) if code not in unknown]
    return Chosen(kept, source or "des codes scannés", bad)


@require_http_methods(["GET", "POST"])
@page("create_collection")
def batch(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """A POST does the next devices; the page's script posts on until nothing is left."""
    found = batch_seen_by(actor, str(key))
    if request.method == "POST":
        return _next(request, actor, found)
    now = stands(found)
    rows = found.items.order_by("state", "number")
    listed = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "batch": found,
        "row": CIRCUIT[found.operation],
        "stands": now,
        "percent": round(100 * (now.done + now.refused) / now.size) if now.size else 100,
        "listed": listed,
        "items": _items(list(listed.object_list)),
        "labels": _labels(found.pk) if found.operation == "reprint" and now.done else "",
    }
    return render(request, "inventory/batch.html", context)


def _next(request: HttpRequest, actor: Actor, found: Batch) -> HttpResponse:
    """The next devices done; who may not do this operation marks none of them."""
    by_script = request.headers.get("Accept") == "application/json"
    try:
        now = run(found, actor)
        if request.POST.get("act") == "again" and try_again(found):
            now = run(found, actor)
    except Refused as refused:
        if by_script:
            return JsonResponse({"said": refused.detail}, status=refused.status)
        messages.error(request, refused.detail)
    else:
        if by_script:
            return JsonResponse({"todo": now.todo, "said": now.said, "size": now.size})
    return see("inventory:batch", found.pk)


def _items(found: list[BatchItem]) -> list[tuple[BatchItem, str, str]]:
    """Each with what it is, and the word of its state."""
    devices = Device.objects.filter(pk__in=[one.code for one in found])
    names = {one.pk: f"{one.get_kind_display()} {one.brand} {one.model}" for one in devices}
    return [(one, names.get(one.code, ""), ItemState(one.state).label) for one in found]


def _labels(key: str) -> str:
    return f"{reverse('inventory:labels')}?{urlencode({'serie': key})}"
