"""Collections: list, announce, follow, plan, register what arrived, close."""

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
from inventory.codes import mint_codes, read_code
from inventory.forms.gifts import CollectionForm, LineRow, PlanForm, RegisterForm
from inventory.forms.keys import key_of, new_key
from inventory.forms.media_rows import Rows
from inventory.gaps import Gap, gaps_of, in_words
from inventory.models import Collection, Device, Proposal
from inventory.perform import perform
from inventory.proposals.contact import contact_of
from inventory.proposals.letters import write_to_donor
from inventory.refusals import Refused
from inventory.selectors import collections_seen_by
from inventory.selectors.links import followable
from inventory.subjects.collections import (
    COMING,
    plan_collection,
    propose_collection,
    sort_collection,
)
from inventory.subjects.proposals import proposals_seen_by
from inventory.views.access import form_page, page, see
from inventory.views.once import done_once
from inventory.vocabulary import CollectionState, ProposalState, Slot
from labels.codes import shown

PAGE = 30


@require_safe
@page("read_collections")
def collections(request: HttpRequest, actor: Actor) -> HttpResponse:
    seen = collections_seen_by(actor).select_related("donor", "commune", "custodian")
    state = request.GET.get("etat", "")
    if state in {member.value for member in CollectionState}:
        seen = seen.filter(state=state)
    counted = seen.annotate(count=Count("devices")).order_by("-created_at")
    may_create = rights.may(actor, "create_collection")
    context = {
        "listed": Paginator(counted, PAGE).get_page(request.GET.get("page")),
        "may_create": may_create,
        "waiting": _waiting(actor) if may_create else 0,
        "states": [(member.value, member.label) for member in CollectionState],
        "state": state,
    }
    return render(request, "inventory/collections.html", context)


def _waiting(actor: Actor) -> int:
    mine = proposals_seen_by(actor).filter(workshop_id=actor.organisation_id)
    return mine.filter(state=ProposalState.RECEIVED).count()


@require_http_methods(["GET", "POST"])
@page("create_collection")
def create(request: HttpRequest, actor: Actor) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    form = CollectionForm(typed)
    lines = Rows("line", LineRow, typed)
    key = key_of(request.POST.get("key", ""))
    if typed is not None and all([form.is_valid(), lines.is_valid()]):
        try:
            made = done_once(request, actor, lambda: _announced(actor, form, lines))
        except Refused as refused:
            form.add_error(None, refused.detail)
            key = new_key()
        else:
            messages.success(request, "Collecte annoncée. Ensuite : prévoir le jour, ou l'enlever.")
            return see("inventory:collection", made["id"])
    context = {"form": form, "lines": lines, "key": key}
    return form_page(request, "inventory/collection_create.html", context)


def _announced(actor: Actor, form: CollectionForm, lines: Rows) -> dict[str, Any]:
    policy = {
        name: form.cleaned_data[name]
        for name in ("legal_basis", "level", "witness")
        if form.cleaned_data[name]
    }
    made = propose_collection(
        actor=actor,
        donor=form.donor,
        commune=form.cleaned_data["commune"],
        lines=lines.told(),
        **policy,
    )
    return {"id": made.pk}


def seen_collection(actor: Actor, key: UUID) -> Collection:
    """One collection by its id.

    Raises
    ------
    Http404
        Unknown, or not for these eyes: the same answer.
    """
    seen = collections_seen_by(actor).select_related("donor", "commune", "custodian")
    found = seen.filter(pk=str(key)).first()
    if found is None:
        raise Http404
    return found


@require_safe
@page("read_collections")
def collection(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    return _shown(request, actor, seen_collection(actor, key))


def _shown(request: HttpRequest, actor: Actor, found: Collection, **forms: Any) -> HttpResponse:
    mine = found.custodian_id == actor.organisation_id
    runs = mine and rights.may(actor, "create_collection")
    gaps = gaps_of(found)
    devices = Device.objects.filter(collection=found).order_by("pk")
    shown = list(devices[:200]) if mine else []
    listed = found.manifest.count() if mine else 0
    context = {
        "collection": found,
        "gaps": gaps,
        "difference": in_words(gaps, found.state),
        "mine": mine,
        "contact": contact_of(found.contact) if mine else None,
        "proposal": Proposal.objects.filter(collection=found).first() if mine else None,
        "devices": shown,
        "links": followable(actor, [one.pk for one in shown]),
        "runs": runs,
        "coming": runs and found.state in COMING,
        "gone": found.state not in COMING,
        "receiving": runs and found.state == CollectionState.FETCHED,
        "listed": listed,
        "unmatched": found.manifest.filter(device=None).count() if listed else 0,
        "plan": PlanForm(initial={"planned_on": _day(found), "slot": found.slot or Slot.DAY}),
        "register": RegisterForm(initial=_left(gaps)),
    } | forms
    return render(request, "inventory/collection.html", context, status=422 if forms else 200)


def _day(found: Collection) -> str:
    return found.planned_on.isoformat() if found.planned_on else ""


def _left(gaps: list[Gap]) -> dict[str, Any]:
    """The first kind of which devices came and are not registered yet."""
    for gap in gaps:
        if gap.missing:
            return {"kind": gap.kind.value, "count": min(gap.missing, 200), "key": new_key()}
    return {"key": new_key()}


@require_http_methods(["GET", "POST"])
@page("create_collection")
def step(request: HttpRequest, actor: Actor, key: UUID, verb: str) -> HttpResponse:
    """Plan, or sort."""
    found = seen_collection(actor, key)
    if request.method != "POST":
        return see("inventory:collection", found.pk)
    plan = PlanForm(request.POST if verb == "prevoir" else None)
    try:
        if verb == "prevoir":
            if not plan.is_valid():
                return _shown(request, actor, found, plan=plan)
            said = _planned(actor, found, plan.cleaned_data)
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


def _planned(actor: Actor, found: Collection, told: dict[str, Any]) -> str:
    """Plan, and write to the donor when something changed."""
    day, slot = told["planned_on"], told["slot"] or Slot.DAY.value
    same = (found.planned_on, found.slot, found.state) == (day, slot, CollectionState.PLANNED)
    if same:
        return "Ce jour était déjà prévu. Ensuite : enlever."
    plan_collection(actor=actor, collection_id=found.pk, planned_on=day, slot=slot)
    found.refresh_from_db()
    wrote = write_to_donor(found, "planned")
    return f"Jour prévu.{' Le donateur est prévenu.' if wrote else ''} Ensuite : enlever."


@require_http_methods(["GET", "POST"])
@page("create_collection")
def register(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """Give a code to each device that arrived."""
    found = seen_collection(actor, key)
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
