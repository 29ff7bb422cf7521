"""Collections: list, announce, follow, register what arrived."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from filiere.network import rights
from filiere.network.actor import Actor
from inventory import erasable
from inventory.codes import mint_codes, read_code
from inventory.forms.gifts import CollectionForm, LineRow, PlanForm, RegisterForm, TakenRow
from inventory.forms.keys import new_key
from inventory.forms.media_rows import Rows
from inventory.models import Collection, Device, ErasableText
from inventory.perform import perform
from inventory.refusals import Refused
from inventory.selectors import collections_seen_by
from inventory.subjects.collections import (
    COMING,
    fetch_collection,
    plan_collection,
    propose_collection,
    sort_collection,
)
from inventory.views.access import form_page, page, see
from inventory.vocabulary import CollectionState, DeviceKind
from labels.codes import shown

PAGE = 30


@require_safe
@page("read_collections")
def collections(request: HttpRequest, actor: Actor) -> HttpResponse:
    seen = collections_seen_by(actor).select_related("donor", "commune", "custodian")
    counted = seen.annotate(count=Count("devices")).order_by("-created_at")
    context = {
        "listed": Paginator(counted, PAGE).get_page(request.GET.get("page")),
        "may_create": rights.may(actor, "create_collection"),
    }
    return render(request, "inventory/collections.html", context)


@require_http_methods(["GET", "POST"])
@page("create_collection")
def create(request: HttpRequest, actor: Actor) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    form = CollectionForm(typed)
    lines = Rows("line", LineRow, typed)
    if typed is not None and all([form.is_valid(), lines.is_valid()]):
        told = {
            name: form.cleaned_data[name]
            for name in ("legal_basis", "level", "witness")
            if form.cleaned_data[name]
        }
        try:
            made = propose_collection(
                actor=actor,
                donor=form.donor,
                commune=form.cleaned_data["commune"],
                lines=lines.told(),
                **told,
            )
        except Refused as refused:
            form.add_error(None, refused.detail)
        else:
            messages.success(request, "Collecte annoncée. Ensuite : prévoir le jour, ou l'enlever.")
            return see("inventory:collection", made.pk)
    context = {"form": form, "lines": lines}
    return form_page(request, "inventory/collection_create.html", context)


def _seen(actor: Actor, key: UUID) -> Collection:
    seen = collections_seen_by(actor).select_related("donor", "commune", "custodian")
    found = seen.filter(pk=str(key)).first()
    if found is None:
        raise Http404
    return found


@require_safe
@page("read_collections")
def collection(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    return _shown(request, actor, _seen(actor, key))


def _shown(request: HttpRequest, actor: Actor, found: Collection, **forms: Any) -> HttpResponse:
    mine = found.custodian_id == actor.organisation_id
    runs = mine and rights.may(actor, "create_collection")
    lines = list(found.lines.all())
    registered = dict(
        Device.objects.filter(collection=found).values_list("kind").annotate(count=Count("pk"))
    )
    devices = (
        Device.objects.filter(collection=found).order_by("pk") if mine else Device.objects.none()
    )
    contact = ErasableText.objects.filter(pk=found.contact).first() if found.contact else None
    coming = found.state in COMING
    context = {
        "collection": found,
        "lines": [(line, registered.get(line.kind, 0), DeviceKind(line.kind)) for line in lines],
        "contact": erasable.say({"erasable": contact.pk}) if contact and mine else "",
        "devices": devices[:200],
        "coming": runs and coming,
        "receiving": runs and found.state == CollectionState.FETCHED,
        "plan": PlanForm(auto_id="f-%s"),
        "taken": Rows(
            "taken",
            TakenRow,
            None,
            [{"kind": line.kind, "received": line.announced} for line in lines],
            blank=0,
        ),
        "register": RegisterForm(initial=_left(lines, registered)),
    } | forms
    status = 422 if forms else 200
    return render(request, "inventory/collection.html", context, status=status)


def _left(lines: list[Any], registered: dict[str, int]) -> dict[str, Any]:
    """The first kind of which devices came and are not registered yet."""
    for line in lines:
        left = line.received - registered.get(line.kind, 0)
        if left > 0:
            return {"kind": line.kind, "count": min(left, 200), "key": new_key()}
    return {"key": new_key()}


@require_http_methods(["GET", "POST"])
@page("create_collection")
def step(request: HttpRequest, actor: Actor, key: UUID, verb: str) -> HttpResponse:
    """Plan, fetch or sort."""
    found = _seen(actor, key)
    if request.method != "POST":
        return see("inventory:collection", found.pk)
    lines = [{"kind": line.kind} for line in found.lines.all()]
    plan = PlanForm(request.POST if verb == "prevoir" else None, auto_id="f-%s")
    taken = Rows("taken", TakenRow, request.POST if verb == "enlever" else None, lines, blank=0)
    try:
        if verb == "prevoir":
            if not plan.is_valid():
                return _shown(request, actor, found, plan=plan)
            day = plan.cleaned_data["planned_on"]
            plan_collection(actor=actor, collection_id=found.pk, planned_on=day)
            said = "Jour prévu. Ensuite : enlever."
        elif verb == "enlever":
            if not taken.is_valid():
                return _shown(request, actor, found, taken=taken)
            _fetch(actor, found, taken)
            said = "Collecte enlevée. Ensuite : enregistrer les appareils."
        elif verb == "trier":
            sort_collection(actor=actor, collection_id=found.pk)
            said = "Collecte triée et close."
        else:
            raise Http404
    except Refused as refused:
        messages.error(request, refused.detail)
    else:
        messages.success(request, said)
    return see("inventory:collection", found.pk)


def _fetch(actor: Actor, found: Collection, taken: Rows) -> None:
    rows = [row.cleaned_data for row in taken.forms if row.cleaned_data.get("kind")]
    fetch_collection(
        actor=actor,
        collection_id=found.pk,
        received={row["kind"]: row["received"] for row in rows if row.get("received")},
        refused={
            row["kind"]: (row["refused"], row["reason"]) for row in rows if row.get("refused")
        },
    )


@require_http_methods(["GET", "POST"])
@page("create_collection")
def register(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """Give a code to each device that arrived."""
    found = _seen(actor, key)
    if request.method != "POST":
        return see("inventory:collection", found.pk)
    form = RegisterForm(request.POST)
    if not form.is_valid():
        return _shown(request, actor, found, register=form)
    try:
        codes = _register(actor, found, form.cleaned_data)
    except Refused as refused:
        if refused.code == "key-reused":
            messages.info(request, "Déjà enregistré : ce bouton a servi deux fois.")
            return see("inventory:collection", found.pk)
        form.add_error("label" if form.cleaned_data["label"] else None, refused.detail)
        return _shown(request, actor, found, register=form)
    told = ", ".join(shown(code) for code in codes[:5]) + (" …" if len(codes) > 5 else "")
    several = "s" if len(codes) > 1 else ""
    said = f"{len(codes)} appareil{several} enregistré{several} : {told}."
    messages.success(request, f"{said} Ensuite : étiqueter, auditer.")
    return see("inventory:collection", found.pk)


def _register(actor: Actor, found: Collection, told: dict[str, Any]) -> list[str]:
    """The first code takes the key of the form: sent twice, nothing is registered twice."""
    with transaction.atomic():
        if told["label"]:
            codes = [read_code(told["label"], actor)]
        else:
            codes = mint_codes(count=told["count"], organisation_id=actor.organisation_id)
        data = {"collection": found.pk, "kind": told["kind"]}
        data |= {name: told[name] for name in ("brand", "model") if told[name]}
        for index, code in enumerate(codes):
            key = told["key"] if index == 0 else ""
            perform(operation="register", code=code, actor=actor, data=data, key=key)
    return codes
