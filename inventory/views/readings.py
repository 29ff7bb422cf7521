"""The readings of a device: drop files, see what they say together, accept."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from filiere.network.actor import Actor
from inventory.accepting import accept_readings
from inventory.auditing import keep_reading, keep_unread
from inventory.circuit import CIRCUIT
from inventory.decide import glance
from inventory.dossiers import files_of, merged_of, stamp_of
from inventory.forms.keys import key_of, new_key
from inventory.keeping import already_kept
from inventory.models import Device
from inventory.reading import world_of_device
from inventory.refusals import Refused
from inventory.selectors import device_seen_by, sees_inside
from inventory.views import readings_shown as shown
from inventory.views.access import code_of, page, see
from inventory.vocabulary import SLOT_LABELS, SLOTS

MOST_AT_ONCE = 20
UNKNOWN = (
    "aucun outil connu n'a écrit cela. Pour le garder quand même, cochez « Garder aussi ce qui "
    "n'est pas reconnu » et déposez-le de nouveau."
)


@require_http_methods(["GET", "POST"])
@page("read_evidence")
def readings(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Keep each file dropped, and show what all of them say; twice the same is one file."""
    device = _device(actor, code)
    if request.method != "POST":
        return _page(request, actor, device)
    files = request.FILES.getlist("readings")
    refused = _keep_all(request, actor, device, files)
    if refused:
        return _page(request, actor, device, refused=refused, status=422)
    return see("inventory:readings", device.pk)


@require_POST
@page("read_evidence")
def accept(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Audit by the readings counted, or look again at what they say without the others."""
    device = _device(actor, code)
    counted = request.POST.getlist("counted")[:100]
    if request.POST.get("does") == "look":
        return _page(request, actor, device, counted=counted)
    said = {
        int(number): value
        for name, value in request.POST.items()
        if (number := name.removeprefix("removable-")) != name
        and re.fullmatch(r"[0-9]{1,3}", number)
    }
    slots = {
        name: "empty" for name in SLOTS.get(device.kind, ()) if request.POST.get(f"slot_{name}")
    }
    try:
        done = accept_readings(
            actor=actor,
            code=device.pk,
            counted=counted,
            inside={number for number, value in said.items() if value == "inside"},
            ours={number for number, value in said.items() if value == "ours"},
            whole=bool(request.POST.get("whole")),
            stamp=request.POST.get("stamp", ""),
            slots=slots,
            key=key_of(request.POST.get("key", "")),
        )
    except Refused as refusal:
        return _page(
            request, actor, device, counted=counted, refused=[refusal], status=refusal.status
        )
    messages.success(request, "Déjà enregistré." if done.status == "replayed" else "Audité.")
    return see("inventory:device", device.pk)


def _device(actor: Actor, code: str) -> Device:
    device = device_seen_by(actor, code_of(code))
    if not sees_inside(actor, device):
        raise Http404
    return device


def _keep_all(
    request: HttpRequest, actor: Actor, device: Device, files: list[UploadedFile]
) -> list[Refused]:
    """Keep what can be read, and return why the others were not."""
    if not files:
        return [Refused("no-file", "Choisissez d'abord un ou plusieurs fichiers.")]
    if len(files) > MOST_AT_ONCE:
        return [Refused("too-many", f"Déposez {MOST_AT_ONCE} fichiers au plus à la fois.")]
    form_key = uuid.UUID(key_of(request.POST.get("key", "")))
    anyway = bool(request.POST.get("unread"))
    refused: dict[tuple[str, str], list[str]] = {}
    kept = 0
    for file in files:
        try:
            _keep(actor, device, file, form_key, anyway=anyway)
            kept += 1
        except Refused as refusal:
            unknown = refusal.code == "unknown-format"
            told = (refusal.title, UNKNOWN if unknown else refusal.detail)
            refused.setdefault(told, []).append((file.name or "Fichier")[:60])
    if kept:
        messages.success(
            request, f"{kept} fichier{'s' if kept > 1 else ''} gardé{'s'[: kept > 1]}."
        )
    return [
        Refused("not-kept", f"{', '.join(names)}\u00a0: {detail}", title=title)
        for (title, detail), names in refused.items()
    ]


def _keep(
    actor: Actor, device: Device, file: UploadedFile, form_key: uuid.UUID, *, anyway: bool
) -> None:
    if (file.size or 0) > settings.EVIDENCE_MAX_BYTES:
        most = settings.EVIDENCE_MAX_BYTES // 1024**2
        raise Refused(
            "too-large",
            f"plus de {most} Mo. Déposez seulement ce que l'outil a écrit.",
            title="Fichier trop lourd",
        )
    raw = bytes(file.read())
    if already_kept(device, raw):
        return
    key = str(uuid.uuid5(form_key, hashlib.sha256(raw).hexdigest()))
    try:
        keep_reading(actor=actor, code=device.pk, raw=raw, key=key)
    except Refused as refusal:
        if refusal.title != "Fichier illisible" or not anyway or not raw.strip():
            raise
        keep_unread(actor=actor, code=device.pk, raw=raw, key=key)


def _page(
    request: HttpRequest,
    actor: Actor,
    device: Device,
    *,
    counted: Collection[str] | None = None,
    refused: list[Refused] | None = None,
    status: int = 200,
) -> HttpResponse:
    files = files_of(device)
    merged = merged_of(files, counted)
    context: dict[str, Any] = {
        "device": device,
        "refused": refused or [],
        "files": [(one, counted is None or one.evidence.pk in counted) for one in files],
        "stamp": stamp_of(files),
        "key": new_key(),
        "not_now": glance(world_of_device(device, actor), CIRCUIT["audit"]),
        "slots": [(name, SLOT_LABELS[name]) for name in SLOTS.get(device.kind, ())],
    }
    if merged is not None:
        description = merged.description
        context |= {
            "merged": merged,
            "values": shown.device_shown(merged),
            "media": list(shown.media_shown(merged)),
            "components": list(shown.components_shown(merged)),
            "disputes": shown.disputes_of(merged),
            "notes": [note.detail for note in merged.notes],
            "whole": description.media_complete,
        }
    return render(request, "inventory/readings.html", context, status=status)
