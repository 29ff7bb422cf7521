"""The pieces of a device: photos taken from its page, files of tools, each shown as it is kept."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from filiere.network.actor import Actor
from inventory import pictures
from inventory.evidence import store
from inventory.forms.keys import key_of
from inventory.loose import loose_medium_seen_by
from inventory.models import Evidence
from inventory.perform import perform
from inventory.photographing import READER, keep_photo
from inventory.refusals import Refused
from inventory.selectors import device_seen_by, sees_inside
from inventory.views.access import code_of, page, see
from inventory.views.devices import device_context


@require_POST
@page("read_devices")
def photograph(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Keep a photo and tell of it in the device's journal; twice the same click is one photo."""
    device = device_seen_by(actor, code_of(code))
    try:
        name = keep_photo(actor=actor, code=device.pk, raw=_sent(request))
        key = key_of(request.POST.get("key", ""))
        perform(operation="photograph", code=device.pk, actor=actor, data={"photo": name}, key=key)
    except Refused as refused:
        messages.error(request, refused.detail)
        context = device_context(device, actor)
        return render(request, "inventory/device.html", context, status=refused.status)
    messages.success(request, "Photo gardée.")
    return see("inventory:device", device.pk)


def _sent(request: HttpRequest) -> bytes:
    file = request.FILES.get("photo")
    if file is None:
        raise Refused("no-file", "Choisissez d'abord une photo.")
    if (file.size or 0) > pictures.MOST_BYTES:
        raise Refused("too-large", "Cette photo pèse plus de 15 Mo. Reprenez-la en plus petit.")
    return bytes(file.read())


@require_safe
@page("read_evidence")
def piece(request: HttpRequest, actor: Actor, code: str, sha: str) -> HttpResponse:
    """One file, to who sees inside the device: a photo is shown, anything else downloaded."""
    device = device_seen_by(actor, code_of(code))
    found = Evidence.objects.filter(pk=sha[:64], device=device).first()
    if found is None or not sees_inside(actor, device):
        raise Http404
    return _shown(found, device.pk)


@require_safe
@page("read_evidence")
def piece_of_medium(request: HttpRequest, actor: Actor, code: str, sha: str) -> HttpResponse:
    """One file that one's organisation sent of a loose medium, or that proves it."""
    medium = loose_medium_seen_by(actor, code_of(code))
    proving = medium.proofs.filter(evidence_sha__isnull=False).values("evidence_sha")
    theirs = Q(device=None) | Q(pk__in=proving)
    mine = Evidence.objects.filter(theirs, organisation_id=actor.organisation_id)
    found = mine.filter(pk=sha[:64]).first()
    if found is None:
        raise Http404
    return _shown(found, medium.code or "")


def _shown(found: Evidence, code: str) -> HttpResponse:
    try:
        raw = store.load(found.pk, settings.EVIDENCE_DIR, limit=settings.EVIDENCE_MAX_BYTES)
    except store.EvidenceError as error:
        raise Http404(error.detail) from error
    if found.reader == READER:
        kind = "image/png" if raw.startswith(b"\x89PNG") else "image/jpeg"
        return HttpResponse(raw, content_type=kind)
    answer = HttpResponse(raw, content_type="application/octet-stream")
    name = f"{code}-{found.reader or 'piece'}-{found.pk[:8]}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
