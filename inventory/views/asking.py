"""Asking in three screens: for what, how many and for whom, read again and send.

The first screen's answer is in the address, the rest in the form: nothing is kept between two
screens, so that two tabs are two requests and the back button goes back.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from filiere.network.actor import Actor
from filiere.network.models import Organisation
from inventory.forms.asked import AskedRow, AskForm
from inventory.forms.keys import key_of
from inventory.forms.media_rows import Rows
from inventory.likely import likely
from inventory.refusals import Refused
from inventory.subjects.requests import create_request
from inventory.views.access import form_page, page, see
from inventory.views.once import done_once
from inventory.vocabulary import DeviceKind, Profile
from inventory.wishes import BESIDE, WISHES, Proposal, known, proposals
from inventory.wording import capital


@require_http_methods(["GET", "POST"])
@page("create_request")
def create(request: HttpRequest, actor: Actor) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    asked = (typed or request.GET).getlist("usage")
    uses = known(asked)
    if not uses:
        return _pictures(request, nothing=request.GET.get("suite") == "1" or typed is not None)
    step = typed.get("step", "") if typed is not None else ""
    form, lines = _forms(uses, typed)
    if typed is None or step == "change":
        return _how_many(request, actor, uses, form, lines)
    valid = all([form.is_valid(), lines.is_valid()])
    wanted = lines.told() if valid else []
    if valid and not wanted:
        form.add_error(None, "Demandez au moins un appareil.")
    if not valid or not wanted:
        return _how_many(request, actor, uses, form, lines)
    if step != "send":
        return _read_again(request, actor, uses, form, wanted)
    told = {"lines": wanted, **form.told}
    try:
        done = done_once(
            request, actor, lambda: {"request": create_request(actor=actor, asked=told).pk}
        )
    except Refused as refused:
        form.add_error(None, refused.detail)
        return _how_many(request, actor, uses, form, lines)
    messages.success(request, "Demande envoyée aux ateliers de votre territoire.")
    return see("inventory:request", done["request"])


def _pictures(request: HttpRequest, *, nothing: bool) -> HttpResponse:
    context = {"wishes": WISHES, "chosen": request.GET.getlist("usage"), "nothing": nothing}
    return form_page(request, "inventory/ask_uses.html", context)


def _forms(uses: list[Profile], typed: QueryDict | None) -> tuple[AskForm, Rows]:
    """The proposals as rows, and what may go with them."""
    proposed = proposals(uses)
    rows = [_row(one) for one in proposed]
    beside: list[dict[str, Any]] = [
        {"profile": proposed[0].profile.value, "kind": kind.value, "quantity": 0} for kind in BESIDE
    ]
    kinds = [[(k.value, capital(k.label)) for k in one.kinds] for one in proposed]
    kinds += [[(kind.value, capital(kind.label))] for kind in BESIDE]
    if typed is not None:
        typed = typed.copy()
        typed["line-rows"] = str(len(kinds))
    lines = Rows(
        "line", AskedRow, typed, [*rows, *beside], blank=0, kinds=lambda index: kinds[index]
    )
    for form, one in zip(lines.forms, [*proposed, *BESIDE], strict=True):
        form.proposal = one if isinstance(one, Proposal) else None
        form.called = capital(one.label) if isinstance(one, DeviceKind) else ""
    return AskForm(typed), lines


def _row(proposal: Proposal) -> dict[str, Any]:
    return {
        "profile": proposal.profile.value,
        "kind": proposal.kinds[0].value,
        "quantity": 1,
    }


def _how_many(
    request: HttpRequest, actor: Actor, uses: list[Profile], form: AskForm, lines: Rows
) -> HttpResponse:
    wanted = [(one.kinds[0].value, one.profile.value) for one in proposals(uses)]
    context = {
        "form": form,
        "lines": lines,
        "uses": [use.value for use in uses],
        "likely": likely(_structure(actor), wanted),
        "key": key_of(request.POST.get("key", "")),
        "proposed": lines.forms[: -len(BESIDE)],
        "beside": lines.forms[-len(BESIDE) :],
    }
    failed = request.method == "POST" and request.POST.get("step") != "change"
    return render(request, "inventory/ask_how_many.html", context, status=422 if failed else 200)


def _read_again(
    request: HttpRequest,
    actor: Actor,
    uses: list[Profile],
    form: AskForm,
    wanted: list[dict[str, Any]],
) -> HttpResponse:
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in ("csrfmiddlewaretoken", "step", "key")
    ]
    context = {
        "kept": kept,
        "key": key_of(request.POST.get("key", "")),
        "whom": dict(form.fields["whom"].choices)[form.cleaned_data["whom"]],  # type: ignore[attr-defined]
        "told": form.told,
        "uses": [wish for wish in WISHES if wish.profile in uses],
        "wanted": [
            (line["quantity"], DeviceKind(line["kind"]), Profile(line["profile"]))
            for line in wanted
        ],
        "likely": likely(_structure(actor), [(line["kind"], line["profile"]) for line in wanted]),
        "count": sum(line["quantity"] for line in wanted),
    }
    return render(request, "inventory/ask_read_again.html", context)


def _structure(actor: Actor) -> Organisation:
    return Organisation.objects.select_related("territory").get(pk=actor.organisation_id)
