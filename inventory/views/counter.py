"""The counter, in one screen: voucher, devices scanned, terms, signature."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from filiere.network.actor import Actor
from filiere.network.models import Organisation
from filiere.network.territories import area_served, communes_of
from inventory.circuit import CIRCUIT
from inventory.decide import glance
from inventory.forms.keys import key_of
from inventory.forms.lot import BandsForm, CounterForm
from inventory.forms.signature import SignatureForm
from inventory.guards import STRUCTURE_KINDS
from inventory.legal_caps import cap_cents
from inventory.models import Device
from inventory.parsing import parse_data
from inventory.reading import world_of_device
from inventory.refusals import Refused
from inventory.subjects.counter import AtCounter, serve
from inventory.views.access import page, see
from inventory.views.once import done_once
from inventory.vocabulary import Step
from labels.codes import LENGTH, InvalidCode, parse

MOST = 20


@require_http_methods(["GET", "POST"])
@page("serve_at_counter")
def counter(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Each scan adds a device to the lot; nothing is written before the last button."""
    typed = request.POST if request.method == "POST" else None
    codes, refused = _scanned(request, actor)
    form = CounterForm(typed, structures=_structures(actor))
    bands = BandsForm(typed)
    signing = SignatureForm(typed, request.FILES or None, title="Signature de qui reçoit")
    growing = typed is None or "serve" not in typed
    if not growing:
        valid = all([form.is_valid(), bands.is_valid(), signing.is_valid()])
        if not codes and refused is None:
            refused = Refused("nothing-scanned", "Scannez au moins un appareil.")
        if valid and refused is None:
            lot = {
                **form.told,
                "codes": codes,
                "signature": signing.signature,
                "bands": bands.told,
            }
            try:
                return _served(request, actor, form, lot)
            except Refused as error:
                refused = error
    if growing and typed is not None:
        _unjudged(form, bands, signing)
    devices = _devices(codes, actor)
    public = [device for device in devices if device.collection.is_public_donation]
    context = {
        "form": form,
        "bands": bands,
        "signing": signing,
        "devices": devices,
        "refused": refused,
        "growing": growing,
        "cap": cap_cents([device.kind for device in public]),
        "public": [device.pk for device in public],
        "at_structure": actor.organisation_kind in STRUCTURE_KINDS,
        "key": key_of(request.POST.get("key", "")),
    }
    status = refused.status if refused else (200 if growing else 422)
    return render(request, "inventory/counter.html", context, status=status)


def _unjudged(form: CounterForm, bands: BandsForm, signing: SignatureForm) -> None:
    """A scan only adds a device: what is typed is kept, and nothing is said of it yet."""
    for one in (form, bands, signing):
        one.errors.clear()


def _served(
    request: HttpRequest, actor: Actor, form: CounterForm, lot: Mapping[str, Any]
) -> HttpResponse:
    told = {
        "structure": int(form.cleaned_data["structure"]),
        "profile": form.cleaned_data["profile"],
        "lot": lot,
    }
    asked = parse_data(AtCounter, told)
    done = done_once(request, actor, lambda: {"hand_over": serve(actor=actor, asked=asked)})
    messages.success(request, "C'est fait. Imprimez la fiche de remise.")
    return see("inventory:handed", done["hand_over"])


def _scanned(request: HttpRequest, actor: Actor) -> tuple[list[str], Refused | None]:
    """Codes of the lot so far, with what was just scanned; a device put aside leaves it."""
    kept = request.POST.getlist("code")
    codes = [code for code in kept if len(code) == LENGTH and code.isalnum()][:MOST]
    aside = request.POST.get("aside", "")
    codes = [code for code in dict.fromkeys(codes) if code != aside]
    text = request.POST.get("scan", "").strip()
    if not text:
        return codes, None
    try:
        code = parse(text)
    except InvalidCode as error:
        return codes, Refused("invalid-code", error.detail)
    if code in codes:
        return codes, None
    if refused := _cannot_leave(code, actor):
        return codes, refused
    return [*codes, code][:MOST], None


def _cannot_leave(code: str, actor: Actor) -> Refused | None:
    device = Device.objects.filter(pk=code, custodian_id=actor.organisation_id).first()
    if device is None:
        return Refused("not-in-custody", "Cet appareil n'est pas chez vous.", status=403)
    at_structure = actor.organisation_kind in STRUCTURE_KINDS
    if device.step != (Step.DELIVERED if at_structure else Step.READY):
        needed = "livré chez vous" if at_structure else "disponible"
        word = Step(device.step).label
        return Refused(
            "not-ready", f"Cet appareil est « {word} » : au comptoir, il doit être {needed}."
        )
    row = CIRCUIT["hand_over" if at_structure else "reserve"]
    return glance(world_of_device(device, actor), row)


def _devices(codes: list[str], actor: Actor) -> list[Device]:
    """Those of the lot that stand here: a code posted by hand tells nothing of another house."""
    held = Device.objects.filter(custodian_id=actor.organisation_id)
    found = held.select_related("collection").in_bulk(codes)
    return [found[code] for code in codes if code in found]


def _structures(actor: Actor) -> list[tuple[str, str]]:
    """Who may have signed the voucher: the structures around; at a structure, itself."""
    if actor.organisation_kind in STRUCTURE_KINDS:
        mine = Organisation.objects.get(pk=actor.organisation_id)
        return [(str(mine.pk), mine.name)]
    near = Organisation.objects.filter(active=True, kind__in=STRUCTURE_KINDS)
    area = area_served(Organisation.objects.get(pk=actor.organisation_id))
    if area is not None:
        near = near.filter(territory__in=communes_of(area).values("pk"))
    return [(str(pk), name) for pk, name in near.values_list("pk", "name")]
