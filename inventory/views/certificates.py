"""Certificates of erasure: made, shown, downloaded; the public page that a QR opens."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from filiere.network.actor import Actor
from inventory.certificates import printing, standing
from inventory.certificates.issuing import certify_collection, certify_device
from inventory.journal import keys
from inventory.models import Certificate
from inventory.refusals import Refused
from inventory.views.access import code_of, nowhere, page, see


@require_POST
@page("issue_certificates")
def issue_for_device(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    key = code_of(code)
    try:
        made = certify_device(actor=actor, code=key)
    except Refused as refused:
        return _not_made(request, refused, resolve_url("inventory:device", key))
    return see("inventory:certificate", made.pk)


@require_POST
@page("issue_certificates")
def issue_for_collection(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    try:
        made = certify_collection(actor=actor, key=str(key))
    except Refused as refused:
        return _not_made(request, refused, resolve_url("inventory:collection", str(key)))
    return see("inventory:certificate", made.pk)


def _not_made(request: HttpRequest, refused: Refused, back: str) -> HttpResponse:
    if refused.status == 404:
        return nowhere(request, refused.detail)
    messages.error(request, refused.detail)
    return see(back)


@require_safe
@page("read_devices")
def certificate(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """What it says, what it is worth today, and its two files."""
    found = standing.seen_by(actor, str(key))
    back = (
        resolve_url("inventory:device", found.device_id)
        if found.device_id
        else resolve_url("inventory:collection", found.collection_id)
    )
    context = {**_shown(found), "check": standing.document_of(found)["check"], "back": back}
    return render(request, "inventory/certificate.html", context)


@require_safe
@page("read_devices")
def pdf(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    found = standing.seen_by(actor, str(key))
    return _file(printing.pdf(found), "application/pdf", f"{found.number}.pdf")


@require_safe
@page("read_devices")
def signed_json(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    found = standing.seen_by(actor, str(key))
    return _file(standing.file_of(found), "application/json", f"{found.number}.json")


@require_safe
@never_cache
def check(request: HttpRequest, token: str) -> HttpResponse:
    """*Valide*, *retiré*, or *inconnu ou falsifié*: without an account, what the paper says."""
    found = standing.by_token(token)
    if found is None or not standing.holds(found):
        return render(request, "inventory/certificate_check.html", {}, status=404)
    return render(request, "inventory/certificate_check.html", _shown(found))


@require_safe
@never_cache
def withdrawals(request: HttpRequest) -> HttpResponse:
    """The signed list of certificates that were withdrawn."""
    if not Certificate.objects.exists():
        return nowhere(request, "Aucun certificat n'a encore été établi : rien n'est retiré.")
    return _file(standing.withdrawals(), "application/json", "retraits.json")


@require_safe
def public_key(request: HttpRequest) -> HttpResponse:
    """The key that certificates are checked with; anybody may keep a copy."""
    path = keys.public_path()
    if not path.exists():
        return nowhere(request, "Rien n'a encore été signé : il n'y a pas de clé publique.")
    return _file(path.read_bytes(), "application/x-pem-file", "cle.pem")


def _shown(found: Certificate) -> dict[str, Any]:
    told = standing.document_of(found)
    return {
        "certificate": found,
        "told": told,
        "withdrawn_at": standing.withdrawn_at(found),
        "sentence": printing.sentence(told),
        "rows": list(printing.lines(told)),
    }


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
