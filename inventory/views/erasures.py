"""A wipe log of a device or a loose medium: sent, each disc matched or not, then confirmed."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.views.decorators.http import require_http_methods

from filiere.network.actor import Actor
from inventory.bearers import Bearer
from inventory.erasing import LogTaken, confirm, keep_log, kept_log
from inventory.erasing_words import NO_READER
from inventory.forms.erasures import Confirmation, WipeFile
from inventory.forms.keys import key_of
from inventory.loose import loose_medium_seen_by
from inventory.models import Evidence
from inventory.operations.erase import erasable
from inventory.refusals import Refused
from inventory.selectors import device_seen_by, sees_inside
from inventory.views.access import code_of, form_page, page, see
from inventory.wipe_matches import Words, propose
from inventory.wiped import report_of


@require_http_methods(["GET", "POST"])
@page("read_evidence")
def send(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Choose the file: it is kept, then looked at."""
    return _send(request, actor, _inside(actor, code))


@require_http_methods(["GET", "POST"])
@page("read_evidence")
def send_of_medium(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    return _send(request, actor, _held(actor, code))


@require_http_methods(["GET", "POST"])
@page("read_evidence")
def look(request: HttpRequest, actor: Actor, code: str, sha: str) -> HttpResponse:
    """Each entry of a kept file; posting records those that are ticked."""
    return _look(request, actor, _inside(actor, code), sha)


@require_http_methods(["GET", "POST"])
@page("read_evidence")
def look_of_medium(request: HttpRequest, actor: Actor, code: str, sha: str) -> HttpResponse:
    return _look(request, actor, _held(actor, code), sha)


def _inside(actor: Actor, code: str) -> Bearer:
    """The device of this code, for who sees its media."""
    device = device_seen_by(actor, code_of(code))
    if not sees_inside(actor, device):
        raise Http404
    return Bearer(device.pk, device=device)


def _held(actor: Actor, code: str) -> Bearer:
    """The loose medium of this code."""
    key = code_of(code)
    return Bearer(key, medium=loose_medium_seen_by(actor, key))


def _send(request: HttpRequest, actor: Actor, bearer: Bearer) -> HttpResponse:
    form = WipeFile(request.POST or None, request.FILES or None)
    refused = None
    if request.method == "POST" and form.is_valid():
        key = key_of(request.POST.get("key", ""))
        try:
            raw = bytes(form.cleaned_data["file"].read())
            _, evidence = keep_log(actor=actor, code=bearer.code, raw=raw, key=key)
        except Refused as error:
            refused = error
        else:
            if report_of(evidence.pk, str(settings.EVIDENCE_DIR)) is None:
                messages.warning(request, NO_READER.detail)
                return see(_page_of(bearer), bearer.code)
            named = "inventory:erasure" if bearer.device else "inventory:medium_erasure"
            return see(named, bearer.code, evidence.pk)
    context = {"bearer": bearer, "form": form, "refused": refused, "key": key_of("")}
    context["back"] = resolve_url(_page_of(bearer), bearer.code)
    return form_page(request, "inventory/erasure_send.html", context)


def _look(request: HttpRequest, actor: Actor, bearer: Bearer, sha: str) -> HttpResponse:
    evidence = kept_log(actor, sha)
    clock = "utc" if request.GET.get("heure") == "utc" else ""
    words = Words({}, clock=clock)
    form = _form(request, actor, bearer, evidence, words)
    refused = None
    if request.method == "POST" and form.is_valid():
        words = form.words(clock)
        if not words.only:
            refused = Refused("nothing-chosen", "Cochez au moins une ligne à enregistrer.")
        else:
            key = key_of(request.POST.get("key", ""))
            taken = confirm(actor=actor, bearer=bearer, evidence=evidence, words=words, key=key)
            if taken.recorded:
                _say(request, taken)
                return see(_page_of(bearer), bearer.code)
            refused = _why(taken, words)
            form = _form(request, actor, bearer, evidence, words)
    context = {
        "bearer": bearer,
        "back": resolve_url(_page_of(bearer), bearer.code),
        "evidence": evidence,
        "report": report_of(evidence.pk, str(settings.EVIDENCE_DIR)),
        "form": form,
        "refused": refused,
        "key": key_of(""),
        "askable": any(keep for _, _, keep in form.rows),
        "clock": clock,
        "zoneless": any(one.entry.zoneless for one in form.entries),
    }
    return form_page(request, "inventory/erasure.html", context)


def _page_of(bearer: Bearer) -> str:
    return "inventory:device" if bearer.device else "inventory:medium"


def _form(
    request: HttpRequest, actor: Actor, bearer: Bearer, evidence: Evidence, words: Words
) -> Confirmation:
    report = report_of(evidence.pk, str(settings.EVIDENCE_DIR))
    world = bearer.world(actor)
    entries = propose(world, evidence.pk, report, words) if report else ()
    data = request.POST if request.method == "POST" else None
    return Confirmation(data, entries, erasable(world))


def _say(request: HttpRequest, taken: LogTaken) -> None:
    done = sum(1 for one in taken.entries if one.status == "recorded")
    said = "1 résultat enregistré." if done == 1 else f"{done} résultats enregistrés."
    messages.success(request, said)
    for one in taken.entries:
        if one.status == "refused":
            messages.warning(request, f"{one.name} : {one.said.detail}")


def _why(taken: LogTaken, words: Words) -> Refused:
    """Why what was ticked could not be recorded."""
    if taken.missing:
        return Refused(taken.missing[-1].code, taken.missing[-1].detail)
    for one in taken.entries:
        if words.only and one.entry.index in words.only:
            return Refused(one.said.code, one.said.detail)
    return Refused("nothing-recorded", "Rien n'a pu être enregistré.")
