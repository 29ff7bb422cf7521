"""A wipe log on a device's page: sent, each disc matched or told why not, then confirmed."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from filiere.network.actor import Actor
from inventory.erasing import LogTaken, Words, confirm, keep_log, kept_log, propose
from inventory.erasing_words import NO_READER
from inventory.forms.erasures import Confirmation, WipeFile
from inventory.forms.keys import key_of
from inventory.models import Device, Evidence
from inventory.reading import world_of_device
from inventory.refusals import Refused
from inventory.selectors import device_seen_by, sees_inside
from inventory.views.access import code_of, form_page, page, see
from inventory.wiped import report_of

CLOCK = frozenset({"proof-too-old", "proof-in-future"})
"""Refusals that a wrong clock may explain."""


@require_http_methods(["GET", "POST"])
@page("read_evidence")
def send(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Choose the file: it is kept, then looked at."""
    device = _inside(actor, code)
    form = WipeFile(request.POST or None, request.FILES or None)
    refused = None
    if request.method == "POST" and form.is_valid():
        key = key_of(request.POST.get("key", ""))
        try:
            raw = bytes(form.cleaned_data["file"].read())
            _, evidence = keep_log(actor=actor, code=device.pk, raw=raw, key=key)
        except Refused as error:
            refused = error
        else:
            if report_of(evidence.pk, str(settings.EVIDENCE_DIR)) is None:
                messages.warning(request, NO_READER.detail)
                return see("inventory:device", device.pk)
            return see("inventory:erasure", device.pk, evidence.pk)
    context = {"device": device, "form": form, "refused": refused, "key": key_of("")}
    return form_page(request, "inventory/erasure_send.html", context)


@require_http_methods(["GET", "POST"])
@page("read_evidence")
def look(request: HttpRequest, actor: Actor, code: str, sha: str) -> HttpResponse:
    """Each entry of a kept file; posting records those that are ticked."""
    device = _inside(actor, code)
    evidence = kept_log(actor, sha)
    clock = "utc" if request.GET.get("heure") == "utc" else ""
    words = Words({}, clock=clock)
    form = _form(request, actor, device, evidence, words)
    refused = None
    if request.method == "POST" and form.is_valid():
        words = form.words(clock)
        if not words.only:
            refused = Refused("nothing-chosen", "Cochez au moins une ligne à enregistrer.")
        else:
            key = key_of(request.POST.get("key", ""))
            taken = confirm(actor=actor, device=device, evidence=evidence, words=words, key=key)
            if taken.recorded:
                _say(request, taken)
                return see("inventory:device", device.pk)
            refused = _why(taken, words)
            form = _form(request, actor, device, evidence, words)
    context = {
        "device": device,
        "evidence": evidence,
        "report": report_of(evidence.pk, str(settings.EVIDENCE_DIR)),
        "form": form,
        "refused": refused,
        "key": key_of(""),
        "askable": any(keep for _, _, keep in form.rows),
        "clock": clock,
        "early": any(one.said.code in CLOCK for one in form.entries),
    }
    return form_page(request, "inventory/erasure.html", context)


def _inside(actor: Actor, code: str) -> Device:
    """The device of this code, for who sees its media."""
    device = device_seen_by(actor, code_of(code))
    if not sees_inside(actor, device):
        raise Http404
    return device


def _form(
    request: HttpRequest, actor: Actor, device: Device, evidence: Evidence, words: Words
) -> Confirmation:
    report = report_of(evidence.pk, str(settings.EVIDENCE_DIR))
    entries = propose(device, actor, evidence.pk, report, words) if report else ()
    data = request.POST if request.method == "POST" else None
    return Confirmation(data, entries, world_of_device(device, actor).fitted)


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
